"""Credit lines: lines that say nothing but who wrote or reviewed the article, and when.

They are metadata, and none of the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from wellread.extractors.article import Person
from wellread.extractors.metadata.block_surroundings import Surroundings
from wellread.extractors.metadata.dates.iso_dates import is_after
from wellread.extractors.metadata.dates.model import PrintedDate
from wellread.extractors.metadata.dates.parsing import replace_dates
from wellread.extractors.metadata.people.model import Byline
from wellread.extractors.metadata.people.names import is_role
from wellread.extractors.segment import Block, BlockKind, Layout
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import BY, BylineRole, find_labels
from wellread.extractors.vocabulary.date_labels import remove_date_labels
from wellread.extractors.vocabulary.months import parse_month
from wellread.extractors.vocabulary.relative_dates import replace_relative_dates
from wellread.extractors.vocabulary.weekdays import WEEKDAYS

_LINE_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM))
MAX_CREDIT_LINE_CHARS = 200
# So many letters may be left of such a line without its names, dates and labels.
MAX_LEFTOVER_LETTERS = 8
# And so many of a line with a date in a box that is named for it: a topic. In another box, what stands beside a date
# may be the place where something happens then.
MAX_LETTERS_BESIDE_DATE = 14
_NAMED_FOR_IT = Trait.DATE | Trait.BYLINE
MAX_LINES_OF_DATES = 2
_LABEL = re.compile(r"[^\W\d_]{3,}\s?[:：]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FILLERS = frozenset(
    (
        *BY.split("|"),
        *"""
        and on at in am pm min mins minute minutes read listen uhr the this page article vom und um et le la da il en em
        op og och of est edt pst pdt gmt utc cet date datum fecha day days hour hours ago received accepted author
        medical reviewer fact checker editor laatst el las los den alle ore kl klo kello om saat
        """.split(),
    )
)


class CreditLine(StrEnum):
    """What a credit line says, the first of these that it does."""

    BYLINE = "byline"
    REVIEWER = "reviewer"
    DATE = "date"


def find_credit_lines(
    layout: Layout,
    surroundings: Surroundings,
    bylines: Iterable[Byline],
    dates: Iterable[PrintedDate],
    fetched_at: datetime | None,
) -> dict[int, CreditLine]:
    """The credit lines before the first paragraph, by the indices of their blocks.

    After it, such lines may be text. `bylines` and `dates` are those that the page prints for the
    article. On a day after the fetch, something is to happen that the text tells of.
    """
    people: dict[int, list[Person]] = {}
    said: dict[int, set[CreditLine]] = {}
    for byline in bylines:
        people.setdefault(byline.block_index, []).extend(byline.people)
        line = CreditLine.REVIEWER if byline.role is BylineRole.REVIEWER else CreditLine.BYLINE
        said.setdefault(byline.block_index, set()).add(line)
    dated = {
        date.block_index
        for date in dates
        if date.block_index < surroundings.body_start
        and (fetched_at is None or not is_after(date.candidate.value, fetched_at))
    }
    # Many lines with dates before the text are a list of what takes place then.
    are_few = len(dated - people.keys()) <= MAX_LINES_OF_DATES
    for index in dated if are_few else dated & people.keys():
        said.setdefault(index, set()).add(CreditLine.DATE)
    return {
        index: next(line for line in CreditLine if line in lines)
        for index, lines in said.items()
        if 0 <= index < surroundings.body_start
        and _says_nothing_else(
            layout.blocks[index],
            people.get(index, ()),
            is_named=bool(surroundings.traits(layout.blocks[index]) & _NAMED_FOR_IT),
        )
    }


def _says_nothing_else(block: Block, people: Sequence[Person], *, is_named: bool) -> bool:
    """Whether a line says nothing but its labels, its dates and these people with their titles.

    `is_named`: its box is named for such lines.
    """
    if block.kind not in _LINE_KINDS or len(block.text) > MAX_CREDIT_LINE_CHARS:
        return False
    text = replace_relative_dates(replace_dates(block.text, " "), " ")
    for match in reversed(list(find_labels(text))):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    for person in people:
        for part in (person.name, person.job_title, person.honorific, *person.credentials):
            text = text.replace(part, " ") if part else text
    text = remove_date_labels(text)
    if not people and _LABEL.search(text):
        return False
    words = set(_WORD.findall(text.casefold())) - _FILLERS - WEEKDAYS
    left = sum(len(word) for word in words if not is_role(word) and not parse_month(word))
    return left <= (MAX_LEFTOVER_LETTERS if people else MAX_LETTERS_BESIDE_DATE if is_named else 0)
