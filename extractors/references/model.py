"""What `references` finds: the sources that an article names, and the places that cite them."""

from __future__ import annotations

import msgspec

from wellread.extractors.article import PageWarning
from wellread.extractors.references.identifiers import Identifiers
from wellread.extractors.segment import Span


class Source(msgspec.Struct, frozen=True):
    """A source. `block` is where it is written out, or first linked; `cited_in` are the blocks that point to it."""

    text: str
    url: str | None
    identifiers: Identifiers
    block: int
    cited_in: tuple[int, ...]


class Mark(msgspec.Struct, frozen=True):
    """A mark in the text that points to a source: `[3]`, a raised number, a number that is a link."""

    span: Span
    value: str
    rule: str


class References(msgspec.Struct, frozen=True):
    """The sources in page order, the headings over lists of them, the marks, and what could not be read.

    `entries` are the blocks in which lists of sources are written out.
    """

    sources: tuple[Source, ...] = ()
    headings: tuple[Span, ...] = ()
    entries: frozenset[int] = frozenset()
    marks: tuple[Mark, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
