"""Postgres: the table `articles`, for `jsonb_populate_record`"""

from __future__ import annotations

from wellread.output.contract import PRIMARY_KEY, Column, ListOf, ObjectOf, Scalar, list_columns

_SCALARS = {Scalar.TEXT: "text", Scalar.INTEGER: "bigint", Scalar.BOOLEAN: "boolean", Scalar.JSON: "jsonb"}


def render() -> str:
    """SQL. The columns have the names of the keys, so that a line of JSON fills a row."""
    lines = ",\n  ".join(_define(column) for column in list_columns())
    return f"CREATE TABLE IF NOT EXISTS articles (\n  {lines}\n);"


def _define(column: Column) -> str:
    constraint = " PRIMARY KEY" if column.name == PRIMARY_KEY else "" if column.is_nullable else " NOT NULL"
    match column.type:
        case ListOf(Scalar() as items):
            name = f"{_SCALARS[items]}[]"
        case ListOf() | ObjectOf():
            name = "jsonb"
        case found:
            name = _SCALARS[found]
    return f'"{column.name}" {name}{constraint}'
