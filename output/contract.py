"""The record as a table has it: columns with types, derived from the types of `ArticleRecord` alone.

What `wellread schema` prints is this contract in the words of one system.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias, cast

from msgspec import inspect

from wellread.output.record import ArticleRecord


class Scalar(StrEnum):
    """A type without parts. JSON stands for a tree, such as `sections`, for which no table has a type."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    JSON = "json"


@dataclass(frozen=True)
class ListOf:
    """A list; neither it nor its items are null."""

    items: Scalar | ObjectOf


@dataclass(frozen=True)
class ObjectOf:
    """An object with its keys in the order of the record; it is never null."""

    keys: tuple[Column, ...]


ColumnType: TypeAlias = Scalar | ListOf | ObjectOf


@dataclass(frozen=True)
class Column:
    """A key of the record, or of an object in it."""

    name: str
    type: ColumnType
    is_nullable: bool


# The key that names a record in a set of current ones.
PRIMARY_KEY = "articleId"
_SCALARS: dict[type[inspect.Type], Scalar] = {
    inspect.StrType: Scalar.TEXT,
    inspect.EnumType: Scalar.TEXT,
    inspect.LiteralType: Scalar.TEXT,
    inspect.IntType: Scalar.INTEGER,
    inspect.BoolType: Scalar.BOOLEAN,
}


@cache
def list_columns() -> tuple[Column, ...]:
    """The columns of a table of records, in the order of the keys."""
    record = cast("inspect.StructType", inspect.type_info(ArticleRecord))
    return tuple(_read_field(field, (ArticleRecord,)) for field in record.fields)


def _read_field(field: inspect.Field, inside: tuple[type, ...]) -> Column:
    """`inside` are the objects that the field lies in, from the record on."""
    found, is_nullable = field.type, False
    if isinstance(found, inspect.UnionType):
        members = [member for member in found.types if not isinstance(member, inspect.NoneType)]
        is_nullable = len(members) < len(found.types)
        found = members[0] if len(members) == 1 else found
    return Column(field.encode_name, _read_type(found, inside), is_nullable)


def _read_type(found: inspect.Type, inside: tuple[type, ...]) -> ColumnType:
    """The type of a column. What is a tree, or holds one, is JSON as a whole."""
    match found:
        case inspect.VarTupleType(item_type=item):
            items = _read_type(item, inside)
            return Scalar.JSON if items is Scalar.JSON or isinstance(items, ListOf) else ListOf(items)
        case inspect.StructType(cls=cls) if cls in inside:
            return Scalar.JSON
        case inspect.StructType(cls=cls, fields=fields):
            keys = tuple(_read_field(field, (*inside, cls)) for field in fields)
            return Scalar.JSON if any(key.type is Scalar.JSON for key in keys) else ObjectOf(keys)
        case inspect.UnionType():
            return Scalar.JSON
        case _:
            return _SCALARS[type(found)]
