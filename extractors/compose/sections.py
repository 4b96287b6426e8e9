"""Kept blocks to sections: the tree of headings with typed blocks under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from wellread.extractors.article import ContentBlock, ListBlock, Paragraph, Role, Section
from wellread.extractors.compose.block_groups import BlockGroup
from wellread.extractors.compose.content_blocks import build_content
from wellread.extractors.compose.text import list_block_texts
from wellread.extractors.segment import Block, BlockKind, Layout
from wellread.extractors.vocabulary.section_names import (
    DISCLAIMER_NAME,
    FAQ_NAME,
    MAYBE_FAQ_NAME,
    TAKEAWAYS_NAME,
    names_pattern,
)
from wellread.extractors.vocabulary.source_names import REFERENCE_LIST_NAME

_DEFAULT_HEADING_LEVEL = 3
_MAX_ID_WORDS = 10
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
# How many there are may stand behind their name.
_REFERENCES_NAME = names_pattern(rf"(?:{REFERENCE_LIST_NAME})(?:\s*\(\d+\))?")
# Headings that name the role of what stands under them, from their first to their last letter.
_ROLES = (
    (Role.REFERENCES, _REFERENCES_NAME),
    (Role.FAQ, FAQ_NAME),
    (Role.KEY_TAKEAWAYS, TAKEAWAYS_NAME),
    (Role.DISCLAIMER, DISCLAIMER_NAME),
)
# What may head questions does so where so many stand below.
_MIN_QUESTIONS = 2
# A list of works may have a line before it and one behind; each work has a year and a journal, or an identifier.
_MAX_BLOCKS_OF_LIST, _MIN_WORKS = 3, 2
_IS_WORK = re.compile(
    r"\bdoi\b|\bPMID\b|, et al\b"
    # "2019;12(3):45", and neither "2019; 10:30" nor "2019, 10:30", which are times
    r"|\b(?:1[89]|20)\d\d\b[^:]{0,40}(?:;(?!\s\d\d?:\d\d(?![-–\d]))\s?\d{1,4}|\b\d{1,4}\s?\(\d{1,3}\))"
    r"\s?(?:\(\d{1,3}\))?\s?:\s?[\de]"
    r"|\bVol\. ?\d{1,4},? (?:No|Iss|pp)\b|\b(?:1[89]|20)\d\d\b.{0,40}\bpp\. ?\d{1,4}\s?[-–]\s?\d"
)
_SAYS_SOURCE = re.compile(r"https?://|\bdoi\b|\bet al\b|\b(?:1[89]|20)\d\d\b", re.IGNORECASE)
# Key points in sentences are no longer than this together.
_MAX_CHARS_IN_SHORT = 600
_QUESTION = re.compile(r"[?？؟]\W*$")
_QUESTION_AND_ANSWER = re.compile(r"[^?？؟]{8,200}[?？؟]\W{1,3}\w.{8}")


class _OpenSection:
    """A section that is being filled."""

    __slots__ = ("blocks", "heading", "label", "level", "sections")

    def __init__(self, heading: str | None, level: int, label: Block | None = None) -> None:
        self.heading, self.level, self.label = heading, level, label
        self.blocks: list[ContentBlock] = []
        self.sections: list[_OpenSection] = []


def build_sections(layout: Layout, groups: Sequence[BlockGroup], base_url: str | None) -> tuple[Section, ...]:
    """The sections of an article from its kept blocks, in page order. The first is the lead, with no heading."""
    lead = _OpenSection(None, 0)
    top: list[_OpenSection] = [lead]
    path: list[_OpenSection] = []
    for group in groups:
        first = group.blocks[0]
        if first.kind is BlockKind.HEADING:
            section = _OpenSection(first.text.replace("\n", " "), find_heading_level(layout, first), first)
            while path and path[-1].level >= section.level:
                path.pop()
            (path[-1].sections if path else top).append(section)
            path.append(section)
        else:
            block = build_content(layout, group, base_url)
            if path and _ends_takeaways(layout, path[-1], block):
                path.clear()
                lead = _OpenSection(None, 0)
                top.append(lead)
            if block is not None:
                (path[-1] if path else lead).blocks.append(block)
    counts: dict[str, int] = {}
    return tuple(_close(section, counts) for section in top)


def _ends_takeaways(layout: Layout, section: _OpenSection, block: ContentBlock | None) -> bool:
    """Whether a text stands behind the one list that a label heads: it has no heading of its own."""
    label = section.label
    if label is None or not isinstance(block, Paragraph) or not TAKEAWAYS_NAME.fullmatch(label.text):
        return False
    is_marked_up = any(box.tag in _HEADING_TAGS for box in layout.ancestors(label.box))
    return not is_marked_up and any(isinstance(known, ListBlock) for known in section.blocks)


def find_heading_level(layout: Layout, block: Block) -> int:
    """The level of a heading, 1 to 6, by its tag or its `aria-level` (WAI-ARIA 1.2).

    A heading without either, such as a <summary>, stands below the last level in common use.
    """
    for box in layout.ancestors(block.box):
        if len(box.tag) == 2 and box.tag[0] == "h" and box.tag[1].isdigit():
            return int(box.tag[1])
        level = box.attributes.get("aria-level", "")
        if level.isdigit():
            return max(1, min(6, int(level)))
    return _DEFAULT_HEADING_LEVEL


def _close(section: _OpenSection, counts: dict[str, int]) -> Section:
    """The finished section. `counts` is how often each id was given: from the second on, ids have a number."""
    name = _section_id(section.heading) if section.heading else "lead"
    counts[name] = counts.get(name, 0) + 1
    return Section(
        id=name if counts[name] == 1 else f"{name}-{counts[name]}",
        heading=section.heading,
        level=section.level,
        role=_find_role(section),
        blocks=tuple(section.blocks),
        sections=tuple(_close(child, counts) for child in section.sections),
    )


def _section_id(heading: str) -> str:
    """The first words of a heading in lower case, with hyphens between them."""
    return "-".join(re.findall(r"\w+", heading.lower())[:_MAX_ID_WORDS]) or "section"


def _find_role(section: _OpenSection) -> Role | None:
    """What a section is for, where its whole heading says so; questions may be all that says it is an FAQ."""
    heading = section.heading
    if heading is None:
        return None
    role = next((role for role, pattern in _ROLES if pattern.fullmatch(heading)), None)
    if role is None:
        return _find_role_by_content(section, heading)
    is_contradicted = role in (Role.REFERENCES, Role.KEY_TAKEAWAYS) and _is_running_text(section)
    return None if is_contradicted else role


def _find_role_by_content(section: _OpenSection, heading: str) -> Role | None:
    """The role of a section whose heading leaves it open: below it stand questions, or works with their years."""
    if MAYBE_FAQ_NAME.fullmatch(heading) and not _is_question(heading):
        return Role.FAQ if _count_questions(section) >= _MIN_QUESTIONS else None
    lists = [block for block in section.blocks if isinstance(block, ListBlock)]
    if section.sections or len(lists) != 1 or len(section.blocks) > _MAX_BLOCKS_OF_LIST:
        return None
    items = lists[0].items
    are_works = len(items) >= _MIN_WORKS and all(_IS_WORK.search(item.text) for item in items)
    return Role.REFERENCES if are_works else None


def _is_running_text(section: _OpenSection) -> bool:
    """Whether paragraphs stand below a heading, and nothing that says where something is written, or is a list."""
    texts = [block for block in section.blocks if isinstance(block, Paragraph)]
    return (
        len(texts) == len(section.blocks)
        and not section.sections
        and sum(len(text.text) for text in texts) > _MAX_CHARS_IN_SHORT
        and not any(text.links or _SAYS_SOURCE.search(text.text) for text in texts)
    )


def _count_questions(section: _OpenSection) -> int:
    """How many headings, lines and items below a heading are questions with an answer behind them."""
    lines = [line for block in section.blocks for text in list_block_texts(block) for line in text.split("\n") if line]
    answered = sum(1 for line, after in pairwise(lines) if _is_question(line) and not _is_question(after))
    answered += sum(1 for line in lines if _QUESTION_AND_ANSWER.match(line))
    return answered + sum(1 for child in section.sections if _is_question(child.heading or "") and child.blocks)


def _is_question(line: str) -> bool:
    return _QUESTION.search(line) is not None
