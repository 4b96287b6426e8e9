"""What readers have written below the article, by the line above it and the lines that each comment has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Flag, auto
from functools import lru_cache

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata.dates.parsing import find_dates
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex, Layout
from wellread.extractors.vocabulary.comments import (
    COMMENTS_OR_ANSWERS,
    ONE_COMMENT_ON,
    REACTIONS,
    RECENT_COMMENTS,
)
from wellread.extractors.vocabulary.relative_dates import has_relative_date

_A_SINGLE = r"(?:one|1|eine?|une?|uno|um|uma|[eé][eé]n|en|ett|jeden|jedna|один)"
# Above comments: how many there are.
_ABOVE = re.compile(
    rf"\W{{0,3}}\d{{1,4}} ?{COMMENTS_OR_ANSWERS}"
    rf"(?: (?:on|to|zu|auf|sur|en|em|sobre|su|op|over|do|på|til|к)\b.{{1,160}}"
    rf"|\s*{COMMENTS_OR_ANSWERS}|[,…].{{1,40}})?\W*"
    rf"|{ONE_COMMENT_ON}\W.{{1,160}}|{_A_SINGLE} {COMMENTS_OR_ANSWERS}\W*"
    rf"|{COMMENTS_OR_ANSWERS}\s*[:：]?\s*[(（]?\d{{1,4}}[)）]?\W*|(?:コメント|评论|評論|댓글)\s*[(（]?\d{{1,4}}[)）]?\W*",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\W{{0,3}}{_A_SINGLE}\b", re.IGNORECASE)
# In a comment: what answers it, when it was written, or that its author says it.
_REPLY = re.compile(
    r"(?:reply|antworten|répondre|responder|rispondi|beantwoorden|reageer|odpowiedz|svara?|ответить|返信(?:する)?|回复|回覆"
    r"|답글(?: ?달기)?|رد)\W*",
    re.IGNORECASE,
)
# With the name of who is to be answered, on a button or in a link.
_REPLY_TO = re.compile(
    r"(?:reply to|answer|antworte|antwort an|répondre à|responder a|rispondi a|svara|beantwoord|odpowiedz|ответить)"
    r" .{1,60}|.{1,60} (?:antworten|beantwoorden)",
    re.IGNORECASE,
)
_REACTIONS = re.compile(rf"(?:[\W\d]{{0,12}}{REACTIONS}){{1,4}}[\W\d]{{0,12}}", re.IGNORECASE)
_RECENT = re.compile(rf"{RECENT_COMMENTS}\W*", re.IGNORECASE)
# A longer text in the box of a list of comments is none of these: it is the article.
_MAX_RECENT_CHARS = 400
_TIME = re.compile(r"\d.{0,120}\b\d{1,2}(?:[:.]\d\d|h\d\d)\b")
_SAYS = re.compile(
    r".{1,60} (?:said|says|wrote|sagt|schreibt|meint|a dit|dit|dijo|dice|ha detto|zegt|pisze|säger)\W*", re.IGNORECASE
)
# The word alone names a section of them where what stands in it says so too.
_NAME = re.compile(rf"(?:reader|leser|user|nutzer)?[- ]?{COMMENTS_OR_ANSWERS}\W*", re.IGNORECASE)
_MAX_ABOVE_CHARS, _MAX_LINE_CHARS = 200, 120
_MIN_LINES, _MIN_ITEMS = 2, 2
# A page has few headings of comments; one that has more was made to take long.
_MAX_HEADINGS = 20
# A comment of more paragraphs is rare, and an article has more of them to a date.
_MAX_PARAGRAPHS_A_LINE, _MIN_PARAGRAPH_CHARS = 4, 60
# So much of an article stands above its comments; less may be what stands between a headline and the text.
_MIN_ARTICLE_CHARS = 150


class Sign(Flag):
    """What a line says of the box that it stands in: somebody may reply there, or react, has spoken, at some time."""

    REPLY = auto()
    REACTION = auto()
    SAYS = auto()
    WHEN = auto()


BY_SOMEBODY = Sign.REPLY | Sign.SAYS
_NO_SIGN = Sign(0)


def drop_comments(state: LabelState) -> LabelState:
    """Drop the comments below an article whose boxes do not say what they are."""
    blocks = [block for block in state.layout.blocks if block.chars]
    headings = [place for place, block in enumerate(blocks) if _may_stand_above(block)]
    state = _drop_recent(state, blocks)
    if not headings and not any(_read_who(block) for block in blocks):
        return state
    signs = {block.index: sign for block in blocks if (sign := _sign_of(state, block))}
    state = _drop_below_heading(state, blocks, headings[:_MAX_HEADINGS], signs)
    return _drop_in_rows(state, blocks, signs)


def read_sign(block: Block) -> Sign:
    """What a block says of the box that it stands in; nothing where it is no short line."""
    if block.chars > _MAX_LINE_CHARS:
        return _NO_SIGN
    who = _read_who(block)
    return who | Sign.WHEN if _says_when(block.text) else who


def _read_who(block: Block) -> Sign:
    if block.chars > _MAX_LINE_CHARS:
        return _NO_SIGN
    if _REPLY.fullmatch(block.text):
        return Sign.REPLY
    if _REACTIONS.fullmatch(block.text):
        return Sign.REACTION
    is_pressed = block.kind is BlockKind.CONTROL or block.link_density == 1
    if is_pressed and _REPLY_TO.fullmatch(block.text):
        return Sign.REPLY
    return Sign.SAYS if _SAYS.fullmatch(block.text) else _NO_SIGN


# Two steps ask it of the short lines of a page, and menus are the same on each page of a site.
@lru_cache(maxsize=4096)
def _says_when(text: str) -> bool:
    return _TIME.search(text) is not None or has_relative_date(text) or next(find_dates(text), None) is not None


def _sign_of(state: LabelState, block: Block) -> Sign:
    label = state.labels[block.index]
    if label is not None and label.reason is Reason.DATE:
        return Sign.WHEN
    return read_sign(block)


def _may_stand_above(block: Block) -> bool:
    if block.chars > _MAX_ABOVE_CHARS:
        return False
    is_name = block.kind is BlockKind.HEADING and _NAME.fullmatch(block.text) is not None
    return is_name or _ABOVE.fullmatch(block.text) is not None


def _drop_recent(state: LabelState, blocks: Sequence[Block]) -> LabelState:
    """Drop a box that lists the latest comments of the whole site under a line that says so."""
    for place, block in enumerate(blocks):
        if block.chars <= _MAX_LINE_CHARS and _RECENT.fullmatch(block.text):
            below = _below_in_same_box(state.layout, blocks, place)
            if below and all(other.chars <= _MAX_RECENT_CHARS for other in below):
                return _with_comments(state, (block, *below), "recent-comments")
    return state


def _drop_below_heading(
    state: LabelState, blocks: Sequence[Block], headings: Iterable[int], signs: Mapping[BlockIndex, Sign]
) -> LabelState:
    """Drop what stands below a line such as "3 comments", in the box of that line, and has lines of comments."""
    for place in headings:
        if _is_below_article(state, blocks[:place]):
            below = _below_in_same_box(state.layout, blocks, place)
            lines = sum(other.index in signs for other in below)
            paragraphs = sum(other.chars >= _MIN_PARAGRAPH_CHARS for other in below)
            least = 1 if _ONE.match(blocks[place].text) else _MIN_LINES
            is_thread = lines >= max(least, paragraphs / _MAX_PARAGRAPHS_A_LINE)
            if is_thread and not _has_only_headline(state, blocks[:place], below):
                return _with_comments(state, (blocks[place], *below), "comments-below-their-number")
    return state


def _drop_in_rows(state: LabelState, blocks: Sequence[Block], signs: Mapping[BlockIndex, Sign]) -> LabelState:
    """Drop boxes in a row in each of which somebody says something, or may be replied to, at some time."""
    inside = {box for item in _comment_items(state.layout, signs) for box in state.layout.boxes_in(item)}
    comments = [place for place, block in enumerate(blocks) if block.box in inside]
    if not comments or not _is_below_article(state, blocks[: comments[0]]):
        return state
    first = comments[0]
    if _has_only_headline(state, blocks[:first], [blocks[place] for place in comments]):
        return state
    above = [blocks[first - 1]] if _NAME.fullmatch(blocks[first - 1].text) else []
    return _with_comments(state, (*above, *(blocks[place] for place in comments)), "comments-in-a-row")


def _comment_items(layout: Layout, signs: Mapping[BlockIndex, Sign]) -> Iterator[BoxIndex]:
    """The boxes of comments, the innermost first: what stands in one says nothing of the boxes around it."""
    lines: dict[BoxIndex, list[BlockIndex]] = defaultdict(list)
    for index in signs:
        for box in layout.ancestors(layout.blocks[index].box):
            lines[box.index].append(index)
    rows: dict[tuple[BoxIndex, str], list[BoxIndex]] = defaultdict(list)
    for item in lines:
        rows[layout.boxes[item].parent, layout.boxes[item].tag].append(item)
    titled = {box.index for block in layout.blocks if _is_title(block) for box in layout.ancestors(block.box)}
    known: set[BlockIndex] = set()
    for row in sorted(rows.values(), key=lambda row: -layout.boxes[row[0]].depth):
        items = [
            item
            for item in row
            if _is_comment((signs[index] for index in lines[item] if index not in known), is_titled=item in titled)
        ]
        if len(items) >= _MIN_ITEMS:
            known.update(index for item in items for index in lines[item])
            yield from items


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.chars > 0


def _is_comment(signs: Iterable[Sign], *, is_titled: bool) -> bool:
    """Whether two of the signs stand in a box, among them one that speaks of somebody.

    A reaction alone does not, where the box has a title: products and posts that are listed have likes as well.
    """
    found = Sign(0)
    for sign in signs:
        found |= sign
    return bool(found & (BY_SOMEBODY if is_titled else BY_SOMEBODY | Sign.REACTION)) and len(found) > 1


def _with_comments(state: LabelState, blocks: Iterable[Block], rule: str) -> LabelState:
    gone = (block.index for block in blocks if state.labels[block.index] is None)
    return state.with_labels(dict.fromkeys(gone, Label(Reason.COMMENTS, rule)))


def _is_below_article(state: LabelState, before: Sequence[Block]) -> bool:
    """Whether text stands between the title and the end of some blocks: above it a line only counts comments."""
    title = next((place for place, block in enumerate(before) if _is_headline(state, block)), 0)
    chars = sum(block.chars for block in before[title:] if state.labels[block.index] is None)
    return chars >= _MIN_ARTICLE_CHARS


def _below_in_same_box(layout: Layout, blocks: Sequence[Block], place: int) -> Sequence[Block]:
    """The texts behind one in the innermost box around it that has any."""
    following = blocks[place + 1].box if place + 1 < len(blocks) else None
    for box in layout.ancestors(blocks[place].box):
        inside = layout.boxes_in(box.index)
        if following in inside:
            return [block for block in blocks[place + 1 :] if block.box in inside]
    return ()


def _has_only_headline(state: LabelState, before: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether the headline stands among some blocks and not before them; what links here repeats it in its comment."""
    return any(_is_headline(state, block) for block in blocks) and not any(_is_headline(state, one) for one in before)


def _is_headline(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    return label is not None and label.reason is Reason.HEADLINE
