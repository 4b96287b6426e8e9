"""What invites to a form goes with the form."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.extractors.article import Reason
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.page_tags import ARTICLE_OR_PAGE_TAGS

_HEADING, _PARAGRAPH = BlockKind.HEADING, BlockKind.PARAGRAPH
_KINDS = frozenset((_HEADING, _PARAGRAPH, BlockKind.CONTROL))
_RULES = frozenset(("form", "newsletter"))
_MAX_HEADINGS, _MAX_PARAGRAPHS, _MAX_CHARS = 1, 2, 240
_ARTICLES_OWN = Trait.BODY | Trait.ARTICLE


def drop_invitations(state: LabelState) -> LabelState:
    """Drop a heading and a text or two that stand in one box with a dropped form, and with nothing else.

    The smallest box that holds more than the form decides.
    """
    pairs = list(zip(state.layout.blocks, state.labels, strict=True))
    forms = {block.box: label for block, label in pairs if label is not None and label.rule in _RULES and block.chars}
    if not forms:
        return state
    undecided = state.undecided_blocks()
    titles = [block.box for block, label in pairs if label is not None and label.reason is Reason.HEADLINE]
    labels: dict[BlockIndex, Label] = {}
    seen: set[BoxIndex] = set()
    for index, label in forms.items():
        for box in state.layout.ancestors(index):
            if box.index in seen or box.traits & _ARTICLES_OWN or box.tag in ARTICLE_OR_PAGE_TAGS:
                break
            seen.add(box.index)
            inside = state.layout.boxes_in(box.index)
            others = [block for block in undecided if block.box in inside]
            if others:
                if _invites(others) and not any(title in inside for title in titles):
                    labels.update((block.index, Label(label.reason, "invitation-to-form")) for block in others)
                break
    return state.with_labels(labels)


def _invites(blocks: Sequence[Block]) -> bool:
    headings = sum(block.kind is _HEADING for block in blocks)
    paragraphs = sum(block.kind is _PARAGRAPH for block in blocks)
    return (
        headings <= _MAX_HEADINGS
        and paragraphs <= _MAX_PARAGRAPHS
        and all(block.kind in _KINDS for block in blocks)
        and sum(block.chars for block in blocks) <= _MAX_CHARS
    )
