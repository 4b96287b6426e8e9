"""What a page says about its authors, below the article."""

from __future__ import annotations

import re

from wellread.extractors.article import Reason
from wellread.extractors.label.features.wording import introduces_person
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import BlockIndex, BlockKind

_CAPTION, _HEADING = BlockKind.CAPTION, BlockKind.HEADING
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
