"""Boxes that say what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_

from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.regions import RunningText, measure_running_text
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import BlockIndex, Box
from wellread.extractors.vocabulary import Trait

# A <footer> in one of these says whose words or picture it is.
_NAMES_A_SOURCE = Trait.CAPTION | Trait.QUOTE
_SELECTOR = re.compile(r"[a-z]*([.#])([\w-]+)")
_TRAITS_WITH_RULE = reduce(or_, (rule.trait for rule in STRUCTURE_RULES))


def drop_by_structure(state: LabelState) -> LabelState:
    """Drop what stands in a box to which a structure rule applies; the outermost such box decides.

    Not a box that the page's data calls a part of the article, whatever its name.
    """
    boxes, running_text = state.layout.boxes, measure_running_text(state.layout)
    traits_in = [box.traits for box in boxes]
    for box in reversed(boxes[1:]):
        traits_in[box.parent] |= traits_in[box.index]
    label_of_box: list[Label | None] = []
    names = _split_selectors(state.metadata.part_selectors)
    for box in boxes:
        outer = label_of_box[box.parent] if box.parent >= 0 else None
        if names and not outer and _is_named(box, names):
            label_of_box.append(None)
            continue
        label_of_box.append(outer or _label_box(box, boxes, running_text, traits_in[box.index]))
    labels: dict[BlockIndex, Label] = {}
    for block in state.layout.blocks:
        label = label_of_box[block.box]
        if label:
            labels[block.index] = label
    return state.with_labels(labels)


def _split_selectors(selectors: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Selectors of one class or id, as attribute and name; others are rare, and left out."""
    found = (_SELECTOR.fullmatch(selector) for selector in selectors)
    return frozenset(("class" if match[1] == "." else "id", match[2]) for match in found if match)


def _is_named(box: Box, names: frozenset[tuple[str, str]]) -> bool:
    own = {("class", name) for name in box.attributes.get("class", "").split()} | {("id", box.attributes.get("id", ""))}
    return not names.isdisjoint(own)


def _label_box(box: Box, boxes: Sequence[Box], running_text: RunningText, traits_in: int) -> Label | None:
    if not box.traits & _TRAITS_WITH_RULE or (box.tag == "footer" and boxes[box.parent].around & _NAMES_A_SOURCE):
        return None
    held = running_text.of_box[box.index]
    for rule in STRUCTURE_RULES:
        if not box.traits & rule.trait or box.around & rule.unless or traits_in & rule.unless_holds:
            continue
        if held <= rule.max_share * running_text.total and held <= rule.max_running_text:
            return Label(rule.reason, rule.id)
    return None
