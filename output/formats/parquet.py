"""Parquet: tables that join by article_id, partitioned by site"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from wellread.extractors.article import Code, ContentBlock, Figure, Item, ListBlock, Paragraph, Quote, Section, Table
from wellread.output.atomic import SnapshotFolder
from wellread.output.contract import Column, ListOf, ObjectOf, Scalar, list_columns
from wellread.output.dates import divide_date
from wellread.output.format import Format, RecordWriter
from wellread.output.manifest import Resource, write_manifest
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record, encode_record
from wellread.output.safe_names import make_safe_name

_TYPES = {Scalar.TEXT: pa.string(), Scalar.INTEGER: pa.int64(), Scalar.BOOLEAN: pa.bool_()}
_DATES = ("datePublished", "dateModified", "lastReviewed")
_NO_SITE = "__HIVE_DEFAULT_PARTITION__"  # what Hive calls a partition without a value
_MAX_PARTITION_CHARS = 200  # file systems allow 255 bytes
# What is written as one row group: so many characters of JSON.
_GROUP_CHARS = 4 * 2**20
Row = dict[str, object]


@dataclass(frozen=True)
class _TableDefinition:
    """A table: its columns, and the rows that a record has in it."""

    schema: pa.Schema
    list_rows: Callable[[ArticleRecord, str], Iterator[Row]]


class ParquetWriter(RecordWriter[SnapshotFolder]):
    """Writes records to `snapshot-N/TABLE/site=SITE/part-N.parquet`, below the manifest that names the files."""

    def __init__(self, target: str) -> None:
        super().__init__(SnapshotFolder(target))
        self._rows: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self._chars = 0
        self._site: str | None = None
        self._parts: Counter[str] = Counter()
        self._files: dict[str, pq.ParquetWriter] = {}
        self._written: dict[Path, int] = {}
        self._articles = 0

    def write(self, record: ArticleRecord) -> None:
        self.write_json(encode_record(record).decode())

    def write_json(self, encoded: str) -> None:
        record = decode_record(encoded)
        partition = _name_partition(record.site_id)
        if partition != self._site:
            self._close_files()
            self._site = partition
        for name, table in _TABLES.items():
            self._rows[name].extend(table.list_rows(record, encoded))
        self._articles += 1
        self._chars += len(encoded)
        if self._chars >= _GROUP_CHARS:
            self._write_group()

    def finish(self) -> None:
        if not self._articles:
            self._site = _NO_SITE  # tables without rows have their columns all the same
        self._close_files()
        resources = (
            Resource(file, file.relative_to(self.output.path).as_posix(), "parquet", rows)
            for file, rows in sorted(self._written.items())
        )
        with self.output.manifest.open("wb") as stream:
            write_manifest(stream.write, resources, self._articles)

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        super().close()

    def _close_files(self) -> None:
        """Write what there is of a site, and end its files."""
        if self._site is None:
            return
        self._write_group()
        for file in self._files.values():
            file.close()
        self._files = {}
        self._parts[self._site] += 1

    def _write_group(self) -> None:
        for name, table in _TABLES.items():
            path = self.output.snapshot / name / f"site={self._site}" / f"part-{self._parts[self._site or '']}.parquet"
            if name not in self._files:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._files[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
                self._written[path] = 0
            self._files[name].write_table(pa.Table.from_pylist(self._rows[name], table.schema))
            self._written[path] += len(self._rows[name])
            self._rows[name] = []
        self._chars = 0


def _name_partition(site: str | None) -> str:
    """The value of a partition, percent-encoded as readers expect it; `site_id` in the tables is always exact."""
    if site is None:
        return _NO_SITE
    encoded = quote(site, safe="").replace(".", "%2E") if set(site) == {"."} else quote(site, safe="")
    return encoded if 0 < len(encoded) <= _MAX_PARTITION_CHARS else make_safe_name(site)


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


def _define_parts(*keys: str, role: bool = False) -> _TableDefinition:
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

    return _TableDefinition(pa.schema([*_PLACE, *roles, *fields]), list_rows)


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
            return "\n".join(_texts_of(block.items))
        case Table():
            return "\n".join("\t".join(row) for row in (block.header, *block.rows) if row)
        case Figure():
            return block.caption
        case _:
            return block.title


def _texts_of(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts_of(item.items)


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
_TABLES: Mapping[str, _TableDefinition] = {
    "articles": _TableDefinition(pa.schema(list(_list_article_fields())), _list_article_rows),
    "authors": _define_parts("authors", "reviewedBy", role=True),
    "references": _define_parts("references"),
    "signals": _define_parts("signals"),
    "blocks": _TableDefinition(_BLOCKS, _list_block_rows),
    "dropped": _define_parts("dropped"),
}
FORMAT = Format(ParquetWriter, writes_folder=True, has_manifest=True)
