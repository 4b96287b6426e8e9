"""Parts of the text in boxes of their own: steps with their numbers, figures, callouts, sections between sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from wellread.extractors.article import Reason
from wellread.extractors.label.features.page import Signature, signature_of
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockKind, BoxIndex
from wellread.extractors.vocabulary import Trait

_UNCERTAIN = frozenset((Reason.OUTSIDE_ARTICLE, Reason.UNLIKELY))
# A paragraph of running text, and how many of them make of their box the box of the text.
_MIN_PARAGRAPH_CHARS, _MIN_PARAGRAPHS = 60, 2
# A box with more blocks or a longer text is no step, figure or callout, and one with still more no section.
_MAX_BLOCKS, _MAX_CHARS, _MAX_SECTION_BLOCKS = 4, 400, 12
_MAX_FIGURE_CHARS, _MAX_SIGN_CHARS = 12, 4
_MIN_ROW = 2
_BOX_TAGS = frozenset(("div", "section", "aside"))
_LINES = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))


def keep_boxed_parts(state: LabelState) -> LabelState:
    """Keep what the classifier dropped of boxes without links that are parts of the text by their place and form.

    In the very box of the paragraphs, or in a grid there: several that begin with consecutive numbers, or with figures,
    and what stands behind a sign. And a list or quotation in a box between two that look like it and have running text.
    """
    dropped = [block for block in state.layout.blocks if _is_dropped(state, block)]
    if not dropped:
        return state
    labels = {
        block.index: Label(None, "boxed-part", state.score_of(block))
        for blocks in (*_find_marked_parts(state, dropped), *_find_sections(state, dropped))
        for block in blocks
        if _is_dropped(state, block)
    }
    return state.with_labels(labels) if labels else state


def _is_dropped(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    return label is not None and label.rule == "model" and label.reason in _UNCERTAIN


def _find_marked_parts(state: LabelState, dropped: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The texts of each box that begins with a number of its row, a figure or a sign."""
    text_boxes = _find_text_boxes(state)
    near = {box.parent for block in dropped for box in state.layout.ancestors(block.box, limit=3)}
    if near.isdisjoint(text_boxes):
        return
    for row in _find_rows(state, text_boxes):
        marks = [texts[0].text.strip() for texts in row]
        if all(map(_is_sign, marks)):
            yield from (texts[1:] for texts in row)  # the sign itself says nothing
        elif len(row) >= _MIN_ROW and (_are_consecutive(marks) or all(map(_is_figure, marks))):
            yield from row


def _find_text_boxes(state: LabelState) -> frozenset[BoxIndex]:
    """The boxes right around several kept paragraphs."""
    boxes = state.layout.boxes
    paragraphs = Counter(
        boxes[block.box].parent
        for block in state.layout.blocks
        if block.chars >= _MIN_PARAGRAPH_CHARS and block.kind is BlockKind.PARAGRAPH and state.is_kept(block)
    )
    return frozenset(box for box, count in paragraphs.items() if count >= _MIN_PARAGRAPHS)


def _find_rows(state: LabelState, text_boxes: AbstractSet[BoxIndex]) -> Iterator[list[list[Block]]]:
    """The boxes that look alike in a box of the text, or in one of its boxes: for each of them its texts."""
    boxes, inside = state.layout.boxes, defaultdict[BoxIndex, list[Block]](list)
    for block in state.layout.blocks:
        if block.chars:
            for box in state.layout.ancestors(block.box, limit=3):
                inside[box.index].append(block)
    rows: dict[tuple[BoxIndex, Signature], list[list[Block]]] = defaultdict(list)
    for index, texts in inside.items():
        box = boxes[index]
        is_in_text = box.parent >= 0 and not text_boxes.isdisjoint((box.parent, boxes[box.parent].parent))
        if is_in_text and box.tag in _BOX_TAGS and 1 < len(texts) <= _MAX_BLOCKS:
            rows[box.parent, signature_of(box)].append(texts)
    yield from (row for row in rows.values() if all(_is_part(state, texts) for texts in row))


def _is_part(state: LabelState, texts: Sequence[Block]) -> bool:
    """Whether texts are short lines without links, none of which a rule has dropped."""
    return sum(block.chars for block in texts) <= _MAX_CHARS and all(
        block.kind in _LINES and not block.link_chars and (state.is_kept(block) or _is_dropped(state, block))
        for block in texts
    )


def _are_consecutive(marks: Sequence[str]) -> bool:
    numbers = [mark.rstrip(".):") for mark in marks]
    return numbers == [str(number) for number in range(1, len(marks) + 1)]


def _is_figure(mark: str) -> bool:
    """Whether a line is a figure, perhaps with its unit: "40", "2 weeks", "−3 %"."""
    return len(mark) <= _MAX_FIGURE_CHARS and any(map(str.isdigit, mark))


def _is_sign(mark: str) -> bool:
    """Whether a line is nothing but a sign, such as an emoji."""
    return len(mark) <= _MAX_SIGN_CHARS and not mark.isascii() and not any(map(str.isalnum, mark))


def _find_sections(state: LabelState, dropped: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The texts of each box with a list or a quotation that stands between two that look like it, with running text.

    All of it was dropped by the classifier.
    """
    boxes, rows = state.layout.boxes, _find_rows_of_text(state)
    sections = {
        box.index
        for block in dropped
        for box in state.layout.ancestors(block.box)
        if (row := rows.get((box.parent, signature_of(box))))
        and min(row) < box.index < max(row)
        and box.index not in row
    }
    for section in sections:
        inside = state.layout.boxes_in(section)
        texts = [block for block in state.layout.blocks if block.chars and block.box in inside]
        has_list = any(block.kind is BlockKind.ITEM or boxes[block.box].around & Trait.QUOTE for block in texts)
        is_free = all(_is_dropped(state, block) and not block.link_chars for block in texts)
        if has_list and is_free and len(texts) <= _MAX_SECTION_BLOCKS:
            yield texts


def _find_rows_of_text(state: LabelState) -> dict[tuple[BoxIndex, Signature], set[BoxIndex]]:
    """By parent, tag and class, the boxes with kept paragraphs in them that look alike, where there are several."""
    rows: dict[tuple[BoxIndex, Signature], set[BoxIndex]] = defaultdict(set)
    for block in state.layout.blocks:
        if block.chars >= _MIN_PARAGRAPH_CHARS and block.kind is BlockKind.PARAGRAPH and state.is_kept(block):
            for box in state.layout.ancestors(block.box):
                if box.tag in _BOX_TAGS:
                    rows[box.parent, signature_of(box)].add(box.index)
    return {key: row for key, row in rows.items() if len(row) >= _MIN_ROW}
