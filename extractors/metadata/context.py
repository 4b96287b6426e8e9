"""What all fields of one page are read from: each part of the page that carries metadata, read once."""

from __future__ import annotations

import msgspec

from extractors.metadata import jsonld, meta, microdata
from extractors.parse import Document
from extractors.segment import Block, Kind, Layout
from extractors.vocabulary import Trait

# Boxes in which people, dates and titles belong to something else than the article.
SUSPECT = (
    Trait.RELATED | Trait.CARD | Trait.SIDEBAR | Trait.NAVIGATION | Trait.FOOTER | Trait.COMMENTS | Trait.LISTING
    | Trait.HIDDEN | Trait.POPUP | Trait.CONSENT | Trait.ADVERTISEMENT | Trait.NEWSLETTER | Trait.PRODUCT | Trait.SHARE
)  # fmt: skip
# The page itself and its one or two outermost wrappers speak for the whole site.
_OUTERMOST = 2


class Context(msgspec.Struct, frozen=True):
    """One page, with its data read."""

    document: Document
    layout: Layout
    linked: jsonld.LinkedData
    described: tuple[jsonld.Node, ...]
    head: meta.Head
    properties: tuple[microdata.Property, ...]

    def traits(self, block: Block, beside: Block | None = None) -> int:
        """What the boxes around a block say; those that it shares with `beside` say nothing about it in particular."""
        shared = {box.index for box in self.layout.ancestors(beside.box)} if beside else frozenset[int]()
        found = 0
        for box in self.layout.ancestors(block.box):
            if box.depth < _OUTERMOST or box.index in shared:
                break
            found |= box.traits
        return found


def read(document: Document, layout: Layout) -> Context:
    """Read every part of a page that carries metadata."""
    linked = jsonld.read(document.scripts)
    return Context(
        document,
        layout,
        linked,
        tuple(linked.described()),
        meta.read(document.root),
        microdata.read(document.root),
    )


def is_text(block: Block) -> bool:
    """Whether a block is running text or a heading, and not a picture, a table or a control."""
    return block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.CAPTION)
