"""Where the running text of a page is: how much of it each box holds, and which box is the article's.

Running text ("prose") is what tells an article from the lists, cards and menus around it. Every later decision about a
block looks at it in this frame: is it in the box that holds the article, how far from its first and last paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wellread.extractors.segment import Block, Box, Kind, Layout
from wellread.extractors.vocabulary import Trait

_ENDS, _CLOSING = frozenset(".!?…。！？:;"), "\"”’»」')]"
# One endless paragraph must not outweigh an article.
_LONGEST = 1000.0
_SHORTEST, _SHORTEST_SENTENCE = 60, 25
_HEADING, _IMAGE, _ITEM = Kind.HEADING, Kind.IMAGE, Kind.ITEM
_RUNNING = frozenset((Kind.PARAGRAPH, Kind.ITEM))
_INLINE_BOXES = frozenset("p li ul ol blockquote dd dl dt pre".split())
# How much a paragraph speaks for the boxes around it, from the inside outwards.
_SHARES = (1.0, 0.7, 0.45, 0.3, 0.2)
_DOUBTFUL = (
    Trait.HIDDEN
    | Trait.NAVIGATION
    | Trait.FOOTER
    | Trait.COMMENTS
    | Trait.FORM
    | Trait.POPUP
    | Trait.SIDEBAR
    | Trait.RELATED
)
_WHOLE_PAGE = frozenset(("html", "body"))


class Regions(msgspec.Struct, frozen=True):
    """Sums over the boxes of a page, and the boxes that are candidates for the article's.

    `prose` is per block; the other sequences are per box and include what is nested. `root` is the box whose own
    paragraphs speak loudest, `wide` the box around it that gathers nearly all prose near it, `core` the smallest box
    with nine tenths of the page's prose; `in_root` and so on are the boxes in them.
    """

    prose: Sequence[float]
    box_prose: Sequence[float]
    direct_prose: Sequence[float]
    chars: Sequence[int]
    link_chars: Sequence[int]
    texts: Sequence[int]
    images: Sequence[int]
    headings: Sequence[int]
    first: Sequence[int]
    in_root: range
    in_wide: range
    in_core: range
    root: int
    wide: int
    core: int
    total: float


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in _ENDS


class Prose(msgspec.Struct, frozen=True):
    """Running text, in weighted characters: per block, per box without and with what is nested, and of the page."""

    of_block: Sequence[float]
    of_box: Sequence[float]
    directly: Sequence[float]
    total: float


def weigh(layout: Layout, dropped: frozenset[int] = frozenset()) -> Prose:
    """How much running text each box holds, leaving out the blocks that are dropped already."""
    boxes = layout.boxes
    of_block = [0.0] * len(layout.blocks)
    directly = [0.0] * len(boxes)
    for block in layout.blocks:
        if block.chars >= _SHORTEST_SENTENCE and block.index not in dropped:
            weight = _prose(block, boxes[block.box])
            of_block[block.index] = weight
            directly[block.box] += weight
    of_box = directly[:]
    for at in range(len(boxes) - 1, 0, -1):
        if of_box[at]:
            of_box[boxes[at].parent] += of_box[at]
    return Prose(of_block, of_box, directly, of_box[0] or 1.0)


def measure(layout: Layout, dropped: frozenset[int] = frozenset()) -> Regions:
    """Weigh the boxes of a page, leaving out the blocks that are dropped already."""
    boxes, blocks = layout.boxes, layout.blocks
    prose = weigh(layout, dropped)
    nothing = len(blocks)
    chars, links, texts, images, headings = ([0] * len(boxes) for _ in range(5))
    first = [nothing] * len(boxes)
    for block in blocks:
        if block.index in dropped:
            continue
        at = block.box
        if block.chars:
            chars[at] += block.chars
            links[at] += block.link_chars
            texts[at] += 1
            headings[at] += block.kind is _HEADING
        else:
            images[at] += block.kind is _IMAGE
        first[at] = min(first[at], block.index)
    for at in range(len(boxes) - 1, 0, -1):
        if first[at] == nothing:
            continue
        parent = boxes[at].parent
        chars[parent] += chars[at]
        links[parent] += links[at]
        texts[parent] += texts[at]
        images[parent] += images[at]
        headings[parent] += headings[at]
        first[parent] = min(first[parent], first[at])
    root = _loudest(layout, prose, chars, links)
    wide = _widened(boxes, root, prose.of_box)
    core = _core(boxes, prose.of_box, prose.total)
    return Regions(
        prose=prose.of_block,
        box_prose=prose.of_box,
        direct_prose=prose.directly,
        chars=chars,
        link_chars=links,
        texts=texts,
        images=images,
        headings=headings,
        first=first,
        in_root=layout.inside(root),
        in_wide=layout.inside(wide),
        in_core=layout.inside(core),
        root=root,
        wide=wide,
        core=core,
        total=prose.total,
    )


def _prose(block: Block, box: Box) -> float:
    """Characters of running text in a block, less where it stands in a list or in a doubtful place."""
    if block.kind not in _RUNNING or block.link_chars * 2 >= block.chars:
        return 0.0
    if block.chars < _SHORTEST and (block.chars < _SHORTEST_SENTENCE or not ends_sentence(block.text)):
        return 0.0
    weight = 0.5 if block.kind is _ITEM else 1.2 if box.tag == "p" else 1.0
    if box.around & _DOUBTFUL:
        weight *= 0.25
    return min((block.chars - block.link_chars) * weight, _LONGEST)


def _loudest(layout: Layout, prose: Prose, chars: Sequence[int], links: Sequence[int]) -> int:
    """The box for which the paragraphs near it speak most, in the manner of Arc90's Readability."""
    scores = _spread(layout, prose.of_block)
    for at, score in enumerate(scores):
        if score:
            scores[at] = score * (1 - min(0.9, links[at] / (chars[at] or 1))) * _trust(layout.boxes[at])
    return max(range(len(scores)), key=scores.__getitem__)


def _spread(layout: Layout, prose: Sequence[float]) -> list[float]:
    """For each box what the paragraphs in it and near below it say for it."""
    boxes = layout.boxes
    scores = [0.0] * len(boxes)
    for block in layout.blocks:
        weight = prose[block.index]
        at, step = block.box, 0
        while weight and at >= 0 and step < len(_SHARES):
            box = boxes[at]
            if box.tag not in _INLINE_BOXES:
                scores[at] += weight * _SHARES[step]
                step += 1
            at = box.parent
    return scores


def _trust(box: Box) -> float:
    """How far a box is to be believed that it holds the article, by what it and those around it say of themselves."""
    if box.tag in _WHOLE_PAGE:
        return 0.0
    trust = 1.4 if box.traits & Trait.BODY else 1.0
    if box.traits & Trait.ARTICLE:
        trust *= 1.15
    return trust * 0.5 if box.around & _DOUBTFUL else trust


def _widened(boxes: Sequence[Box], root: int, box_prose: Sequence[float]) -> int:
    """Out from the root as long as that gains a tenth more prose."""
    while True:
        parent = boxes[root].parent
        if parent < 0 or boxes[parent].tag in _WHOLE_PAGE or box_prose[parent] <= box_prose[root] * 1.1:
            return root
        root = parent


def _core(boxes: Sequence[Box], box_prose: Sequence[float], total: float) -> int:
    holders = (at for at, held in enumerate(box_prose) if held >= 0.9 * total)
    return max(holders, key=lambda at: boxes[at].depth, default=0)
