"""A bar for each night: as long as its changes are many, and cut by what has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.output.review.nights import MAX_NIGHTS, Night, draw_changes, list_covered_fields

counts = st.integers(0, 10_000)
nights = st.builds(
    Night,
    site=st.just("a.org"),
    started=st.just("2026-01-31"),
    new=counts,
    changed=counts,
    gone=counts,
    articles=counts,
)


@given(st.lists(nights, max_size=8))
def test_segments_follow_one_another_and_the_longest_bar_is_full(runs: list[Night]) -> None:
    bars = draw_changes(runs)
    ends = [0.0]
    for bar in bars:
        end = 0.0
        for segment in bar.segments:
            assert segment.start == pytest.approx(end)
            assert segment.length > 0
            end = segment.start + segment.length
        ends.append(end)
    some_changed = any(night.new + night.changed + night.gone for night in runs)
    assert max(ends) == pytest.approx(100 if some_changed else 0)


def test_kinds_of_changes_differ_in_height_as_well_as_in_colour() -> None:
    (bar,) = draw_changes([Night("a.org", "1", 3, 2, 1, 9)])
    assert len({segment.height for segment in bar.segments}) == 3


def test_the_latest_nights_are_drawn() -> None:
    runs = [Night("a.org", str(number), 1, 0, 0, 1) for number in range(MAX_NIGHTS + 5)]
    assert [bar.night.started for bar in draw_changes(runs)] == [str(number) for number in range(MAX_NIGHTS)]


def test_fields_that_runs_have_counted_are_listed_once() -> None:
    runs = [Night("a", "2", 0, 0, 0, 1, {"authors": 1.0}), Night("a", "1", 0, 0, 0, 1, {"authors": 0.5, "date": 0.0})]
    assert list_covered_fields(runs) == ("authors", "date")
