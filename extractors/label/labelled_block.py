"""The label of a block: kept or dropped, and what decided."""

from __future__ import annotations

import msgspec

from wellread.extractors.article import PageWarning, Reason
from wellread.extractors.segment import Block


class Label(msgspec.Struct, frozen=True, gc=False):
    """Kept or dropped, and by which rule.

    `reason` says why a block was dropped; it is None for a kept block. `score` is the classifier's probability that
    the block belongs to the main content, from 0 to 1, and None where a rule decided without asking it.
    """

    reason: Reason | None
    rule: str
    score: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the block belongs to the article: nothing was found against it."""
        return self.reason is None


class LabelledBlock(msgspec.Struct, frozen=True, gc=False):
    """A block with its label."""

    block: Block
    label: Label


class Labelling(msgspec.Struct, frozen=True):
    """The blocks of a page in page order, each with its label, and what was doubtful about labelling them."""

    blocks: tuple[LabelledBlock, ...]
    warnings: tuple[PageWarning, ...] = ()
