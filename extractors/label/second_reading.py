"""A check on the rules about boxes: what the rules of one name drop together is held against the whole page.

A rule drops a box by its name where the box holds little of the page's running text. Some page has its article in five
such boxes, and all of it would be gone. So an article that is left with far less text than the best region of the page
has, because rules of one name have dropped it, is a contradiction. Then the page is read once more as if those names
said nothing, and that reading counts if it has the text.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from wellread.extractors.label.regions import RunningText, find_regions, measure_running_text
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Box, Layout
from wellread.extractors.vocabulary import Trait

# An article with a smaller share of the running text of the page's best region is a contradiction.
_MIN_KEPT_SHARE = 0.5
# What these names stand on is often longer than the article, and none of it: only an article that is gone counts.
_OFTEN_LONGER = Trait.HIDDEN | Trait.POPUP | Trait.CONSENT
# A thread of comments has running text like an article, on many pages far more of it.
_NEVER_MISLEADING = Trait.COMMENTS
_MIN_KEPT_SHARE_BESIDE_LONGER = 0.1
# A rule is suspected where it alone has dropped this share of the best region.
_MIN_DROPPED_SHARE = 0.3
# A shorter region is no article that could have been lost. In weighted characters.
_MIN_REGION_TEXT = 500.0
# A second reading counts if it keeps so many times the running text of the first.
_MIN_GAIN = 1.5

_SUSPECT_RULES_BY_ID = {rule.id: rule for rule in STRUCTURE_RULES if not rule.trait & _NEVER_MISLEADING}


def find_misleading_traits(state: LabelState) -> int:
    """The traits, as bits of `Trait`, whose rules have dropped what is plainly the article; mostly none."""
    dropped: Counter[str] = Counter()
    kept_chars = 0
    for block, label in zip(state.layout.blocks, state.labels, strict=True):
        if label is None:
            continue
        if label.is_kept:
            kept_chars += block.chars
        elif label.rule in _SUSPECT_RULES_BY_ID:
            dropped[label.rule] += block.chars - block.link_chars
    misleading = Trait.NONE
    for rule, chars in dropped.items():
        if chars > kept_chars and _has_dropped_article(state, rule):
            misleading |= _SUSPECT_RULES_BY_ID[rule].trait
    return misleading


def without_traits(layout: Layout, traits: int) -> Layout:
    """The layout as if no name in it said one of `traits`."""
    boxes: list[Box] = []
    for box in layout.boxes:
        own = box.traits & ~traits
        around = own | (boxes[box.parent].around if box.parent >= 0 else Trait.NONE)
        boxes.append(msgspec.structs.replace(box, traits=own, around=around))
    return msgspec.structs.replace(layout, boxes=tuple(boxes))


def describe_traits(traits: int) -> list[str]:
    """The ids of the rules for these traits, as `explain` shows them."""
    return [rule.id for rule in STRUCTURE_RULES if rule.trait & traits]


def is_better_reading(first: LabelState, second: LabelState) -> bool:
    """Whether the second reading keeps at least `_MIN_GAIN` times the running text of the first, both counted alike."""
    running_text = measure_running_text(second.layout)
    return _sum_kept(second, running_text) >= _MIN_GAIN * _sum_kept(first, running_text)


def _has_dropped_article(state: LabelState, rule: str) -> bool:
    """Whether the rule has dropped much of the region that would be the article's if its name said nothing."""
    trait = _SUSPECT_RULES_BY_ID[rule].trait
    layout = without_traits(state.layout, trait)
    regions = find_regions(layout)
    best = regions.running_text.of_box[regions.article_box]
    min_share = _MIN_KEPT_SHARE_BESIDE_LONGER if trait & _OFTEN_LONGER else _MIN_KEPT_SHARE
    if best < _MIN_REGION_TEXT or _sum_kept(state, regions.running_text) >= min_share * best:
        return False
    in_region = regions.in_article_box
    dropped = sum(
        regions.running_text.of_block[block.index]
        for block, label in zip(layout.blocks, state.labels, strict=True)
        if label is not None and label.rule == rule and block.box in in_region
    )
    return dropped >= _MIN_DROPPED_SHARE * best


def _sum_kept(state: LabelState, running_text: RunningText) -> float:
    return sum(running_text.of_block[block.index] for block in state.kept_blocks())
