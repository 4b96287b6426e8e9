"""Notices of the site to its reader: about cookies, an old browser, an ad blocker, a subscription."""

from __future__ import annotations

import re
from itertools import takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.rules.notices import NoticeRule, first_notice_rule
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind, Box
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.page_tags import ARTICLE_OR_PAGE_TAGS

_MIN_NOTICE_CHARS, _MAX_NOTICE_CHARS = 30, 5000
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
# A box is a notice where texts that say so have at least this share of its characters.
_MIN_SHARE = 0.5
# In a dialog, a smaller one: it goes on about partners and purposes.
_MIN_SHARE_IN_DIALOG = 0.25
_DIALOG = Trait.POPUP | Trait.CONSENT | Trait.OVERLAY
# The boxes of single texts: what stands around them tells whether there is more.
_OWN_BOXES = frozenset("p li ul ol span h1 h2 h3 h4 h5 h6 dd dt dl td tr tbody table".split())
_TEXT_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING))


def drop_notices(state: LabelState) -> LabelState:
    """Drop boxes most of whose text is a notice, with all that stands in them.

    The largest such box goes, or a paragraph each sentence of which is part of a notice. It never holds the title of
    the page, and never stands in a box for the text of articles: an article about cookies must stay.
    """
    boxes = state.layout.boxes
    undecided = state.undecided_blocks()
    notices = {block.index: rule for block in undecided if (rule := rule_of(block, boxes[block.box].around))}
    if not notices:
        return state
    said, chars, titles = [0] * len(boxes), [0] * len(boxes), [False] * len(boxes)
    for block in undecided:
        chars[block.box] += block.chars * (block.kind is not BlockKind.CONTROL)
        said[block.box] += block.chars * (block.index in notices)
    for block, label in zip(state.layout.blocks, state.labels, strict=True):
        titles[block.box] |= label is not None and label.reason is Reason.HEADLINE
    for box in reversed(boxes[1:]):
        chars[box.parent] += chars[box.index]
        said[box.parent] += said[box.index]
        titles[box.parent] |= titles[box.index]

    def is_notice(box: Box) -> bool:
        least = _MIN_SHARE_IN_DIALOG if box.around & _DIALOG else _MIN_SHARE
        return (
            box.tag not in ARTICLE_OR_PAGE_TAGS
            and not titles[box.index]
            and said[box.index] >= least * chars[box.index]
        )

    labels: dict[BlockIndex, Label] = {}
    for block in undecided:
        if block.index not in notices or block.index in labels:
            continue
        around = takewhile(is_notice, state.layout.ancestors(block.box))
        largest = [box.index for box in around if box.tag not in _OWN_BOXES][-1:]
        inside = state.layout.boxes_in(largest[0]) if largest else range(0)
        rule = notices[block.index]
        alone = block.index if _is_notice_as_a_whole(block, rule) else None
        gone = (other.index for other in undecided if other.box in inside or other.index == alone)
        labels.update(dict.fromkeys(gone, Label(rule.reason, rule.id)))
    return state.with_labels(labels)


def _is_notice_as_a_whole(block: Block, rule: NoticeRule) -> bool:
    """Whether each of several sentences of a paragraph is part of a notice."""
    sentences = [sentence for sentence in _SENTENCE_ENDS.split(block.text.lower()) if sentence.strip()]
    return len(sentences) > 1 and all(map(rule.pattern.search, sentences))


def rule_of(block: Block, around: int) -> NoticeRule | None:
    """The first rule that says of a text that it is a notice, whatever else stands in it."""
    has_length = _MIN_NOTICE_CHARS <= block.chars <= _MAX_NOTICE_CHARS
    if block.kind not in _TEXT_KINDS or not has_length or around & (Trait.BODY | Trait.QUOTE):
        return None
    return first_notice_rule(block.text)
