"""Notices of the site to its reader: about cookies, an old browser, an ad blocker, a subscription."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from wellread.extractors.article import Reason
from wellread.extractors.label.box_beginnings import find_headlines, find_texts_below
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
# An offer is short lines: a longer text is the article that it bars.
_MAX_OFFER_CHARS, _MAX_SHARE_OF_OFFERS = 250, 1 / 3
# A page has few notices to subscribers; one that has more was made to take long.
_MAX_OFFERS = 20
_DIALOG = Trait.POPUP | Trait.CONSENT | Trait.OVERLAY
# The boxes of single texts: what stands around them tells whether there is more.
_OWN_BOXES = frozenset("p li ul ol span h1 h2 h3 h4 h5 h6 dd dt dl td tr tbody table".split())
_TEXT_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING))


def drop_notices(state: LabelState) -> LabelState:
    """Drop boxes most of whose text is a notice, with all that stands in them.

    The largest such box goes, or a paragraph each sentence of which is part of a notice. It never holds the title of
    the page, and never stands in a box for the text of articles: an article about cookies must stay. With a notice to
    subscribers goes what it offers.
    """
    boxes = state.layout.boxes
    undecided = state.undecided_blocks()
    notices = {block.index: rule for block in undecided if (rule := _rule_of(block, boxes[block.box].around))}
    if not notices:
        return state
    labels = _label_offers(state, undecided, notices) | _label_boxes(state, undecided, notices)
    return state.with_labels(labels)


def _label_boxes(
    state: LabelState, undecided: Sequence[Block], notices: Mapping[BlockIndex, NoticeRule]
) -> dict[BlockIndex, Label]:
    """The boxes most of whose text is a notice, and paragraphs that are one as a whole."""
    boxes = state.layout.boxes
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
    return labels


def _label_offers(
    state: LabelState, undecided: Sequence[Block], notices: Mapping[BlockIndex, NoticeRule]
) -> dict[BlockIndex, Label]:
    """What subscribers get and pay, below a notice to them that begins a box of short lines."""
    labels: dict[BlockIndex, Label] = {}
    max_chars = _MAX_SHARE_OF_OFFERS * sum(block.chars for block in undecided)
    to_subscribers = ((index, rule) for index, rule in notices.items() if rule.reason is Reason.PAYWALL)
    for index, rule in islice(to_subscribers, _MAX_OFFERS):
        if index not in labels:
            offer = find_texts_below(state, state.layout.blocks[index], find_headlines(state))
            lengths = [block.chars for block in offer]
            if max(lengths, default=0) <= _MAX_OFFER_CHARS and sum(lengths) <= max_chars:
                labels.update((block.index, Label(rule.reason, "offer-to-subscribe")) for block in offer)
    return labels


def _is_notice_as_a_whole(block: Block, rule: NoticeRule) -> bool:
    """Whether each of several sentences of a paragraph is part of a notice."""
    sentences = [sentence for sentence in _SENTENCE_ENDS.split(block.text.lower()) if sentence.strip()]
    return len(sentences) > 1 and all(map(rule.pattern.search, sentences))


def _rule_of(block: Block, around: int) -> NoticeRule | None:
    has_length = _MIN_NOTICE_CHARS <= block.chars <= _MAX_NOTICE_CHARS
    if block.kind not in _TEXT_KINDS or not has_length or around & (Trait.BODY | Trait.QUOTE):
        return None
    return first_notice_rule(block.text)
