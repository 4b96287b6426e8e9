"""Copies of texts that were kept before, and what is none: an author who says the same again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_ascii, comparable_text
from wellread.extractors.label.features.page import signature_of
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import ends_sentence
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex, Layout

# A run of copies begins with a text of this length.
_MIN_COPY_CHARS = 60
# So many texts an author may say twice, in one box.
_MAX_REPETITIONS = 2
# In one box, a copy of the article repeats at least this share of what stands before it.
_MIN_COPIED_SHARE = 0.5
# A longer line in bold type is a sentence.
_MAX_SHORT_LINE_CHARS = 60


class Run(NamedTuple):
    """Blocks in a row that have stood before, those that had their texts first, and where the run starts.

    `start` is a place among the kept blocks.
    """

    copies: tuple[Block, ...]
    firsts: tuple[Block, ...]
    start: int


def drop_duplicates(state: LabelState) -> LabelState:
    """Drop a long text that was kept before, and the short ones between such copies.

    Items alone are none: plans, recipes and comparisons say the same in list after list. Neither is a heading that a
    list above has announced, nor what an author says again: some texts in the very box that has them before, or what
    stands under a heading of its own.
    """
    kept = state.kept_blocks()
    long_texts = [comparable_ascii(block.text) for block in kept if block.chars >= _MIN_COPY_CHARS]
    if len(long_texts) == len(set(long_texts)):
        return state  # as on nearly every page
    is_new = _find_new(kept)
    labels: dict[BlockIndex, Label] = {}
    for run in _repeated_runs(kept):
        items_alone = all(block.kind is BlockKind.ITEM for block in run.copies)
        if not (items_alone or _is_announced(is_new, run) or _says_author_again(state.layout, kept, is_new, run)):
            labels.update((block.index, Label(Reason.DUPLICATE, "copy-of-kept-text")) for block in run.copies)
    return state.with_labels(labels)


def _is_announced(is_new: Sequence[bool], run: Run) -> bool:
    """Whether a run is headings with a new text below them, and what stood before was none."""
    end = run.start + len(run.copies)
    return (
        all(block.kind is BlockKind.HEADING for block in run.copies)
        and all(block.kind is not BlockKind.HEADING for block in run.firsts)
        and end < len(is_new)
        and is_new[end]
    )


def _says_author_again(layout: Layout, kept: Sequence[Block], is_new: Sequence[bool], run: Run) -> bool:
    boxes = layout.boxes
    if all(boxes[a.box].parent == boxes[b.box].parent for a, b in zip(run.copies, run.firsts, strict=True)):
        copied, before = sum(block.chars for block in run.copies), sum(block.chars for block in kept[: run.start])
        return (
            len(run.copies) <= _MAX_REPETITIONS
            or copied < _MIN_COPIED_SHARE * before
            or _is_under_new_line(kept, is_new, run.start)
        )
    branch = _box_beside(layout, run.copies[0], run.firsts[0])
    first = next(place for place, block in enumerate(kept) if block.box in branch)
    return is_new[first] and (_is_line(kept[first]) or _is_alike_entry(layout, kept, run, kept[first]))


def _is_alike_entry(layout: Layout, kept: Sequence[Block], run: Run, line: Block) -> bool:
    """Whether two boxes look alike and each begins with a short line of its own, as the days of a plan do.

    Items of a list are none: menus have copies of themselves in them.
    """
    other = _box_beside(layout, run.firsts[0], run.copies[0])
    branch = _box_beside(layout, run.copies[0], run.firsts[0])
    above = next(block for block in kept if block.box in other)
    boxes = layout.boxes
    return (
        boxes[branch.start].tag != "li"
        and signature_of(boxes[branch.start]) == signature_of(boxes[other.start])
        and signature_of(boxes[line.box]) == signature_of(boxes[above.box])
        and all(map(_is_short_line, (above, line)))
    )


def _is_short_line(block: Block) -> bool:
    return block.chars <= _MAX_SHORT_LINE_CHARS and not block.link_chars and not ends_sentence(block.text)


def _is_under_new_line(kept: Sequence[Block], is_new: Sequence[bool], start: int) -> bool:
    """Whether one of the lines right above is a heading that has not stood before: "Tuesday", then "Breakfast"."""
    place = start - 1
    while place >= 0 and _is_line(kept[place]):
        if is_new[place]:
            return True
        place -= 1
    return False


def _is_line(block: Block) -> bool:
    """Whether a block stands over others: a heading, or a short line in bold type."""
    return block.kind is BlockKind.HEADING or (
        block.chars <= _MAX_SHORT_LINE_CHARS and block.strong_chars == block.chars
    )


def _box_beside(layout: Layout, copy: Block, first: Block) -> range:
    """The boxes of the largest box around a copy that does not hold the first text."""
    around = {box.index for box in layout.ancestors(first.box)}
    beside: BoxIndex = copy.box
    for box in layout.ancestors(copy.box):
        if box.index in around:
            break
        beside = box.index
    return layout.boxes_in(beside)


def _find_new(blocks: Iterable[Block]) -> list[bool]:
    """For each block whether none before has its text."""
    seen: set[str] = set()
    new = []
    for block in blocks:
        text = comparable_text(block.text)
        new.append(text not in seen)
        seen.add(text)
    return new


def _repeated_runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """Blocks in a row that have stood before, from a long one on, each with the first that has its text."""
    first_by_text: dict[str, Block] = {}
    copies: list[Block] = []
    firsts: list[Block] = []
    start = 0
    for place, block in enumerate(blocks):
        text = comparable_text(block.text)
        first = first_by_text.setdefault(text, block)
        if first is not block and (copies or len(text) >= _MIN_COPY_CHARS):
            start = start if copies else place
            copies.append(block)
            firsts.append(first)
        elif copies:
            yield Run(tuple(copies), tuple(firsts), start)
            copies, firsts = [], []
    if copies:
        yield Run(tuple(copies), tuple(firsts), start)
