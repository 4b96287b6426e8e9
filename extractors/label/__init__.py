"""Fourth stage: every block of the page gets a label. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable

from wellread.extractors.label import steps
from wellread.extractors.label.classifier import BlockClassifier, load_classifier
from wellread.extractors.label.inferred_headings import demote_standfirst_heading, infer_headings
from wellread.extractors.label.labelled_block import Label, LabelledBlock
from wellread.extractors.label.promotion import drop_self_promotion
from wellread.extractors.label.state import LabelState
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Layout

__all__ = ["Label", "LabelledBlock", "label"]

RULES: tuple[Callable[[LabelState], LabelState], ...] = (steps.by_structure, steps.by_phrase)
STEPS = (
    *RULES,
    steps.by_model,
    steps.keep_quotations,
    steps.keep_between,
    steps.drop_duplicates,
    steps.drop_pull_quotes,
    drop_self_promotion,
    steps.drop_author_sections,
    steps.drop_biographies,
    steps.follow_sections,
    steps.keep_media,
)


def label(
    layout: Layout, metadata: Metadata, url: str | None, classifier: BlockClassifier | None = None
) -> tuple[LabelledBlock, ...]:
    """Label the blocks of a page, in page order, with the shipped classifier or another one."""
    state = LabelState(layout, metadata, url, classifier or load_classifier(), (None,) * len(layout.blocks))
    for step in STEPS:
        state = step(state)
    labelled = [
        LabelledBlock(block, its_label)
        for block, its_label in zip(layout.blocks, state.labels, strict=True)
        if its_label is not None
    ]
    return infer_headings(demote_standfirst_heading(layout, labelled))
