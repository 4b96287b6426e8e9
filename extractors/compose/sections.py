"""Kept blocks to sections: the tree of headings with typed blocks under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellread.extractors.article import ContentBlock, ListBlock, Paragraph, Role, Section
from wellread.extractors.compose.block_groups import BlockGroup
from wellread.extractors.compose.content_blocks import build_content
from wellread.extractors.compose.text import list_block_texts
from wellread.extractors.segment import Block, BlockKind, Layout
from wellread.extractors.vocabulary.section_names import FAQ_NAME, MAYBE_FAQ_NAME, TAKEAWAYS_NAME, names_pattern
from wellread.extractors.vocabulary.source_names import REFERENCE_LIST_NAME

_DEFAULT_HEADING_LEVEL = 3
_MAX_ID_WORDS = 10
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
# Headings that name the role of what stands under them, from their first to their last letter.
_ROLES = (
    (Role.REFERENCES, names_pattern(REFERENCE_LIST_NAME)),
    (Role.FAQ, FAQ_NAME),
    (Role.KEY_TAKEAWAYS, TAKEAWAYS_NAME),
    (Role.DISCLAIMER, names_pattern("(?:medical )?disclaimer")),
)
# What may head questions does so where so many stand below.
_MIN_QUESTIONS = 2
_QUESTION = re.compile(r"[?？؟]\W*$")


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
    if MAYBE_FAQ_NAME.fullmatch(heading):
        return Role.FAQ if _count_questions(section) >= _MIN_QUESTIONS else None
    return next((role for role, pattern in _ROLES if pattern.fullmatch(heading)), None)


def _count_questions(section: _OpenSection) -> int:
    """How many headings, lines and items below a heading are questions."""
    lines = [line for block in section.blocks for text in list_block_texts(block) for line in text.split("\n")[:1]]
    lines += [child.heading for child in section.sections if child.heading]
    return sum(1 for line in lines if _QUESTION.search(line))
