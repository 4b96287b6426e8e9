"""What `find_references` finds: the works that an article cites, and the marks that cite them."""

from __future__ import annotations

import msgspec

from wellread.extractors.article import PageWarning
from wellread.extractors.references.identifiers import Identifiers
from wellread.extractors.segment import BlockIndex, Span


class CitedWork(msgspec.Struct, frozen=True):
    """A work that the article cites: a study, a book, a page.

    `text` is how the page writes it out. `block` is the index of the block where that is, or of the first that links to
    it; `cited_in` are the indices of the blocks that cite it, in page order.
    """

    text: str
    url: str | None
    identifiers: Identifiers
    block: BlockIndex
    cited_in: tuple[BlockIndex, ...]


class CitationMark(msgspec.Struct, frozen=True):
    """A mark in the text that cites a work: `[3]`, a raised number, a number that is a link.

    `value` is the mark without brackets, `rule` the kind of mark.
    """

    span: Span
    value: str
    rule: str


class References(msgspec.Struct, frozen=True):
    """The works that a page cites, in the order in which they are written out, and where that is.

    `list_headings` are the headings over reference lists, `entry_blocks` the indices of the blocks in which the entries
    of these lists stand, `marks` the citation marks in the text. `warnings` say what could not be read.
    """

    works: tuple[CitedWork, ...] = ()
    list_headings: tuple[Span, ...] = ()
    entry_blocks: frozenset[BlockIndex] = frozenset()
    marks: tuple[CitationMark, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
