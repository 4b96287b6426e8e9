"""What readers have written below the article, by the line above it and the lines that each comment has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, Layout

# Above comments: how many there are, in the languages of the web.
_COMMENTS = (
    r"(?:comments?|replies|responses?|thoughts?|kommentare?|antworten|commentaires?|réponses?|comentarios?|respuestas?"
    r"|comentários?|respostas?|commenti|risposte|reacties|opmerkingen|komentarz[ey]?|komentarzy|odpowiedzi|kommentarer"
    r"|svar|комментари\w+|отзыв\w*|件のコメント|条评论|條評論|개의 댓글|تعليقات?)"
)
_ABOVE = re.compile(
    rf"\d{{1,4}} ?{_COMMENTS}(?: (?:on|to|zu|sur|sobre|su|op|do|på|к)\b.{{1,160}}|\s*{_COMMENTS}|,.{{1,40}})?\W*"
    r"|\d{1,4} thoughts on .{1,160}"
    rf"|{_COMMENTS}\s*[:：]?\s*[(（]?\d{{1,4}}[)）]?\W*|(?:コメント|评论|評論|댓글)\s*[(（]?\d{{1,4}}[)）]?\W*",
    re.IGNORECASE,
)
# In a comment: what answers it, when it was written, or that its author says it.
_REPLY = re.compile(
    r"(?:reply|antworten|répondre|responder|rispondi|beantwoorden|reageer|odpowiedz|svara?|ответить|返信(?:する)?|回复|回覆"
    r"|답글(?: ?달기)?|رد)\W*",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d.{0,120}\b\d{1,2}(?:[:.]\d\d|h\d\d)\b")
_SAYS = re.compile(
    r".{1,60} (?:said|says|wrote|sagt|schreibt|meint|a dit|dit|dijo|dice|ha detto|zegt|pisze|säger)\W*", re.IGNORECASE
)
_MAX_ABOVE_CHARS, _MAX_LINE_CHARS = 200, 120
_MIN_LINES = 2
# So much of an article stands above its comments.
_MIN_PARAGRAPHS, _MIN_PARAGRAPH_CHARS = 2, 60


def drop_comments(state: LabelState) -> LabelState:
    """Drop the comments below an article whose boxes do not say what they are.

    They stand below a line such as "3 comments", in the box of that line, and have lines to reply or with a time.
    """
    blocks = [block for block in state.layout.blocks if block.chars]
    for place, block in enumerate(blocks):
        if block.chars > _MAX_ABOVE_CHARS or not _ABOVE.fullmatch(block.text):
            continue
        if not _is_below_article(state, blocks[:place]):
            continue
        below = _below_in_same_box(state.layout, blocks, place)
        lines = sum(_is_line_of_comment(other) for other in below)
        if lines >= _MIN_LINES and not any(_is_headline(state, other) for other in below):
            gone = (other.index for other in (block, *below) if state.labels[other.index] is None)
            return state.with_labels(dict.fromkeys(gone, Label(Reason.COMMENTS, "comments-below-their-number")))
    return state


def _is_below_article(state: LabelState, before: Sequence[Block]) -> bool:
    """Whether paragraphs stand between the title and the end of some texts: above them a line only counts comments."""
    title = next((place for place, block in enumerate(before) if _is_headline(state, block)), 0)
    paragraphs = [
        block for block in before[title:] if state.labels[block.index] is None and block.chars >= _MIN_PARAGRAPH_CHARS
    ]
    return len(paragraphs) >= _MIN_PARAGRAPHS


def _below_in_same_box(layout: Layout, blocks: Sequence[Block], place: int) -> Sequence[Block]:
    """The texts behind one in the innermost box around it that has any."""
    following = blocks[place + 1].box if place + 1 < len(blocks) else None
    for box in layout.ancestors(blocks[place].box):
        inside = layout.boxes_in(box.index)
        if following in inside:
            return [block for block in blocks[place + 1 :] if block.box in inside]
    return ()


def _is_line_of_comment(block: Block) -> bool:
    if block.chars > _MAX_LINE_CHARS:
        return False
    return any(pattern.fullmatch(block.text) for pattern in (_REPLY, _SAYS)) or _TIME.search(block.text) is not None


def _is_headline(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    return label is not None and label.reason is Reason.HEADLINE
