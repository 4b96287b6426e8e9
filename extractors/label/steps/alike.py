"""Boxes that look alike, one beside the other, are decided alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from wellread.extractors.article import Reason
from wellread.extractors.label.features.page import signature_of
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import QUESTION_MARKS
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.between import MIN_QUESTION_SCORE
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex, Layout
from wellread.extractors.vocabulary.traits import UNFOLDING

# So many boxes are a row, and a box with more blocks is a part of the page.
_MIN_BOXES, _MAX_BLOCKS = 3, 6
_MIN_MEAN_SCORE = 0.4
# Questions with answers below them are hardly ever anything else than a part of the article.
_MIN_MEAN_SCORE_OF_QUESTIONS = 0.3
# Of headings that look alike in one box, so many and such a share have to be kept.
_MIN_HEADINGS, _MIN_KEPT_SHARE = 5, 0.9
_MIN_SCORE = 0.1
# Of the blocks at one place in all boxes, such as the questions, so many have to be kept.
_MIN_KEPT_OF_COLUMN = 0.4
_MAX_LINK_DENSITY = 0.3
# What stands over a text: a box without one, or without a question, is a part of running text.
_TITLES = frozenset((BlockKind.HEADING, BlockKind.CONTROL))
# Names of boxes tell nothing of what the classifier has dropped for one of these reasons.
_UNCERTAIN = frozenset((Reason.OUTSIDE_ARTICLE, Reason.UNLIKELY))
# What opens a panel may be a link.
_UNCERTAIN_IN_PANELS = _UNCERTAIN | {Reason.LINK_LIST}


def keep_alike(state: LabelState) -> LabelState:
    """Keep all boxes of a row that the classifier keeps in the mean: questions with answers, steps, tips.

    Boxes are alike with the same tag and class, in the same box, and blocks of the same kinds in them. Of single blocks
    only headings are looked at, and these are kept where nearly all of their like are.
    """
    labels = _keep_panels(state)
    for row in _find_rows(state.layout):
        if not _is_kept(state, row):
            continue
        # A question is not kept without its answer.
        least = 0.0 if all(_asks(blocks[0]) for blocks in row) else _MIN_KEPT_OF_COLUMN
        for column in zip(*row, strict=True):
            if sum(state.is_kept(block) for block in column) < least * len(column):
                continue
            for block in column:
                label = state.labels[block.index]
                if label is not None and label.reason in _UNCERTAIN and _is_possible(block, label):
                    labels[block.index] = Label(None, "like-its-row", label.score)
    return state.with_labels(labels)


def _keep_panels(state: LabelState) -> dict[BlockIndex, Label]:
    """What unfolds side by side in one box is kept where it is kept in the mean, whatever each panel is made of."""
    boxes = state.layout.boxes
    panels: dict[BoxIndex, list[Block]] = defaultdict(list)
    for block in state.layout.blocks:
        if block.chars and boxes[block.box].around & UNFOLDING:
            outermost = next(box for box in reversed(state.layout.ancestors(block.box)) if box.traits & UNFOLDING)
            panels[outermost.parent].append(block)
    return {
        block.index: Label(None, "like-its-row", label.score)
        for blocks in panels.values()
        if any(state.is_kept(block) for block in blocks) and _is_kept_in_mean(state, blocks, _MIN_MEAN_SCORE)
        for block in blocks
        if (label := state.labels[block.index]) is not None
        and label.reason in _UNCERTAIN_IN_PANELS
        and _is_possible(block, label)
    }


def _is_possible(block: Block, label: Label) -> bool:
    """Whether a dropped block is not plainly wrong. An answer is not kept without its question."""
    return (label.score or 0.0) >= (MIN_QUESTION_SCORE if _asks(block) else _MIN_SCORE)


def _is_kept_in_mean(state: LabelState, blocks: Sequence[Block], least: float) -> bool:
    """Whether the mean score of blocks, by their length, is at least this, and few of their characters are links."""
    scored = [(score, block) for block in blocks if (score := state.score_of(block)) is not None]
    chars = sum(block.chars for _, block in scored) or 1
    links = sum(block.link_chars for _, block in scored)
    return links <= _MAX_LINK_DENSITY * chars and sum(score * block.chars for score, block in scored) >= least * chars


def _find_rows(layout: Layout) -> list[list[list[Block]]]:
    """The rows of a page: for each their boxes, and for each of these its texts."""
    boxes = layout.boxes
    inside: dict[BoxIndex, list[Block]] = defaultdict(list)
    for block in layout.blocks:
        if block.chars:
            index = block.box
            while index >= 0 and len(inside[index]) <= _MAX_BLOCKS:
                inside[index].append(block)
                index = boxes[index].parent
    small = [(boxes[index], blocks) for index, blocks in inside.items() if 0 < len(blocks) <= _MAX_BLOCKS]
    beside = Counter(box.parent for box, _ in small)
    rows: dict[object, list[list[Block]]] = defaultdict(list)
    for box, blocks in small:
        if beside[box.parent] >= _MIN_BOXES:
            outline = tuple([block.kind for block in blocks])
            rows[box.parent, signature_of(box), outline].append(blocks)
    return [row for row in rows.values() if len(row) >= _MIN_BOXES]


def _is_kept(state: LabelState, row: list[list[Block]]) -> bool:
    blocks = list(chain.from_iterable(row))
    kept = sum(state.is_kept(block) for block in blocks)
    if kept in {0, len(blocks)}:
        return False
    questions = sum(_asks(blocks[0]) for blocks in row)
    if _TITLES.isdisjoint(block.kind for block in row[0]) and questions < len(row):
        return False
    if len(row[0]) == 1:
        return len(row) >= _MIN_HEADINGS and kept >= _MIN_KEPT_SHARE * len(row)
    return _is_kept_in_mean(
        state, blocks, _MIN_MEAN_SCORE_OF_QUESTIONS if 2 * questions > len(row) else _MIN_MEAN_SCORE
    )


def _asks(block: Block) -> bool:
    return block.text.rstrip().endswith(QUESTION_MARKS)
