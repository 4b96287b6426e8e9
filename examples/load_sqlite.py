"""Loads an export into SQLite: afterwards the table `articles` is what the file is.

python examples/load_sqlite.py articles.jsonl articles.sqlite
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from wellread.output.contract import PRIMARY_KEY, Scalar, list_columns

TYPES = {Scalar.TEXT: "TEXT", Scalar.INTEGER: "INTEGER", Scalar.BOOLEAN: "INTEGER"}


def load(file: str, database: str) -> int:
    """Make the table equal to the file in one transaction; gives how many articles there are."""
    names = [column.name for column in list_columns()]
    columns = [f'"{column.name}" {TYPES.get(column.type, "JSON")}' for column in list_columns()]
    marks = ", ".join("?" * len(names))
    with closing(sqlite3.connect(database)) as connection, connection, Path(file).open(encoding="utf-8") as lines:
        connection.execute(f'CREATE TABLE IF NOT EXISTS articles ({", ".join(columns)}, PRIMARY KEY ("{PRIMARY_KEY}"))')
        connection.execute("DELETE FROM articles")
        rows = (to_row(json.loads(line), names) for line in lines)
        connection.executemany(f"INSERT INTO articles VALUES ({marks})", rows)  # noqa: S608  (question marks alone)
        (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    return int(count)


def to_row(record: dict[str, object], names: list[str]) -> list[object]:
    """The values of a record; objects and lists as JSON."""
    values = (record[name] for name in names)
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in values]


if __name__ == "__main__":
    print(load(sys.argv[1], sys.argv[2]), "articles")
