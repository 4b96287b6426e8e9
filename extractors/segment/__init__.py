"""Second stage: a `Document` becomes a `Layout` of boxes and blocks."""

from __future__ import annotations

from extractors.parse import Document
from extractors.segment.layout import Anchor, Block, Box, Kind, Layout
from extractors.segment.text import count_chars
from extractors.segment.walk import VANISHING_TAGS, Walk

__all__ = ["Anchor", "Block", "Box", "Kind", "Layout", "count_visible_chars", "segment"]


def segment(document: Document) -> Layout:
    """Cut the page into blocks, in page order. The tree is read and not changed."""
    walk = Walk()
    walk.run(document.root)
    return walk.layout()


def count_visible_chars(document: Document) -> int:
    """Visible characters of the page, counted on the tree itself and so independently of `segment`."""
    total = count_chars("".join(document.root.itertext()))
    for element in document.root.iter(*VANISHING_TAGS, "iframe", "video"):
        if next(element.iterancestors(*VANISHING_TAGS, "iframe", "video"), None) is None:
            total -= count_chars("".join(element.itertext()))
    return total
