"""Names of boxes side by side that hold the article: what they say is not believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

import msgspec

from wellread.extractors.label.comparison import comparable_text, comparable_titles
from wellread.extractors.label.regions import sum_by_box, sum_plain_running_text
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.comments import BY_SOMEBODY, read_sign
from wellread.extractors.segment import Block, BlockKind, Box, BoxIndex, Layout
from wellread.extractors.vocabulary import Trait

# Boxes side by side with one name are the article where they hold this share of the page's running text, and so much
# each in the mean, in weighted characters: a row of teasers has less. Or where hardly any text is left beside them.
_MIN_SHARE, _MIN_MEAN_TEXT = 0.5, 300.0
_MIN_SHARE_OF_SHORT_BOXES = 0.9
# A mean below which even a row right below the headline is no text.
_MIN_MEAN_TEXT_BELOW_HEADLINE = 100.0


class _Shares(NamedTuple):
    """The least shares for boxes anywhere, near the headline, and right below it.

    Boxes in which readers press, fill in or write something are anywhere: comments have nothing to be on up there.
    """

    anywhere: float
    near_headline: float
    below_headline: float


# What these names stand on is often longer than the article, and none of it: then more of the text must be theirs.
_MIN_SHARES_OF_OFTEN_LONGER = {
    Trait.COMMENTS: _Shares(0.98, 0.5, 0.05),
    Trait.RELATED: _Shares(0.8, 0.8, 0.25),
    Trait.HIDDEN: _Shares(0.8, 0.8, 0.25),
    Trait.POPUP: _Shares(0.8, 0.5, 0.25),
    Trait.CONSENT: _Shares(0.8, 0.5, 0.25),
}
_LEAST_SHARES = {trait: shares.below_headline for trait, shares in _MIN_SHARES_OF_OFTEN_LONGER.items()}
# A page with less running text has no article that a name could take away.
_MIN_TEXT = 500.0
# So many texts may stand between a headline and what is near to it; shorter ones are none.
_MAX_ABOVE, _MIN_FIRST_TEXT_CHARS = 2, 60
_TRAITS = tuple(dict.fromkeys((*(rule.trait for rule in STRUCTURE_RULES), Trait.SIDEBAR, Trait.WIDGET)))
_ANY_TRAIT = sum(_TRAITS)


class _Row(NamedTuple):
    """Boxes side by side with a trait: their running text, and how many texts stand between them and the headline.

    `above` is None for more than `_MAX_ABOVE`. `use` is what `_weigh_use` says of the blocks in them.
    """

    trait: int
    boxes: Sequence[BoxIndex]
    text: float
    above: int | None
    use: float


def ignore_misleading_names(state: LabelState) -> LabelState:
    """The layout as if boxes with most of the page's running text did not have the names that speak against it.

    No name is certain of itself: page builders put an article into sections that are called `cta` or `form` each.
    """
    layout = state.layout
    if not any(box.traits & _ANY_TRAIT for box in layout.boxes):
        return state
    held = sum_plain_running_text(layout)
    if held[0] < _MIN_TEXT:
        return state
    misleading: dict[BoxIndex, int] = {}
    for row in _list_rows(state, held):
        if row.text >= _min_share(row) * held[0]:
            parent = layout.boxes[row.boxes[0]].parent
            misleading[parent] = misleading.get(parent, Trait.NONE) | row.trait
    return msgspec.structs.replace(state, layout=_without_names(layout, misleading)) if misleading else state


def _list_rows(state: LabelState, held: Sequence[float]) -> Iterator[_Row]:
    """Boxes side by side that have a name in common which speaks against them, and enough text that it may mislead."""
    layout = state.layout
    rows: dict[tuple[BoxIndex, int], list[BoxIndex]] = defaultdict(list)
    for box in layout.boxes:
        if held[box.index] and box.traits & _ANY_TRAIT:
            for trait in _TRAITS:
                if box.traits & trait:
                    rows[box.parent, trait].append(box.index)
    large = [
        (trait, boxes, text)
        for (_, trait), boxes in rows.items()
        if (text := sum([held[box] for box in boxes])) >= _LEAST_SHARES.get(trait, _MIN_SHARE) * held[0]
    ]
    if not large:
        return
    first_texts = [frozenset(_boxes_around(layout, block)) for block in _first_texts(state)]
    traits = reduce(or_, (trait for trait, _, _ in large))
    used = sum_by_box(layout, _weigh_uses(layout, traits))
    for trait, boxes, text in large:
        use = sum(used[box] for box in boxes)
        above = next((place for place, around in enumerate(first_texts) if not around.isdisjoint(boxes)), None)
        yield _Row(trait, boxes, text, above, use)


def _min_share(row: _Row) -> float:
    mean = row.text / len(row.boxes)
    is_unused = row.use < 1 and row.above is not None
    is_right_below = is_unused and row.above == 0 and mean >= _MIN_MEAN_TEXT_BELOW_HEADLINE
    default = _MIN_SHARE if mean >= _MIN_MEAN_TEXT or is_right_below else _MIN_SHARE_OF_SHORT_BOXES
    shares = _MIN_SHARES_OF_OFTEN_LONGER.get(row.trait)
    if shares is None:
        return default
    if not is_unused:
        return max(default, shares.anywhere)
    return shares.below_headline if is_right_below else max(default, shares.near_headline)


def _first_texts(state: LabelState) -> Iterable[Block]:
    """The first running texts below the page's headline: a standfirst or two, and where the article begins."""
    titles = comparable_titles(state.metadata)
    blocks = iter(state.layout.blocks)
    if not any(block.kind is BlockKind.HEADING and comparable_text(block.text) in titles for block in blocks):
        return ()
    texts = (block for block in blocks if block.chars - block.link_chars >= _MIN_FIRST_TEXT_CHARS)
    return islice(texts, _MAX_ABOVE + 1)


def _boxes_around(layout: Layout, block: Block) -> Iterator[BoxIndex]:
    return (box.index for box in layout.ancestors(block.box))


def _weigh_uses(layout: Layout, traits: int) -> list[float]:
    """For each block what `_weigh_use` says of it, where a box around it has one of the traits."""
    boxes = layout.boxes
    return [_weigh_use(block) if boxes[block.box].around & traits else 0.0 for block in layout.blocks]


def _weigh_use(block: Block) -> float:
    """How surely readers press, fill in or write something where a block stands: one is sure, the others add up."""
    sign = read_sign(block)
    if block.kind is BlockKind.CONTROL or sign & BY_SOMEBODY:
        return 1.0
    return 0.5 if sign else 0.0


def _without_names(layout: Layout, misleading: Mapping[BoxIndex, int]) -> Layout:
    boxes: list[Box] = []
    for box in layout.boxes:
        own = box.traits & ~misleading.get(box.parent, Trait.NONE)
        around = own | (boxes[box.parent].around if box.parent >= 0 else Trait.NONE)
        is_same = own == box.traits and around == box.around
        boxes.append(box if is_same else msgspec.structs.replace(box, traits=own, around=around))
    return msgspec.structs.replace(layout, boxes=tuple(boxes))
