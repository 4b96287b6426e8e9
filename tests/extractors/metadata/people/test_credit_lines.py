from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wellread.extractors.metadata import CreditLine

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("<p>By Lena Park, RD, a nutritionist | May 3, 2024 | 4 min read</p>", CreditLine.BYLINE),
        ("<p>Por Ana Ruiz y Luis Sol · Revisado por la Dra. Eva Paz · 3 de mayo de 2024</p>", CreditLine.BYLINE),
        ("<p>Validé par le Dr Hélène Morel, médecin</p>", CreditLine.REVIEWER),
        ("<p>Published May 3, 2024 – Last updated June 4, 2024</p>", CreditLine.DATE),
        ("<p>mercoledì 3 aprile 2024</p>", CreditLine.DATE),
        ("<p>Montag, den 3. Juni 2024</p>", CreditLine.DATE),
        ("<p>Publicado el 3 de mayo de 2024 a las 10:15</p>", CreditLine.DATE),
        ("<p>3 апреля 2024, среда, 10:15</p>", CreditLine.DATE),
        ("<p class='post-meta'>3 April 2024 · Sleep</p>", CreditLine.DATE),
    ],
    ids=[
        "author, role, day and reading time",
        "Spanish author and reviewer",
        "French reviewer",
        "two days",
        "one day",
        "an article",
        "Spanish time",
        "a day with its time",
        "a topic",
    ],
)
def test_lines_that_say_who_and_when_are_known(described: Describe, below: str, line: CreditLine) -> None:
    assert list(described(below).credit_lines.values()) == [line]


@pytest.mark.parametrize(
    "below",
    [
        "<p>By Lena Park, who has slept in a hut on the fjord for a year</p>",
        "<p>Updated May 3, 2024 and again on June 4, 2024, with what nurses told us</p>",
        "<p>Lena Park</p>",
        "<p>12. Mai 2024, Kiel</p>",
        "<p>3 mai 2024 : Lyon</p>",
        "<p>Opens 12 May 2024</p>",
        "<p>12 May 2031</p>",
    ],
    ids=[
        "clause about the author",
        "clause about the changes",
        "name alone",
        "place",
        "French place",
        "clause",
        "day to come",
    ],
)
def test_lines_that_say_more_or_may_be_text_are_none(described: Describe, below: str) -> None:
    assert described(below).credit_lines == {}


def test_behind_the_first_paragraph_lines_may_be_text(described: Describe) -> None:
    assert described(after="<p>By Lena Park, May 3, 2024</p>").credit_lines == {}
