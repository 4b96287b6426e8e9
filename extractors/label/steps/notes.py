"""Notes go with the text that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lxml import etree

from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import Block, Box, BoxIndex
from wellread.extractors.string_value import string_value
from wellread.extractors.vocabulary import Trait

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?")
_MAX_MARK_CHARS = 6


def keep_notes(state: LabelState) -> LabelState:
    """Keep what the classifier dropped of a note: beside its text, or in a list of notes others of which are kept."""
    beside = _notes_beside_kept_text(state)
    listed = _listed_notes(state)
    dropped = (block for block in (*beside, *listed) if _is_dropped_by_classifier(state, block))
    return state.with_labels({
        block.index: Label(None, "note-of-kept-text", state.score_of(block)) for block in dropped
    })  # fmt: skip


def _is_dropped_by_classifier(state: LabelState, block: Block) -> bool:
    label = state.labels[block.index]
    return label is not None and not label.is_kept and label.rule == "model"


def _notes_beside_kept_text(state: LabelState) -> list[Block]:
    """The notes that stand behind a kept text, with nothing but other notes between."""
    boxes, found, is_kept = state.layout.boxes, list[Block](), False
    for block in state.layout.blocks:
        if not block.chars or boxes[block.box].around & Trait.TOOL:
            continue
        if not boxes[block.box].around & Trait.NOTE:
            is_kept = state.is_kept(block)
        elif is_kept:
            found.append(block)
    return found


def _listed_notes(state: LabelState) -> list[Block]:
    """The notes that marks in kept texts lead to, where one in the same box is kept."""
    names = {
        name
        for block in state.kept_blocks()
        for anchor in block.anchors
        if len(anchor.text) <= _MAX_MARK_CHARS
        and (name := anchor.href.partition("#")[2])
        and _MARK.fullmatch(anchor.text)
    }
    if not names:
        return []
    boxes = state.layout.boxes
    note_of_box = _find_note_boxes(boxes, names)
    notes = [block for block in state.layout.blocks if block.chars and block.box in note_of_box]
    lists: set[BoxIndex] = {boxes[note_of_box[block.box]].parent for block in notes if state.is_kept(block)}
    return [
        block
        for block in notes
        if boxes[note_of_box[block.box]].parent in lists or _leads_back(boxes[note_of_box[block.box]].element)
    ]


def _find_note_boxes(boxes: Sequence[Box], names: AbstractSet[str]) -> dict[BoxIndex, BoxIndex]:
    """For each box in a note that has one of some names, or begins with a number that has, the box of that note.

    In a table it is the row of the number, and a description belongs to the number above it.
    """
    note_of_box: dict[BoxIndex, BoxIndex] = {}
    term: Box | None = None
    for box in boxes:
        if box.attributes.get("id") in names or _begins_with_named_number(box.element, names):
            note = box.parent if box.tag == "td" else box.index
            note_of_box[box.index] = note_of_box[note] = note
        elif box.parent in note_of_box:
            note_of_box[box.index] = note_of_box[box.parent]
        elif box.tag == "dd" and term is not None and term.parent == box.parent and term.index in note_of_box:
            note_of_box[box.index] = term.index
        term = box if box.tag == "dt" else term
    return note_of_box


def _begins_with_named_number(element: etree._Element, names: AbstractSet[str]) -> bool:
    """Whether an element begins with the number of a note, which has its name."""
    first = next(iter(element), None)
    if first is not None and first.tag in ("sup", "span", "b") and not (element.text or "").strip():
        first = next(iter(first), None)
    return first is not None and first.tag == "a" and (first.get("id") in names or first.get("name") in names)


def _leads_back(note: etree._Element) -> bool:
    """Whether a note has a link back to its mark: its number, or an arrow."""
    return any(
        "#" in link.get("href", "")
        and (_MARK.fullmatch(text := string_value(link).strip()) or not any(map(str.isalnum, text)))
        for link in note.iter("a")
    )
