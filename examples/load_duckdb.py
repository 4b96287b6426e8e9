"""Loads an export into DuckDB: afterwards the table `articles` is what the file is.

python examples/load_duckdb.py articles.jsonl.gz articles.duckdb
"""

import sys

import duckdb

from wellread.output.schemas import render_schema


def load(file: str, database: str) -> int:
    """Make the table equal to the file in one transaction; gives how many articles there are."""
    with duckdb.connect(database) as connection:
        connection.execute(render_schema("duckdb"))
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE incoming AS FROM read_articles(?)", [file])
        connection.execute('DELETE FROM articles WHERE "articleId" NOT IN (SELECT "articleId" FROM incoming)')
        connection.execute("INSERT OR REPLACE INTO articles FROM incoming")
        connection.execute("COMMIT")
        (count,) = connection.execute("SELECT count(*) FROM articles").fetchone() or (0,)
    return int(count)


if __name__ == "__main__":
    print(load(sys.argv[1], sys.argv[2]), "articles")
