"""Quotations: kept whole, and dropped where they repeat in large type what the text says."""

from __future__ import annotations

import re

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_ascii
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex, Layout
from wellread.extractors.vocabulary import Trait

# Fewer letters stand anywhere in a text.
_MIN_QUOTE_LETTERS = 30
_MAX_PULL_QUOTE_CHARS = 300
_IN_QUOTATION_MARKS = re.compile(r"[\"“„«»「『‘][^\"“”„«»「」『』]+[\"”“»«」』’]\W*")


def quotation_around(layout: Layout, block: Block) -> BoxIndex | None:
    """The index of the innermost <blockquote> around a block."""
    if not layout.boxes[block.box].around & Trait.QUOTE:
        return None
    return next((box.index for box in layout.ancestors(block.box) if box.tag == "blockquote"), None)


def _is_in_quotation_marks(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.chars <= _MAX_PULL_QUOTE_CHARS
        and _IN_QUOTATION_MARKS.fullmatch(block.text) is not None
    )


def keep_quotations(state: LabelState) -> LabelState:
    """Keep the whole of a quotation most of which is kept: the line that names who said it belongs to what was said."""
    boxes = state.layout.boxes
    blocks_by_quotation: dict[BoxIndex, list[Block]] = {}
    for block in state.layout.blocks:
        if boxes[block.box].around & Trait.QUOTE and state.score_of(block) is not None:
            quotation = quotation_around(state.layout, block)
            if quotation is not None:
                blocks_by_quotation.setdefault(quotation, []).append(block)
    labels: dict[BlockIndex, Label] = {}
    for blocks in blocks_by_quotation.values():
        kept = sum(block.chars for block in blocks if state.is_kept(block))
        if 0 < kept < sum(block.chars for block in blocks) < 2 * kept:
            labels.update({block.index: Label(None, "part-of-quotation", state.score_of(block)) for block in blocks})
    return state.with_labels(labels)


def drop_pull_quotes(state: LabelState) -> LabelState:
    """Drop a quotation whose words stand in a kept text as well. Not where most of what is kept is quoted.

    A short text is one too that stands in quotation marks as a whole.
    """
    kept, boxes = state.kept_blocks(), state.layout.boxes
    quotes = [block for block in kept if boxes[block.box].around & Trait.QUOTE or _is_in_quotation_marks(block)]
    if not quotes or len(quotes) * 2 > len(kept):
        return state
    quoted_indices = frozenset(block.index for block in quotes)
    text = b"\n".join(comparable_ascii(block.text) for block in kept if block.index not in quoted_indices)
    quoted = ((block, comparable_ascii(block.text)) for block in quotes)
    copies = (block for block, letters in quoted if len(letters) >= _MIN_QUOTE_LETTERS and letters in text)
    return state.with_labels({block.index: Label(Reason.DUPLICATE, "pull-quote") for block in copies})
