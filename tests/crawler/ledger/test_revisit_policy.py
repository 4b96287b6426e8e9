"""When a page is visited again: more often if it changes more, and always within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.ledger.revisit_policy import (
    DAY_SECONDS,
    MAX_INTERVAL_GROWTH,
    MAX_INTERVAL_SECONDS,
    MIN_INTERVAL_SECONDS,
    ChangeHistory,
    compute_backoff,
)

FRESH = ChangeHistory(interval=MIN_INTERVAL_SECONDS)
visits = st.lists(st.tuples(st.floats(-DAY_SECONDS, 400 * DAY_SECONDS), st.booleans()), min_size=1, max_size=60)


def after(seen: list[tuple[float, bool]]) -> ChangeHistory:
    history = FRESH
    for elapsed, changed in seen:
        history = history.add_visit(elapsed, changed=changed)
    return history


@given(visits)
def test_the_next_visit_is_never_too_soon_nor_too_late(seen: list[tuple[float, bool]]) -> None:
    assert MIN_INTERVAL_SECONDS <= after(seen).interval <= MAX_INTERVAL_SECONDS


@given(visits, st.floats(0, 400 * DAY_SECONDS))
def test_a_change_never_puts_the_next_visit_off(seen: list[tuple[float, bool]], elapsed: float) -> None:
    history = after(seen)
    assert history.add_visit(elapsed, changed=True).interval <= history.add_visit(elapsed, changed=False).interval


@given(visits, st.floats(0, 400 * DAY_SECONDS), st.booleans())
def test_the_interval_at_most_doubles(seen: list[tuple[float, bool]], elapsed: float, changed: object) -> None:
    history = after(seen)
    assert history.add_visit(elapsed, changed=bool(changed)).interval <= history.interval * MAX_INTERVAL_GROWTH


@given(visits)
def test_a_page_that_begins_to_change_every_day_is_soon_visited_every_day(seen: list[tuple[float, bool]]) -> None:
    history = after(seen)
    for _ in range(60):
        history = history.add_visit(min(history.interval, DAY_SECONDS), changed=True)
    assert history.interval <= DAY_SECONDS


@given(visits)
def test_a_page_that_has_calmed_down_is_left_alone_for_longest(seen: list[tuple[float, bool]]) -> None:
    history = after(seen)
    for _ in range(60):
        history = history.add_visit(history.interval, changed=False)
    assert history.interval == MAX_INTERVAL_SECONDS


@given(visits, st.floats(-1e9, 0))
def test_a_clock_set_back_counts_as_no_time(seen: list[tuple[float, bool]], elapsed: float) -> None:
    assert after(seen).add_visit(elapsed, changed=False) == after(seen).add_visit(0.0, changed=False)


@given(st.integers(1, 10_000))
def test_failures_put_the_next_visit_off_and_never_for_good(failures: int) -> None:
    assert MIN_INTERVAL_SECONDS <= compute_backoff(failures) <= compute_backoff(failures + 1) <= MAX_INTERVAL_SECONDS
