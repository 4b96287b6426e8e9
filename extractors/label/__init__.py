"""Fourth stage: every block of the page gets a verdict. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable

from wellread.extractors.label import steps
from wellread.extractors.label.classifier import Model, load_model
from wellread.extractors.label.inferred_headings import with_drawn_headings, with_plain_standfirst
from wellread.extractors.label.model import LabelledBlock, Verdict
from wellread.extractors.label.promotion import drop_self_promotion
from wellread.extractors.label.state import Sheet
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Layout

__all__ = ["LabelledBlock", "Verdict", "label"]

RULES: tuple[Callable[[Sheet], Sheet], ...] = (steps.by_structure, steps.by_phrase)
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


def label(layout: Layout, metadata: Metadata, url: str | None, model: Model | None = None) -> tuple[LabelledBlock, ...]:
    """Label the blocks of a page, in page order, with the shipped model or another one."""
    sheet = Sheet(layout, metadata, url, model or load_model(), (None,) * len(layout.blocks))
    for step in STEPS:
        sheet = step(sheet)
    labelled = [
        LabelledBlock(block, verdict)
        for block, verdict in zip(layout.blocks, sheet.verdicts, strict=True)
        if verdict is not None
    ]
    return with_drawn_headings(with_plain_standfirst(layout, labelled))
