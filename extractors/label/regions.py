"""Where the running text of a page is: how much of it each box holds, and which box is the article's.

Running text is what tells an article from the lists, cards and menus around it. Every later decision about a block
looks at it in this frame: is it in the box that holds the article, how far from its first and last paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, Box, BoxIndex, Layout
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.page_tags import WHOLE_PAGE_TAGS

_SENTENCE_ENDS, _CLOSING_MARKS = frozenset(".!?…。！？:;"), "\"”’»」')]"
QUESTION_MARKS = ("?", "？", "؟")
# The weight of a character of running text, by where it stands.
_PARAGRAPH_WEIGHT, _OTHER_WEIGHT, _ITEM_WEIGHT, _DOUBTFUL_FACTOR = 1.2, 1.0, 0.5, 0.25
# In weighted characters: one endless paragraph must not outweigh an article.
_MAX_BLOCK_WEIGHT = 1000.0
# A shorter text is running text only where it ends as a sentence does; and never below the second length.
_MIN_RUNNING_TEXT_CHARS, _MIN_SENTENCE_CHARS = 60, 25
_HEADING, _IMAGE, _ITEM = BlockKind.HEADING, BlockKind.IMAGE, BlockKind.ITEM
_RUNNING_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM))
_INLINE_BOXES = frozenset("p li ul ol blockquote dd dl dt pre".split())
# How much a paragraph adds to the scores of the boxes around it, from the innermost outwards.
_SHARE_BY_LEVEL = (1.0, 0.7, 0.45, 0.3, 0.2)
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
# What is called so may well be longer than the article. A box with another doubtful name that holds more than this
# share of the page's text is the layout around the article: `layout-sidebar-fixed`.
_OFTEN_LONGER = Trait.HIDDEN | Trait.COMMENTS | Trait.POPUP
_MAX_DOUBTFUL_SHARE = 0.5
# The article's box is the outermost that gains at least this factor of running text, step by step.
_MIN_GAIN = 1.1
# A part beside it that looks the same has at least so much running text, in weighted characters, and few links.
_MIN_PART_WEIGHT, _MAX_PART_LINK_DENSITY = 120.0, 0.25
# The share of the page's running text that the core box holds.
_CORE_SHARE = 0.9
_MAX_LINK_PENALTY = 0.9


class RunningText(msgspec.Struct, frozen=True):
    """How much running text there is, in weighted characters: visible ones outside links, times a weight.

    The weight is lower for items of lists and in `doubtful` boxes: those whose name, or that of a box around them,
    speaks against an article. `of_block` has one entry a block; `doubtful` and `of_box` one a box, with what is nested
    in it. `total` is the sum over the page, and 1 where that would be 0.
    """

    of_block: Sequence[float]
    of_box: Sequence[float]
    doubtful: Sequence[bool]
    total: float


class Regions(msgspec.Struct, frozen=True):
    """Sums over the boxes of a page, and the boxes that may be the article's.

    The sequences `chars` to `first_block` have one entry a box and include what is nested: visible characters, those
    in links, blocks with text, pictures, headings, and the index of the first block (the number of blocks where there
    is none).

    `top_candidate` is the box with the highest score by the paragraphs near it, `article_box` the box around it that
    gathers nearly all running text near it, `core_box` the smallest box with nine tenths of the page's running text;
    `in_top_candidate`, `in_article_box` and `in_core_box` are the indices of the boxes in them, themselves included.
    """

    running_text: RunningText
    chars: Sequence[int]
    link_chars: Sequence[int]
    texts: Sequence[int]
    images: Sequence[int]
    headings: Sequence[int]
    first_block: Sequence[int]
    in_top_candidate: range
    in_article_box: range
    in_core_box: range
    top_candidate: BoxIndex
    article_box: BoxIndex
    core_box: BoxIndex


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(_CLOSING_MARKS)[-1:] in _SENTENCE_ENDS


def sum_plain_running_text(layout: Layout) -> Sequence[float]:
    """How much running text each box holds, whatever it is called."""
    return sum_by_box(layout, _weigh_blocks(layout, frozenset()))


def sum_by_box(layout: Layout, of_block: Sequence[float]) -> Sequence[float]:
    """By box, the sum of what belongs to each block in it and in the boxes within."""
    boxes = layout.boxes
    sums = [0.0] * len(boxes)
    for block in layout.blocks:
        sums[block.box] += of_block[block.index]
    for index in range(len(boxes) - 1, 0, -1):
        if sums[index]:
            sums[boxes[index].parent] += sums[index]
    return sums


def measure_running_text(layout: Layout, dropped: frozenset[BlockIndex] = frozenset()) -> RunningText:
    """How much running text each box holds, without the blocks whose indices are in `dropped`."""
    of_block = _weigh_blocks(layout, dropped)
    doubtful = _find_doubtful_boxes(layout, of_block)
    if any(doubtful):
        for block in layout.blocks:
            if doubtful[block.box]:
                of_block[block.index] *= _DOUBTFUL_FACTOR
    of_box = sum_by_box(layout, of_block)
    return RunningText(of_block, of_box, doubtful, of_box[0] or 1.0)


def _weigh_blocks(layout: Layout, dropped: frozenset[BlockIndex]) -> list[float]:
    of_block = [0.0] * len(layout.blocks)
    for block in layout.blocks:
        if block.chars >= _MIN_SENTENCE_CHARS and block.kind in _RUNNING_KINDS and block.index not in dropped:
            of_block[block.index] = _weight(block, layout.boxes[block.box])
    return of_block


def _find_doubtful_boxes(layout: Layout, of_block: Sequence[float]) -> list[bool]:
    """For each box whether it, or one around it, is doubtful by its name and does not hold most of the page's text."""
    boxes = layout.boxes
    if not any(box.traits & _DOUBTFUL for box in boxes):
        return [False] * len(boxes)
    held = sum_by_box(layout, of_block)
    most = _MAX_DOUBTFUL_SHARE * held[0]
    doubtful: list[bool] = []
    for box in boxes:
        named = box.traits & _DOUBTFUL
        own = named and (named & _OFTEN_LONGER or held[box.index] <= most)
        doubtful.append(bool(own) or (box.parent >= 0 and doubtful[box.parent]))
    return doubtful


def find_regions(layout: Layout, dropped: frozenset[BlockIndex] = frozenset()) -> Regions:
    """Sum up the boxes of a page and find the article's, without the blocks whose indices are in `dropped`."""
    running_text, sums = measure_running_text(layout, dropped), _sum_up_boxes(layout, dropped)
    top_candidate = _find_top_candidate(layout, running_text, sums.chars, sums.link_chars)
    article_box = _find_article_box(layout.boxes, top_candidate, running_text, sums.chars, sums.link_chars)
    core_box = _find_core_box(layout.boxes, running_text)
    return Regions(
        running_text=running_text,
        chars=sums.chars,
        link_chars=sums.link_chars,
        texts=sums.texts,
        images=sums.images,
        headings=sums.headings,
        first_block=sums.first_block,
        in_top_candidate=layout.boxes_in(top_candidate),
        in_article_box=layout.boxes_in(article_box),
        in_core_box=layout.boxes_in(core_box),
        top_candidate=top_candidate,
        article_box=article_box,
        core_box=core_box,
    )


class _BoxSums(NamedTuple):
    """What each box holds, with the boxes in it: lists by the index of the box."""

    chars: list[int]
    link_chars: list[int]
    texts: list[int]
    images: list[int]
    headings: list[int]
    first_block: list[int]


def _sum_up_boxes(layout: Layout, dropped: frozenset[BlockIndex]) -> _BoxSums:
    boxes, no_block = layout.boxes, len(layout.blocks)
    chars, links, texts, images, headings = added = tuple([0] * len(boxes) for _ in range(5))
    first = [no_block] * len(boxes)
    for block in layout.blocks:
        if block.index in dropped:
            continue
        box = block.box
        if block.chars:
            chars[box] += block.chars
            links[box] += block.link_chars
            texts[box] += 1
            headings[box] += block.kind is _HEADING
        else:
            images[box] += block.kind is _IMAGE
        first[box] = min(first[box], block.index)
    for index in range(len(boxes) - 1, 0, -1):
        if first[index] == no_block:
            continue
        parent = boxes[index].parent
        for column in added:
            column[parent] += column[index]
        first[parent] = min(first[parent], first[index])
    return _BoxSums(chars, links, texts, images, headings, first)


def _weight(block: Block, box: Box) -> float:
    """Characters of running text in a paragraph or an item that is long enough, less where it stands in a list."""
    if block.link_density >= MAX_TEXT_LINK_DENSITY:
        return 0.0
    if block.chars < _MIN_RUNNING_TEXT_CHARS and not ends_sentence(block.text):
        return 0.0
    weight = _ITEM_WEIGHT if block.kind is _ITEM else _PARAGRAPH_WEIGHT if box.tag == "p" else _OTHER_WEIGHT
    return min((block.chars - block.link_chars) * weight, _MAX_BLOCK_WEIGHT)


def _find_top_candidate(
    layout: Layout, running_text: RunningText, chars: Sequence[int], links: Sequence[int]
) -> BoxIndex:
    """The box with the highest score by the paragraphs near it, less its links, as in Arc90's Readability (2009)."""
    scores = _score_boxes(layout, running_text.of_block)
    for index, score in enumerate(scores):
        if score:
            link_density = links[index] / (chars[index] or 1)
            scores[index] = score * (1 - min(_MAX_LINK_PENALTY, link_density))
            scores[index] *= _trust(layout.boxes[index], is_doubtful=running_text.doubtful[index])
    return BoxIndex(max(range(len(scores)), key=scores.__getitem__))


def _score_boxes(layout: Layout, weights: Sequence[float]) -> list[float]:
    """For each box the weights of the paragraphs in it, and less of those a few levels below."""
    boxes = layout.boxes
    scores = [0.0] * len(boxes)
    for block in layout.blocks:
        weight = weights[block.index]
        index, level = block.box, 0
        while weight and index >= 0 and level < len(_SHARE_BY_LEVEL):
            box = boxes[index]
            if box.tag not in _INLINE_BOXES:
                scores[index] += weight * _SHARE_BY_LEVEL[level]
                level += 1
            index = box.parent
    return scores


def _trust(box: Box, *, is_doubtful: bool) -> float:
    """How likely a box holds the article, by its traits and those around it: a factor from 0 to 1.61."""
    if box.tag in WHOLE_PAGE_TAGS:
        return 0.0
    trust = 1.4 if box.traits & Trait.BODY else 1.0
    if box.traits & Trait.ARTICLE:
        trust *= 1.15
    return trust * 0.5 if is_doubtful else trust


def _find_article_box(
    boxes: Sequence[Box],
    top_candidate: BoxIndex,
    running_text: RunningText,
    chars: Sequence[int],
    links: Sequence[int],
) -> BoxIndex:
    """Outwards from the top candidate as long as each step gains a tenth more running text.

    Or a section beside it that looks the same and has running text of its own: page builders put each part of an
    article into one, and the questions at the end are short beside the text.
    """
    held = running_text.of_box
    parts: dict[BoxIndex, list[Box]] = {}
    for box in boxes:
        if held[box.index] >= _MIN_PART_WEIGHT and links[box.index] <= _MAX_PART_LINK_DENSITY * chars[box.index]:
            parts.setdefault(box.parent, []).append(box)
    index = top_candidate
    while True:
        parent, inner = boxes[index].parent, boxes[index]
        if parent < 0 or boxes[parent].tag in WHOLE_PAGE_TAGS:
            return index
        if held[parent] <= held[index] * _MIN_GAIN and not any(
            _is_part_beside(inner, other) and not running_text.doubtful[other.index] for other in parts.get(parent, ())
        ):
            return index
        index = parent


def _is_part_beside(box: Box, other: Box) -> bool:
    return (
        other.index != box.index
        and other.tag == box.tag
        and other.tag not in _INLINE_BOXES
        and other.attributes.get("class") == box.attributes.get("class")
    )


def _find_core_box(boxes: Sequence[Box], running_text: RunningText) -> BoxIndex:
    """The innermost box with nine tenths of the page's running text."""
    least = _CORE_SHARE * running_text.total
    holders = (box for box, held in zip(boxes, running_text.of_box, strict=True) if held >= least)
    return max(holders, key=lambda box: box.depth, default=boxes[0]).index
