"""Sheets for raters: a row for each article and a column for each item, as CSV; written empty, and read filled in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import IO

import msgspec

from wellread.output.ratings.instruments import INSTRUMENT_NAMES, Instrument, load_instrument
from wellread.output.spreadsheet_cells import defuse

FIXED_COLUMNS = ("instrument", "rater", "number", "headline", "url", "articleId")
NOTE = "note"
_NEEDED = ("instrument", "rater", "articleId")
_ITEM = re.compile(r"(\d{1,2}) ")
_SYNONYMS = {"n/a": "not applicable", "na": "not applicable"}
MAX_PROBLEMS = 20


class RatedArticle(msgspec.Struct, frozen=True):
    """An article that is to be rated: its number in the report, and what it is called."""

    number: int
    headline: str
    url: str
    article_id: str


class Rating(msgspec.Struct, frozen=True):
    """What one rater wrote of one article: values by the numbers of the items. `place` is where, for messages."""

    instrument: str
    article_id: str
    rater: str
    values: Mapping[int, str]
    note: str
    place: str


class RatingError(Exception):
    """Ratings that cannot be used; `problems` has a line for each reason, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        shown = [
            *problems[:MAX_PROBLEMS],
            *([f"and {len(problems) - MAX_PROBLEMS} more"] * (len(problems) > MAX_PROBLEMS)),
        ]
        super().__init__("\n".join(shown))
        self.problems = tuple(problems)


def write_sheet(stream: IO[str], instrument_name: str, articles: Iterable[RatedArticle]) -> None:
    """An empty sheet. Its first line names the items with the values that a rater may give."""
    instrument = load_instrument(instrument_name)
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow([*FIXED_COLUMNS, *_item_columns(instrument), NOTE])
    for article in articles:
        known = (article.headline, article.url, article.article_id)
        table.writerow([instrument_name, "", article.number, *map(defuse, known), *[""] * len(instrument.items), ""])


def is_empty_sheet(stream: IO[str]) -> bool:
    """Whether nobody has written anything into a sheet. Raises csv.Error and UnicodeDecodeError."""
    known = {*FIXED_COLUMNS, None} - {"rater"}
    return not any(value for row in csv.DictReader(stream) for column, value in row.items() if column not in known)


def read_sheets(sheets: Iterable[tuple[str, IO[str]]], known: AbstractSet[str] | None = None) -> list[Rating]:
    """All ratings in sheets, each with the name of its file. Rows that nobody has filled in are left out.

    `known` are the ids of the articles that there are, None if nobody knows. Raises RatingError with all problems.
    """
    ratings: list[Rating] = []
    problems: list[str] = []
    places: dict[tuple[str, str, str], str] = {}
    for name, stream in sheets:
        for found in _read_sheet(name, stream):
            if isinstance(found, str):
                problems.append(found)
                continue
            first = places.setdefault((found.instrument, found.article_id, found.rater), found.place)
            if first != found.place:
                problems.append(f"{found.place}: {found.rater} has rated {found.article_id} before, in {first}")
            elif known is not None and found.article_id not in known:
                problems.append(f"{found.place}: the report has no article {found.article_id!r}")
            ratings.append(found)
    if problems:
        raise RatingError(problems)
    return ratings


def write_long_form(stream: IO[str], ratings: Iterable[Rating]) -> None:
    """A row for each value: `unitId`, `instrument`, `raterId`, `item`, `value`, `note`."""
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(("unitId", "instrument", "raterId", "item", "value", "note"))
    for rating in ratings:
        for item, value in rating.values.items():
            cells = map(defuse, (rating.article_id, rating.instrument, rating.rater))
            table.writerow([*cells, item, value, defuse(rating.note)])


def _item_columns(instrument: Instrument) -> list[str]:
    values = "/".join(instrument.values)
    return [f"{number} {item} ({values})" for number, item in enumerate(instrument.items, 1)]


def _read_sheet(name: str, stream: IO[str]) -> Iterator[Rating | str]:
    """The ratings of a sheet; instead of one that cannot be used, what is wrong with it."""
    text = stream.read()
    heading = text.partition("\n")[0]
    # Spreadsheets write what their country puts between the numbers of a list.
    delimiter = max(",;\t", key=heading.count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = rows.fieldnames or ()
    if missing := [column for column in _NEEDED if column not in columns]:
        yield f"{name}: it is no rating sheet, a column {' and '.join(map(repr, missing))} is missing"
        return
    items = {int(found[1]): column for column in columns if (found := _ITEM.match(column))}
    try:
        for row in rows:
            yield from _read_row(
                {key: value or "" for key, value in row.items()}, items, f"{name} line {rows.line_num}"
            )
    except csv.Error as error:
        yield f"{name} line {rows.line_num}: {error}"


def _read_row(row: Mapping[str, str], items: Mapping[int, str], place: str) -> Iterator[Rating | str]:
    filled = {item: value for item, column in items.items() if (value := row[column].strip())}
    if not filled:
        return
    instrument_name, rater, article_id = (row[column].strip() for column in _NEEDED)
    if instrument_name not in INSTRUMENT_NAMES:
        yield f"{place}: {instrument_name!r} is no instrument; there are {', '.join(INSTRUMENT_NAMES)}"
        return
    if not rater or not article_id:
        yield f"{place}: {'the rater' if not rater else 'articleId'} is missing"
        return
    instrument = load_instrument(instrument_name)
    values = {item: _normalise(value) for item, value in filled.items()}
    wrong = [
        f"{place}, item {item}: {filled[item]!r} is none of {', '.join(instrument.values)}"
        if item <= len(instrument.items)
        else f"{place}: {instrument.name} has no item {item}"
        for item, value in values.items()
        if value not in instrument.values or item > len(instrument.items)
    ]
    yield from wrong
    if not wrong:
        yield Rating(instrument_name, article_id, rater, values, row.get(NOTE, "").strip(), place)


def _normalise(value: str) -> str:
    """What a rater wrote, in lower case; a whole number without its decimals, as spreadsheets may write them."""
    word = " ".join(value.lower().split())
    return _SYNONYMS.get(word, re.sub(r"[.,]0+$", "", word))
