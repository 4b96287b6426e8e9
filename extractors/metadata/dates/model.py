"""A date that the page prints, and what kind of evidence it is."""

from __future__ import annotations

from enum import IntEnum, auto

import msgspec

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.vocabulary.date_labels import DateKind


class DateRank(IntEnum):
    """How plainly a printed date is one of the article, the plainest first."""

    LABELLED = auto()  # with a label, near the headline
    DATELINE = auto()  # in a line of its own near the headline
    LEAD = auto()  # at the start of the text: `OSLO, May 3, 2024 -`
    BESIDE = auto()  # in some other line near the headline
    FAR_LABELLED = auto()  # with a label, further off
    SIDE_LABELLED = auto()  # with a label, in a box beside or below the article
    FAR_DATELINE = auto()  # alone in a box that is named for it
    ALONE = auto()  # alone anywhere after the headline
    TEASER = auto()  # of another page: only shows that there are such


class PrintedDate(msgspec.Struct, frozen=True, gc=False):
    """A date of the article as the page prints it.

    `block_index` is that of its block, -1 where it stands in none. `distance` is that to the
    headline in blocks, twice as much before it.
    """

    kind: DateKind
    rank: DateRank
    candidate: Candidate[str]
    distance: int = 0
    block_index: int = -1
