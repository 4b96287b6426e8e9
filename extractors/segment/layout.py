"""What `segment` makes of a document: boxes (block-level elements) and the blocks of text and media in them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NewType

import msgspec
from lxml import etree

# Places in `Layout.boxes` and `Layout.blocks`.
BoxIndex = NewType("BoxIndex", int)
BlockIndex = NewType("BlockIndex", int)

# The parent of the outermost box.
NO_BOX: Final = BoxIndex(-1)
# Of a text with more of it in links, the links are what it is there for (Kohlschuetter 2010).
MAX_TEXT_LINK_DENSITY = 0.5
_LIST_TAGS = frozenset(("ul", "ol", "dl"))


class BlockKind(StrEnum):
    """What a block is, by its markup.

    Python 3.11 takes longer to look a member up than to compare it: who asks every block of a page holds it in a
    constant.
    """

    # That of `Enum` is no built-in function, and kinds are keys.
    __hash__ = str.__hash__

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

    `parent` is the index of the enclosing box, `NO_BOX` for the outermost, whose `depth` is 0. `traits` are bits of
    `Trait` that the element says of itself, `around` those of the box and of all boxes around it. `attributes` are
    those of the element, read once.
    """

    index: BoxIndex
    parent: BoxIndex
    depth: int
    tag: str
    traits: int
    around: int
    attributes: Mapping[str, str]
    element: etree._Element


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """A link in a block: its text, and the address as it stands in the page."""

    text: str
    href: str


class Block(msgspec.Struct, frozen=True, gc=False):
    r"""A run of text that a reader sees as one piece, or a picture or player, in page order.

    `box` is the innermost box around it. `chars` counts visible characters, without white space; `link_chars`,
    `strong_chars` and `italic_chars` those in links, in bold and in italic type. Pictures and players have no text.
    Line breaks inside a block are `\n`.
    """

    index: BlockIndex
    box: BoxIndex
    kind: BlockKind
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
    """A page cut into blocks: every visible character of the page is in exactly one of them.

    Boxes and blocks stand at their indices.
    """

    boxes: tuple[Box, ...]
    blocks: tuple[Block, ...]

    def ancestors(self, index: int, limit: int | None = None) -> list[Box]:
        """The boxes around a place, from box `index` itself outwards; none for `NO_BOX`.

        With `limit`, so many of them at most.
        """
        found: list[Box] = []
        while index >= 0 and len(found) != limit:
            box = self.boxes[index]
            found.append(box)
            index = box.parent
        return found

    def list_around(self, index: int) -> BoxIndex:
        """The innermost list around a place, from box `index` itself outwards; `NO_BOX` where there is none."""
        return next((box.index for box in self.ancestors(index) if box.tag in _LIST_TAGS), NO_BOX)

    def boxes_in(self, index: int) -> range:
        """The indices of box `index` and of all boxes in it: page order keeps them together."""
        boxes, end = self.boxes, index + 1
        depth = boxes[index].depth
        while end < len(boxes) and boxes[end].depth > depth:
            end += 1
        return range(index, end)


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of characters in the text of a block, from `start` up to `end`, in Unicode code points."""

    block: BlockIndex
    start: int
    end: int
