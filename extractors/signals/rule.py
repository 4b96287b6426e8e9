"""What a rule about signals is. Rules are data: each carries an example that it hits and a near-miss that it leaves.

Examples are the HTML of a passage. A rule's version rises with every change to what it hits, and is published with
each hit, so that two records can be told apart by what found their signals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from wellread.extractors.segment import Span

Scene = TypeVar("Scene")
ENGLISH = ("en",)
FOUR = ("en", "de", "fr", "es")


class Where(StrEnum):
    """Which blocks a rule looks at."""

    ARTICLE = "article"  # what is kept
    PAGE = "page"  # everything but menus, comments and other articles


class Found(msgspec.Struct, frozen=True, gc=False):
    """What a rule found: a value, and where it stands; data of the page that no reader sees stands nowhere."""

    value: str | None
    span: Span | None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What all rules carry. `languages` are those it can read; none means that it needs none."""

    id: str
    version: int = 1
    signal: str
    hits: str
    misses: str
    languages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As it is published."""
        return f"{self.id}/{self.version}"


class PatternRule(Rule, frozen=True, kw_only=True):
    """Finds what a pattern describes.

    One of `triggers`, in lower case and Latin-1, is in every text that `pattern` matches: the page is searched for them
    first, and the pattern only tried where one stands. Where no words will do, `trigger_pattern` finds the places, in
    a text as `scan.narrowed` makes it and with 0 for each digit.
    """

    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    trigger_pattern: re.Pattern[bytes] | None = None
    where: Where = Where.PAGE


class TextRule(PatternRule, frozen=True, kw_only=True):
    """Finds words in a block of at most `longest` characters.

    The value is the group `value` of the pattern, or else what it matched. With `sentence`, what is quoted is the
    sentence around the match, and a block that is nothing but links is none.
    """

    sentence: bool = False
    longest: int = 20_000


class LinkRule(PatternRule, frozen=True, kw_only=True):
    """Finds links by their address, which is the value."""


class FactRule(Rule, Generic[Scene], frozen=True, kw_only=True):
    """Finds what takes more than a pattern: people, dates, sources."""

    find: Callable[[Scene], Iterator[Found]]
