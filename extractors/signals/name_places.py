"""Where a page names its authors and reviewers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.metadata.headline_ranges import SIGNAL_RANGE
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import Block
from wellread.extractors.signals.scope import is_about_other_pages
from wellread.extractors.vocabulary.byline_labels import ends_with_byline_label

MAX_BYLINE_CHARS = 90
# A longer block is a paragraph that mentions the name.
_MAX_BLOCK_CHARS = 300
_ABOUT_PEOPLE = frozenset((Reason.BYLINE, Reason.AUTHOR_BOX, Reason.REVIEWER))


class NamePlace(msgspec.Struct, frozen=True, gc=False):
    """A name in a block, from code point `start` up to `end`."""

    block: Block
    start: int
    end: int


def find_name_places(page: LabelledPage, name: str) -> Iterator[NamePlace]:
    """Where a page names somebody as its author or reviewer: near the headline, in an author box, after "by"."""
    for block in page.text_blocks:
        start = block.text.find(name) if name in block.text and len(block.text) <= _MAX_BLOCK_CHARS else -1
        if start < 0 or is_about_other_pages(page, block):
            continue
        is_byline = SIGNAL_RANGE.contains(block.index - page.headline_index) and _is_line(block)
        is_named = page.reason_of(block) in _ABOUT_PEOPLE or ends_with_byline_label(block.text[:start])
        if is_byline or is_named:
            yield NamePlace(block, start, start + len(name))


def _is_line(block: Block) -> bool:
    """Whether a block is as short as a byline and no sentence."""
    return len(block.text) <= MAX_BYLINE_CHARS and not block.text.endswith((".", "!", "?"))
