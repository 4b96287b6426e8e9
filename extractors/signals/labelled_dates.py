"""The dates that a page prints for itself, with what their labels say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.metadata.headline_ranges import SIGNAL_RANGE
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import Block, Span
from wellread.extractors.signals.scope import is_about_other_pages, is_in_teaser
from wellread.extractors.vocabulary.date_labels import DateKind, date_kind_from_text_before, mentions_date_kind
from wellread.extractors.vocabulary.months import ENGLISH_MONTH_ABBREVIATIONS

_MAX_LABEL_CHARS = 40
_MAX_DATELINE_CHARS = 140
# How far before and after the end of the article a dateline stands.
_MAX_BLOCKS_BEFORE_END, _MAX_BLOCKS_AFTER_END = 2, 8
_YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\d\d\b")
# A date that elements without a space between them have joined to its neighbours.
_MONTH_STARTS = "|".join((*ENGLISH_MONTH_ABBREVIATIONS, *map(str.upper, ENGLISH_MONTH_ABBREVIATIONS)))
_JOINED_DATE = re.compile(
    rf"(?:{_MONTH_STARTS})[A-Za-z]{{0,6}}\.? \d{{1,2}},? (?:19|20)\d\d"
    r"|(?<!\d)\d{1,2}\.? [^\W\d_]{3,9}\.? (?:19|20)\d\d"
)
_SEPARATORS = " :-–—|·•,.()/\n"


class LabelledDate(msgspec.Struct, frozen=True):
    """A date in the text of the page, as ISO 8601, with what its label says of it."""

    kind: DateKind
    date: str
    span: Span


def find_labelled_dates(page: LabelledPage) -> tuple[LabelledDate, ...]:
    """All dates that a page prints for itself: those that its metadata was read from, and those of datelines."""
    places = (printed.candidate.place for printed in page.metadata.printed_dates)
    elements = (place for place in places if place is not None and not isinstance(place, str))
    known = {block.index: block for element in elements for block in page.blocks_of(element)[:1]}
    others = (block for block in _datelines(page) if block.index not in known)
    return tuple(date for block in (*known.values(), *others) for date in _dates_of(page, block))


def _datelines(page: LabelledPage) -> Iterator[Block]:
    """Short blocks with a date and a label, around the headline and right after the article."""
    end = page.body_end
    for block in page.text_blocks:
        is_at_end = -_MAX_BLOCKS_BEFORE_END <= block.index - end <= _MAX_BLOCKS_AFTER_END
        is_near_headline = SIGNAL_RANGE.contains(block.index - page.headline_index)
        is_dateline = (is_near_headline or is_at_end) and _is_labelled_date(page, block)
        if is_dateline and not is_about_other_pages(page, block) and not is_in_teaser(page, block):
            yield block


def _is_labelled_date(page: LabelledPage, block: Block) -> bool:
    if len(block.text) > _MAX_DATELINE_CHARS or _YEAR.search(block.text) is None:
        return False
    return mentions_date_kind(block.text) or mentions_date_kind(_label_above(page, block))


def _dates_of(page: LabelledPage, block: Block) -> Iterator[LabelledDate]:
    """The dates of a block, each with the label between it and the date before."""
    last_end = 0
    for date, start, end in _mentions(block.text, page.metadata.in_language):
        label = block.text[last_end:start].strip(_SEPARATORS) or _label_above(page, block)
        last_end = end
        kind = date_kind_from_text_before(label[-_MAX_LABEL_CHARS:])
        yield LabelledDate(kind, date, Span(block.index, start, end))


def _mentions(text: str, language: str | None) -> list[tuple[str, int, int]]:
    """The dates in a text in their order, each with its start and end, joined ones included."""
    found = [(mention.date, mention.start, mention.end) for mention in find_dates(text, language)]
    for match in _JOINED_DATE.finditer(text):
        if all(match.end() <= start or end <= match.start() for _, start, end in found):
            found += [(mention.date, *match.span()) for mention in find_dates(match.group(), language)]
    return sorted(found, key=lambda mention: mention[1])


def _label_above(page: LabelledPage, block: Block) -> str:
    """`Last updated` alone in the block before; empty where there is no such short block."""
    blocks = page.layout.blocks
    index = block.index - 1
    while index >= 0 and not blocks[index].chars:
        index -= 1
    return blocks[index].text if index >= 0 and len(blocks[index].text) <= _MAX_LABEL_CHARS else ""
