"""CSV: one row an article, for people with spreadsheets; formulas defused"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

from wellread.output.atomic import AtomicFile
from wellread.output.compression import open_file
from wellread.output.contract import Column, ObjectOf, Scalar, list_columns
from wellread.output.control_characters import replace_controls
from wellread.output.dates import divide_date
from wellread.output.format import Format, StoredRecordWriter
from wellread.output.record import ArticleRecord
from wellread.output.spreadsheet_cells import defuse

# Evidence is for programs: a cell of a spreadsheet holds 32,767 characters.
_LEFT_OUT = frozenset({"sections", "dropped", "signals", "fieldSources", "warnings"})
_DATES = frozenset({"datePublished", "dateModified", "lastReviewed"})


class CsvWriter(StoredRecordWriter[AtomicFile]):
    """Writes records as rows (RFC 4180) below a header.

    An object has a column for each of its keys, a list is JSON, and a date is a day and a time.
    """

    def __init__(self, target: str) -> None:
        super().__init__(open_file(target))
        self._write_row([name for column in _COLUMNS for name in _names_of(column)])

    def write_stored(self, record: ArticleRecord) -> None:
        values = msgspec.to_builtins(record)
        self._write_row(
            [defuse(replace_controls(cell)) for column in _COLUMNS for cell in _cells_of(column, values[column.name])]
        )

    def _write_row(self, cells: list[str]) -> None:
        row = io.StringIO(newline="")
        csv.writer(row).writerow(cells)
        self.output.write(row.getvalue().encode())


def _names_of(column: Column) -> Iterator[str]:
    match column.type:
        case ObjectOf(keys):
            yield from (f"{column.name}.{key.name}" for key in keys)
        case _:
            yield column.name
            if column.name in _DATES:
                yield f"{column.name}.time"


def _cells_of(column: Column, value: object) -> Iterator[str]:
    match column.type:
        case ObjectOf(keys):
            values = msgspec.convert(value, dict[str, object])
            yield from (_to_text(values[key.name]) for key in keys)
        case Scalar() if column.name in _DATES:
            text = _to_text(value)
            parts = divide_date(text or None)
            yield parts.day.isoformat() if parts.day else text  # a month stays what it is
            yield parts.time or ""
        case _:
            yield _to_text(value)


def _to_text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return msgspec.json.encode(value).decode()


_COLUMNS = tuple(column for column in list_columns() if column.name not in _LEFT_OUT)
FORMAT = Format(CsvWriter)
