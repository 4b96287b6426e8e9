"""A page as the search for sources sees it: its blocks, what became of them, and which links leave the site."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree

from wellread.extractors.article import Reason
from wellread.extractors.label import LabelledBlock
from wellread.extractors.parse import Document
from wellread.extractors.segment import Block, Kind, Layout

# Blocks that belong to the site or to other articles.
OUTSIDE = frozenset(
    (
        Reason.NAVIGATION,
        Reason.BREADCRUMB,
        Reason.HEADER,
        Reason.FOOTER,
        Reason.CONSENT,
        Reason.SHARE,
        Reason.RELATED,
        Reason.NEWSLETTER,
        Reason.COMMENTS,
        Reason.TABLE_OF_CONTENTS,
        Reason.TAGS,
    )
)
_CODE = Kind.CODE
_ITEMS = frozenset(("li", "dd"))
_LISTS = frozenset(("ol", "ul", "dl", "menu"))


class Page:
    """The blocks of one page with the questions that are asked about them again and again."""

    def __init__(self, document: Document, layout: Layout, labelled: Sequence[LabelledBlock]) -> None:
        self.document, self.layout = document, layout
        self._reasons = {item.block.index: item.label.reason for item in labelled}
        self._kept = {index for index, reason in self._reasons.items() if reason is None}
        self.site = _host(document.page.url or "")

    def is_kept(self, block: Block) -> bool:
        """Whether a block is part of the article."""
        return block.index in self._kept

    def reason(self, block: Block) -> Reason | None:
        """Why a block was dropped."""
        return self._reasons.get(block.index)

    def is_outside(self, block: Block) -> bool:
        """Whether a block belongs to the site or to other articles."""
        return self.reason(block) in OUTSIDE

    def is_outside_address(self, href: str) -> bool:
        """Whether a link leaves the site."""
        href = href.strip()
        return href.startswith(("http:", "https:", "//")) and _host(href) not in ("", self.site)

    def leads_outside(self, block: Block) -> bool:
        """Whether a link of a block leaves the site."""
        return any(self.is_outside_address(anchor.href) for anchor in block.anchors)

    def item_of(self, block: Block) -> tuple[int | None, int | None]:
        """The numbers of the outermost list item around a block and of the list around that."""
        item = outer = None
        for box in self.layout.ancestors(block.box):
            if box.tag in _ITEMS:
                item = box.index
            elif box.tag in _LISTS:
                outer = box.index
        return item, outer

    @cached_property
    def running_text(self) -> tuple[Block, ...]:
        """The blocks of the article in which sources are cited."""
        return tuple(
            block
            for block in self.layout.blocks
            if block.chars and block.index in self._kept and block.kind is not _CODE
        )

    def mentions(self, words: str) -> bool:
        """Whether the source of the page has these words (ASCII): asking the tree takes longer."""
        html = self.document.page.html
        if isinstance(html, str):
            return words in html
        return words.encode() in html or "16" in self.document.encoding

    def blocks_of(self, element: etree._Element) -> list[Block]:
        """The blocks whose text stands in an element or, where it is a part of a block, that block."""
        by_element = self._by_element
        inside = [block for inner in element.iter() for block in by_element.get(inner, ())]
        if inside:
            return inside
        return next((by_element[outer] for outer in element.iterancestors() if outer in by_element), [])

    @cached_property
    def _by_element(self) -> dict[etree._Element, list[Block]]:
        found: dict[etree._Element, list[Block]] = {}
        for block in self.layout.blocks:
            if block.chars:
                found.setdefault(block.element, []).append(block)
        return found


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
