"""The legal texts of a site that a page has beside its article, to be opened in a window."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellread.extractors.article import Reason
from wellread.extractors.label.box_beginnings import find_headlines, find_texts_below
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex
from wellread.extractors.vocabulary.legal_texts import LEGAL_TEXTS

_TITLE = re.compile(rf"{LEGAL_TEXTS}\W*", re.IGNORECASE)
_MAX_TITLE_CHARS = 60
# A page has few legal texts; one that has more was made to take long.
_MAX_TITLES = 20
# The box with the headline and so much of the text is where the article stands; a legal text may well be longer.
_MIN_MAIN_SHARE, _MIN_MAIN_CHARS = 0.5, 1000


def drop_legal_texts(state: LabelState) -> LabelState:
    """Drop what stands in the largest box that begins with the title of a legal text, apart from the article.

    An article on how to write such texts has sections that are called so.
    """
    undecided = state.undecided_blocks()
    titles = [block for block in undecided if len(block.text) <= _MAX_TITLE_CHARS and _TITLE.fullmatch(block.text)]
    if not titles:
        return state
    headlines = find_headlines(state)
    main = _find_main_box(state, headlines, undecided)
    labels: dict[BlockIndex, Label] = {}
    for title in titles[:_MAX_TITLES]:
        if title.box not in main:
            below = find_texts_below(state, title, headlines)
            labels.update((block.index, Label(Reason.DISCLAIMER, "legal-text")) for block in below)
    return state.with_labels(labels)


def _find_main_box(state: LabelState, headlines: Sequence[Block], undecided: Sequence[Block]) -> range:
    """The boxes in the innermost one with the headline and the text; the whole page without a headline."""
    layout = state.layout
    least = min(_MIN_MAIN_CHARS, _MIN_MAIN_SHARE * sum(block.chars for block in undecided))
    for box in layout.ancestors(headlines[0].box) if headlines else ():
        inside = layout.boxes_in(box.index)
        if sum(block.chars for block in undecided if block.box in inside) >= least:
            return inside
    return range(len(layout.boxes))
