"""Features of the heading above a block, and of what stands under a heading."""

from __future__ import annotations

from collections.abc import Sequence

from wellread.extractors.label.features.group import Numbers, feature_group, limit_count, log_length, share_of_text
from wellread.extractors.label.features.lexicon import LEXICON
from wellread.extractors.label.features.page import FeaturePage, heading_level
from wellread.extractors.label.features.text import lexicon_flags
from wellread.extractors.segment import BlockKind

_HEADING = BlockKind.HEADING
_WORD_LISTS_FOR_HEADINGS = frozenset(("action", "address", "product"))
# Farther than any heading, in blocks.
_MAX_BLOCKS = 99.0
_FEATURES_WITHOUT_HEADING = (_MAX_BLOCKS, -1.0, -1.0, -1.0, -1.0, *(0.0 for _ in _WORD_LISTS_FOR_HEADINGS))
_NO_SECTION = (-1.0, -1.0, -1.0)


@feature_group((
    *"heading_distance heading_links heading_prose heading_level heading_inside".split(),
    *(f"heading_says_{name}" for name in LEXICON if name in _WORD_LISTS_FOR_HEADINGS),
))  # fmt: skip
def heading_features(page: FeaturePage) -> Sequence[Numbers]:
    """The heading above the block: how far, over what kind of section, of which level, and what it says."""
    known = {place: _describe_heading(page, place) for place in page.sections if place >= 0}
    rows: list[Numbers] = []
    for place, above in enumerate(page.headings_above):
        rows.append(_FEATURES_WITHOUT_HEADING if above < 0 else (limit_count(place - above), *known[above]))
    return rows


def _describe_heading(page: FeaturePage, place: int) -> Numbers:
    heading, section = page.blocks[place], page.sections[place]
    return (
        section.link_chars / (section.chars or 1),
        share_of_text(section.running_text, page.article_text),
        float(heading_level(page.layout, heading)),
        float(heading.box in page.regions.in_article_box),
        *(flag for name, flag in zip(LEXICON, lexicon_flags(heading), strict=True) if name in _WORD_LISTS_FOR_HEADINGS),
    )


@feature_group(("section_prose", "section_links", "section_chars"))
def section_features(page: FeaturePage) -> Sequence[Numbers]:
    """Of a heading, what stands under it up to the next one."""
    rows: list[Numbers] = []
    for place, block in enumerate(page.blocks):
        if block.kind is _HEADING:
            text, link_chars, chars = page.sections[place]
            rows.append((share_of_text(text, page.article_text), link_chars / (chars or 1), log_length(chars)))
        else:
            rows.append(_NO_SECTION)
    return rows
