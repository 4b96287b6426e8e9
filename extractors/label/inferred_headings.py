"""Headings that are drawn and not marked up, and what is marked up as a heading and is none.

Lines in bold type between the paragraphs of a page without headings are headings. The standfirst above the text is
none, although many pages mark it up as the heading below the title.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wellread.extractors.label.model import LabelledBlock
from wellread.extractors.label.regions import ends_sentence
from wellread.extractors.segment import Block, Kind, Layout
from wellread.extractors.vocabulary import Trait

_LONGEST = 80
# A single bold line stresses what it says; several divide the text.
_FEWEST = 2


def with_plain_standfirst(layout: Layout, labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; the first text is a paragraph where it is a heading by its tag and a standfirst by its name."""
    texts = [item for item in labelled if item.verdict.kept and item.block.chars]
    if len(texts) < _FEWEST or not _is_standfirst(layout, texts[0].block) or texts[1].block.kind is Kind.HEADING:
        return tuple(labelled)
    first = texts[0]
    plain = msgspec.structs.replace(first, block=msgspec.structs.replace(first.block, kind=Kind.PARAGRAPH))
    return tuple(plain if item is first else item for item in labelled)


def _is_standfirst(layout: Layout, block: Block) -> bool:
    return block.kind is Kind.HEADING and layout.boxes[block.box].traits & Trait.SUMMARY != 0


def with_drawn_headings(labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; where nothing that is kept is a heading, bold lines before and below other text are headings."""
    kept = [item.block for item in labelled if item.verdict.kept and item.block.chars]
    texts = [block for block in kept if block.kind is not Kind.CAPTION]
    if any(block.kind is Kind.HEADING for block in texts):
        return tuple(labelled)
    between = zip(texts, texts[1:], texts[2:], strict=False)
    drawn = {
        block.index
        for before, block, after in between
        if _is_line(block) and _is_bold(block) and not _is_bold(before) and not _is_bold(after)
    }
    if len(drawn) < _FEWEST:
        return tuple(labelled)
    return tuple(
        msgspec.structs.replace(item, block=msgspec.structs.replace(item.block, kind=Kind.HEADING))
        if item.block.index in drawn
        else item
        for item in labelled
    )


def _is_line(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and block.chars <= _LONGEST
        and block.link_chars * 2 <= block.chars
        and not ends_sentence(block.text)
    )


def _is_bold(block: Block) -> bool:
    return block.strong_chars >= block.chars
