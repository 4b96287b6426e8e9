"""One page as the search for bylines sees it."""

from __future__ import annotations

from functools import cached_property

import msgspec

from wellread.extractors.metadata.block_surroundings import Surroundings
from wellread.extractors.metadata.headline_ranges import BESIDE_HEADLINE
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.segment import Block, BlockKind, Box, Layout
from wellread.extractors.vocabulary.byline_labels import is_label
from wellread.extractors.vocabulary.source_names import begins_with_thanks, names_sources_or_thanks

# A label and its value, or a name and the box that is named for it, are so many boxes apart at
# most.
MAX_BOXES_AROUND = 3
# A line whose only claim to be a byline is that it is one has at most so many characters.
MAX_PLAIN_LINE_CHARS = 60
# A longer text with nothing but a name in it has no name in it.
MAX_NAME_LINE_CHARS = 40
# Longer lines are looked at for labels at their start only.
MAX_SHORT_LINE_CHARS = 120
# A longer text is no byline of a label far from the headline, nor the value of a label that stands
# alone.
MAX_FAR_LINE_CHARS = 160
# A longer text is no byline at all.
MAX_BYLINE_CHARS = 300
_IMAGE = BlockKind.IMAGE


class BylinePage(msgspec.Struct, frozen=True, dict=True):
    """A page, its surroundings, and the names of its site. What is asked often is computed once."""

    data: PageData
    surroundings: Surroundings
    brands: tuple[str, ...]

    @property
    def layout(self) -> Layout:
        """The blocks and boxes of the page."""
        return self.data.layout

    def boxes_around(self, block: Block) -> list[Box]:
        """The box of a block and the next ones around it, `MAX_BOXES_AROUND` at most."""
        return self.layout.ancestors(block.box, MAX_BOXES_AROUND)

    def links_to_author(self, block: Block) -> bool:
        """Whether a line right beside the headline links to an author, by `rel="author"`.

        See the HTML Standard, link type `author`.
        """
        is_beside = BESIDE_HEADLINE.contains(self.surroundings.distance(block))
        links = block.element.iter("a") if is_beside and block.anchors else ()
        return any("author" in link.get("rel", "").split() for link in links)

    def names_others(self, block: Block) -> bool:
        """Whether a block lists sources or thanks people: it names many who wrote something else."""
        is_note = block.kind is BlockKind.ITEM and block.element.get("id") in self._link_targets
        return is_note or block.index in self._below_sources or begins_with_thanks(block.text)

    @cached_property
    def _below_sources(self) -> frozenset[int]:
        """The indices of the blocks in sections of sources or thanks."""
        found = set()
        is_below = False
        for block in self.layout.blocks:
            is_line = block.kind is BlockKind.PARAGRAPH and len(block.text) <= MAX_NAME_LINE_CHARS
            if block.kind is BlockKind.HEADING or (is_line and names_sources_or_thanks(block.text)):
                is_below = names_sources_or_thanks(block.text)
            # Behind its sources an article may say who wrote it, with a label in a line of its own.
            if is_below and not is_label(block.text):
                found.add(block.index)
        return frozenset(found)

    @cached_property
    def _link_targets(self) -> frozenset[str]:
        """The ids in the page that its links lead to."""
        return frozenset(href[1:] for href in self.joined_hrefs.split("\0") if len(href) > 1 and href[0] == "#")

    @cached_property
    def joined_texts(self) -> str:
        r"""All texts of the page, each behind `\0`: one search is faster than one a block."""
        return "".join([f"\0{block.text}" for block in self.layout.blocks if block.text])

    @cached_property
    def joined_hrefs(self) -> str:
        r"""All links of the page, each behind `\0`."""
        return "".join([f"\0{anchor.href}" for block in self.layout.blocks for anchor in block.anchors])

    @cached_property
    def picture_texts(self) -> tuple[str, ...]:
        """The alternative texts of the pictures of the page."""
        texts = (block.element.get("alt") for block in self.layout.blocks if block.kind is _IMAGE)
        return tuple(text for text in texts if text)
