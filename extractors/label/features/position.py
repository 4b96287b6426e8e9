"""Features of where a block stands: in the page, below a line across it, beside its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wellread.extractors.label.features.group import Numbers, feature_group, limit_count, log_length, share_of_text
from wellread.extractors.label.features.page import FeaturePage, Signature, heading_level, signature_of
from wellread.extractors.segment import BlockKind

_HEADING = BlockKind.HEADING
_WORD = re.compile(r"\w")
# A block with more weighted characters of running text than this counts as text.
_MIN_TEXT_WEIGHT = 40
# Where there is no such block or line: farther than any. Distances are in blocks.
_MAX_BLOCKS = 99.0
_NO_SEPARATOR = (_MAX_BLOCKS, -1.0)
_NO_H1 = -999.0
_NEIGHBOURS = (-1, 1)
_NO_NEIGHBOUR = (-1.0, -1.0, -1.0, -1.0)


@feature_group(
    "prose_before prose_after position after_last before_first from_prose to_prose from_h1 signature".split()
)
def position_features(page: FeaturePage) -> Sequence[Numbers]:
    """How far the block is from running text, the first and last paragraph and the title, and what looks like it."""
    running_text, boxes = page.regions.running_text, page.layout.boxes
    total = running_text.total
    weights = [running_text.of_block[block.index] for block in page.blocks]
    from_text, to_text = _distances(weights), _distances(reversed(weights))[::-1]
    first, last = _find_ends(page)
    h1 = next((place for place, block in enumerate(page.blocks) if heading_level(page.layout, block) == 1), -1)
    alike = _sum_text_by_look(page)
    rows = []
    for place, block in enumerate(page.blocks):
        before = page.text_before[place]
        rows.append((
            share_of_text(before, total),
            share_of_text(total - before - weights[place], total),
            (place - first) / max(1, last - first),
            limit_count(max(0, place - last)),
            limit_count(max(0, first - place)),
            from_text[place],
            to_text[place],
            limit_count(place - h1) if h1 >= 0 else _NO_H1,
            alike.get((signature_of(boxes[block.box]), block.kind), 0.0) / total,
        ))  # fmt: skip
    return rows


@feature_group(("separator_distance", "separator_prose", "headings_after"))
def separator_features(page: FeaturePage) -> Sequence[Numbers]:
    """How far back the last line across the page is, how much text stood before it, and how many headings follow."""
    lines = [box.index for box in reversed(page.layout.boxes) if box.tag == "hr"]
    headings = sum(block.kind is _HEADING for block in page.blocks)
    total = page.regions.running_text.total
    rows, last = [], -1
    for place, block in enumerate(page.blocks):
        is_separator = _WORD.search(block.text) is None
        while lines and lines[-1] < block.box:
            lines.pop()
            is_separator = True
        last = place if is_separator else last
        headings -= block.kind is _HEADING
        above = share_of_text(page.text_before[last], total)
        separator = (limit_count(place - last), above) if last >= 0 else _NO_SEPARATOR
        rows.append((*separator, limit_count(headings)))
    return rows


@feature_group(f"{name}_{step}" for step in _NEIGHBOURS for name in ("chars", "links", "kind", "sentence"))
def neighbour_features(page: FeaturePage) -> Sequence[Numbers]:
    """The outlines of the blocks before and after."""
    padded = [_NO_NEIGHBOUR, *page.outlines, _NO_NEIGHBOUR]
    return [(*before, *after) for before, after in zip(padded, padded[2:], strict=False)]


@feature_group(("page_texts", "page_prose", "root_share", "wide_share"))
def page_features(page: FeaturePage) -> Sequence[Numbers]:
    """The page as a whole, the same for all of its blocks. `root` and `wide` are top candidate and article's box."""
    regions, running_text = page.regions, page.regions.running_text
    numbers = (
        limit_count(len(page.blocks)),
        log_length(running_text.total),
        running_text.of_box[regions.top_candidate] / running_text.total,
        running_text.of_box[regions.article_box] / running_text.total,
    )
    return [numbers] * len(page.blocks)


def _distances(weights: Iterable[float]) -> list[float]:
    """For each block how many blocks ago the last one with running text was, at most 99."""
    distances, since = [], _MAX_BLOCKS
    for weight in weights:
        distances.append(since)
        since = 0.0 if weight > _MIN_TEXT_WEIGHT else min(since + 1, _MAX_BLOCKS)
    return distances


def _find_ends(page: FeaturePage) -> tuple[int, int]:
    """The places of the first and last block with running text in the article's box; those of the page without one."""
    of_block, in_article = page.regions.running_text.of_block, page.regions.in_article_box
    inside = [place for place, block in enumerate(page.blocks) if of_block[block.index] and block.box in in_article]
    return (inside[0], inside[-1]) if inside else (0, len(page.blocks) - 1)


def _sum_text_by_look(page: FeaturePage) -> dict[tuple[Signature, BlockKind], float]:
    """How much running text stands in blocks of one kind whose boxes look the same."""
    of_block, boxes = page.regions.running_text.of_block, page.layout.boxes
    sums: dict[tuple[Signature, BlockKind], float] = {}
    for block in page.blocks:
        weight = of_block[block.index]
        if weight:
            look = (signature_of(boxes[block.box]), block.kind)
            sums[look] = sums.get(look, 0.0) + weight
    return sums
