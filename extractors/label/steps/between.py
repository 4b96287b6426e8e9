"""What stands between kept texts has the benefit of the doubt."""

from __future__ import annotations

from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.quotations import quotation_around
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Layout
from wellread.extractors.vocabulary import Trait

_HEADING = BlockKind.HEADING
# From these scores on a dropped block is in doubt.
_MIN_SCORES = {BlockKind.HEADING: 0.4, BlockKind.ITEM: 0.4, BlockKind.TABLE: 0.2, BlockKind.CODE: 0.1}
_MIN_SCORE = 0.5
_MIN_QUOTE_SCORE = _MIN_TOGGLE_SCORE = 0.15
_UNFOLDING = Trait.COLLAPSED | Trait.FAQ | Trait.TOGGLE
# The kept text below may be the next block or, below a heading, the one after.
_MAX_BLOCKS_BELOW = 2


def keep_between(state: LabelState) -> LabelState:
    """Keep what the classifier dropped in doubt where kept text stands before and below it, unless a paragraph."""
    texts = [block for block in state.layout.blocks if block.chars]
    labels: dict[BlockIndex, Label] = {}
    for place, block in enumerate(texts[1:], 1):
        label = state.labels[block.index]
        if label is None or label.is_kept or not label.score or not state.is_kept(texts[place - 1]):
            continue
        following = texts[place + 1 : place + 1 + _MAX_BLOCKS_BELOW]
        below = next((other for other in following if other.kind is not _HEADING), None)
        if below is not None and state.is_kept(below) and label.score >= _min_score(state.layout, block):
            labels[block.index] = Label(None, "between-kept-text", label.score)
    return state.with_labels(labels)


def _min_score(layout: Layout, block: Block) -> float:
    if quotation_around(layout, block) is not None:
        return _MIN_QUOTE_SCORE
    if block.kind is _HEADING and layout.boxes[block.box].around & _UNFOLDING:
        return _MIN_TOGGLE_SCORE
    return _MIN_SCORES.get(block.kind, _MIN_SCORE)
