"""BigQuery: a schema file for `bq load` of JSON Lines"""

from __future__ import annotations

import json

from wellread.output.contract import Column, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {Scalar.TEXT: "STRING", Scalar.INTEGER: "INT64", Scalar.BOOLEAN: "BOOL", Scalar.JSON: "JSON"}


def render() -> str:
    """The fields as JSON."""
    return json.dumps([_define(column) for column in list_columns()], indent=2)


def _define(column: Column) -> dict[str, object]:
    found, mode = column.type, "NULLABLE" if column.is_nullable else "REQUIRED"
    if isinstance(found, ListOf):
        found, mode = found.items, "REPEATED"
    if isinstance(found, ObjectOf):
        return {"name": column.name, "type": "RECORD", "mode": mode, "fields": [_define(key) for key in found.keys]}
    return {"name": column.name, "type": _SCALARS[found], "mode": mode}
