"""Open Data Contract Standard 3.1, as JSON, which is YAML as well"""

from __future__ import annotations

import json

from wellread.extractors.article import SCHEMA_VERSION
from wellread.output.contract import PRIMARY_KEY, Column, ColumnType, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {Scalar.TEXT: "string", Scalar.INTEGER: "integer", Scalar.BOOLEAN: "boolean", Scalar.JSON: "array"}


def render() -> str:
    """The contract of one table, `articles`."""
    return json.dumps(build_data_contract(), indent=2)


def build_data_contract() -> dict[str, object]:
    """The contract as data."""
    table = {
        "name": "articles",
        "logicalType": "object",
        "physicalType": "table",
        "description": "Articles of wellness and health blogs, one row each, with evidence for every field.",
        "properties": [_property(column) for column in list_columns()],
    }
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": f"urn:wellread:article-record:{SCHEMA_VERSION}",
        "name": "wellread article record",
        "version": f"{SCHEMA_VERSION}.0.0",
        "status": "active",
        "schema": [table],
    }


def _property(column: Column) -> dict[str, object]:
    found: dict[str, object] = {"name": column.name, **_type(column.type), "required": not column.is_nullable}
    if column.name == PRIMARY_KEY:
        found |= {"primaryKey": True, "primaryKeyPosition": 1, "unique": True}
    return found


def _type(found: ColumnType) -> dict[str, object]:
    match found:
        case ListOf(items):
            return {"logicalType": "array", "items": _type(items)}
        case ObjectOf(keys):
            return {"logicalType": "object", "properties": [_property(key) for key in keys]}
        case Scalar.JSON:
            return {"logicalType": "array", "physicalType": "json"}
        case _:
            return {"logicalType": _SCALARS[found]}
