"""Evidence: one reading of a field, with where it was read; and what readings make of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec
from lxml import etree

from wellread.extractors.article import FieldSource, PageWarning

T = TypeVar("T")
Place = str | etree._Element | None

# A page with more than this many wrong values of a field has one message to give about it.
_MOST_DISAGREEMENTS = 5
_LONGEST_RAW = 500


class Reading(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A value for a field. `source` is the kind of place that it was read in; `place` an element or a selector."""

    value: T
    source: str
    place: Place
    raw: str | None


def source_of(reading: Reading[T]) -> FieldSource:
    """Where a value was read, as published: elements by their XPath."""
    place = reading.place
    selector = place.getroottree().getpath(place) if isinstance(place, etree._Element) else place
    return FieldSource(reading.source, selector, _shortened(reading.raw, _LONGEST_RAW))


def disagreements(
    field: str, chosen: Reading[T], others: Iterable[Reading[T]], contradicts: Callable[[Reading[T], Reading[T]], bool]
) -> Iterator[PageWarning]:
    """What other sources say that cannot be true together with the chosen reading, each wording once."""
    seen = set()
    for other in others:
        key = other.source, other.raw
        if other is not chosen and key not in seen and contradicts(chosen, other):
            seen.add(key)
            yield PageWarning("contradicted", f"{field}: {other.source} says {_shortened(other.raw, 120)!r}")
            if len(seen) == _MOST_DISAGREEMENTS:
                return


def _shortened(text: str | None, most: int) -> str | None:
    return text if text is None or len(text) <= most else f"{text[: most - 1]}…"
