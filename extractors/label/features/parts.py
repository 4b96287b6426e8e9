"""Features of the part of a page that a block stands in: a box beside the one with most of the article.

Page builders put questions, conclusions and key points into boxes of their own, beside the text; so stand offers,
testimonials and what the site says of itself. A part of the article speaks of what the article speaks of, has headings
like its headings, and has sentences instead of links.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log1p
from typing import NamedTuple

from wellread.extractors.label.features.group import Numbers, feature_group, limit_count
from wellread.extractors.label.features.page import FeaturePage, Signature, heading_level, signature_of
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, BlockKind, Box, BoxIndex

_HEADING = BlockKind.HEADING
# Shorter words are in every text, and the first letters of longer ones are the same in most of their forms. Only so
# much of each block is read.
_STEM = re.compile(r"([^\W\d_]{5,6})[^\W\d_]*")
# The same for most texts, in two thirds of the time.
_ASCII_STEM = re.compile("([a-z]{5,6})[a-z]*")
_MAX_READ_CHARS = 400
# Where no spaces tell words apart, a text has hardly one in common even with itself.
_MIN_OWN_TOPIC = 0.1
_MAX_TOPIC = 2.0
_UNKNOWN = -1.0
_PART_NAMES = """
    part_alike part_level part_linked part_mean part_siblings part_topic part_title
""".split()
_NO_PART = (_UNKNOWN,) * len(_PART_NAMES)

Stems = AbstractSet[str]


class _Surroundings(NamedTuple):
    """The box around parts: how many have running text, what share those of one look have, and which is the largest."""

    parts: int
    share_by_look: Mapping[Signature, float]
    largest: BoxIndex


@feature_group((*_PART_NAMES, "topic", "title_words", "heading_alike"))
def part_features(page: FeaturePage) -> Sequence[Numbers]:
    """The part that a block stands in, and what the block and its heading have in common with the article.

    A part is the largest box around a block that has less than half of the article's running text. A topic is how many
    words the article has elsewhere, of those of a block or part, compared with what its own blocks have.
    """
    stems = [_stems_of(block.text) for block in page.blocks]
    title = _stems_of(" ".join(page.metadata.headline_variants))
    in_article = [block.box in page.regions.in_article_box for block in page.blocks]
    known = Counter(stem for its, inside in zip(stems, in_article, strict=True) if inside for stem in its)
    # What stands in the article itself has its words in common with the others only.
    elsewhere = frozenset(known), frozenset(stem for stem, times in known.items() if times > 1)
    topics = [_share_in(its, elsewhere[inside]) for its, inside in zip(stems, in_article, strict=True)]
    own = [topic for topic, inside in zip(topics, in_article, strict=True) if inside and topic >= 0]
    usual = sum(own) / len(own) if own else 0.0
    parts: list[Numbers] = [_NO_PART] * len(page.blocks)
    places_by_part = _find_parts(page)
    surroundings, levels = _survey_surroundings(page, places_by_part), _count_levels(page)
    for part, places in places_by_part.items():
        its = frozenset[str]().union(*(stems[place] for place in places))
        topic = _share_in(its, elsewhere[any(in_article[place] for place in places)])
        numbers = (
            *_describe_part(page, part, places, surroundings[page.layout.boxes[part].parent], levels),
            _relative(topic, usual),
            _share_in(title, its),
        )
        for place in places:
            parts[place] = numbers
    alike = _count_alike_headings(page, in_article)
    return [
        (*parts[place], _relative(topic, usual), _share_in(title, stems[place]), alike[place])
        for place, topic in enumerate(topics)
    ]


def _stems_of(text: str) -> Stems:
    beginning = text[:_MAX_READ_CHARS].lower()
    return frozenset((_ASCII_STEM if beginning.isascii() else _STEM).findall(beginning))


def _share_in(stems: Stems, others: Stems) -> float:
    """The share of words that are among others; unknown without a word."""
    return len(stems & others) / len(stems) if stems else _UNKNOWN


def _relative(topic: float, usual: float) -> float:
    if topic < 0:
        return topic
    return 1.0 if usual < _MIN_OWN_TOPIC else min(_MAX_TOPIC, topic / usual)


def _find_parts(page: FeaturePage) -> Mapping[BoxIndex, Sequence[int]]:
    """The places of the blocks of each part."""
    parts: dict[BoxIndex, list[int]] = defaultdict(list)
    for place, index in enumerate(page.shared_boxes):
        ascent = page.ascents[index]
        if ascent.steps and page.layout.boxes[ascent.top].parent >= 0:
            parts[ascent.top].append(place)
    return parts


def _survey_surroundings(page: FeaturePage, parts: Collection[BoxIndex]) -> Mapping[BoxIndex, _Surroundings]:
    """What stands around parts, by the box that they stand in."""
    held, boxes = page.regions.running_text.of_box, page.layout.boxes
    beside: dict[BoxIndex, list[Box]] = {boxes[part].parent: [] for part in parts}
    for box in boxes:
        if box.parent in beside and held[box.index]:
            beside[box.parent].append(box)
    surroundings: dict[BoxIndex, _Surroundings] = {}
    for around, its in beside.items():
        share_by_look: dict[Signature, float] = defaultdict(float)
        for box in its:
            share_by_look[signature_of(box)] += held[box.index] / held[around]
        largest = max((box.index for box in its), key=held.__getitem__, default=around)
        surroundings[around] = _Surroundings(len(its), share_by_look, largest)
    return surroundings


def _count_levels(page: FeaturePage) -> Counter[tuple[BoxIndex, int]]:
    """How many headings of each level stand in each box."""
    return Counter(
        (box.index, level)
        for block in page.blocks
        if (level := heading_level(page.layout, block))
        for box in page.layout.ancestors(block.box)
    )


def _describe_part(
    page: FeaturePage,
    part: BoxIndex,
    places: Sequence[int],
    around: _Surroundings,
    levels: Counter[tuple[BoxIndex, int]],
) -> Numbers:
    blocks = [page.blocks[place] for place in places]
    heading = next((block for block in blocks if block.kind is _HEADING), None)
    return (
        around.share_by_look.get(signature_of(page.layout.boxes[part]), 0.0),
        _UNKNOWN if heading is None else limit_count(levels[around.largest, heading_level(page.layout, heading)]),
        sum(block.link_density > MAX_TEXT_LINK_DENSITY for block in blocks) / len(blocks),
        log1p(sum(block.chars for block in blocks) / len(blocks)),
        limit_count(around.parts),
    )


def _count_alike_headings(page: FeaturePage, in_article: Sequence[bool]) -> Sequence[float]:
    """For each block, how many headings of the article look like it, or like the heading above it."""
    looks: dict[int, tuple[int, Signature]] = {
        place: (heading_level(page.layout, block), signature_of(page.layout.boxes[block.box]))
        for place, block in enumerate(page.blocks)
        if block.kind is _HEADING
    }
    counts = Counter(look for place, look in looks.items() if in_article[place])
    return [
        limit_count(counts[looks[heading]]) if heading >= 0 else _UNKNOWN
        for heading in (place if place in looks else above for place, above in enumerate(page.headings_above))
    ]
