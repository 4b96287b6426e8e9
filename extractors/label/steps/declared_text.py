"""What the page's data has as the text of the article is evidence against dropping it."""

from __future__ import annotations

from wellread.extractors.label.comparison import comparable_text
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind

# A shorter text may stand anywhere.
_MIN_CHARS = 50
# The data is that of the page's article where it has this share of the kept text.
_MIN_SHARE = 0.5
_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE))


def keep_declared_text(state: LabelState) -> LabelState:
    """Keep long texts that the classifier dropped and that stand in the declared body of the article.

    A body that does not have most of what is kept is of another article, or a summary. Lines of links are none of it:
    what leads to other pages stands in such data as well.
    """
    body = comparable_text(state.metadata.declared_body)
    if not body:
        return state
    kept = [block for block in state.kept_blocks() if block.chars >= _MIN_CHARS]
    declared = sum(block.chars for block in kept if comparable_text(block.text) in body)
    if declared < _MIN_SHARE * sum(block.chars for block in kept) or not declared:
        return state
    labels: dict[BlockIndex, Label] = {}
    for block in state.layout.blocks:
        label = state.labels[block.index]
        if label is None or label.is_kept or label.score is None:
            continue
        if _is_text(block) and comparable_text(block.text) in body:
            labels[block.index] = Label(None, "declared-text", label.score)
    return state.with_labels(labels)


def _is_text(block: Block) -> bool:
    return block.kind in _KINDS and block.chars >= _MIN_CHARS and block.link_density <= MAX_TEXT_LINK_DENSITY
