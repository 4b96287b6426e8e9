"""What the blocks around a block, and its page, do to its probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.label.smoothing import (
    average_over_lists,
    decision_threshold,
    find_lists,
    smooth_scores,
    smooth_with_neighbours,
)
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Block, Layout, segment

PROBABILITIES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=12)


def layout_of(body: str) -> tuple[Layout, list[Block]]:
    layout = segment(parse(PageInput(f"<!doctype html><body>{body}</body>", "https://example.org/a")))
    return layout, [block for block in layout.blocks if block.chars]


def paragraphs(count: int) -> list[Block]:
    return layout_of("".join(f"<p>Sentence number {number} of this page.</p>" for number in range(count)))[1]


def test_a_block_in_doubt_goes_with_those_beside_it() -> None:
    inside, outside = (smooth_with_neighbours(paragraphs(3), [score, 0.45, score])[1] for score in (0.95, 0.05))
    assert inside > 0.5
    assert outside < 0.45


def test_a_block_of_links_stays_what_it_is_between_kept_texts() -> None:
    _, blocks = layout_of('<p>One sentence here.</p><p><a href="/b">Another article</a></p><p>One more sentence.</p>')
    assert smooth_with_neighbours(blocks, [0.95, 0.45, 0.95])[1] == pytest.approx(0.45)


@given(PROBABILITIES)
def test_probabilities_stay_probabilities(scores: list[float]) -> None:
    smoothed = smooth_with_neighbours(paragraphs(len(scores)), scores)
    assert len(smoothed) == len(scores)
    assert all(0.0 <= score <= 1.0 for score in smoothed)


def test_the_items_of_a_list_have_one_score() -> None:
    layout, blocks = layout_of("<ul><li>Warm milk</li><li>Dark curtains</li></ul><p>And so to bed, all of us.</p>")
    first, second, last = average_over_lists(find_lists(layout, blocks), blocks, [0.2, 0.8, 0.9])
    assert first == second
    assert 0.2 < first < 0.8
    assert last == 0.9


def test_a_list_that_lays_out_the_page_is_left_alone() -> None:
    long = "A long sentence of an article that is laid out as a list. " * 10
    layout, blocks = layout_of(f"<ul><li>{long}</li><li>Menu</li></ul>")
    assert average_over_lists(find_lists(layout, blocks), blocks, [0.9, 0.1]) == [0.9, 0.1]


def test_a_clear_page_needs_even_odds_and_one_in_doubt_less() -> None:
    assert decision_threshold(paragraphs(3), [0.99, 0.99, 0.01]) == pytest.approx(0.5, abs=0.01)
    assert decision_threshold(paragraphs(3), [0.42, 0.4, 0.38]) < 0.4


@given(PROBABILITIES)
def test_the_threshold_stays_within_its_bounds(scores: list[float]) -> None:
    assert 0.35 <= decision_threshold(paragraphs(len(scores)), scores) <= 0.5


def test_the_first_item_of_a_list_is_not_decided_by_the_label_above_it() -> None:
    layout, blocks = layout_of("<div>Label</div><ul><li>Warm feet help.</li><li>Tight socks do not.</li></ul>")
    label, first, second = smooth_scores(layout, blocks, [0.05, 0.6, 0.6])
    assert label < first == pytest.approx(second)
