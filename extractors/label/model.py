"""What is decided about a block."""

from __future__ import annotations

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.segment import Block


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """Kept or dropped, and by which rule.

    `reason` is None for a kept block. `score` is the model's probability that the block belongs to the article, from 0
    to 1, and None where a rule decided without asking it.
    """

    reason: Reason | None
    rule: str
    score: float | None = None

    @property
    def kept(self) -> bool:
        return self.reason is None


class LabelledBlock(msgspec.Struct, frozen=True, gc=False):
    block: Block
    verdict: Verdict
