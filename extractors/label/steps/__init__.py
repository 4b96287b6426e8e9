"""The steps of labelling, each from the labels so far to more of them.

Rules come first, then the classifier, then what the blocks around a block say.
"""

from __future__ import annotations

from collections.abc import Callable

from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.alike import keep_alike
from wellread.extractors.label.steps.announced_sections import drop_announced_sections
from wellread.extractors.label.steps.between import keep_between
from wellread.extractors.label.steps.boxed_parts import keep_boxed_parts
from wellread.extractors.label.steps.by_phrase import drop_by_phrase
from wellread.extractors.label.steps.by_structure import drop_by_structure
from wellread.extractors.label.steps.classification import classify_blocks
from wellread.extractors.label.steps.comments import drop_comments
from wellread.extractors.label.steps.contact import drop_own_contact
from wellread.extractors.label.steps.declared_text import keep_declared_recipe, keep_declared_text
from wellread.extractors.label.steps.duplicates import drop_duplicates
from wellread.extractors.label.steps.headings import drop_empty_headings
from wellread.extractors.label.steps.invitations import drop_invitations
from wellread.extractors.label.steps.legal_texts import drop_legal_texts
from wellread.extractors.label.steps.media import label_media
from wellread.extractors.label.steps.misleading_names import ignore_misleading_names
from wellread.extractors.label.steps.notes import keep_notes
from wellread.extractors.label.steps.notices import drop_notices
from wellread.extractors.label.steps.other_articles import drop_other_articles
from wellread.extractors.label.steps.people import drop_author_sections, drop_biographies
from wellread.extractors.label.steps.promotion import drop_self_promotion
from wellread.extractors.label.steps.quotations import drop_pull_quotes, keep_quotations
from wellread.extractors.label.steps.teasers import drop_teasers

__all__ = ["STEPS", "STEPS_BEFORE_CLASSIFIER", "Step"]

Step = Callable[[LabelState], LabelState]

# What is decided before the classifier is asked. It is trained on the blocks that these leave.
STEPS_BEFORE_CLASSIFIER: tuple[Step, ...] = (
    ignore_misleading_names,
    drop_by_structure,
    drop_by_phrase,
    drop_other_articles,
    drop_notices,
    drop_legal_texts,
    drop_invitations,
    drop_comments,
)
STEPS: tuple[Step, ...] = (
    *STEPS_BEFORE_CLASSIFIER,
    classify_blocks,
    keep_quotations,
    keep_between,
    keep_alike,
    keep_boxed_parts,
    keep_notes,
    keep_declared_text,
    keep_declared_recipe,
    drop_duplicates,
    drop_pull_quotes,
    drop_own_contact,
    drop_self_promotion,
    drop_author_sections,
    drop_announced_sections,
    drop_teasers,
    drop_biographies,
    drop_empty_headings,
    label_media,
)
