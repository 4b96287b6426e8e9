"""What is composed of a page of which every block is kept."""

from __future__ import annotations

from wellread.extractors.article import ContentBlock, Section
from wellread.extractors.compose.block_groups import group_blocks
from wellread.extractors.compose.content_blocks import find_quote_dash
from wellread.extractors.compose.sections import build_sections
from wellread.extractors.compose.text import count_section_chars
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment
from wellread.extractors.segment.text import count_chars

URL = "https://example.org/blog/post"


def sections_of(html: str) -> tuple[Section, ...]:
    """The sections of a page."""
    layout = segment(parse(PageInput(html, URL)))
    return build_sections(layout, group_blocks(layout, layout.blocks), URL)


def content_of(html: str) -> tuple[ContentBlock, ...]:
    """The content of a page without headings."""
    (lead,) = sections_of(html)
    return lead.blocks


def count_missing_chars(html: str) -> int:
    """How many characters of the blocks of a page are not in its sections."""
    layout = segment(parse(PageInput(html, URL)))
    groups = group_blocks(layout, layout.blocks)
    dashes = sum(count_chars(find_quote_dash(group)) for group in groups)
    return (
        sum(block.chars for block in layout.blocks) - dashes - count_section_chars(build_sections(layout, groups, URL))
    )
