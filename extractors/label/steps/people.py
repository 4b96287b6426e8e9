"""What a page says about its authors, below the article."""

from __future__ import annotations

import re

from wellread.extractors.article import Reason
from wellread.extractors.label.features.wording import introduces_person
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, BlockIndex, BlockKind

_CAPTION, _HEADING, _PARAGRAPH = BlockKind.CAPTION, BlockKind.HEADING, BlockKind.PARAGRAPH
_ABOUT_PEOPLE = re.compile(
    r"(?:about|meet|more about) (?:the|our|this) (?:authors?|writers?|reviewers?|experts?|contributors?|editors?)\W*"
    r"|über (?:den autor|die autorin|die autoren)\W*|à propos de l['’]auteur\W*"
    r"|sobre (?:el autor|la autora|o autor)\W*",
    re.IGNORECASE,
)
# More blocks than this are no biography, but an article without marked-up headings.
_MAX_SECTION_BLOCKS = 12
# A biography is one of so many last texts.
_MAX_LAST_TEXTS = 3
# A name with degrees behind it, and who that is: "Ada Green, MD, FAAFP, is a doctor".
_INTRODUCES_WITH_DEGREES = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]+,? ){2,4}(?:[A-Z][A-Za-z.-]{1,9},? ){1,6}(?:is|was|has|works|serves|ist|est|es|è)\b"
)
_BEFORE_NAME = "*(—–- "


def drop_author_sections(state: LabelState) -> LabelState:
    """Drop what stands under a heading such as "About the author", with it, up to the next heading."""
    labels: dict[BlockIndex, Label] = {}
    in_section = False
    for block in state.layout.blocks:
        if not block.chars:
            continue
        is_about_people = _ABOUT_PEOPLE.fullmatch(block.text) is not None
        if is_about_people or block.kind is _HEADING:
            in_section = is_about_people
        if in_section and state.is_kept(block):
            labels[block.index] = Label(Reason.AUTHOR_BOX, "about-the-author", state.score_of(block))
    return state.with_labels(labels) if len(labels) <= _MAX_SECTION_BLOCKS else state


def drop_biographies(state: LabelState) -> LabelState:
    """Drop the biographies at the very end, and what is left of those that were dropped in part."""
    return _drop_rest_of_biographies(_drop_last_biographies(state))


def _drop_last_biographies(state: LabelState) -> LabelState:
    """Drop, at the very end, what begins with the name of an author and goes on to say who that is."""
    names = tuple(person.name for person in state.metadata.authors if " " in person.name)
    if not names:
        return state
    texts = [block for block in reversed(state.kept_blocks()[1:]) if block.kind is not _CAPTION]
    labels: dict[BlockIndex, Label] = {}
    for block in texts[:_MAX_LAST_TEXTS]:
        if block.text.lstrip(_BEFORE_NAME).startswith(names) and introduces_person(block.text):
            labels[block.index] = Label(Reason.AUTHOR_BOX, "biography", state.score_of(block))
    return state.with_labels(labels)


def _drop_rest_of_biographies(state: LabelState) -> LabelState:
    """Drop the paragraphs that are left of a biography, in one box with its beginning, if most of that is dropped."""
    boxes = state.layout.boxes
    beginnings = {
        boxes[block.box].parent: block
        for block in state.layout.blocks
        if block.kind is _PARAGRAPH and not state.is_kept(block) and _begins_biography(block.text)
    }
    if not beginnings:
        return state
    in_box: dict[int, list[Block]] = {index: [] for index in beginnings}
    for block in state.layout.blocks:
        if block.chars and boxes[block.box].parent in in_box:
            in_box[boxes[block.box].parent].append(block)
    labels: dict[BlockIndex, Label] = {}
    for index, beginning in beginnings.items():
        kept = [block for block in in_box[index] if state.is_kept(block)]
        chars = sum(block.chars for block in in_box[index])
        is_rest = all(block.kind is _PARAGRAPH and block.index > beginning.index for block in kept)
        if is_rest and 2 * sum(block.chars for block in kept) < chars:
            labels.update(
                (block.index, Label(Reason.AUTHOR_BOX, "rest-of-biography", state.score_of(block))) for block in kept
            )
    return state.with_labels(labels)


def _begins_biography(text: str) -> bool:
    return introduces_person(text) or _INTRODUCES_WITH_DEGREES.match(text) is not None
