"""Loads an export into SQLite with sqlite-utils, where Datasette opens it: afterwards `articles` is what the file is.

wellread export -o articles.jsonl
python examples/load_sqlite_utils.py articles.jsonl articles.sqlite
datasette articles.sqlite
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlite_utils

from wellread.output.contract import PRIMARY_KEY, Scalar, list_columns

TYPES = {Scalar.INTEGER: int, Scalar.BOOLEAN: int}
SEARCHED = ("headline", "articleBody")


def load(file: str, database: str) -> int:
    """Make the table equal to the file in one transaction; gives how many articles there are."""
    with closing(sqlite_utils.Database(database)) as connection:
        articles = connection["articles"]
        articles.create({column.name: TYPES.get(column.type, str) for column in list_columns()}, pk=PRIMARY_KEY,
                        if_not_exists=True)  # fmt: skip
        articles.enable_fts(SEARCHED, create_triggers=True, replace=True)
        with connection.conn:
            articles.delete_where()
            articles.insert_all(read_rows(file), pk=PRIMARY_KEY, replace=True)
        return int(articles.count)


def read_rows(file: str) -> Iterator[dict[str, object]]:
    """The records; sqlite-utils writes their lists and objects as JSON."""
    with Path(file).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    print(load(sys.argv[1], sys.argv[2]), "articles")
