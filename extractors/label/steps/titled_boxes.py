"""Boxes that are something else than the article by the line that they begin with: offers to subscribe, legal texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.notices import rule_of
from wellread.extractors.segment import Block, BlockIndex, Box, BoxIndex
from wellread.extractors.vocabulary.legal_texts import LEGAL_TEXTS
from wellread.extractors.vocabulary.page_tags import ARTICLE_OR_PAGE_TAGS

_LEGAL_TITLE = re.compile(rf"(?:{LEGAL_TEXTS})\W*", re.IGNORECASE)
_MAX_TITLE_CHARS = 60
# An offer is short lines, what one gets and what it costs: a longer text is the article that it bars.
_MAX_OFFER_CHARS, _MAX_SHARE_OF_OFFERS = 250, 1 / 3
# The box with the headline and so much of the text is where the article stands.
_MIN_MAIN_SHARE = 0.5


def drop_titled_boxes(state: LabelState) -> LabelState:
    """Drop what stands in the largest box that begins with a notice for subscribers, or the title of a legal text.

    A legal text stands apart from the article: one on how to write such texts has sections that are called so.
    """
    texts = [block for block in state.layout.blocks if block.chars]
    offers = [block for block in texts if block.chars <= _MAX_OFFER_CHARS and _is_for_subscribers(state, block)]
    titles = [block for block in texts if state.labels[block.index] is None and _is_legal_title(block)]
    if not offers and not titles:
        return state
    undecided = state.undecided_blocks()
    beginnings = _find_beginnings(state, texts)
    headlines = [block for block in texts if _is_headline(state, block)]
    labels: dict[BlockIndex, Label] = {}
    for title in offers:
        gone = _inside_largest(state, title, beginnings, headlines, undecided)
        if _is_offer(gone, undecided):
            labels.update((block.index, Label(Reason.PAYWALL, "offer-to-subscribe")) for block in gone)
    main = _find_main_box(state, headlines, undecided) if titles else range(0)
    for title in titles:
        if title.box not in main:
            gone = _inside_largest(state, title, beginnings, headlines, undecided)
            labels.update((block.index, Label(Reason.DISCLAIMER, "legal-text")) for block in gone)
    return state.with_labels(labels) if labels else state


def _is_for_subscribers(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    if label is not None:
        return label.reason is Reason.PAYWALL
    rule = rule_of(block, state.layout.boxes[block.box].around)
    return rule is not None and rule.reason is Reason.PAYWALL


def _is_legal_title(block: Block) -> bool:
    return len(block.text) <= _MAX_TITLE_CHARS and _LEGAL_TITLE.fullmatch(block.text) is not None


def _is_headline(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    return label is not None and label.reason is Reason.HEADLINE


def _find_beginnings(state: LabelState, texts: Sequence[Block]) -> dict[BoxIndex, BlockIndex]:
    """The first text of each box."""
    beginnings: dict[BoxIndex, BlockIndex] = {}
    for block in texts:
        index = block.box
        while index >= 0 and index not in beginnings:
            beginnings[index] = block.index
            index = state.layout.boxes[index].parent
    return beginnings


def _inside_largest(
    state: LabelState,
    title: Block,
    beginnings: dict[BoxIndex, BlockIndex],
    headlines: Sequence[Block],
    undecided: Sequence[Block],
) -> Sequence[Block]:
    """The undecided texts of the largest box that begins with a title and does not hold the headline."""

    def begins_with_title(box: Box) -> bool:
        return box.tag not in ARTICLE_OR_PAGE_TAGS and beginnings[box.index] == title.index

    around = list(takewhile(begins_with_title, state.layout.ancestors(title.box)))
    inside = state.layout.boxes_in(around[-1].index) if around else range(0)
    if any(headline.box in inside for headline in headlines):
        return ()
    return [block for block in undecided if block.box in inside]


def _is_offer(blocks: Sequence[Block], undecided: Sequence[Block]) -> bool:
    chars = sum(block.chars for block in undecided)
    return sum(block.chars for block in blocks) <= _MAX_SHARE_OF_OFFERS * chars and all(
        block.chars <= _MAX_OFFER_CHARS for block in blocks
    )


def _find_main_box(state: LabelState, headlines: Sequence[Block], undecided: Sequence[Block]) -> range:
    """The boxes in the innermost one with the headline and most of the text; the whole page without a headline."""
    total = sum(block.chars for block in undecided)
    for inside in _boxes_around(state, headlines[0]) if headlines else ():
        if sum(block.chars for block in undecided if block.box in inside) >= _MIN_MAIN_SHARE * total:
            return inside
    return range(len(state.layout.boxes))


def _boxes_around(state: LabelState, block: Block) -> Iterator[range]:
    for box in state.layout.ancestors(block.box):
        yield state.layout.boxes_in(box.index)
