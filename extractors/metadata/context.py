"""What all fields of one page are read from: each part of the page that carries metadata, read once."""

from __future__ import annotations

import msgspec

from extractors.metadata import jsonld, meta, microdata
from extractors.parse import Document
from extractors.segment import Block, Kind, Layout
from extractors.vocabulary import Trait

# Boxes in which people, dates and titles belong to something else than the article.
SUSPECT = (
    Trait.RELATED
    | Trait.CARD
    | Trait.SIDEBAR
    | Trait.NAVIGATION
    | Trait.FOOTER
    | Trait.COMMENTS
    | Trait.LISTING
    | Trait.HIDDEN
    | Trait.POPUP
    | Trait.CONSENT
    | Trait.ADVERTISEMENT
    | Trait.NEWSLETTER
    | Trait.PRODUCT
    | Trait.SHARE
)
# The page itself and its body speak for the whole site.
_OUTERMOST = 2
_TEXT = frozenset((Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.CAPTION))


class Context(msgspec.Struct, frozen=True):
    """One page, with its data read."""

    document: Document
    layout: Layout
    linked: jsonld.LinkedData
    described: tuple[jsonld.Node, ...]
    head: meta.Head
    properties: tuple[microdata.Property, ...]


class Places:
    """What the boxes around a block say about it. Those that it shares with the headline say nothing in particular."""

    def __init__(self, layout: Layout, headline: Block | None = None) -> None:
        self._boxes = layout.boxes
        shared = layout.ancestors(headline.box) if headline else []
        self._known = {box.index: Trait.NONE for box in shared}

    def traits(self, block: Block) -> int:
        """The traits of all boxes around a block."""
        known, boxes = self._known, self._boxes
        path = []
        index = block.box
        while index >= 0 and index not in known and boxes[index].depth >= _OUTERMOST:
            path.append(index)
            index = boxes[index].parent
        found = known.get(index, Trait.NONE)
        for index in reversed(path):
            found |= boxes[index].traits
            known[index] = found
        return found


def read(document: Document, layout: Layout) -> Context:
    """Read every part of a page that carries metadata."""
    linked = jsonld.read(document.scripts)
    return Context(
        document, layout, linked, tuple(linked.described()), meta.read(document.root), microdata.read(document)
    )


def is_text(block: Block) -> bool:
    """Whether a block is running text or a heading, and not a picture, a table or a control."""
    return block.kind in _TEXT
