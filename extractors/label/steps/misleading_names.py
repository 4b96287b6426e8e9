"""Names of boxes side by side that hold the article: what they say is not believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

import msgspec

from wellread.extractors.label.comparison import comparable_text
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
# What these names stand on is often longer than the article, and none of it: then more of the text must be theirs.
_MIN_SHARE_OF_OFTEN_LONGER = {
    Trait.COMMENTS: 0.98,
    Trait.RELATED: 0.8,
    Trait.HIDDEN: 0.8,
    Trait.POPUP: 0.8,
    Trait.CONSENT: 0.8,
}
# The text right below the headline is hardly any of these where it has no lines of comments, buttons or fields.
_MIN_SHARE_BELOW_HEADLINE = {
    Trait.COMMENTS: 0.05,
    Trait.RELATED: 0.25,
    Trait.HIDDEN: 0.25,
    Trait.POPUP: 0.25,
    Trait.CONSENT: 0.25,
}
_HARDLY_BELOW_HEADLINE = sum(_MIN_SHARE_BELOW_HEADLINE)
_MIN_MEAN_TEXT_BELOW_HEADLINE = 100.0
# A page with less running text has no article that a name could take away.
_MIN_TEXT = 500.0
_MIN_FIRST_TEXT_CHARS = 60
_TRAITS = tuple(dict.fromkeys((*(rule.trait for rule in STRUCTURE_RULES), Trait.SIDEBAR, Trait.WIDGET)))
_ANY_TRAIT = sum(_TRAITS)


def ignore_misleading_names(state: LabelState) -> LabelState:
    """The layout as if boxes with most of the page's running text did not have the names that speak against it.

    No name is certain of itself: page builders put an article into sections that are called `cta` or `form` each.
    """
    layout = state.layout
    if not any(box.traits & _ANY_TRAIT for box in layout.boxes):
        return state
    misleading = _find_misleading_names(layout, sum_plain_running_text(layout), _boxes_below_headline(state))
    return msgspec.structs.replace(state, layout=_without_names(layout, misleading)) if misleading else state


def _boxes_below_headline(state: LabelState) -> frozenset[BoxIndex]:
    """The boxes around the first running text below the page's headline, as long as all in them is to be read."""
    layout = state.layout
    first = _find_first_text(state)
    around = layout.ancestors(first.box) if first else []
    if not any(box.traits & _HARDLY_BELOW_HEADLINE for box in around):
        return frozenset()
    used = sum_by_box(layout, [_weigh_use(block) for block in layout.blocks])
    return frozenset(takewhile(lambda box: used[box] < 1, (box.index for box in around)))


def _find_first_text(state: LabelState) -> Block | None:
    titles = {comparable_text(title) for title in state.metadata.headline_variants if title}
    blocks = iter(state.layout.blocks)
    if not any(block.kind is BlockKind.HEADING and comparable_text(block.text) in titles for block in blocks):
        return None
    return next((block for block in blocks if block.chars - block.link_chars >= _MIN_FIRST_TEXT_CHARS), None)


def _weigh_use(block: Block) -> float:
    """How surely readers press, fill in or write something where a block stands: one is sure, the others add up."""
    sign = read_sign(block)
    if block.kind is BlockKind.CONTROL or sign & BY_SOMEBODY:
        return 1.0
    return 0.5 if sign else 0.0


def _find_misleading_names(
    layout: Layout, held: Sequence[float], below_headline: AbstractSet[BoxIndex]
) -> Mapping[BoxIndex, int]:
    """By the box around them, the traits that boxes with most of the running text side by side have in common."""
    if held[0] < _MIN_TEXT:
        return {}
    rows: dict[tuple[BoxIndex, int], list[BoxIndex]] = defaultdict(list)
    for box in layout.boxes:
        if held[box.index] and box.traits & _ANY_TRAIT:
            for trait in _TRAITS:
                if box.traits & trait:
                    rows[box.parent, trait].append(box.index)
    misleading: dict[BoxIndex, int] = {}
    for (parent, trait), boxes in rows.items():
        text = sum(held[box] for box in boxes)
        min_share = _min_share(trait, text / len(boxes), is_below_headline=not below_headline.isdisjoint(boxes))
        if text >= min_share * held[0]:
            misleading[parent] = misleading.get(parent, Trait.NONE) | trait
    return misleading


def _min_share(trait: int, mean_text: float, *, is_below_headline: bool) -> float:
    if is_below_headline and mean_text >= _MIN_MEAN_TEXT_BELOW_HEADLINE and trait in _MIN_SHARE_BELOW_HEADLINE:
        return _MIN_SHARE_BELOW_HEADLINE[trait]
    shortest = _MIN_SHARE if mean_text >= _MIN_MEAN_TEXT else _MIN_SHARE_OF_SHORT_BOXES
    return max(shortest, _MIN_SHARE_OF_OFTEN_LONGER.get(trait, 0.0))


def _without_names(layout: Layout, misleading: Mapping[BoxIndex, int]) -> Layout:
    boxes: list[Box] = []
    for box in layout.boxes:
        own = box.traits & ~misleading.get(box.parent, Trait.NONE)
        around = own | (boxes[box.parent].around if box.parent >= 0 else Trait.NONE)
        is_same = own == box.traits and around == box.around
        boxes.append(box if is_same else msgspec.structs.replace(box, traits=own, around=around))
    return msgspec.structs.replace(layout, boxes=tuple(boxes))
