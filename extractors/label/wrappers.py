"""A layout without its wrappers: how many boxes a page has around its text must not change what is read.

Page builders put a text into five boxes where a plain page has one. Depth, distances between boxes and what the boxes
around a block hold would all be different, though a reader sees the same page.
"""

from __future__ import annotations

import msgspec

from wellread.extractors.segment import NO_BOX, Block, Box, BoxIndex, Layout
from wellread.extractors.vocabulary.page_tags import WHOLE_PAGE_TAGS

# Boxes that only lay out a page. Those of other tags, and those with a name, say something by being there.
_PLAIN_TAGS = frozenset(("div", "section", "center"))
_NAMES = frozenset(("class", "id", "role", "aria-label"))


def without_wrappers(layout: Layout) -> Layout:
    """The layout without boxes that have no name and hold nothing but one other box, or are all that another one holds.

    Empty boxes count for nothing. Blocks keep their order and index.
    """
    boxes = layout.boxes
    children, direct = [0] * len(boxes), [False] * len(boxes)
    # A line across the page is seen as well.
    holds = [box.tag == "hr" for box in boxes]
    for block in layout.blocks:
        direct[block.box] = holds[block.box] = True
    for index in range(len(boxes) - 1, 0, -1):
        if holds[index]:
            parent = boxes[index].parent
            holds[parent] = True
            children[parent] += 1
    kept: list[Box] = []
    new_index = [NO_BOX] * len(boxes)
    for box in boxes:
        index, outer = box.index, new_index[box.parent] if box.parent >= 0 else NO_BOX
        if outer >= 0 and _is_plain(box):
            holds_one_box = children[index] == 1 and not direct[index]
            is_all = (
                children[box.parent] == 1 and not direct[box.parent] and boxes[box.parent].tag not in WHOLE_PAGE_TAGS
            )
            if holds_one_box or is_all:
                new_index[index] = outer
                continue
        new_index[index] = BoxIndex(len(kept))
        depth = kept[outer].depth + 1 if outer >= 0 else 0
        is_same = new_index[index] == index and outer == box.parent and depth == box.depth
        kept.append(box if is_same else msgspec.structs.replace(box, index=new_index[index], parent=outer, depth=depth))
    if len(kept) == len(boxes):
        return layout
    blocks = tuple(_move(block, new_index[block.box]) for block in layout.blocks)
    return msgspec.structs.replace(layout, boxes=tuple(kept), blocks=blocks)


def _is_plain(box: Box) -> bool:
    return box.tag in _PLAIN_TAGS and _NAMES.isdisjoint(box.attributes)


def _move(block: Block, box: BoxIndex) -> Block:
    return block if block.box == box else msgspec.structs.replace(block, box=box)
