"""Fourth stage: every block of the page gets a label. Nothing is deleted.

Rules decide what is certain; a classifier of gradient-boosted trees decides the rest from features of each block, its
neighbours and the boxes around it; then the blocks around a block have their say. That text density, link density and
context tell boilerplate from main content is known from Kohlschuetter, Fankhauser and Nejdl (WSDM 2010) and from
Pomikalek's jusText ("Removing Boilerplate and Duplicate Content from Web Corpora", 2011).
"""

from __future__ import annotations

import msgspec

from wellread.extractors.article import PageWarning
from wellread.extractors.label.classifier import BlockClassifier, load_classifier
from wellread.extractors.label.inferred_headings import demote_standfirst_heading, infer_headings
from wellread.extractors.label.labelled_block import Label, LabelledBlock, Labelling
from wellread.extractors.label.second_reading import (
    describe_traits,
    find_misleading_traits,
    is_better_reading,
    without_traits,
)
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps import STEPS, STEPS_BEFORE_CLASSIFIER
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Layout

__all__ = ["STEPS", "STEPS_BEFORE_CLASSIFIER", "Label", "LabelledBlock", "Labelling", "label"]


def label(layout: Layout, metadata: Metadata, url: str | None, classifier: BlockClassifier | None = None) -> Labelling:
    """Label the blocks of a page, in page order, with the shipped classifier or another one.

    `url` is the address of the page. Kinds of blocks may change: bold lines become headings, and a standfirst that is
    marked up as a heading becomes a paragraph.
    """
    state, warnings = _resolve_contradiction(
        _run_steps(LabelState(layout, metadata, url, classifier or load_classifier(), (None,) * len(layout.blocks)))
    )
    labelled = [
        LabelledBlock(block, its_label)
        for block, its_label in zip(layout.blocks, state.labels, strict=True)
        if its_label is not None
    ]
    return Labelling(infer_headings(layout, demote_standfirst_heading(layout, labelled)), warnings)


def _run_steps(state: LabelState) -> LabelState:
    for step in STEPS:
        state = step(state)
    return state


def _resolve_contradiction(first: LabelState) -> tuple[LabelState, tuple[PageWarning, ...]]:
    """The labels, or those of a second reading where names of boxes have plainly misled the first."""
    misleading = find_misleading_traits(first)
    if not misleading:
        return first, ()
    unlabelled = (None,) * len(first.labels)
    layout = without_traits(first.layout, misleading)
    second = _run_steps(msgspec.structs.replace(first, layout=layout, labels=unlabelled))
    if not is_better_reading(first, second):
        return first, ()
    names = ", ".join(describe_traits(misleading))
    return second, (PageWarning("misleading_names", f"boxes with the article are called {names}"),)
