"""Headings go with what stands under them."""

from __future__ import annotations

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import BlockIndex, BlockKind

_HEADING = BlockKind.HEADING


def drop_empty_headings(state: LabelState) -> LabelState:
    """Drop a heading below which nothing was kept.

    Pictures alone are enough where a heading of the same tag follows them.
    """
    labels: dict[BlockIndex, Label] = {}
    boxes, is_text_kept, has_pictures, following = state.layout.boxes, False, False, ""
    for block in reversed(state.layout.blocks):
        if not block.chars:
            has_pictures = has_pictures or state.labels[block.index] is None
            continue
        tag = boxes[block.box].tag
        if block.kind is not _HEADING:
            is_text_kept = is_text_kept or state.is_kept(block)
        elif not (is_text_kept or (has_pictures and following == tag)) and state.is_kept(block):
            labels[block.index] = Label(Reason.LABEL, "heading-without-text", state.score_of(block))
        has_pictures, following = False, tag
    return state.with_labels(labels)
