"""Spark: for `StructType.fromJson`; `sections` are JSON text"""

from __future__ import annotations

import json

from wellread.output.contract import Column, ColumnType, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {Scalar.TEXT: "string", Scalar.INTEGER: "long", Scalar.BOOLEAN: "boolean", Scalar.JSON: "string"}


def render() -> str:
    """The schema as Spark's own JSON."""
    return json.dumps(_struct(list_columns()), indent=2)


def _struct(columns: tuple[Column, ...]) -> dict[str, object]:
    fields = [
        {"name": column.name, "type": _type(column.type), "nullable": column.is_nullable, "metadata": {}}
        for column in columns
    ]
    return {"type": "struct", "fields": fields}


def _type(found: ColumnType) -> str | dict[str, object]:
    match found:
        case ListOf(items):
            return {"type": "array", "elementType": _type(items), "containsNull": False}
        case ObjectOf(keys):
            return _struct(keys)
        case _:
            return _SCALARS[found]
