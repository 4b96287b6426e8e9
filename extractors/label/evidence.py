"""Why a block was kept or dropped, in words.

For people who ask, and only then, because it takes longer than the verdict.
"""

from __future__ import annotations

from wellread.extractors.label.model import LabelledBlock
from wellread.extractors.label.regions import Regions
from wellread.extractors.label.rules.structure import STRUCTURE_RULES
from wellread.extractors.segment import Layout
from wellread.extractors.vocabulary import trait_names

_TRAIT_OF_RULE = {rule.id: rule.trait for rule in STRUCTURE_RULES}


def evidence(item: LabelledBlock, layout: Layout, regions: Regions) -> tuple[str, ...]:
    """The strongest grounds for a verdict, strongest first."""
    trait = _TRAIT_OF_RULE.get(item.verdict.rule)
    if trait is not None:
        return (_named_box(item, layout, trait),)
    if item.verdict.score is None:
        return ()
    return _position(item, layout, regions)


def _named_box(item: LabelledBlock, layout: Layout, trait: int) -> str:
    """The outermost box around the block that the rule knows by its name."""
    box = next(box for box in reversed(layout.ancestors(item.block.box)) if box.traits & trait)
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in box.attributes.items()
        if name in ("class", "id", "role", "style", "hidden")
    )
    return f"<{box.tag}{attributes}>"


def _position(item: LabelledBlock, layout: Layout, regions: Regions) -> tuple[str, ...]:
    block = item.block
    grounds = ["inside" if block.box in regions.in_wide else "outside"]
    grounds[0] += " the box with most running text"
    share = (
        regions.box_prose[layout.boxes[block.box].parent] / regions.total
        if layout.boxes[block.box].parent >= 0
        else 1.0
    )
    grounds.append(f"{share:.0%} of the page's running text in the box around it")
    if block.link_chars:
        grounds.append(f"{block.link_chars / block.chars:.0%} of it links")
    names = trait_names(layout.boxes[block.box].traits)
    if names:
        grounds.append("named like " + ", ".join(names))
    return tuple(grounds)
