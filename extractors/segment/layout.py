"""What `segment` makes of a document: boxes (block-level elements) and the blocks of text and media in them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from lxml import etree


class Kind(StrEnum):
    """What a block is, by its markup.

    Python 3.11 takes longer to look a member up than to compare it: who asks every block of a page holds it in a
    constant.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    IMAGE = "image"
    VIDEO = "video"
    CONTROL = "control"


class Box(msgspec.Struct, frozen=True, gc=False):
    """A block-level element. Boxes are numbered in page order, so that a parent comes before its children.

    `parent` is the number of the enclosing box and -1 for the outermost. `around` are the traits of the box and of all
    boxes around it. `attributes` are those of the element, read once.
    """

    index: int
    parent: int
    depth: int
    tag: str
    traits: int
    around: int
    attributes: Mapping[str, str]
    element: etree._Element


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """A link in a block, as it stands in the page."""

    text: str
    href: str


class Block(msgspec.Struct, frozen=True, gc=False):
    r"""A run of text that a reader sees as one piece, or a picture, in page order.

    `chars` counts characters without white space; `link_chars`, `strong_chars` and `italic_chars` those in links, in
    bold and in italic type.
    A picture has no text. Line breaks inside a block are `\n`.
    """

    index: int
    box: int
    kind: Kind
    text: str
    chars: int
    link_chars: int
    strong_chars: int
    italic_chars: int
    anchors: tuple[Anchor, ...]
    element: etree._Element

    @property
    def link_density(self) -> float:
        """The share of the block's characters that stand in links, from 0 to 1; 0 for a block without text.

        See Kohlschuetter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features", WSDM 2010.
        """
        return self.link_chars / self.chars if self.chars else 0.0


class Layout(msgspec.Struct, frozen=True):
    """A page cut into blocks: every visible character of the page is in exactly one of them."""

    boxes: tuple[Box, ...]
    blocks: tuple[Block, ...]

    def ancestors(self, index: int) -> list[Box]:
        """The boxes around a place, from box `index` itself outwards."""
        found = []
        while index >= 0:
            box = self.boxes[index]
            found.append(box)
            index = box.parent
        return found

    def inside(self, index: int) -> range:
        """The numbers of box `index` and of all boxes in it: page order keeps them together."""
        boxes, end = self.boxes, index + 1
        depth = boxes[index].depth
        while end < len(boxes) and boxes[end].depth > depth:
            end += 1
        return range(index, end)


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of characters in the text of a block, from `start` up to `end`, in Unicode code points."""

    block: int
    start: int
    end: int
