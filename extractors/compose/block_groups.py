"""Blocks that make one piece of content: a list, a quotation, a figure with its caption."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from wellread.extractors.segment import Block, BlockKind, Box, BoxIndex, Layout
from wellread.extractors.segment.inline import is_section
from wellread.extractors.vocabulary.people import DASHES_BEFORE_NAME, NAME_PARTICLES

_LIST_TAGS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_GROUPING_TAGS = _LIST_TAGS | {"blockquote", "figure"}
_FIGURE_KINDS = (BlockKind.IMAGE, BlockKind.CAPTION)
_UNGROUPED_KINDS = (BlockKind.HEADING, BlockKind.TABLE, BlockKind.VIDEO, BlockKind.CODE)
# A list item with more paragraphs holds an article.
_MAX_ITEM_PARAGRAPHS = 8
_MAX_NAME_CHARS = 90
# A line of a dialogue begins with a dash as well, and is a sentence.
_SIGNS_OF_SPEECH = re.compile(r"[?!¿¡？！。…]|\s[–—―]|[–—―]\s*$")
_FULL_STOP, _ENDS_IN_ABBREVIATION = (
    re.compile(r"[.:][\"”’»)\]]*$"),
    re.compile(r"\b(?:[A-Z]|[A-Z][a-z]?|Jr|Sr|Prof)\.$"),
)
_WORD = re.compile(r"[^\W\d_]+")
# What follows the comma behind a single word is seldom longer where that is a name: "Maria, nurse in Kiel".
_MAX_WORDS_OF_SINGLE_NAME = 5


class BlockGroup(msgspec.Struct):
    """Blocks that make one piece of content; `box` is the outermost list, quotation or figure that they share."""

    box: Box | None
    blocks: list[Block]


def group_blocks(layout: Layout, blocks: Sequence[Block]) -> list[BlockGroup]:
    """Items of one list, paragraphs of one quotation and a figure with its caption are one group each."""
    groups: list[BlockGroup] = []
    last = None
    article_items = _find_article_items(layout, blocks)
    for place, block in enumerate(blocks):
        box = _shared_box(layout, block, article_items)
        is_caption = block.kind is BlockKind.CAPTION and bool(groups) and groups[-1].blocks[-1].kind in _FIGURE_KINDS
        is_name = bool(groups) and _names_who_is_quoted(layout, groups[-1], blocks[place : place + 2])
        if is_name or is_caption or (box is not None and box is last):
            groups[-1].blocks.append(block)
        else:
            groups.append(BlockGroup(box, [block]))
        last = box
    return groups


def _names_who_is_quoted(layout: Layout, quotation: BlockGroup, following: Sequence[Block]) -> bool:
    """Whether the line right behind a quotation says whose words it is: after a dash, or as the caption of its figure.

    `following` are that line and the block behind it.
    """
    box, block = quotation.box, following[0]
    if box is None or box.tag != "blockquote" or not 0 < block.chars <= _MAX_NAME_CHARS:
        return False
    if any(part.kind is BlockKind.CAPTION or part.text.startswith(DASHES_BEFORE_NAME) for part in quotation.blocks):
        return False
    if block.kind is BlockKind.CAPTION:
        figure = layout.boxes[box.parent]
        return figure.tag == "figure" and any(around is figure for around in layout.ancestors(block.box))
    if block.kind is not BlockKind.PARAGRAPH or not block.text.startswith(DASHES_BEFORE_NAME) or "\n" in block.text:
        return False
    name = block.text.lstrip("".join(DASHES_BEFORE_NAME) + " ")
    if not _is_like_name(name) or _is_answered(following[1:]):
        return False
    return layout.boxes[block.box].parent in (box.parent, layout.boxes[box.parent].parent)


def _is_like_name(text: str) -> bool:
    """Whether the text behind a dash begins with a name, and is no sentence: "he said.", "Maria came in then"."""
    if _SIGNS_OF_SPEECH.search(text) or (_FULL_STOP.search(text) and not _ENDS_IN_ABBREVIATION.search(text)):
        return False
    words = [word for word in _WORD.findall(text.partition(",")[0]) if word not in NAME_PARTICLES]
    small = sum(word[0].islower() for word in words)
    is_single = len(words) == 1 and len(_WORD.findall(text)) > _MAX_WORDS_OF_SINGLE_NAME
    return bool(words) and 2 * small < len(words) and not words[0][0].islower() and not is_single


def _is_answered(following: Sequence[Block]) -> bool:
    return any(block.kind is BlockKind.PARAGRAPH and block.text.startswith(DASHES_BEFORE_NAME) for block in following)


def _find_article_items(layout: Layout, blocks: Sequence[Block]) -> frozenset[BoxIndex]:
    """The <li> with so many paragraphs that it holds an article, and its list the parts of a page; and like <dd>."""
    paragraphs: Counter[BoxIndex] = Counter()
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and layout.boxes[block.box].tag == "p":
            paragraphs.update(box.index for box in layout.ancestors(block.box) if box.tag in ("li", "dd"))
    return frozenset(
        index
        for index, count in paragraphs.items()
        if count > _MAX_ITEM_PARAGRAPHS or is_section(layout.boxes[index].element)
    )


def _shared_box(layout: Layout, block: Block, article_items: frozenset[BoxIndex]) -> Box | None:
    """The outermost list or quotation around a text, the figure right around a picture or its caption."""
    if block.kind in _UNGROUPED_KINDS:
        return None
    boxes, at = layout.boxes, block.box
    is_pictured = block.kind in _FIGURE_KINDS
    found: Box | None = None
    while at >= 0 and at not in article_items:
        box = boxes[at]
        if box.tag in _GROUPING_TAGS:
            if is_pictured:
                return box if box.tag == "figure" else None
            if box.tag != "figure":
                found = box
        at = box.parent
    return found
