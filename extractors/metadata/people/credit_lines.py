"""Lines that say nothing but who wrote or reviewed the article, and when: they are metadata, and none of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from wellread.extractors.article import Person
from wellread.extractors.metadata.context import Places
from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.metadata.dates.printed import Printed, without_labels
from wellread.extractors.metadata.people.bylines import Byline
from wellread.extractors.metadata.people.names import is_role
from wellread.extractors.segment import Block, Kind, Layout
from wellread.extractors.vocabulary import byline_labels as labels
from wellread.extractors.vocabulary.byline_labels import Part
from wellread.extractors.vocabulary.months import month_number

_KINDS = frozenset((Kind.PARAGRAPH, Kind.ITEM))
_LONGEST = 200
_FEWEST_DATES = 2
# How many letters may be left of such a line without its names, dates and labels.
_MOST_LEFT = 8
_WORD = re.compile(r"[^\W\d_]{2,}")
_FILLERS = frozenset(
    "by and on at in am pm min mins minute minutes read listen uhr the this page article von vom und am "
    "um par et le la por di da il door en em op av og och of est edt pst pdt gmt utc cet date datum fecha "
    "day days hour hours ago received accepted author medical reviewer fact checker editor laatst mon tue "
    "wed thu fri sat sun".split()
)


class CreditLine(StrEnum):
    """What such a line says, the first of these that it does."""

    BYLINE = "byline"
    REVIEWER = "reviewer"
    DATE = "date"


def find(
    layout: Layout, places: Places, bylines: Iterable[Byline], printed: Sequence[Printed]
) -> dict[int, CreditLine]:
    """Such lines by the numbers of their blocks, before the first paragraph: behind it, they may be text."""
    people: dict[int, list[Person]] = {}
    said: dict[int, set[CreditLine]] = {}
    # One date alone may be the first line of the text.
    dates = {(entry.index, entry.reading.value) for entry in printed}
    dated = Counter(index for index, _ in dates)
    for byline in bylines:
        people.setdefault(byline.index, []).extend(byline.people)
        line = CreditLine.REVIEWER if byline.part is Part.REVIEWER else CreditLine.BYLINE
        said.setdefault(byline.index, set()).add(line)
    for entry in printed:
        if entry.index in people or dated[entry.index] >= _FEWEST_DATES:
            said.setdefault(entry.index, set()).add(CreditLine.DATE)
    return {
        index: next(line for line in CreditLine if line in lines)
        for index, lines in said.items()
        if 0 <= index < places.lead and _is_all(layout.blocks[index], people.get(index, ()))
    }


def _is_all(block: Block, people: Iterable[Person]) -> bool:
    """Whether a line says nothing else."""
    if block.kind not in _KINDS or len(block.text) > _LONGEST:
        return False
    text = _without_dates(block.text)
    for match in reversed(list(labels.labels(text))):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    for person in people:
        for part in (person.name, person.job_title, person.honorific, *person.credentials):
            text = text.replace(part, " ") if part else text
    words = _WORD.findall(without_labels(text).casefold())
    left = (word for word in words if word not in _FILLERS and not is_role(word) and not month_number(word))
    return sum(map(len, left)) <= _MOST_LEFT


def _without_dates(text: str) -> str:
    for mention in reversed(list(find_dates(text))):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text
