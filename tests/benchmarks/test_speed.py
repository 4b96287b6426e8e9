"""The arithmetic of times and memory."""

from __future__ import annotations

import pytest

from benchmarks import speed
from benchmarks.corpora import Corpus


def test_memory_is_flat_when_only_the_first_round_grows() -> None:
    series = [(1_000, 100.0), (2_000, 150.0), (3_000, 160.0), (4_000, 160.0), (5_000, 160.0)]
    assert speed.slope(series, after=3_000) == 0
    assert speed.slope(series[:2], after=2_000) is None


def test_a_leak_shows_in_the_slope() -> None:
    assert speed.slope([(1_000, 10.0), (2_000, 15.0), (3_000, 20.0)], after=1_000) == pytest.approx(5)


def test_medians_are_compared_with_the_parse_and_with_the_peer() -> None:
    times = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [40.0, 50.0, 60.0])
    table = speed.time_table((speed.BASELINE, "ours", "trafilatura 9"), times)
    assert table.title == "CPU time of 3 pages"
    assert [(row[1], row[3], row[4]) for row in table.rows] == [(2, 1, 0.04), (5, 2.5, 0.1), (50, 25, 1)]


def test_each_page_is_run_by_all_in_turn_and_the_best_time_counts(corpus: Corpus) -> None:
    order: list[str] = []
    runs = (lambda _html, _url: order.append("a"), lambda _html, _url: order.append("b"))
    times = speed.race(runs, corpus.pages, repetitions=2)
    assert order == ["a", "b"] * 4
    assert [len(of_one) for of_one in times] == [2, 2]
    assert all(time >= 0 for of_one in times for time in of_one)


def test_the_steps_are_timed_in_their_order_and_their_shares_add_up(corpus: Corpus) -> None:
    table = speed.step_table(corpus.pages, repetitions=1)
    assert [row[0] for row in table.rows] == list(speed.STEPS)
    assert sum(float(row[2] or 0) for row in table.rows) == pytest.approx(1)


def test_a_page_that_a_system_raises_on_is_timed_for_nobody(corpus: Corpus) -> None:
    def picky(html: bytes, _url: str) -> None:
        if b"Cars" in html:
            raise ValueError(html)

    assert [speed.fit([picky], page) for page in corpus.pages] == [True, False]
