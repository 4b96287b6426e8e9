"""What a box is by the line that it begins with: a title, a notice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, Box
from wellread.extractors.vocabulary.page_tags import ARTICLE_OR_PAGE_TAGS


def find_headlines(state: LabelState) -> Sequence[Block]:
    """The blocks that are labelled as the printed headline."""
    return [
        block
        for block, label in zip(state.layout.blocks, state.labels, strict=True)
        if label is not None and label.reason is Reason.HEADLINE
    ]


def find_texts_below(state: LabelState, title: Block, headlines: Sequence[Block]) -> Sequence[Block]:
    """The undecided texts of the largest box that begins with a title, that included; none where it has the headline.

    Boxes that stand for the whole page or an article are no such box.
    """
    layout = state.layout
    before = next((block for block in reversed(layout.blocks[: title.index]) if block.chars), None)

    def begins_with_title(box: Box) -> bool:
        is_begun_before = before is not None and before.box in layout.boxes_in(box.index)
        return box.tag not in ARTICLE_OR_PAGE_TAGS and not is_begun_before

    around = list(takewhile(begins_with_title, layout.ancestors(title.box)))
    inside = layout.boxes_in(around[-1].index) if around else range(0)
    if any(headline.box in inside for headline in headlines):
        return ()
    return [
        block for block in layout.blocks if block.box in inside and block.chars and state.labels[block.index] is None
    ]
