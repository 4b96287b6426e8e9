"""What the groups of features know in common about a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log1p
from typing import NamedTuple

import msgspec

from wellread.extractors.label.regions import Regions, ends_sentence
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Block, BlockKind, Box, BoxIndex, Layout

_KINDS = {kind: float(number) for number, kind in enumerate(BlockKind)}
# Boxes that nearly always are a block's own, or a part of a list or table: what is around them says more.
INNER_TAGS = frozenset("p li span h1 h2 h3 h4 h5 h6 ul ol dd dt dl tr td th tbody thead table summary".split())
# Those that are a block's own where it stands in one.
_OWN_TAGS = INNER_TAGS - {"ul", "ol", "dl", "table"}

_HEADING = BlockKind.HEADING
_MAX_HEADING_BOXES = 3

# Tag and class attribute of a box: the same for what a template repeats.
Signature = tuple[str, str | None]


class BlockSummary(NamedTuple):
    """A block in four numbers: log(1 + visible characters), link density, kind, whether it ends as a sentence does."""

    chars: float
    link_density: float
    kind: float
    is_sentence: float


class SectionSummary(NamedTuple):
    """What stands under a heading up to the next one: running text, characters in links, visible characters."""

    running_text: float
    link_chars: int
    chars: int


class PathToArticle(NamedTuple):
    """The way out from a box to the first one around it with half of the article's running text.

    `steps` is how many boxes are left on the way, `traits` are theirs together, `top` is the index of the last of
    them, or of the box itself, and `end` that of the box where the way ends: the outermost where none has half.
    """

    steps: int
    traits: int
    top: BoxIndex
    end: BoxIndex


class FeaturePage(msgspec.Struct, frozen=True):
    """The page that a group of features sees, and what is computed once for all groups.

    `blocks` are those that the classifier decides, in page order; their places in it are meant by `place`. `outlines`,
    `text_before` and `shared_boxes` have one entry for each of them: its outline, the running text before it in
    weighted characters, and the index of the box that it shares with its siblings. `article_text` is the running text
    of the article's box, 1 where it has none. `alike_siblings` counts, by parent and signature, the boxes that look the
    same. `ascents` has the way out from each box that a block stands in, or shares, and `around` the boxes around each
    that is shared, itself first. `headings_above` has for each block
    the place of the heading before it, -1 where there is none; `sections` by that place what stands there up to the
    next heading.
    """

    layout: Layout
    regions: Regions
    blocks: Sequence[Block]
    url: str | None
    metadata: Metadata
    outlines: Sequence[BlockSummary]
    text_before: Sequence[float]
    shared_boxes: Sequence[BoxIndex]
    article_text: float
    alike_siblings: Counter[tuple[BoxIndex, Signature]]
    ascents: Mapping[BoxIndex, PathToArticle]
    around: Mapping[BoxIndex, Sequence[Box]]
    headings_above: Sequence[int]
    sections: Mapping[int, SectionSummary]


def survey_page(
    layout: Layout,
    regions: Regions,
    blocks: Sequence[Block],
    url: str | None,
    metadata: Metadata,
) -> FeaturePage:
    """Compute what the groups of features have in common."""
    headings_above, sections = _find_sections(regions, blocks)
    shared_boxes = _find_shared_boxes(layout, regions, blocks)
    article_text = regions.running_text.of_box[regions.article_box] or 1.0
    return FeaturePage(
        layout=layout,
        regions=regions,
        blocks=blocks,
        url=url,
        metadata=metadata,
        outlines=[_outline(block) for block in blocks],
        text_before=_sum_text_before(regions, blocks),
        shared_boxes=shared_boxes,
        article_text=article_text,
        alike_siblings=_count_alike_siblings(layout, regions),
        ascents=_find_ascents(
            layout, regions.running_text.of_box, article_text, {*shared_boxes, *(block.box for block in blocks)}
        ),
        around={index: layout.ancestors(index) for index in set(shared_boxes)},
        headings_above=headings_above,
        sections=sections,
    )


def signature_of(box: Box) -> Signature:
    """Tag and class attribute of a box."""
    return box.tag, box.attributes.get("class")


def heading_level(layout: Layout, block: Block) -> int:
    """1 to 6 for a heading by its tag or that of a box close around it, 9 for another heading, 0 for other blocks."""
    if block.kind is not _HEADING:
        return 0
    index = block.box
    for _ in range(_MAX_HEADING_BOXES):
        box = layout.boxes[index]
        if len(box.tag) == 2 and box.tag[0] == "h" and box.tag[1].isdigit():
            return int(box.tag[1])
        index = box.parent
        if index < 0:
            break
    return 9


def _outline(block: Block) -> BlockSummary:
    return BlockSummary(log1p(block.chars), block.link_density, _KINDS[block.kind], float(ends_sentence(block.text)))


def _sum_text_before(regions: Regions, blocks: Sequence[Block]) -> list[float]:
    of_block = regions.running_text.of_block
    before, total = [], 0.0
    for block in blocks:
        before.append(total)
        total += of_block[block.index]
    return before


def _find_shared_boxes(layout: Layout, regions: Regions, blocks: Sequence[Block]) -> list[BoxIndex]:
    """Most blocks have a <p> or <li> of their own: then it is the box around that."""
    boxes, article_box = layout.boxes, regions.article_box
    shared = []
    for block in blocks:
        box = boxes[block.box]
        is_own = box.tag in _OWN_TAGS and box.parent >= 0 and block.box != article_box
        shared.append(box.parent if is_own else block.box)
    return shared


def _count_alike_siblings(layout: Layout, regions: Regions) -> Counter[tuple[BoxIndex, Signature]]:
    """How many children of a box look the same, for the boxes that hold a text."""
    texts = regions.texts
    return Counter((box.parent, signature_of(box)) for box in layout.boxes if box.parent < 0 or texts[box.parent])


def _find_ascents(
    layout: Layout, held: Sequence[float], article_text: float, starts: Collection[BoxIndex]
) -> Mapping[BoxIndex, PathToArticle]:
    """The ways out from boxes; where ways meet, what is left of them is computed once."""
    boxes, half = layout.boxes, 0.5 * article_text
    ascents: dict[BoxIndex, PathToArticle] = {}
    for start in starts:
        index, below = start, []
        while index not in ascents and held[index] < half and boxes[index].parent >= 0:
            below.append(index)
            index = boxes[index].parent
        if index not in ascents:
            left = held[index] < half
            ascents[index] = PathToArticle(int(left), boxes[index].traits if left else 0, index, index)
        steps, traits, top, end = ascents[index]
        for inner in reversed(below):
            steps, traits, top = steps + 1, traits | boxes[inner].traits, top if steps else inner
            ascents[inner] = PathToArticle(steps, traits, top, end)
    return ascents


def _find_sections(regions: Regions, blocks: Sequence[Block]) -> tuple[list[int], dict[int, SectionSummary]]:
    """For each block the place of the heading above it, and by that place the sums of what stands under it."""
    of_block = regions.running_text.of_block
    above: list[int] = []
    sections: dict[int, SectionSummary] = {}
    heading, running_text, link_chars, chars = -1, 0.0, 0, 0
    for place, block in enumerate(blocks):
        above.append(heading)
        if block.kind is _HEADING:
            sections[heading] = SectionSummary(running_text, link_chars, chars)
            heading, running_text, link_chars, chars = place, 0.0, 0, 0
        else:
            running_text += of_block[block.index]
            link_chars += block.link_chars
            chars += block.chars
    sections[heading] = SectionSummary(running_text, link_chars, chars)
    return above, sections
