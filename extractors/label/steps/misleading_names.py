"""Names of boxes side by side that hold the article: what they say is not believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from wellread.extractors.label.regions import sum_plain_running_text
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Box, BoxIndex, Layout
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
# A page with less running text has no article that a name could take away.
_MIN_TEXT = 500.0
_TRAITS = tuple(dict.fromkeys((*(rule.trait for rule in STRUCTURE_RULES), Trait.SIDEBAR, Trait.WIDGET)))
_ANY_TRAIT = sum(_TRAITS)


def ignore_misleading_names(state: LabelState) -> LabelState:
    """The layout as if boxes with most of the page's running text did not have the names that speak against it.

    No name is certain of itself: page builders put an article into sections that are called `cta` or `form` each.
    """
    layout = state.layout
    if not any(box.traits & _ANY_TRAIT for box in layout.boxes):
        return state
    misleading = _find_misleading_names(layout, sum_plain_running_text(layout))
    return msgspec.structs.replace(state, layout=_without_names(layout, misleading)) if misleading else state


def _find_misleading_names(layout: Layout, held: Sequence[float]) -> Mapping[BoxIndex, int]:
    """By the box around them, the traits that boxes with most of the running text side by side have in common."""
    rows: dict[tuple[BoxIndex, int], list[float]] = defaultdict(list)
    for box in layout.boxes:
        if held[box.index] and box.traits & _ANY_TRAIT:
            for trait in _TRAITS:
                if box.traits & trait:
                    rows[box.parent, trait].append(held[box.index])
    misleading: dict[BoxIndex, int] = {}
    for (parent, trait), texts in rows.items():
        if held[0] >= _MIN_TEXT and sum(texts) >= _min_share(trait, sum(texts) / len(texts)) * held[0]:
            misleading[parent] = misleading.get(parent, Trait.NONE) | trait
    return misleading


def _min_share(trait: int, mean_text: float) -> float:
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
