"""What a rule about signals is. Rules are data: each carries an example that it hits and a near-miss that it leaves.

Examples are the HTML of a passage. A rule's version rises with every change to what it hits, and is published with
each hit, so that two records can be told apart by what found their signals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.scope import Scope

# Languages that rules about words can read (ISO 639).
ENGLISH = ("en",)
OTHER_LANGUAGES = ("de", "fr", "es")
ALL_LANGUAGES = (*ENGLISH, *OTHER_LANGUAGES)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What all rules carry.

    `signal` is what a hit is evidence of; `hits` and `misses` are the HTML of an example and of a near-miss.
    `languages` are those that the rule can read; none means that it needs none.
    """

    id: str
    version: int = 1
    signal: str
    hits: str
    misses: str
    languages: tuple[str, ...] = ()

    @property
    def published_id(self) -> str:
        """The id with the version, as it is published: `helpline/1`."""
        return f"{self.id}/{self.version}"


class PatternRule(Rule, frozen=True, kw_only=True):
    """Finds what a pattern describes in the blocks of its scope.

    One of `triggers`, in lower case and Latin-1, is in every text that `pattern` matches: the page is searched for them
    first, and the pattern only tried where one stands. Where no words will do, `trigger_pattern` finds the places, in
    a text as `triggers.to_latin1` makes it and with 0 for each digit.
    """

    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    trigger_pattern: re.Pattern[bytes] | None = None
    scope: Scope = Scope.PAGE


class TextRule(PatternRule, frozen=True, kw_only=True):
    """Finds words in a block of at most `max_block_chars` characters.

    The value is the group `value` of the pattern, or else what it matched. With `quotes_sentence`, what is quoted is
    the sentence around the match, and blocks that are nothing but links are passed over.
    """

    quotes_sentence: bool = False
    max_block_chars: int = 20_000


class LinkRule(PatternRule, frozen=True, kw_only=True):
    """Finds links by their URL, which is the value."""


class FactRule(Rule, frozen=True, kw_only=True):
    """Finds what takes more than a pattern: people, dates, references."""

    find: Callable[[SignalContext], Iterator[RuleMatch]]
