"""Teasers of other pages below the article, each with some sentences of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from wellread.extractors.article import Reason
from wellread.extractors.label.features.page import Signature, signature_of
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Box, BoxIndex
from wellread.extractors.urls import leads_to_other_page

# So many boxes side by side are a list of pages, and what stands in one of them is no more than a teaser.
_MIN_TEASERS, _MAX_BLOCKS, _MAX_TITLE_CHARS = 3, 8, 200
# Behind the teasers no text of the article follows.
_MIN_TEXT_CHARS = 60
# The box of a teaser is one of so many around its title.
_MAX_DEPTH = 4
# What makes a link of a box, for a script.
_LINK_ATTRIBUTES = ("onclick", "data-href", "data-url", "data-link")


def drop_teasers(state: LabelState) -> LabelState:
    """Drop the last kept boxes where several look alike, and each is a teaser of another page.

    A teaser begins with a linked title and leads to no other page than that does, or its box is a link as a whole.
    """
    kept = state.kept_blocks()
    if not kept:
        return state
    last_part = state.layout.blocks[kept[len(kept) // 3].index : kept[-1].index + 1]
    titles = [block for block in last_part if block.chars and _is_title(state, block)]
    if len(titles) < _MIN_TEASERS:
        return state
    labels: dict[BlockIndex, Label] = {}
    for row in reversed(_find_rows(state, titles)):
        boxes = set(chain.from_iterable(map(state.layout.boxes_in, row)))
        texts = [block for block in kept if block.box in boxes]
        if texts and _end_page(state, [block for block in kept if block.index not in labels], texts, row[0]):
            labels.update((block.index, Label(Reason.RELATED, "teasers", state.score_of(block))) for block in texts)
    return state.with_labels(labels) if labels else state


def _end_page(state: LabelState, kept: Sequence[Block], texts: Sequence[Block], box: BoxIndex) -> bool:
    """Whether the texts of a row with `box` in it are the last that are kept, and no more than the article above."""
    own = {block.index for block in texts}
    behind = [block for block in kept if block.index > texts[0].index and block.index not in own]
    above = [block for block in kept if block.index < texts[0].index and not _is_in_like(state, block, box)]
    is_last = all(block.chars < _MIN_TEXT_CHARS for block in behind)
    return is_last and sum(block.chars for block in texts) <= sum(block.chars for block in above)


def _is_in_like(state: LabelState, block: Block, box: BoxIndex) -> bool:
    """Whether a text stands in a box that looks like another one."""
    look = signature_of(state.layout.boxes[box])
    return look[1] is not None and any(signature_of(outer) == look for outer in state.layout.ancestors(block.box))


def _is_title(state: LabelState, block: Block) -> bool:
    """Whether a text is as a whole a link to another page, or heads a box that is a link."""
    if block.chars > _MAX_TITLE_CHARS:
        return False
    if block.anchors:
        return block.link_chars >= block.chars and leads_to_other_page(block.anchors[0].href, state.url)
    return block.kind is BlockKind.HEADING and any(map(_is_link, state.layout.ancestors(block.box, _MAX_DEPTH)))


def _is_link(box: Box) -> bool:
    """Whether a box is a link as a whole, by its role or by what a script reads."""
    attributes = box.attributes
    role = attributes.get("role")
    return role == "link" or (role is None and any(name in attributes for name in _LINK_ATTRIBUTES))


def _find_rows(state: LabelState, titles: Sequence[Block]) -> list[list[BoxIndex]]:
    """The rows of teasers in page order: boxes with one parent, tag and class that are teasers each."""
    rows: dict[tuple[BoxIndex, Signature], dict[BoxIndex, Block]] = defaultdict(dict)
    seen: set[BoxIndex] = set()
    for title in titles:
        for box in state.layout.ancestors(title.box, _MAX_DEPTH):
            if box.index in seen:
                break
            seen.add(box.index)
            rows[box.parent, signature_of(box)][box.index] = title
    return sorted(
        list(row)
        for row in rows.values()
        if len(row) >= _MIN_TEASERS and all(_is_teaser(state, box, title) for box, title in row.items())
    )


def _is_teaser(state: LabelState, box: BoxIndex, title: Block) -> bool:
    """Whether a box has some text beside a title that hardly anything stands above, and leads to one page at most."""
    inside = state.layout.boxes_in(box)
    around = state.layout.blocks[max(0, title.index - _MAX_BLOCKS) : title.index + _MAX_BLOCKS]
    texts = [block for block in around if block.chars and block.box in inside]
    targets = {anchor.href for block in texts for anchor in block.anchors}
    return 1 < len(texts) < _MAX_BLOCKS and len(targets) <= 1 and title in texts[:2]
