"""A byline, and what kind of evidence it is."""

from __future__ import annotations

from enum import IntEnum, auto

import msgspec
from lxml import etree

from wellread.extractors.metadata.people.parsing import People
from wellread.extractors.vocabulary.byline_labels import BylineRole


class BylineRank(IntEnum):
    """How plainly a byline is one of the article, the plainest first."""

    LABELLED = auto()  # behind a label, near the headline
    MARKED = auto()  # near the headline, in markup that is named for authors, or as a link to a profile
    BOXED = auto()  # near the headline, in a box for authors, or beside a degree, a role or a topic
    FAR = auto()  # behind a label, anywhere; or the only one that there is
    PICTURED = auto()  # near the headline, as something else on the page is named


class Byline(msgspec.Struct, frozen=True, gc=False):
    """The people of one byline. `source` is how it is published, `raw` its text with its label.

    It stands in `element`, and in the block `block_index`; that is 0 where only markup was looked
    at.
    """

    role: BylineRole
    rank: BylineRank
    people: People
    source: str
    element: etree._Element
    block_index: int
    raw: str
