"""Headings that nothing marks as such but bold type, and what is marked up as a heading and is none.

Lines in bold type between the paragraphs of a page without headings are headings. The standfirst above the text is
none, although many pages mark it up as the heading below the title.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wellread.extractors.label.labelled_block import LabelledBlock
from wellread.extractors.label.regions import ends_sentence
from wellread.extractors.segment import Block, BlockKind, Layout
from wellread.extractors.vocabulary import Trait

_MAX_HEADING_CHARS = 80
# A single bold line stresses what it says; several divide the text.
_MIN_INFERRED_HEADINGS = 2


def demote_standfirst_heading(layout: Layout, labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; the first text is a paragraph where it is a heading by its tag and a standfirst by its name."""
    texts = [item for item in labelled if item.label.is_kept and item.block.chars]
    if len(texts) < 2 or not _is_standfirst(layout, texts[0].block) or texts[1].block.kind is BlockKind.HEADING:
        return tuple(labelled)
    first = texts[0]
    return tuple(_with_kind(item, BlockKind.PARAGRAPH) if item is first else item for item in labelled)


def _is_standfirst(layout: Layout, block: Block) -> bool:
    return block.kind is BlockKind.HEADING and layout.boxes[block.box].traits & Trait.SUMMARY != 0


def infer_headings(labelled: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
    """The same blocks; where nothing that is kept is a heading, bold lines between other text are headings."""
    kept = [item.block for item in labelled if item.label.is_kept and item.block.chars]
    texts = [block for block in kept if block.kind is not BlockKind.CAPTION]
    if any(block.kind is BlockKind.HEADING for block in texts):
        return tuple(labelled)
    inferred = {
        block.index
        for before, block, after in zip(texts, texts[1:], texts[2:], strict=False)
        if _is_short_line(block) and _is_bold(block) and not _is_bold(before) and not _is_bold(after)
    }
    if len(inferred) < _MIN_INFERRED_HEADINGS:
        return tuple(labelled)
    return tuple(_with_kind(item, BlockKind.HEADING) if item.block.index in inferred else item for item in labelled)


def _is_short_line(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.chars <= _MAX_HEADING_CHARS
        and block.link_density <= 0.5
        and not ends_sentence(block.text)
    )


def _is_bold(block: Block) -> bool:
    return block.strong_chars >= block.chars


def _with_kind(item: LabelledBlock, kind: BlockKind) -> LabelledBlock:
    return msgspec.structs.replace(item, block=msgspec.structs.replace(item.block, kind=kind))
