"""Where a page names its authors and reviewers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import Block
from wellread.extractors.signals.scope import is_about_other_pages

# How far before and after the headline a byline stands.
MAX_BLOCKS_BEFORE_HEADLINE, MAX_BLOCKS_AFTER_HEADLINE = 8, 30
MAX_BYLINE_CHARS = 90
# A longer block is a paragraph that mentions the name.
_MAX_BLOCK_CHARS = 300
_ABOUT_PEOPLE = frozenset((Reason.BYLINE, Reason.AUTHOR_BOX, Reason.REVIEWER))
_BYLINE_LABEL_BEFORE = re.compile(
    r"(?:\b(?:by|von|par|por|di|door|with|author|authored by|autor(?:in)?|auteure?|written|text)\b|@)"
    r"[\s:|]*(?:dr\.?|prof\.?)?\s*$",
    re.IGNORECASE,
)


class NamePlace(msgspec.Struct, frozen=True, gc=False):
    """A name in a block, from code point `start` up to `end`."""

    block: Block
    start: int
    end: int


def find_name(page: LabelledPage, name: str) -> Iterator[NamePlace]:
    """Where a page names somebody as its author or reviewer: near the headline, in an author box, after "by"."""
    for block in page.text_blocks:
        start = block.text.find(name) if name in block.text and len(block.text) <= _MAX_BLOCK_CHARS else -1
        if start < 0 or is_about_other_pages(page, block):
            continue
        is_byline = is_near_headline(page, block) and _is_line(block)
        is_named = page.reason_of(block) in _ABOUT_PEOPLE or _BYLINE_LABEL_BEFORE.search(block.text[:start])
        if is_byline or is_named:
            yield NamePlace(block, start, start + len(name))


def is_near_headline(page: LabelledPage, block: Block) -> bool:
    """Whether a block is so near to the headline that bylines and datelines of the article stand there."""
    return -MAX_BLOCKS_BEFORE_HEADLINE <= block.index - page.headline_index <= MAX_BLOCKS_AFTER_HEADLINE


def _is_line(block: Block) -> bool:
    """Whether a block is as short as a byline and no sentence."""
    return len(block.text) <= MAX_BYLINE_CHARS and not block.text.endswith((".", "!", "?"))
