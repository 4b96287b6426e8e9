"""Places in a text, written down so that they are found again, and found again: rightly or not at all.

A place is its words with so much of what stands before and behind them that each side alone makes it unique
(TextQuoteSelector), and its position (TextPositionSelector). On another text it is where the words stand with what was
before and behind them, or with one of both if they stand nowhere else; two such places are none, since nobody could say
which is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import msgspec

_CONTEXT = (32, 64, 128, 256, 512, 1024, 2048, 4096)  # characters on each side, as few as will do
_MIN_INK = 24  # characters of a context that are no white space


class TextQuote(msgspec.Struct, frozen=True):
    """The words at a place, and what stands around them."""

    exact: str
    prefix: str
    suffix: str


class AnchorState(StrEnum):
    """Whether a place was found: with all that stood around it, with one side of it, at two places, or nowhere."""

    FOUND = "found"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


class AnchoredPlace(msgspec.Struct, frozen=True):
    """Where a quote stands; without a `start` and an `end` it is not known."""

    outcome: AnchorState
    start: int | None = None
    end: int | None = None


def quote_of(text: str, start: int, end: int) -> TextQuote | None:
    """The quote of a place in a text; None where no context makes it unique on both sides."""
    exact = text[start:end]
    if not exact.strip():
        return None
    prefix = _choose_context(text, [text[max(0, start - size) : start] for size in _CONTEXT], lambda one: one + exact)
    suffix = _choose_context(text, [text[end : end + size] for size in _CONTEXT], lambda one: exact + one)
    return None if prefix is None or suffix is None else TextQuote(exact, prefix, suffix)


def _choose_context(text: str, contexts: Sequence[str], join: Callable[[str], str]) -> str | None:
    """The shortest of the contexts that makes the words unique and has words itself; None where none makes it unique.

    White space alone says little of a place, and changes with the template.
    """
    unique = [context for context in contexts if _is_unique(text, join(context))]
    return next((one for one in unique if len("".join(one.split())) >= _MIN_INK), unique[-1] if unique else None)


def find_quote(text: str, quote: TextQuote) -> AnchoredPlace:
    """Where a quote stands in a text, which may be another state of the page."""
    before = [start + len(quote.prefix) for start in _occurrences(text, quote.prefix + quote.exact)]
    behind = list(_occurrences(text, quote.exact + quote.suffix))
    starts = {*before, *behind}
    if not starts:
        return AnchoredPlace(AnchorState.MISSING)
    if len(before) > 1 or len(behind) > 1 or len(starts) > 1:
        return AnchoredPlace(AnchorState.AMBIGUOUS)
    (start,) = starts
    outcome = AnchorState.FOUND if before and behind else AnchorState.MOVED
    if outcome == AnchorState.MOVED and not _is_unique(text, quote.exact):
        return AnchoredPlace(AnchorState.AMBIGUOUS)  # the neighbour may have moved to another place with these words
    return AnchoredPlace(outcome, start, start + len(quote.exact))


def _is_unique(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where words begin; no more than two, for more change nothing."""
    start = text.find(words)
    for _ in range(2):
        if start < 0 or not words:
            return
        yield start
        start = text.find(words, start + 1)
