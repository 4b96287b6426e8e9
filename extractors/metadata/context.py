"""What all fields of one page are read from: each part of the page that carries metadata, read once."""

from __future__ import annotations

import re

import msgspec

from wellread.extractors.metadata.structured import head as meta
from wellread.extractors.metadata.structured import json_ld as jsonld
from wellread.extractors.metadata.structured import microdata
from wellread.extractors.metadata.structured.elements import texts
from wellread.extractors.parse import Document
from wellread.extractors.segment import Block, Kind, Layout
from wellread.extractors.vocabulary import Trait

# Boxes in which people, dates and titles belong to something else than the article.
SUSPECT = (
    Trait.RELATED
    | Trait.CARD
    | Trait.SIDEBAR
    | Trait.NAVIGATION
    | Trait.BREADCRUMB
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
# Around the headline, the others hold bylines and dates as often as not; right beside it, where they are named so.
_SUSPECT_NEARBY = SUSPECT & ~(Trait.FOOTER | Trait.SHARE)
_SUSPECT_BESIDE = Trait.BREADCRUMB | Trait.COMMENTS | Trait.CARD | Trait.HIDDEN | Trait.POPUP | Trait.CONSENT
_NAMED = Trait.BYLINE | Trait.AUTHOR_BOX | Trait.DATE
# How near to the headline that is, in blocks.
BESIDE = 4
# How far from one of its blocks a card is looked through.
_CARD = 12
# Divides what the elements of a block say.
PIECE = "\x1f"
# The page itself and its body speak for the whole site.
_OUTERMOST = 2
# Where pages about people lie.
PROFILE = re.compile(
    r"/(?:authors?|(?:user-?)?profiles?|people|team|staff|contributors?|writers?|by|byline|bios?|experts?|journalists?"
    r"|reporters?|columnists?|members?|"
    r"autor(?:en|es|in)?|auteurs?|autore|redaktion|about-the-author|correspondents?|user|users|creators?)[/.]"
    r"|[?&]author=|/@",
    re.IGNORECASE,
)
_NO_PAGE = ("mailto:", "javascript:", "#")
# How many boxes around a line hold the title of the page that it tells of.
_BESIDE_TITLE = 3
# A text of this many characters is a paragraph of the article.
PARAGRAPH = 160
# How far behind the headline the article has begun, in blocks.
_AFTER = 40
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
    """What the boxes around a block say about it.

    `origin` is the number of the headline's block, `lead` that of the first paragraph behind it, or where it would
    stand. Boxes that hold the headline or the first paragraph behind it say
    nothing: they are around the whole article, whatever their names are.
    """

    def __init__(self, layout: Layout, headline: Block | None = None) -> None:
        self.origin = headline.index if headline else 0
        self._layout, self._boxes, self._blocks = layout, layout.boxes, layout.blocks
        first = _first_paragraph(layout, headline) if headline else None
        around = [box for block in (headline, first) if block for box in layout.ancestors(block.box)]
        self.lead = first.index if first else self.origin + _AFTER // 4
        self._shared = frozenset(box.index for box in around)
        self._known = dict.fromkeys(self._shared, Trait.NONE)

    def boxed(self, trait: int) -> list[Block]:
        """The blocks of text in boxes with a trait, in page order."""
        inside: set[int] = set()
        for box in self._boxes:
            if (box.traits & trait and box.index not in self._shared) or box.parent in inside:
                inside.add(box.index)
        return [block for block in self._blocks if block.box in inside and is_text(block)] if inside else []

    def suspects_nearby(self, block: Block, *, is_named: bool = False) -> bool:
        """Whether what a block near the headline says belongs to something else. `is_named`: it speaks for itself."""
        traits = self.traits(block)
        if traits & Trait.CARD and self._is_own_card(block):
            traits &= ~Trait.CARD
        is_beside = abs(block.index - self.origin) <= BESIDE and (is_named or traits & _NAMED)
        return bool(traits & (_SUSPECT_BESIDE if is_beside else _SUSPECT_NEARBY))

    def _is_own_card(self, block: Block) -> bool:
        """Whether what is called a card tells of no other article: it has neither a title nor a link."""
        outermost = [box.index for box in self._layout.ancestors(block.box) if box.traits & Trait.CARD][-1]
        inside = self._layout.boxes_in(outermost)
        around = self._blocks[max(0, block.index - _CARD) : block.index + _CARD]
        return not any(other.box in inside and (other.kind is Kind.HEADING or _leads_away(other)) for other in around)

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


def _leads_away(block: Block) -> bool:
    """Whether a block links to something else than a person."""
    return any(not anchor.href.startswith(_NO_PAGE) and not PROFILE.search(anchor.href) for anchor in block.anchors)


def _first_paragraph(layout: Layout, headline: Block) -> Block | None:
    for block in layout.blocks[headline.index + 1 : headline.index + _AFTER]:
        if block.chars >= PARAGRAPH and block.kind is Kind.PARAGRAPH and block.link_chars * 2 < block.chars:
            return block
    return None


def read(document: Document, layout: Layout) -> Context:
    """Read every part of a page that carries metadata."""
    linked = jsonld.read(document.scripts)
    return Context(
        document, layout, linked, tuple(linked.described()), meta.read(document.root), microdata.read(document)
    )


def pieces(layout: Layout, block: Block) -> str | None:
    """The text of a block with a mark between its elements; null where its element holds other blocks too."""
    boxes = layout.boxes
    if block.box + 1 < len(boxes) and boxes[block.box + 1].parent == block.box:
        return None
    return PIECE.join(texts(block.element))


def is_teaser(page: Context, block: Block) -> bool:
    """Whether a block far from the headline tells of another page: all of it leads there, or the title above it."""
    is_link = bool(block.anchors) and block.link_chars == block.chars
    return (is_link and _leads_away(block)) or is_below_other_title(page.document, page.layout, block)


def is_below_other_title(document: Document, layout: Layout, block: Block) -> bool:
    """Whether the box around a block has a heading above it that leads to another page."""
    around = {box.index for box in layout.ancestors(block.box)[1:_BESIDE_TITLE]}
    own = (document.page.url or "").rpartition("//")[2].rstrip("/").rpartition("/")[2]
    return any(
        other.kind is Kind.HEADING
        and other.anchors
        and other.link_chars == other.chars
        and not (own and other.anchors[0].href.rstrip("/").endswith(own))
        for other in layout.blocks[max(0, block.index - BESIDE) : block.index]
        if layout.boxes[other.box].parent in around
    )


def is_text(block: Block) -> bool:
    """Whether a block is running text or a heading, and not a picture, a table or a control."""
    return block.kind in _TEXT
