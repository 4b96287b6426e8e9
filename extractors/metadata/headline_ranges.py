"""How far from the headline bylines and dates of the article stand.

All distances count blocks in page order: those after the headline are positive, those before it
negative. The ranges differ, since each was fitted to what it is for; they stand here so that they
can be seen beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wellread.extractors.segment import Block


class HeadlineRange(NamedTuple):
    """The blocks from so many before the headline to so many after it, both inclusive."""

    max_blocks_before: int
    max_blocks_after: int

    def contains(self, distance: int) -> bool:
        """Whether a block at a distance from the headline lies in the range."""
        return -self.max_blocks_before <= distance <= self.max_blocks_after

    def slice_of(self, blocks: Sequence[Block], headline_index: int) -> Sequence[Block]:
        """Those of all blocks of a page that lie in the range."""
        return blocks[max(0, headline_index - self.max_blocks_before) : headline_index + self.max_blocks_after + 1]


# Right beside the headline: what is named a byline or a date there is the article's, whatever boxes
# it stands in.
BESIDE_HEADLINE = HeadlineRange(4, 4)
# Where bylines without a label can stand. Portraits and share buttons, which are blocks too, push
# them far down.
UNLABELLED_BYLINE_RANGE = HeadlineRange(10, 25)
# Where dates without a label can stand. Further off, there are more dates of other articles than of
# this one.
DATE_RANGE = HeadlineRange(8, 20)
# Where signals look for the names of authors and reviewers and for labelled dates, which are known
# or plain to see.
SIGNAL_RANGE = HeadlineRange(8, 30)
# Where a line that begins with "By" is a byline though no author is known.
BY_SIGNAL_RANGE = HeadlineRange(8, 29)
