"""One page after labelling: the context that every later stage takes."""

from __future__ import annotations

from functools import cached_property

import msgspec
from lxml import etree

from wellread.extractors.article import PageWarning, Reason
from wellread.extractors.label import LabelledBlock
from wellread.extractors.metadata import Metadata
from wellread.extractors.parse import Document
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Layout
from wellread.extractors.urls import absolute_url, host_of

_CODE = BlockKind.CODE
_ABSOLUTE_STARTS = ("http:", "https:", "//")


class LabelledPage(msgspec.Struct, frozen=True, dict=True):
    """A page that was parsed, segmented, described and labelled. What is asked often is computed once.

    `blocks` are those of `layout` in page order, each with its label. Their kind may differ: labelling infers headings.
    A block is kept if it is part of the article, and dropped otherwise.
    """

    document: Document
    layout: Layout
    metadata: Metadata
    blocks: tuple[LabelledBlock, ...]
    label_warnings: tuple[PageWarning, ...] = ()

    # -- URLs

    @property
    def url(self) -> str | None:
        """The URL that the page was fetched from."""
        return self.document.page.url

    @cached_property
    def site(self) -> str:
        """The host of the page in lower case, without `www.`; empty where the page has no URL."""
        return host_of(self.url or "")

    def absolute_url(self, href: str) -> str | None:
        """The URL that a link of the page leads to; None where it leads nowhere or cannot be read."""
        return absolute_url(href, self.document.base_url)

    def is_external(self, href: str) -> bool:
        """Whether a link leads to another site."""
        href = href.strip()
        return href.startswith(_ABSOLUTE_STARTS) and host_of(href) not in ("", self.site)

    def has_external_link(self, block: Block) -> bool:
        """Whether a block has a link to another site."""
        return any(self.is_external(anchor.href) for anchor in block.anchors)

    # -- labels

    @cached_property
    def _reasons(self) -> dict[BlockIndex, Reason | None]:
        return {item.block.index: item.label.reason for item in self.blocks}

    @cached_property
    def _kept(self) -> frozenset[BlockIndex]:
        return frozenset(index for index, reason in self._reasons.items() if reason is None)

    def is_kept(self, block: Block) -> bool:
        """Whether a block is part of the article."""
        return block.index in self._kept

    def reason_of(self, block: Block) -> Reason | None:
        """Why a block was dropped; None for a kept one."""
        return self._reasons.get(block.index)

    @cached_property
    def kept_blocks(self) -> tuple[Block, ...]:
        """The blocks of the article with their inferred kinds, in page order."""
        return tuple(item.block for item in self.blocks if item.label.reason is None)

    # -- where the article stands

    @cached_property
    def text_blocks(self) -> tuple[Block, ...]:
        """The blocks of the layout that have text, in page order."""
        return tuple(block for block in self.layout.blocks if block.chars)

    @cached_property
    def vocabulary(self) -> bytes:
        """The different words of the page, in lower case, in UTF-8 and a line each.

        A fraction of its text, which need not be searched for what is in none of them.
        """
        # The one letter whose small form is two characters hides no word.
        return "\n".join(set(self.text_in_small_letters.replace("i\u0307", "i").split())).encode()

    @cached_property
    def text_in_small_letters(self) -> str:
        """The texts of the page in lower case, a line each."""
        return "\n".join([block.text for block in self.text_blocks]).lower()

    @cached_property
    def running_text(self) -> tuple[Block, ...]:
        """The kept blocks of the layout that have text and are no code, in page order."""
        kept = self._kept
        return tuple(block for block in self.text_blocks if block.index in kept and block.kind is not _CODE)

    @cached_property
    def body_range(self) -> range:
        """The indices from the first kept block with text to the last; empty where no text is kept."""
        kept = [block.index for block in self.kept_blocks if block.chars]
        return range(kept[0], kept[-1] + 1) if kept else range(0)

    @property
    def body_start(self) -> int:
        """The index of the first kept block with text, 0 where no text is kept."""
        return self.body_range.start

    @property
    def body_end(self) -> int:
        """The index of the last kept block with text, -1 where no text is kept."""
        return self.body_range.stop - 1

    @cached_property
    def headline_index(self) -> int:
        """The index of the first block that prints the headline; without one, `body_start`."""
        headline = self.metadata.headline
        printed = (block.index for block in self.text_blocks if headline and block.text == headline)
        return next(printed, self.body_start)

    # -- elements

    def blocks_of(self, element: etree._Element) -> list[Block]:
        """The blocks whose text stands in an element or, where it is a part of a block, that block."""
        by_element = self._blocks_by_element
        inside = [block for inner in element.iter() for block in by_element.get(inner, ())]
        if inside:
            return inside
        return next((by_element[outer] for outer in element.iterancestors() if outer in by_element), [])

    @cached_property
    def _blocks_by_element(self) -> dict[etree._Element, list[Block]]:
        found: dict[etree._Element, list[Block]] = {}
        for block in self.text_blocks:
            found.setdefault(block.element, []).append(block)
        return found
