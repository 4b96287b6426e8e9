"""Why a block was kept or dropped, in words.

For people who ask, and only then, because it takes longer than labelling.
"""

from __future__ import annotations

from wellread.extractors.label.labelled_block import LabelledBlock
from wellread.extractors.label.regions import Regions
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.segment import Layout
from wellread.extractors.vocabulary import trait_names

_TRAIT_OF_RULE = {rule.id: rule.trait for rule in STRUCTURE_RULES}
_SHOWN_ATTRIBUTES = ("class", "id", "role", "style", "hidden")


def explain_label(item: LabelledBlock, layout: Layout, regions: Regions) -> tuple[str, ...]:
    """The evidence for a label, strongest first: one phrase each, none where a rule about phrases decided."""
    trait = _TRAIT_OF_RULE.get(item.label.rule)
    if trait is not None:
        return (_outermost_box_with(trait, item, layout),)
    if item.label.score is None:
        return ()
    return _describe_position(item, layout, regions)


def _outermost_box_with(trait: int, item: LabelledBlock, layout: Layout) -> str:
    """The start tag of the outermost box around the block that has the trait of the rule."""
    box = next(box for box in reversed(layout.ancestors(item.block.box)) if box.traits & trait)
    attributes = "".join(f' {name}="{value}"' for name, value in box.attributes.items() if name in _SHOWN_ATTRIBUTES)
    return f"<{box.tag}{attributes}>"


def _describe_position(item: LabelledBlock, layout: Layout, regions: Regions) -> tuple[str, ...]:
    block, box = item.block, layout.boxes[item.block.box]
    place = "inside" if block.box in regions.in_article_box else "outside"
    running_text = regions.running_text
    share = running_text.of_box[box.parent] / running_text.total if box.parent >= 0 else 1.0
    evidence = [
        f"{place} the box with most running text",
        f"{share:.0%} of the page's running text in the box around it",
    ]
    if block.link_chars:
        evidence.append(f"{block.link_density:.0%} of it links")
    names = trait_names(box.traits)
    if names:
        evidence.append("named like " + ", ".join(names))
    return tuple(evidence)
