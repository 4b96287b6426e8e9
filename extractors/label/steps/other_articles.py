"""Other articles in full on the page of one: the next one that scrolling loads, a box of news above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_text, comparable_titles
from wellread.extractors.label.features.page import heading_level
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.rules.phrases import first_phrase_rule
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata.dates.parsing import count_letters_beside_dates
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, BoxIndex, Layout
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import remove_byline_label

_HEADING = BlockKind.HEADING
# So much text makes an article of what stands under a title, and a first paragraph of a text.
_MIN_ARTICLE_CHARS, _MIN_PARAGRAPH_CHARS = 120, 60
# A byline or a date stands so close to its title.
_MAX_CREDIT_DISTANCE = 4
_MAX_NAME_WORDS, _MAX_LETTERS_BESIDE_DAY = 6, 4
_SEPARATORS = re.compile(r"\s[|·•/–—-]\s|[|·•]")
_WHO_AND_WHEN = Trait.BYLINE | Trait.DATE
_HEAD_REASONS = frozenset((Reason.HEADLINE, Reason.BYLINE, Reason.DATE, Reason.READING_TIME))
_CREDIT_REASONS = frozenset((Reason.BYLINE, Reason.DATE))


def drop_other_articles(state: LabelState) -> LabelState:
    """Drop whole articles that are not the page's: under a title of their own, with a byline or a date of their own.

    Such a title is one by its look, as large as that of the page, of the first level, or at the head of a box that
    looks like the box of the page's article.
    """
    titles = comparable_titles(state.metadata)
    own_headings = {
        block.index
        for block in state.layout.blocks
        if block.kind is _HEADING and titles and comparable_text(block.text) in titles
    }
    # What rules have dropped is no article, but titles and credits are dropped as well, some with their whole box.
    texts = [
        block
        for block, label in zip(state.layout.blocks, state.labels, strict=True)
        if block.chars and (label is None or label.reason in _HEAD_REASONS or block.index in own_headings)
    ]
    own = [place for place, one in enumerate(texts) if one.index in own_headings]
    labels: dict[BlockIndex, Label] = {}
    if own:
        for blocks in _other_articles(state.layout, texts, own):
            labels.update((block.index, Label(Reason.RELATED, "other-article")) for block in blocks)
    return state.with_labels(labels)


def _other_articles(layout: Layout, texts: Sequence[Block], own: Sequence[int]) -> Iterator[Sequence[Block]]:
    """The texts of each other article: those of its box, or in one box all from its title to the next one.

    `own` are the places of the headings that name the page. There are none where no article stands below the first.
    """
    title = min(own, key=lambda place: heading_level(layout, texts[place]))
    own_boxes = [box.index for box in layout.ancestors(texts[title].box)]
    named = [texts[place].box for place in own]
    levels = {1, heading_level(layout, texts[title])}
    starts = [
        place
        for place, block in enumerate(texts)
        if block.kind is _HEADING
        and place not in own
        and (heading_level(layout, block) in levels or _has_box_like_own(layout, block, own_boxes))
        and _has_credit(layout, texts, place)
    ]
    following = next((place for place in starts if place > title), len(texts))
    own_paragraphs = _paragraphs(texts[title + 1 : following])
    if not _is_article(own_paragraphs):
        return
    holds_own = {box.index for block in (texts[title], *own_paragraphs) for box in layout.ancestors(block.box)}
    for start, end in pairwise((*starts, len(texts))):
        box = _largest_box_without(layout, texts[start], holds_own)
        inside = range(0) if box is None else layout.boxes_in(box)
        if any(index in inside for index in named):
            continue
        blocks: Sequence[Block] = [one for one in texts if one.box in inside]
        if not _is_article(blocks) and start > title:
            blocks = texts[start:end]
        if _is_article(blocks):
            yield blocks


def _has_box_like_own(layout: Layout, heading: Block, own_boxes: Sequence[BoxIndex]) -> bool:
    """Whether a heading is the first text in a box that stands beside one of the title's and is an article as it is."""
    boxes = layout.boxes
    own = {(boxes[index].parent, boxes[index].tag) for index in own_boxes if boxes[index].tag == "article"}
    return any((box.parent, box.tag) in own and box.index not in own_boxes for box in layout.ancestors(heading.box))


def _largest_box_without(layout: Layout, heading: Block, holds_own: AbstractSet[BoxIndex]) -> BoxIndex | None:
    """The largest box around a heading without title and text of the page's article; None where that is its own."""
    found = None
    for box in layout.ancestors(heading.box)[1:]:
        if box.index in holds_own:
            break
        found = box.index
    return found


def _has_credit(layout: Layout, texts: Sequence[Block], place: int) -> bool:
    """Whether a byline or a date stands between a heading and its first paragraph."""
    for block in texts[place + 1 : place + 1 + _MAX_CREDIT_DISTANCE]:
        if block.kind is _HEADING or block.chars >= _MIN_PARAGRAPH_CHARS:
            return False
        around = layout.ancestors(block.box, limit=2)
        if any(box.traits & _WHO_AND_WHEN for box in around) or block.element.find(".//time") is not None:
            return True
        if _is_credit(block.text):
            return True
    return False


def _is_credit(text: str) -> bool:
    """Whether a short text says who has written something, or on which day."""
    rule = first_phrase_rule(text)
    if rule is not None and rule.reason in _CREDIT_REASONS:
        return True
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return any(map(_is_day, parts)) or any(map(_is_labelled_name, parts))


def _is_day(text: str) -> bool:
    letters = count_letters_beside_dates(text)
    return letters is not None and letters <= _MAX_LETTERS_BESIDE_DAY


def _is_labelled_name(text: str) -> bool:
    words = remove_byline_label(text).split()
    return 0 < len(words) < min(len(text.split()), _MAX_NAME_WORDS) and all(word[0].isupper() for word in words)


def _paragraphs(blocks: Iterable[Block]) -> list[Block]:
    return [
        block for block in blocks if block.chars >= _MIN_PARAGRAPH_CHARS and block.link_density < MAX_TEXT_LINK_DENSITY
    ]


def _is_article(blocks: Iterable[Block]) -> bool:
    return sum(block.chars for block in _paragraphs(blocks)) >= _MIN_ARTICLE_CHARS
