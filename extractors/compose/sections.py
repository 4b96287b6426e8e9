"""Kept blocks to sections: the tree of headings with typed blocks under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellread.extractors.article import ContentBlock, Role, Section
from wellread.extractors.compose.block_groups import BlockGroup
from wellread.extractors.compose.content_blocks import build_content
from wellread.extractors.references.reference_lists import REFERENCE_LIST_NAME
from wellread.extractors.segment import Block, BlockKind, Layout

_DEFAULT_HEADING_LEVEL = 3
_MAX_ID_WORDS = 10
# Headings that name the role of what stands under them, from their first to their last letter.
_ROLE_HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.REFERENCES: (REFERENCE_LIST_NAME,),
    Role.FAQ: (
        r"(?:frequently asked questions|common questions|questions and answers|q ?& ?a)\b.{0,80}",
        r"(?:häufige fragen|preguntas frecuentes|foire aux questions)\b.{0,80}",
        r"faqs?\b.{0,80}",
        r".{0,60}\bfaqs?",
    ),
    Role.KEY_TAKEAWAYS: (
        "(?:the )?(?:key (?:takeaways?|points|facts)|takeaways?|quick (?:facts|summary)|highlights)",
        "(?:the )?(?:at a glance|in (?:a nutshell|brief|short)|tl;?dr|das wichtigste in kürze)",
    ),
    Role.DISCLAIMER: ("(?:medical )?disclaimer",),
}
_ROLES = tuple(
    (role, re.compile(rf"(?:{'|'.join(headings)})\W*", re.IGNORECASE)) for role, headings in _ROLE_HEADINGS.items()
)


class _OpenSection:
    """A section that is being filled."""

    __slots__ = ("blocks", "heading", "level", "sections")

    def __init__(self, heading: str | None, level: int) -> None:
        self.heading, self.level = heading, level
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
            section = _OpenSection(first.text.replace("\n", " "), find_heading_level(layout, first))
            while path and path[-1].level >= section.level:
                path.pop()
            (path[-1].sections if path else top).append(section)
            path.append(section)
        else:
            block = build_content(layout, group, base_url)
            if block is not None:
                (path[-1] if path else lead).blocks.append(block)
    counts: dict[str, int] = {}
    return tuple(_close(section, counts) for section in top)


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
        role=_find_role(section.heading),
        blocks=tuple(section.blocks),
        sections=tuple(_close(child, counts) for child in section.sections),
    )


def _section_id(heading: str) -> str:
    """The first words of a heading in lower case, with hyphens between them."""
    return "-".join(re.findall(r"\w+", heading.lower())[:_MAX_ID_WORDS]) or "section"


def _find_role(heading: str | None) -> Role | None:
    """What a section is for, where its whole heading says so."""
    if heading is None:
        return None
    return next((role for role, pattern in _ROLES if pattern.fullmatch(heading)), None)
