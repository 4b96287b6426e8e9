"""Merges the change feed with dlt, here into DuckDB: afterwards the table `articles` is what the state folder has.

wellread changes --since 0 -o changes.jsonl
python examples/load_dlt.py changes.jsonl articles.duckdb
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt

from wellread.output.contract import ListOf, ObjectOf, Scalar, list_columns

TYPES = {Scalar.TEXT: "text", Scalar.INTEGER: "bigint", Scalar.BOOLEAN: "bool", Scalar.JSON: "json"}
COLUMNS: dict[str, Any] = {
    column.name: {
        "data_type": "json" if isinstance(column.type, ListOf | ObjectOf) else TYPES[column.type],
        "nullable": True,
    }
    for column in list_columns()
}
# Of several changes of one article dlt keeps the last, and removes what is marked as gone.
MERGED = {
    "isGone": {"data_type": "bool", "hard_delete": True},
    "sequence": {"data_type": "bigint", "dedup_sort": "desc"},
}


@dlt.resource(
    name="articles", primary_key="articleId", write_disposition="merge", max_table_nesting=0, columns=COLUMNS | MERGED
)
def read_changes(file: str) -> Iterator[dict[str, Any]]:
    """A row for each change of an article."""
    with Path(file).open(encoding="utf-8") as lines:
        for change in map(json.loads, lines):
            if change["op"] != "cursor":
                record = change["article"] or {"articleId": change["articleId"]}
                yield record | {"isGone": change["op"] == "delete", "sequence": change["sequence"]}


def load(file: str, database: str) -> None:
    """Merge a file of changes; the same one may be merged again."""
    pipeline = dlt.pipeline(
        "wellread",
        destination=dlt.destinations.duckdb(database),
        dataset_name="wellread",
        pipelines_dir=str(Path(database).with_suffix(".dlt")),
    )
    pipeline.run(read_changes(file))


if __name__ == "__main__":
    load(sys.argv[1], sys.argv[2])
