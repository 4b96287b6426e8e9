"""Copies of texts that were kept before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_ascii, comparable_text
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind

# A run of copies begins with a text of this length.
_MIN_COPY_CHARS = 60
# So many texts an author may say twice, in one box.
_MAX_REPETITIONS = 2


def drop_duplicates(state: LabelState) -> LabelState:
    """Drop a long text that was kept before, and the short ones between such copies.

    Items alone are none: plans, recipes and comparisons say the same in list after list. Neither is what an author says
    twice: a text or two in the very box that has them before.
    """
    kept = state.kept_blocks()
    long_texts = [comparable_ascii(block.text) for block in kept if block.chars >= _MIN_COPY_CHARS]
    if len(long_texts) == len(set(long_texts)):
        return state  # as on nearly every page
    boxes = state.layout.boxes
    labels: dict[BlockIndex, Label] = {}
    for run in _repeated_runs(kept):
        in_one_box = all(boxes[block.box].parent == boxes[first.box].parent for block, first in run)
        if (len(run) > _MAX_REPETITIONS or not in_one_box) and any(
            block.kind is not BlockKind.ITEM for block, _ in run
        ):
            labels.update((block.index, Label(Reason.DUPLICATE, "copy-of-kept-text")) for block, _ in run)
    return state.with_labels(labels)


def _repeated_runs(blocks: Iterable[Block]) -> Iterator[list[tuple[Block, Block]]]:
    """Blocks in a row that have stood before, from a long one on, each with the first that has its text."""
    first_by_text: dict[str, Block] = {}
    run: list[tuple[Block, Block]] = []
    for block in blocks:
        text = comparable_text(block.text)
        first = first_by_text.setdefault(text, block)
        if first is not block and (run or len(text) >= _MIN_COPY_CHARS):
            run.append((block, first))
        elif run:
            yield run
            run = []
    if run:
        yield run
