-- Merges the change feed into Postgres: afterwards the table `articles` is what the state folder has.
--
-- wellread schema --format postgres | psql
-- wellread changes --since $(psql -qAtc 'SELECT cursor FROM feed' || echo 0) -o changes.jsonl
-- psql -v ON_ERROR_STOP=1 -f merge_postgres.sql
BEGIN;
CREATE TABLE IF NOT EXISTS feed AS SELECT 0::bigint AS cursor;
LOCK TABLE feed;
CREATE TEMP TABLE lines (line jsonb) ON COMMIT DROP;
-- Neither character stands in JSON, so that each line is one value.
\copy lines FROM 'changes.jsonl' WITH (FORMAT csv, QUOTE e'\x01', DELIMITER e'\x02')
-- Of several changes of one article the last one counts, and what was merged before is left out.
CREATE TEMP TABLE last ON COMMIT DROP AS
  SELECT DISTINCT ON (line->>'articleId') line->>'op' AS op, line->>'articleId' AS id, line->'article' AS article
  FROM lines, feed
  WHERE line->>'op' <> 'cursor' AND (line->>'sequence')::bigint > feed.cursor
  ORDER BY line->>'articleId', (line->>'sequence')::bigint DESC;
DELETE FROM articles USING last WHERE articles."articleId" = last.id;
INSERT INTO articles
  SELECT filled.* FROM last, jsonb_populate_record(NULL::articles, last.article) AS filled WHERE last.op = 'upsert';
UPDATE feed SET cursor = greatest(cursor, (SELECT max((line->>'sequence')::bigint) FROM lines));
COMMIT;
