"""What stands between kept texts has the benefit of the doubt."""

from __future__ import annotations

from itertools import dropwhile, islice

from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import QUESTION_MARKS
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.quotations import quotation_around
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, NO_BOX, Block, BlockIndex, BlockKind, Layout
from wellread.extractors.urls import host_of, is_same_site
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.traits import UNFOLDING

_HEADING = BlockKind.HEADING
# From these scores on a dropped block is in doubt.
_MIN_SCORES = {BlockKind.HEADING: 0.4, BlockKind.ITEM: 0.4, BlockKind.TABLE: 0.2, BlockKind.CODE: 0.1}
_MIN_SCORE = 0.5
# A heading is kept with what stands below it.
_MIN_SCORE_BELOW_HEADING = 0.3
_MIN_QUOTE_SCORE = _MIN_TOGGLE_SCORE = 0.15
# A question over a kept answer.
MIN_QUESTION_SCORE = 0.02
# The kept text below may be the next block or, below a heading, the one after.
_MAX_BLOCKS_BELOW = 2
_MAX_ITEMS = 30
# The name of a file and buttons beside a listing.
_MAX_TOOLS, _MAX_TOOL_CHARS, _MAX_BOXES_AROUND = 3, 40, 4


def keep_between(state: LabelState) -> LabelState:
    """Keep what the classifier dropped in doubt where kept text stands before and below it, unless a paragraph."""
    boxes = state.layout.boxes
    # A caption is decided later, with its picture.
    texts = [
        block
        for block in state.layout.blocks
        if block.chars and block.kind is not BlockKind.CAPTION and not boxes[block.box].around & Trait.TOOL
    ]
    labels: dict[BlockIndex, Label] = {}
    for place, block in enumerate(texts[1:], 1):
        label = state.labels[block.index]
        if label is None or label.is_kept or not label.score:
            continue
        above, following = texts[:place][-1:], texts[place + 1 : place + 1 + _MAX_BLOCKS_BELOW]
        if block.kind is BlockKind.ITEM and not _leads_on(state, block):
            above, following = _around_list(state, texts, place)
        if block.kind is BlockKind.CODE:
            above, following = _without_tools(state, texts, place)
        elif boxes[block.box].around & Trait.QUOTE:
            # Posts that are quoted stand in a row, and some of them only as a link.
            own = quotation_around(state.layout, block)
            above = [other for other in texts[:place] if quotation_around(state.layout, other) in (None, own)][-1:]
        if not above or not (state.is_kept(above[0]) or above[0].index in labels):
            continue
        below = next((other for other in following if other.kind is not _HEADING), None)
        min_score = _min_score(state.layout, block, is_below_heading=above[0].kind is _HEADING)
        if below is not None and state.is_kept(below) and label.score >= min_score:
            labels[block.index] = Label(None, "between-kept-text", label.score)
    return state.with_labels(labels)


def _without_tools(state: LabelState, texts: list[Block], place: int) -> tuple[list[Block], list[Block]]:
    """The texts above and below a listing, without the dropped name and buttons that stand in one box with it."""
    around = state.layout.ancestors(texts[place].box, _MAX_BOXES_AROUND)
    near = [block for block in texts[max(0, place - _MAX_TOOLS) : place + 1 + _MAX_TOOLS] if state.is_kept(block)]
    inside = (state.layout.boxes_in(box.index) for box in reversed(around))
    own = next((boxes for boxes in inside if not any(block.box in boxes for block in near)), range(0))

    def is_tool(block: Block) -> bool:
        return block.box in own and block.chars <= _MAX_TOOL_CHARS and not state.is_kept(block)

    above = dropwhile(is_tool, reversed(texts[max(0, place - _MAX_TOOLS - 1) : place]))
    below = dropwhile(is_tool, texts[place + 1 : place + 2 + _MAX_TOOLS])
    return list(islice(above, 1)), list(islice(below, _MAX_BLOCKS_BELOW))


def _leads_on(state: LabelState, block: Block) -> bool:
    """Whether a block is hardly more than a link to another page of the site: lists of these are mostly about it."""
    if block.link_density < MAX_TEXT_LINK_DENSITY:
        return False
    hosts = (host_of(anchor.href) for anchor in block.anchors if not anchor.href.startswith("#"))
    own = host_of(state.url or "")
    return any(not host or not own or is_same_site(host, own) for host in hosts)


def _around_list(state: LabelState, texts: list[Block], place: int) -> tuple[list[Block], list[Block]]:
    """The texts above and below the dropped items of a list, seen from one of them: all are in the same doubt."""
    own = state.layout.list_around(texts[place].box)

    def is_beside(block: Block) -> bool:
        return own != NO_BOX and state.layout.list_around(block.box) == own and not state.is_kept(block)

    above = dropwhile(is_beside, reversed(texts[max(0, place - _MAX_ITEMS) : place]))
    below = dropwhile(is_beside, texts[place + 1 : place + 1 + _MAX_ITEMS])
    return list(islice(above, 1)), list(islice(below, _MAX_BLOCKS_BELOW))


def _min_score(layout: Layout, block: Block, *, is_below_heading: bool) -> float:
    if block.kind is BlockKind.ITEM and is_below_heading:
        return _MIN_SCORE_BELOW_HEADING
    if quotation_around(layout, block) is not None:
        return _MIN_QUOTE_SCORE
    if block.kind is _HEADING and block.text.endswith(QUESTION_MARKS):
        return MIN_QUESTION_SCORE
    if layout.boxes[block.box].around & UNFOLDING:
        return _MIN_TOGGLE_SCORE
    return _MIN_SCORES.get(block.kind, _MIN_SCORE)
