"""The record as tables of Arrow: what Parquet and Python get. Needs pyarrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import pyarrow as pa

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Figure,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
    walk_items,
)
from wellread.output.contract import Column, ListOf, ObjectOf, Scalar, list_columns
from wellread.output.dates import divide_date
from wellread.output.record import ArticleRecord

_TYPES = {Scalar.TEXT: pa.string(), Scalar.INTEGER: pa.int64(), Scalar.BOOLEAN: pa.bool_()}
_DATES = ("datePublished", "dateModified", "lastReviewed")
Row = dict[str, object]


@dataclass(frozen=True)
class TableDefinition:
    """A table: its columns, and the rows that a record, which is given as JSON as well, has in it."""

    schema: pa.Schema
    list_rows: Callable[[ArticleRecord, str], Iterator[Row]]


# -- the table of articles


def _list_article_fields() -> Iterator[pa.Field]:
    for column in list_columns():
        name = _snake(column.name)
        match column.type:
            case _ if column.name in _DATES:
                yield pa.field(name, pa.date32())
                yield pa.field(f"{name}_time", pa.string())
                yield pa.field(f"{name}_text", pa.string())
            case Scalar.JSON:
                pass
            case Scalar() | ListOf(Scalar()):
                yield pa.field(name, _type_of(column), column.is_nullable)
            case ObjectOf(keys):
                # Flat objects become columns; the evidence of each field is in the JSON.
                flat = [key for key in keys if isinstance(key.type, Scalar)]
                yield from (pa.field(f"{name}_{_snake(key.name)}", _type_of(key), key.is_nullable) for key in flat)
            case _:
                pass
    yield pa.field("article_json", pa.string(), nullable=False)


def _list_article_rows(record: ArticleRecord, encoded: str) -> Iterator[Row]:
    row: Row = {"article_json": encoded}
    for column in list_columns():
        name = _snake(column.name)
        value = getattr(record, name)
        match column.type:
            case _ if column.name in _DATES:
                parts = divide_date(value)
                row |= {name: parts.day, f"{name}_time": parts.time, f"{name}_text": value}
            case ObjectOf(keys):
                row |= {f"{name}_{_snake(key.name)}": getattr(value, _snake(key.name)) for key in keys}
            case Scalar() | ListOf(Scalar()):
                row[name] = value
            case _:
                pass
    yield row


# -- the tables of what an article has several of


def _define_parts(*keys: str, role: bool = False) -> TableDefinition:
    """A table of the entries of lists in the record; with `role`, they say which list they come from."""
    columns = {column.name: column.type for column in list_columns()}
    found = columns[keys[0]]
    items = found.items if isinstance(found, ListOf) else None
    parts = items.keys if isinstance(items, ObjectOf) else ()
    fields = [pa.field(_snake(part.name), _type_of(part), part.is_nullable) for part in parts]
    names = [_snake(part.name) for part in parts]
    roles = [pa.field("role", pa.string(), nullable=False)] if role else []

    def list_rows(record: ArticleRecord, _: str) -> Iterator[Row]:
        for key in keys:
            for position, entry in enumerate(getattr(record, _snake(key))):
                row = {name: getattr(entry, name) for name in names}
                yield _place(record, position) | ({"role": key} if role else {}) | row

    return TableDefinition(pa.schema([*_PLACE, *roles, *fields]), list_rows)


def _type_of(column: Column) -> pa.DataType:
    match column.type:
        case ListOf(Scalar() as scalar):
            return pa.list_(pa.field("item", _TYPES[scalar], nullable=False))
        case Scalar() as scalar:
            return _TYPES[scalar]
        case _:
            raise TypeError(f"{column.name} has parts of its own")


def _list_block_rows(record: ArticleRecord, _: str) -> Iterator[Row]:
    for position, (pointer, section, block) in enumerate(_walk(record.sections, "/sections")):
        yield _place(record, position) | {
            "pointer": pointer,
            "section_id": section.id,
            "heading": section.heading,
            "level": section.level,
            "role": section.role,
            "type": block.__struct_config__.tag,
            "text": _text_of(block),
            "block_json": msgspec.json.encode(block).decode(),
        }


def _walk(sections: Sequence[Section], above: str) -> Iterator[tuple[str, Section, ContentBlock]]:
    """The blocks of sections in the order of the page, each with its JSON Pointer and its section."""
    for number, section in enumerate(sections):
        pointer = f"{above}/{number}"
        yield from ((f"{pointer}/blocks/{place}", section, block) for place, block in enumerate(section.blocks))
        yield from _walk(section.sections, f"{pointer}/sections")


def _text_of(block: ContentBlock) -> str | None:
    match block:
        case Paragraph() | Quote() | Code():
            return block.text
        case ListBlock():
            return "\n".join(item.text for item in walk_items(block.items))
        case Table():
            return "\n".join("\t".join(row) for row in (block.header, *block.rows) if row)
        case Figure():
            return block.caption
        case _:
            return block.title


def _place(record: ArticleRecord, position: int) -> Row:
    return {"article_id": record.article_id, "site_id": record.site_id, "position": position}


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


_PLACE = [
    pa.field("article_id", pa.string(), nullable=False),
    pa.field("site_id", pa.string()),
    pa.field("position", pa.int64(), nullable=False),
]
_BLOCKS = pa.schema([
    *_PLACE,
    pa.field("pointer", pa.string(), nullable=False),
    pa.field("section_id", pa.string(), nullable=False),
    pa.field("heading", pa.string()),
    pa.field("level", pa.int64(), nullable=False),
    pa.field("role", pa.string()),
    pa.field("type", pa.string(), nullable=False),
    pa.field("text", pa.string()),
    pa.field("block_json", pa.string(), nullable=False),
])  # fmt: skip
TABLES: Mapping[str, TableDefinition] = {
    "articles": TableDefinition(pa.schema(list(_list_article_fields())), _list_article_rows),
    "authors": _define_parts("authors", "reviewedBy", role=True),
    "references": _define_parts("references"),
    "signals": _define_parts("signals"),
    "rights": _define_parts("rights"),
    "blocks": TableDefinition(_BLOCKS, _list_block_rows),
    "dropped": _define_parts("dropped"),
}
