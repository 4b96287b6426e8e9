"""Evidence: one reading of a field, with where it was read; and the choice among several."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec
from lxml import etree

from extractors.article import FieldSource

T = TypeVar("T")
Place = str | etree._Element | None


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
    return FieldSource(reading.source, selector, reading.raw)
