"""What the classifier sees: one vector of numbers for each block that no rule has decided.

Most of a vector says where the block stands in the frame of `Regions`, because words and tags alone do not carry over
from one site to the next. Shallow features of text, link density and neighbours follow Kohlschuetter, Fankhauser and
Nejdl, "Boilerplate Detection using Shallow Text Features", WSDM 2010.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from wellread.extractors.label.features.boxes import (
    box_features,
    container_features,
    enclosing_tag_features,
    list_features,
    region_features,
)
from wellread.extractors.label.features.group import FeatureGroup
from wellread.extractors.label.features.page import survey_page
from wellread.extractors.label.features.parts import part_features
from wellread.extractors.label.features.position import (
    neighbour_features,
    page_features,
    position_features,
    separator_features,
)
from wellread.extractors.label.features.sections import heading_features, section_features
from wellread.extractors.label.features.text import lexicon_features, text_features
from wellread.extractors.label.features.wording import wording_features
from wellread.extractors.label.regions import Regions
from wellread.extractors.metadata import Metadata
from wellread.extractors.segment import Block, Layout

__all__ = ["FEATURE_NAMES", "GROUPS", "FeatureGroup", "compute_vectors", "survey_page"]

# A vector has their numbers in this order.
GROUPS: tuple[FeatureGroup, ...] = (
    text_features,
    wording_features,
    separator_features,
    lexicon_features,
    position_features,
    heading_features,
    section_features,
    neighbour_features,
    box_features,
    region_features,
    list_features,
    enclosing_tag_features,
    container_features,
    page_features,
    part_features,
)
FEATURE_NAMES: tuple[str, ...] = tuple(name for group in GROUPS for name in group.names)


def compute_vectors(
    layout: Layout,
    regions: Regions,
    blocks: Sequence[Block],
    url: str | None,
    metadata: Metadata,
) -> list[list[float]]:
    """One vector for each of `blocks`, with a number for each of `FEATURE_NAMES`, in their order.

    `blocks` are those that the classifier decides, in page order, all with text and at least one; `url` is the address
    of the page.
    """
    page = survey_page(layout, regions, blocks, url, metadata)
    columns = [group.describe(page) for group in GROUPS]
    return [list(chain.from_iterable(numbers)) for numbers in zip(*columns, strict=True)]
