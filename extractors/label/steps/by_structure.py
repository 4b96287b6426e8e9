"""Boxes that say what they are."""

from __future__ import annotations

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
_TRAITS_WITH_RULE = reduce(or_, (rule.trait for rule in STRUCTURE_RULES))


def drop_by_structure(state: LabelState) -> LabelState:
    """Drop what stands in a box to which a structure rule applies; the outermost such box decides."""
    running_text = measure_running_text(state.layout)
    label_of_box: list[Label | None] = []
    for box in state.layout.boxes:
        outer = label_of_box[box.parent] if box.parent >= 0 else None
        label_of_box.append(outer or _label_box(box, state.layout.boxes, running_text))
    labels: dict[BlockIndex, Label] = {}
    for block in state.layout.blocks:
        label = label_of_box[block.box]
        if label:
            labels[block.index] = label
    return state.with_labels(labels)


def _label_box(box: Box, boxes: Sequence[Box], running_text: RunningText) -> Label | None:
    if not box.traits & _TRAITS_WITH_RULE or (box.tag == "footer" and boxes[box.parent].around & _NAMES_A_SOURCE):
        return None
    held = running_text.of_box[box.index]
    for rule in STRUCTURE_RULES:
        if not box.traits & rule.trait or box.around & rule.unless:
            continue
        if held <= rule.max_share * running_text.total and held <= rule.max_running_text:
            return Label(rule.reason, rule.id)
    return None
