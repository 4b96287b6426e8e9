-- Loads an export into Postgres: afterwards the table `articles` is what `articles.jsonl` in this folder is.
--
-- wellread schema --format postgres | psql
-- psql -v ON_ERROR_STOP=1 -f load_postgres.sql
BEGIN;
CREATE TEMP TABLE lines (line jsonb) ON COMMIT DROP;
-- Neither character stands in JSON, so that each line is one value.
\copy lines FROM 'articles.jsonl' WITH (FORMAT csv, QUOTE e'\x01', DELIMITER e'\x02')
DELETE FROM articles;
INSERT INTO articles SELECT filled.* FROM lines, jsonb_populate_record(NULL::articles, lines.line) AS filled;
COMMIT;
