"""Candidates: the values that a page offers for a field, and how they contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec
from lxml import etree

from wellread.extractors.article import FieldSource, PageWarning
from wellread.extractors.parse import XPaths

T = TypeVar("T")
# Where a value was read: an element of the page, or a selector (CSS, or `Type.property` for
# JSON-LD); None in the URL.
Place = str | etree._Element | None

# A page with more than this many wrong values of a field has one message to give about it.
MAX_CONTRADICTIONS = 5
MAX_RAW_CHARS = 500
# So much of a raw value is quoted in a warning.
MAX_WARNING_QUOTE_CHARS = 120


class Candidate(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A value for a field.

    `source` is the kind of place that it was read in, `raw` what stands there.
    """

    value: T
    source: str
    place: Place
    raw: str | None


def to_field_source(candidate: Candidate[T], paths: XPaths) -> FieldSource:
    """Where a value was read, as published: an element by its XPath, which is one of `paths`.

    The raw value has at most `MAX_RAW_CHARS`.
    """
    place = candidate.place
    selector = paths.of(place) if isinstance(place, etree._Element) else place
    return FieldSource(candidate.source, selector, _shorten(candidate.raw, MAX_RAW_CHARS))


def find_contradictions(
    field: str,
    chosen: Candidate[T],
    others: Iterable[Candidate[T]],
    contradicts: Callable[[Candidate[T], Candidate[T]], bool],
) -> Iterator[PageWarning]:
    """What other candidates say that contradicts the chosen one, each wording once.

    `field` is the published name of the field. At most `MAX_CONTRADICTIONS` are given, and no more
    others asked for.
    """
    seen = set()
    for other in others:
        key = other.source, other.raw
        if other is not chosen and key not in seen and contradicts(chosen, other):
            seen.add(key)
            yield PageWarning(
                "contradicted", f"{field}: {other.source} says {_shorten(other.raw, MAX_WARNING_QUOTE_CHARS)!r}"
            )
            if len(seen) == MAX_CONTRADICTIONS:
                return


def _shorten(text: str | None, max_chars: int) -> str | None:
    return text if text is None or len(text) <= max_chars else f"{text[: max_chars - 1]}…"
