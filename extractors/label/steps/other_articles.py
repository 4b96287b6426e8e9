"""Other articles in full on the page of one: the next one that scrolling loads, a box of news above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import Flag, auto
from itertools import pairwise

from wellread.extractors.article import Reason
from wellread.extractors.label.comparison import comparable_text, comparable_titles
from wellread.extractors.label.features.page import heading_level
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.rules.phrases import first_phrase_rule
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata.dates.parsing import count_letters_beside_dates
from wellread.extractors.metadata.people.names import is_full_name, is_name
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind, BoxIndex, Layout
from wellread.extractors.urls import leads_to_other_page
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.byline_labels import BY, remove_byline_label

_HEADING = BlockKind.HEADING
# So much text makes an article of what stands under a title, and a first paragraph of a text.
_MIN_ARTICLE_CHARS, _MIN_PARAGRAPH_CHARS = 120, 60
# So many letters more than one are in a sign of Chinese or Japanese, which come behind this one in Unicode.
_LETTERS_OF_SIGN, _SIGNS = 1.5, re.compile("[\u2e80-\U0010ffff]")
# A byline or a date stands so close to its title.
_MAX_CREDIT_DISTANCE = 4
_MAX_NAME_WORDS, _MAX_LETTERS_BESIDE_DAY = 6, 4
_SEPARATORS = re.compile(r"\s[|·•/–—-]\s|[|·•]")
_BY = re.compile(rf"^(?:{BY})\s", re.IGNORECASE)
# A smaller title is one only with more evidence, and on a page with few of them: more are entries of a live blog.
_SECOND_LEVEL, _MAX_SMALL_TITLES = 2, 3
_MAX_TEXTS_ABOVE_TITLE = 2
_HEAD_REASONS = frozenset((Reason.HEADLINE, Reason.BYLINE, Reason.DATE, Reason.READING_TIME))


class _Credit(Flag):
    """What stands between a title and its text."""

    NONE = 0
    WHO = auto()
    WHEN = auto()


_BOTH = _Credit.WHO | _Credit.WHEN
_CREDIT_BY_REASON = {Reason.BYLINE: _Credit.WHO, Reason.DATE: _Credit.WHEN}


def drop_other_articles(state: LabelState) -> LabelState:
    """Drop whole articles that are not the page's: under a title of their own, with a byline or a date of their own.

    Such a title is one by its look, as large as that of the page, of the first level, or at the head of a box that
    looks like the box of the page's article. Below the text, at the head of any box beside it, it may be of the second
    level too, where it has both a byline and a date, or is a link to another page.
    """
    titles = comparable_titles(state.metadata)
    own_headings = {
        block.index
        for block in state.layout.blocks
        if (block.kind is _HEADING or block.index in state.metadata.headline_blocks)
        and titles
        and comparable_text(block.text) in titles
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
        for blocks in _other_articles(state, texts, own):
            labels.update((block.index, Label(Reason.RELATED, "other-article")) for block in blocks)
    return state.with_labels(labels)


def _other_articles(state: LabelState, texts: Sequence[Block], own: Sequence[int]) -> Iterator[Sequence[Block]]:
    """The texts of each other article: those of its box, or in one box all from its title to the next one.

    `own` are the places of the headings that name the page. There are none where no article stands below the first.
    """
    layout = state.layout
    title = min(own, key=lambda place: heading_level(layout, texts[place]))
    own_boxes = [box.index for box in layout.ancestors(texts[title].box)]
    named = [texts[place].box for place in own]
    levels = {1, heading_level(layout, texts[title])}
    headings = [place for place, block in enumerate(texts) if block.kind is _HEADING and place not in own]
    large = [
        place
        for place in headings
        if (heading_level(layout, texts[place]) in levels or _has_box_like_own(layout, texts[place], own_boxes))
        and _credit_below(layout, texts, place)
    ]
    small = [place for place in headings if place > title and _is_small_title(state, texts, place)]
    small = small if len(small) <= _MAX_SMALL_TITLES else []
    small = [place for place in small if not _repeats_title(texts[place], [texts[index] for index in own])]
    # Above the text, and with its byline below it, a standfirst looks like one.
    small = [place for place in small if _is_article(_paragraphs(texts[title + 1 : place]))]
    starts = sorted({*large, *small})
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
        if start not in large:
            if not _is_at_head(texts[start], blocks) or _lists_pages(texts[start], blocks, state.url):
                continue
        elif not _is_article(blocks) and start > title:
            blocks = texts[start:end]
        if _is_article(blocks):
            yield blocks


def _is_small_title(state: LabelState, texts: Sequence[Block], place: int) -> bool:
    """Whether a heading of the second level has who and when below it, or is a link to a page, with one of the two."""
    heading = texts[place]
    if heading_level(state.layout, heading) != _SECOND_LEVEL:
        return False
    credit = _credit_below(state.layout, texts, place)
    if credit == _BOTH:
        return True
    return _is_title_of_page(heading, state.url) and (bool(credit) or _is_announced(state, heading))


def _is_announced(state: LabelState, heading: Block) -> bool:
    """Whether the text right above a heading was dropped as one that leads to other pages: "Up next"."""
    above = next((block for block in reversed(state.layout.blocks[: heading.index]) if block.chars), None)
    label = None if above is None else state.labels[above.index]
    if above is None or label is None or label.reason is not Reason.RELATED:
        return False
    # What stands in a box of its own beside it is the end of the one before: "Read more".
    outer = state.layout.boxes[above.box].parent
    return any(box.index == outer for box in state.layout.ancestors(heading.box))


def _is_title_of_page(heading: Block, url: str | None) -> bool:
    """Whether a heading is as a whole a link to another page of the site."""
    is_link = len(heading.anchors) == 1 and heading.link_chars >= heading.chars
    return is_link and leads_to_other_page(heading.anchors[0].href, url)


def _repeats_title(heading: Block, own: Sequence[Block]) -> bool:
    """Whether a heading has words of the page's title alone, or all of them, as that of a recipe card has."""
    words = set(heading.text.lower().split())
    return any(words <= (title := set(block.text.lower().split())) or title <= words for block in own)


def _lists_pages(heading: Block, blocks: Sequence[Block], url: str | None) -> bool:
    """Whether a box has titles of further pages: it is a list of these, or a column beside the article."""
    return any(block is not heading and block.kind is _HEADING and _is_title_of_page(block, url) for block in blocks)


def _is_at_head(heading: Block, blocks: Sequence[Block]) -> bool:
    """Whether hardly anything stands above a heading in its box."""
    return heading.index in [block.index for block in blocks[: _MAX_TEXTS_ABOVE_TITLE + 1]]


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


def _credit_below(layout: Layout, texts: Sequence[Block], place: int) -> _Credit:
    """What stands between a heading and its first paragraph: a byline, a date, both or neither."""
    found = _Credit.NONE
    for block in texts[place + 1 : place + 1 + _MAX_CREDIT_DISTANCE]:
        if block.kind is _HEADING or _length(block) >= _MIN_PARAGRAPH_CHARS:
            break
        for box in layout.ancestors(block.box, limit=2):
            if box.traits & Trait.BYLINE:
                found |= _Credit.WHO
            if box.traits & Trait.DATE:
                found |= _Credit.WHEN
        if block.element.tag == "time" or block.element.find(".//time") is not None:
            found |= _Credit.WHEN
        found |= _read_credit(block)
    return found


def _read_credit(block: Block) -> _Credit:
    """What a short text says: who has written something, or on which day."""
    rule = first_phrase_rule(block.text)
    found = _Credit.NONE if rule is None else _CREDIT_BY_REASON.get(rule.reason, _Credit.NONE)
    parts = [part.strip() for text in _texts_in_line(block) for part in _SEPARATORS.split(text)]
    if any(map(_is_day, parts)):
        found |= _Credit.WHEN
    if any(map(_is_labelled_name, parts)):
        found |= _Credit.WHO
    if found is _Credit.WHEN and any(is_full_name(part) and is_name(part, strict=True) for part in parts):
        found |= _Credit.WHO
    return found


def _texts_in_line(block: Block) -> Sequence[str]:
    """A text, or those of its elements where nothing stands between these: style sheets set them apart."""
    parts = [part for part in map(str.strip, block.element.itertext()) if part] if len(block.element) else []
    return parts if "".join(parts) == block.text else [block.text]


def _is_day(text: str) -> bool:
    letters = count_letters_beside_dates(text)
    return letters is not None and letters <= _MAX_LETTERS_BESIDE_DAY


def _is_labelled_name(text: str) -> bool:
    words = _BY.sub("", remove_byline_label(text)).split()
    return 0 < len(words) < min(len(text.split()), _MAX_NAME_WORDS) and all(word[0].isupper() for word in words)


def _paragraphs(blocks: Iterable[Block]) -> list[Block]:
    return [
        block
        for block in blocks
        if _length(block) >= _MIN_PARAGRAPH_CHARS and block.link_density < MAX_TEXT_LINK_DENSITY
    ]


def _is_article(blocks: Iterable[Block]) -> bool:
    return sum(map(_length, _paragraphs(blocks))) >= _MIN_ARTICLE_CHARS


def _length(block: Block) -> float:
    """How long a text is, in letters: a sign of Chinese or Japanese says as much as some of these."""
    if block.text.isascii():
        return block.chars
    return block.chars + _LETTERS_OF_SIGN * len(_SIGNS.findall(block.text))
