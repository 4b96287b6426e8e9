"""Second stage: a `Document` becomes a `Layout` of boxes and blocks."""

from __future__ import annotations

from wellread.extractors.parse import Document
from wellread.extractors.segment.layout import (
    MAX_TEXT_LINK_DENSITY,
    NO_BOX,
    Anchor,
    Block,
    BlockIndex,
    BlockKind,
    Box,
    BoxIndex,
    Layout,
    Span,
)
from wellread.extractors.segment.text import count_chars
from wellread.extractors.segment.visibility import is_hidden
from wellread.extractors.segment.walk import UNRENDERED_TAGS, Walk
from wellread.extractors.string_value import string_value

__all__ = [
    "MAX_TEXT_LINK_DENSITY",
    "NO_BOX",
    "Anchor",
    "Block",
    "BlockIndex",
    "BlockKind",
    "Box",
    "BoxIndex",
    "Layout",
    "Span",
    "count_chars",
    "count_visible_chars",
    "is_hidden",
    "segment",
]

_NEVER_RENDERED = (*UNRENDERED_TAGS, "iframe", "video")


def segment(document: Document) -> Layout:
    """Cut the page into blocks, in page order. The tree is read and not changed."""
    walk = Walk()
    walk.run(document.root)
    return walk.layout()


def count_visible_chars(document: Document) -> int:
    """Visible characters of the page, counted on the tree itself and so independently of `segment`."""
    total = count_chars(string_value(document.root))
    for element in document.root.iter(*_NEVER_RENDERED):
        if next(element.iterancestors(*_NEVER_RENDERED), None) is None:
            total -= count_chars(string_value(element))
    return total
