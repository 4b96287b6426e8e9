"""Merges the change feed into DuckDB: afterwards the table `articles` is what the state folder has.

wellread changes --since $(python examples/merge_duckdb.py articles.duckdb) -o changes.jsonl
python examples/merge_duckdb.py articles.duckdb changes.jsonl
"""

import sys

import duckdb

from wellread.output.contract import list_columns
from wellread.output.schemas import render_schema

CREATE = "CREATE TABLE IF NOT EXISTS feed AS SELECT 0::BIGINT AS cursor"
# Of several changes of one article the last one counts, and what was merged before is left out.
LAST = """
    CREATE TEMP TABLE last AS SELECT op, article.*, "articleId" AS id FROM read_changes(?)
    WHERE op <> 'cursor' AND sequence > (SELECT cursor FROM feed)
    QUALIFY row_number() OVER (PARTITION BY "articleId" ORDER BY sequence DESC) = 1
"""
MERGE = """
    MERGE INTO articles USING last ON articles."articleId" = last.id
    WHEN MATCHED AND op = 'delete' THEN DELETE
    WHEN MATCHED THEN UPDATE SET {assignments}
    WHEN NOT MATCHED AND op = 'upsert' THEN INSERT ({names}) VALUES ({values})
"""
MOVE = "UPDATE feed SET cursor = greatest(cursor, (SELECT max(sequence) FROM read_changes(?)))"


def read_cursor(database: str) -> int:
    """The last sequence that was merged."""
    with duckdb.connect(database) as connection:
        connection.execute(CREATE)
        (cursor,) = connection.execute("SELECT cursor FROM feed").fetchone() or (0,)
    return int(cursor)


def merge(file: str, database: str) -> int:
    """Merge a file of changes in one transaction; gives how many articles there are."""
    names = [f'"{column.name}"' for column in list_columns()]
    statement = MERGE.format(
        assignments=", ".join(f"{name} = last.{name}" for name in names),
        names=", ".join(names),
        values=", ".join(f"last.{name}" for name in names),
    )
    with duckdb.connect(database) as connection:
        connection.execute(render_schema("duckdb"))
        connection.execute(CREATE)
        connection.execute("BEGIN")
        connection.execute(LAST, [file])
        connection.execute(statement)
        connection.execute(MOVE, [file])
        connection.execute("COMMIT")
        (count,) = connection.execute("SELECT count(*) FROM articles").fetchone() or (0,)
    return int(count)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print(read_cursor(sys.argv[1]))
    else:
        print(merge(sys.argv[2], sys.argv[1]), "articles")
