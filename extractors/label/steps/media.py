"""Pictures, players and captions go with the text around them."""

from __future__ import annotations

import re

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind
from wellread.extractors.vocabulary import Trait

_CAPTION, _IMAGE = BlockKind.CAPTION, BlockKind.IMAGE
_BANNER_TARGET = re.compile(
    r"(?:free-?trial|trial|demo|sign-?up|signup|subscribe|register|download|pricing|get-started|book-?(?:now"
    r"|a-call)|checkout|promo|apps?\.apple|play\.google)",
    re.IGNORECASE,
)
# A page of one plain word right below the root: what a site offers, never one of its articles.
_ONE_WORD_PATH = re.compile(r"/[a-z]{2,12}/?")


def label_media(state: LabelState) -> LabelState:
    """Keep a picture where most text in the nearest box with text is kept, and a caption with its picture.

    So is one right between two kept texts. A box for the text of articles that holds nothing else is an article of
    pictures.
    """
    boxes = state.layout.boxes
    media = [block for block in state.layout.blocks if state.labels[block.index] is None]
    if not media:
        return state
    kept, texts = _count_texts(state)
    between = _between_kept_texts(state)
    labels: dict[BlockIndex, Label] = {}
    for block in media:
        index, in_body = block.box, False
        while index >= 0 and not texts[index]:
            in_body = in_body or boxes[index].traits & Trait.BODY != 0
            index = boxes[index].parent
        if block.kind is _IMAGE and _is_banner(block):
            label = Label(Reason.CALL_TO_ACTION, "linked-banner")
        elif index >= 0 and kept[index] * 2 > texts[index]:
            label = Label(None, "beside-kept-text")
        elif in_body:
            label = Label(None, "body-of-pictures")
        elif block.index in between:
            label = Label(None, "between-kept-text")
        else:
            label = Label(Reason.OUTSIDE_ARTICLE, "beside-dropped-text")
        labels[block.index] = label
    return state.with_labels(labels)


def _between_kept_texts(state: LabelState) -> frozenset[BlockIndex]:
    """The pictures and captions whose nearest texts before and after them are both kept."""
    found: set[BlockIndex] = set()
    run: list[BlockIndex] = []
    is_kept_before = False
    for block in state.layout.blocks:
        if not block.chars or block.kind is _CAPTION:
            run.append(block.index)
            continue
        is_kept = state.is_kept(block)
        if is_kept and is_kept_before:
            found.update(run)
        run, is_kept_before = [], is_kept
    return frozenset(found)


def _count_texts(state: LabelState) -> tuple[list[int], list[int]]:
    """For each box the blocks of text in it that are kept, and all of them; captions do not count."""
    boxes = state.layout.boxes
    kept, texts = [0] * len(boxes), [0] * len(boxes)
    for block in state.layout.blocks:
        if block.chars and block.kind is not _CAPTION:
            texts[block.box] += 1
            kept[block.box] += state.is_kept(block)
    for index in range(len(boxes) - 1, 0, -1):
        if texts[index]:
            parent = boxes[index].parent
            texts[parent] += texts[index]
            kept[parent] += kept[index]
    return kept, texts


def _is_banner(block: Block) -> bool:
    """Whether a picture is a link to where one buys, tries or signs up."""
    link = next(block.element.iterancestors("a"), None)
    href = link.get("href", "") if link is not None else ""
    return _BANNER_TARGET.search(href) is not None or _ONE_WORD_PATH.fullmatch(href) is not None
