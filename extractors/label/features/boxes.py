"""Features of the boxes around a block: how much they hold, what they are called, and where they stand.

All sums are those of `Regions`. Running text is given as a share of that in the article's box, or of all characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wellread.extractors.label.features.group import (
    Numbers,
    describe_shared_boxes,
    feature_group,
    limit_count,
    log_length,
    share_of_text,
)
from wellread.extractors.label.features.page import INNER_TAGS, FeaturePage, signature_of
from wellread.extractors.segment import BoxIndex
from wellread.extractors.vocabulary import Trait

_TRAITS_AROUND = "BODY ARTICLE WIDGET".split()
_TRAITS_BELOW = """
    NAVIGATION MENU TOP HIDDEN OVERLAY CONTROL PRODUCT BYLINE SUMMARY REFERENCES FAQ CARD LISTING WIDGET
""".split()
_AROUND_BITS = tuple(int(getattr(Trait, name)) for name in _TRAITS_AROUND)
_BELOW_BITS = tuple(int(getattr(Trait, name)) for name in _TRAITS_BELOW)
_ANY_AROUND, _ANY_BELOW = sum(_AROUND_BITS), sum(_BELOW_BITS)
# Boxes that a block may be said to stand in.
_ENCLOSING_TAGS = ("article", "main", "section", "aside", "footer", "table", "ul")
_LISTS = frozenset(("ul", "ol"))
_LEVELS = range(4)
_OUTSIDE = -5.0
_NO_LIST = (-1.0, -1.0, -1.0)


@feature_group((
    *"depth attributes siblings steps".split(),
    *"top_prose top_density top_chars top_links top_texts top_images".split(),
    *(f"around_{name}" for name in _TRAITS_AROUND),
    *(f"below_{name}" for name in _TRAITS_BELOW),
))  # fmt: skip
def box_features(page: FeaturePage) -> Sequence[Numbers]:
    """The block's own box, the boxes around it with less than half of the article, and what they are called.

    `top_` is about the largest of these, `below_` are their traits; `around_` are those of all boxes around.
    """
    boxes, regions, of_box = page.layout.boxes, page.regions, page.regions.running_text.of_box
    rows = []
    for block, shared in zip(page.blocks, page.shared_boxes, strict=True):
        box = boxes[block.box]
        steps, traits, top, _ = page.ascents[shared]
        if block.box != shared:
            if steps:
                steps, traits = steps + 1, traits | box.traits
            else:
                steps, traits, top, _ = page.ascents[block.box]
        chars = regions.chars[top] or 1
        rows.append((
            float(box.depth),
            float(len(box.attributes)),
            limit_count(page.alike_siblings[box.parent, signature_of(box)]),
            float(steps),
            share_of_text(of_box[top], page.article_text),
            of_box[top] / chars,
            log_length(chars),
            regions.link_chars[top] / chars,
            limit_count(regions.texts[top]),
            limit_count(regions.images[top]),
            *_flags_around(box.around & _ANY_AROUND),
            *_flags_below(traits & _ANY_BELOW),
        ))  # fmt: skip
    return rows


@feature_group("in_root in_wide in_core root_depth wide_depth half_inside".split())
def region_features(page: FeaturePage) -> Sequence[Numbers]:
    """Where the box lies in the regions of the page.

    `root` and `wide` in the names are the top candidate and the article's box; `half` is where the ascent ends.
    """
    return describe_shared_boxes(page, _describe_regions)


def _describe_regions(page: FeaturePage, index: BoxIndex) -> Numbers:
    regions, boxes = page.regions, page.layout.boxes
    depth = boxes[index].depth
    in_top_candidate, in_article_box = index in regions.in_top_candidate, index in regions.in_article_box
    return (
        float(in_top_candidate),
        float(in_article_box),
        float(index in regions.in_core_box),
        float(depth - boxes[regions.top_candidate].depth) if in_top_candidate else _OUTSIDE,
        float(depth - boxes[regions.article_box].depth) if in_article_box else _OUTSIDE,
        float(page.ascents[index].end in regions.in_article_box),
    )


@feature_group(("list_texts", "list_chars", "list_links"))
def list_features(page: FeaturePage) -> Sequence[Numbers]:
    """The outermost list around the box: a menu is short items in links, a list of the article is not."""
    return describe_shared_boxes(page, _describe_list)


def _describe_list(page: FeaturePage, index: BoxIndex) -> Numbers:
    outermost = next((box.index for box in reversed(page.around[index]) if box.tag in _LISTS), None)
    if outermost is None:
        return _NO_LIST
    regions = page.regions
    texts, chars = regions.texts[outermost], regions.chars[outermost]
    return limit_count(texts), chars / (texts or 1), regions.link_chars[outermost] / (chars or 1)


@feature_group(f"in_{tag}" for tag in _ENCLOSING_TAGS)
def enclosing_tag_features(page: FeaturePage) -> Sequence[Numbers]:
    """Whether one of the boxes around is an element of this kind."""
    return describe_shared_boxes(page, _describe_enclosing_tags)


def _describe_enclosing_tags(page: FeaturePage, index: BoxIndex) -> Numbers:
    tags = {box.tag for box in page.around[index]}
    return [1.0 if tag in tags else 0.0 for tag in _ENCLOSING_TAGS]


@feature_group(
    f"{name}_of_{level}"
    for level in _LEVELS
    for name in "prose density chars links texts images headings repeats start".split()
)
def container_features(page: FeaturePage) -> Sequence[Numbers]:
    """What the innermost containers around a block hold, from the inside outwards."""
    known: dict[BoxIndex, Numbers] = {}

    def describe_containers(page: FeaturePage, index: BoxIndex) -> Numbers:
        containers = _find_containers(page, index)
        found: list[float] = []
        for level in _LEVELS:
            container = containers[min(level, len(containers) - 1)]
            if container not in known:
                known[container] = _describe_container(page, container)
            found += known[container]
        return found

    return describe_shared_boxes(page, describe_containers)


def _find_containers(page: FeaturePage, index: BoxIndex) -> list[BoxIndex]:
    """The containers around a box, itself included where several blocks stand in it; never empty."""
    containers = [box.index for box in page.around[index] if box.tag not in INNER_TAGS]
    if len(containers) > 1 and containers[0] == index and page.regions.texts[index] == 1:
        del containers[0]
    return containers or [page.layout.boxes[0].index]


def _describe_container(page: FeaturePage, index: BoxIndex) -> Numbers:
    regions, box = page.regions, page.layout.boxes[index]
    running_text = regions.running_text
    chars, texts = regions.chars[index] or 1, regions.texts[index] or 1
    return (
        share_of_text(running_text.of_box[index], page.article_text),
        running_text.of_box[index] / chars,
        log_length(chars),
        regions.link_chars[index] / chars,
        limit_count(texts),
        regions.images[index] / texts,
        regions.headings[index] / texts,
        limit_count(page.alike_siblings[box.parent, signature_of(box)]),
        limit_count(regions.first_block[index] - regions.first_block[regions.article_box]),
    )


@lru_cache(maxsize=4096)
def _flags_around(traits: int) -> tuple[float, ...]:
    return tuple(1.0 if traits & bit else 0.0 for bit in _AROUND_BITS)


@lru_cache(maxsize=4096)
def _flags_below(traits: int) -> tuple[float, ...]:
    return tuple(1.0 if traits & bit else 0.0 for bit in _BELOW_BITS)
