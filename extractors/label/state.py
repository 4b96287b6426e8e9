"""The labels so far, passed from step to step."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from wellread.extractors.label.classifier import BlockClassifier
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Block, BlockIndex, Layout


class LabelState(msgspec.Struct, frozen=True):
    """What the steps of labelling see, and the labels that they have given.

    `labels` has one entry for each block of `layout`, by its index: None where no step has decided yet. `url` is the
    address of the page.
    """

    layout: Layout
    metadata: Metadata
    url: str | None
    classifier: BlockClassifier
    labels: tuple[Label | None, ...]

    def with_labels(self, labels: Mapping[BlockIndex, Label]) -> LabelState:
        """A new state with these labels, by index of the block, in place of those given before."""
        merged = list(self.labels)
        for index, label in labels.items():
            merged[index] = label
        return msgspec.structs.replace(self, labels=tuple(merged))

    def is_kept(self, block: Block) -> bool:
        """Whether a block has been labelled as kept."""
        label = self.labels[block.index]
        return label is not None and label.reason is None

    def score_of(self, block: Block) -> float | None:
        """The classifier's probability for a block, from 0 to 1; None where it was not asked."""
        label = self.labels[block.index]
        return None if label is None else label.score

    def undecided_blocks(self) -> list[Block]:
        """The blocks with text that have no label yet, in page order."""
        labels = self.labels
        return [block for block in self.layout.blocks if block.chars and labels[block.index] is None]

    def kept_blocks(self) -> list[Block]:
        """The blocks with text that are labelled as kept, in page order."""
        labels = self.labels
        return [
            block
            for block in self.layout.blocks
            if block.chars and (label := labels[block.index]) is not None and label.reason is None
        ]

    def dropped_indices(self) -> frozenset[BlockIndex]:
        """The indices of the blocks that are labelled as dropped."""
        return frozenset(
            block.index
            for block, label in zip(self.layout.blocks, self.labels, strict=True)
            if label is not None and label.reason is not None
        )
