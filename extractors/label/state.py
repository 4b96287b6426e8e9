"""The sheet that labelling fills in: a page's blocks with a verdict beside each, once a step has found one."""

from __future__ import annotations

import msgspec

from wellread.extractors.label.classifier import Model
from wellread.extractors.label.model import Verdict
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Block, Layout


class Sheet(msgspec.Struct, frozen=True):
    """Verdicts by block, in page order; None where nothing is decided. Each step returns a new sheet."""

    layout: Layout
    metadata: Metadata
    url: str | None
    model: Model
    verdicts: tuple[Verdict | None, ...]

    def fill(self, found: dict[int, Verdict]) -> Sheet:
        """With the verdicts in `found` put in, over what stood there."""
        verdicts = list(self.verdicts)
        for index, verdict in found.items():
            verdicts[index] = verdict
        return msgspec.structs.replace(self, verdicts=tuple(verdicts))

    def undecided(self) -> list[Block]:
        """The blocks with text that have no verdict."""
        return [block for block in self.layout.blocks if block.chars and self.verdicts[block.index] is None]

    def kept(self) -> list[Block]:
        """The blocks with text that are kept so far."""
        return [
            block
            for block, verdict in zip(self.layout.blocks, self.verdicts, strict=True)
            if block.chars and verdict is not None and verdict.kept
        ]

    def score(self, block: Block) -> float | None:
        """What the model said of a block, if it was asked."""
        verdict = self.verdicts[block.index]
        return None if verdict is None else verdict.score

    def dropped(self) -> frozenset[int]:
        return frozenset(
            index for index, verdict in enumerate(self.verdicts) if verdict is not None and not verdict.kept
        )
