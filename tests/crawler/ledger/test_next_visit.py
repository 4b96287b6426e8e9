"""When a URL is visited again, and what of: seen over days and weeks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import DAY, START, article, crawl, failed, lease_one, unchanged, url, visit_all
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, UrlKind, VisitResult


def test_a_page_is_asked_whether_it_changed_with_what_the_server_gave(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "one")})
    clock.now += DAY
    run = ledger.begin_run(START)
    visit = lease_one(run)
    assert visit.validators.etag == '"one"'
    run.visits.finish(visit, unchanged())
    run.end()
    assert run.summarise().visits_by_outcome == {"unchanged": 1}


def test_whatever_the_server_says_a_page_is_read_whole_once_a_month(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "one")})
    clock.now += 31 * DAY
    visit = lease_one(ledger.begin_run(START))
    assert visit.validators.etag is None
    assert visit.last_digest is None


def test_a_page_that_stays_the_same_is_visited_less_and_less_often(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a")})
    days = []
    for day in range(1, 60):
        clock.now += DAY
        run = ledger.begin_run(START)
        if visit_all(run, {"a": article("a")}):
            days.append(day)
    assert days == [1, 3, 7, 14, 28, 55]


def test_a_page_that_changes_every_day_is_visited_every_day(ledger: Ledger, clock: Clock) -> None:
    for day in range(10):
        assert len(crawl(ledger, {"a": article("a", str(day))})) == 1
        clock.now += DAY


def test_a_list_is_asked_for_in_every_run(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((url("feed.xml"),), "start", UrlKind.LIST))
    visit_all(run, {"feed.xml": VisitResult(Outcome.LIST)})
    clock.now += 60
    assert lease_one(ledger.begin_run(START)).kind is UrlKind.LIST


def test_a_page_that_fails_is_tried_in_the_next_run_and_then_less_often(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": failed()})
    days = []
    for day in range(1, 40):
        clock.now += DAY
        if visit_all(ledger.begin_run(START), {"a": failed()}):
            days.append(day)
    assert days == [1, 3, 7, 14, 28]


@pytest.mark.parametrize("jump", [-3600.0, 3600.0], ids=["an hour back", "an hour ahead"])
def test_a_clock_an_hour_off_neither_misses_a_visit_nor_doubles_one(ledger: Ledger, clock: Clock, jump: float) -> None:
    """A page that changes every day, a job that runs every hour, and a clock that jumps in mid-day."""
    crawl(ledger, {"a": article("a", "first")})
    visits = []
    for hour in range(1, 73):
        clock.now += 3600
        if hour == 30:
            clock.now += jump
        if visit_all(ledger.begin_run(START), {"a": article("a", str(hour))}):
            visits.append(hour)
    assert len(visits) == 3
    assert all(19 <= later - earlier <= 21 for earlier, later in pairwise(visits))


def test_a_visit_noted_by_a_clock_a_year_ahead_does_not_put_the_next_one_off_for_a_year(
    ledger: Ledger, clock: Clock
) -> None:
    clock.now += 365 * DAY
    crawl(ledger, {"a": article("a")})
    clock.now -= 364 * DAY
    assert lease_one(ledger.begin_run(START)).url == url("a")
