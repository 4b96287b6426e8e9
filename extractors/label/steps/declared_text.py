"""What the page's data has as the text of the article is evidence against dropping it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise

import msgspec

from wellread.extractors.label.comparison import comparable_text
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.segment import MAX_TEXT_LINK_DENSITY, Block, BlockIndex, BlockKind

# A shorter text may stand anywhere.
_MIN_CHARS = 50
# The data is that of the page's article where it has this share of the kept text.
_MIN_SHARE = 0.5
_KINDS = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE))
# A block of several lines of a recipe, a table of its ingredients, has hardly anything else.
_MIN_LINE_CHARS, _MIN_SHARE_OF_LINES = 4, 0.6
# What marks one in the page itself (schema.org, Recipe).
_RECIPE_PROPERTIES = frozenset(("recipeingredient", "ingredients", "recipeinstructions"))
_MAX_BOXES_TO_PROPERTY = 3


def keep_declared_text(state: LabelState) -> LabelState:
    """Keep long texts that the classifier dropped and that stand in the declared body of the article.

    A body that does not have most of what is kept is of another article, or a summary. Lines of links are none of it:
    what leads to other pages stands in such data as well.
    """
    body = comparable_text(state.metadata.declared_body)
    if not body:
        return state
    kept = [block for block in state.kept_blocks() if block.chars >= _MIN_CHARS]
    declared = sum(block.chars for block in kept if comparable_text(block.text) in body)
    if declared < _MIN_SHARE * sum(block.chars for block in kept) or not declared:
        return state
    labels: dict[BlockIndex, Label] = {}
    for block in state.layout.blocks:
        label = state.labels[block.index]
        if label is None or label.is_kept or label.score is None:
            continue
        if _is_text(block) and comparable_text(block.text) in body:
            labels[block.index] = Label(None, "declared-text", label.score)
    return state.with_labels(labels)


def keep_declared_recipe(state: LabelState) -> LabelState:
    """Keep what the classifier dropped of the recipe that the page's data or its markup describes, and its headings.

    Ingredients are short lines, in a box of their own behind pictures and buttons: nothing else tells them from offers.
    """
    lines = frozenset(filter(None, map(comparable_text, state.metadata.recipe_lines)))
    labels: dict[BlockIndex, Label] = {}
    for block in state.layout.blocks:
        label = state.labels[block.index]
        if label is None or label.is_kept or label.score is None or block.kind not in _KINDS:
            continue
        if block.link_density == 1:  # an ingredient may be linked in its line, and a topic is called like one
            continue
        if _is_marked_as_recipe(state, block) or (lines and _is_of_lines(comparable_text(block.text), lines)):
            labels[block.index] = Label(None, "declared-recipe", label.score)
    return state.with_labels(labels | _label_headings_above(state, labels)) if labels else state


def _label_headings_above(state: LabelState, labels: Mapping[BlockIndex, Label]) -> dict[BlockIndex, Label]:
    """The headings that the classifier dropped right above blocks with a label, with that label."""
    texts = [block for block in state.layout.blocks if block.chars]
    found: dict[BlockIndex, Label] = {}
    for above, block in pairwise(texts):
        label = state.labels[above.index]
        if block.index in labels and above.kind is BlockKind.HEADING and label is not None and label.score is not None:
            found[above.index] = msgspec.structs.replace(labels[block.index], score=label.score)
    return found


def _is_of_lines(text: str, lines: AbstractSet[str]) -> bool:
    """Whether a text is a line of a recipe, or several and little else."""
    if text in lines:
        return True
    inside = sum(len(line) for line in lines if len(line) >= _MIN_LINE_CHARS and line in text)
    return inside >= _MIN_SHARE_OF_LINES * len(text) > 0


def _is_marked_as_recipe(state: LabelState, block: Block) -> bool:
    around = state.layout.ancestors(block.box, _MAX_BOXES_TO_PROPERTY)
    return any(box.attributes.get("itemprop", "").lower() in _RECIPE_PROPERTIES for box in around)


def _is_text(block: Block) -> bool:
    return block.kind in _KINDS and block.chars >= _MIN_CHARS and block.link_density <= MAX_TEXT_LINK_DENSITY
