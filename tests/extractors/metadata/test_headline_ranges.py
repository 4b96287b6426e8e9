from __future__ import annotations

import pytest

from wellread.extractors.metadata import headline_ranges
from wellread.extractors.metadata.headline_ranges import HeadlineRange
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

RANGES = {name: value for name, value in vars(headline_ranges).items() if isinstance(value, HeadlineRange)}


@pytest.mark.parametrize("blocks", RANGES.values(), ids=RANGES)
@pytest.mark.parametrize("headline_index", [0, 5, 60, 99])
def test_a_slice_has_the_blocks_whose_distance_lies_in_the_range(blocks: HeadlineRange, headline_index: int) -> None:
    layout = segment(parse(PageInput("<p>Rest.</p>" * 100)))
    inside = [block for block in layout.blocks if blocks.contains(block.index - headline_index)]
    assert list(blocks.slice_of(layout.blocks, headline_index)) == inside
