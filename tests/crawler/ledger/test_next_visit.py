"""When a URL is visited again, and what of: seen over days and weeks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import (
    DAY,
    START,
    article,
    crawl,
    failed,
    gone,
    lease_one,
    moved,
    seed,
    unchanged,
    url,
    visit_all,
)
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


@pytest.mark.parametrize("trouble", [failed(), gone(), VisitResult(Outcome.BLOCKED, "429 Too Many Requests")])
def test_a_page_that_has_failed_comes_after_all_others_until_it_answers(
    ledger: Ledger, clock: Clock, trouble: VisitResult
) -> None:
    sound = {name: article(name, headline=name) for name in "bc"}
    crawl(ledger, {"a": trouble, **sound})
    clock.now += 3 * DAY
    run = ledger.begin_run(START)
    order = [lease.url for lease in run.queue.lease(9)]
    assert order == [url("b"), url("c"), url("a")]
    visit_all(ledger.begin_run(START), {"a": article("a"), **sound})
    clock.now += 30 * DAY
    assert lease_one(ledger.begin_run(START)).url == url("a")


def test_a_page_that_is_tried_again_in_the_same_run_lets_others_go_first(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b", "c")
    run.visits.retry_later(lease_one(run), "503 Service Unavailable", wait_seconds=2)
    clock.now += 10
    assert [lease.url for lease in run.queue.lease(9)] == [url("b"), url("c"), url("a")]


def test_a_redirect_that_leads_elsewhere_each_time_is_followed_less_and_less_often(
    ledger: Ledger, clock: Clock
) -> None:
    crawl(ledger, {"a": moved("a-0", 302), "a-0": article("a-0")})
    days = []
    for day in range(1, 40):
        clock.now += DAY
        run = ledger.begin_run(START)
        finished = visit_all(run, {"a": moved(f"a-{day}", 302)} | {f"a-{n}": unchanged() for n in range(day + 1)})
        days += [day] * ("a" in finished)
    assert days == [1, 3, 7, 14, 28]


def test_the_middle_of_a_chain_is_not_visited_for_its_own_sake(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((url("middle"),), "listing", hops=1))
    visit_all(run, {"middle": moved("end", 302), "end": article("end")})
    clock.now += 2 * DAY
    assert [lease.url for lease in ledger.begin_run(START).queue.lease(9)] == [url("end")]


def test_a_run_that_goes_on_asks_once_more_for_the_start_page_that_it_could_not_have(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(DiscoveredLinks((START,), "start page", UrlKind.START))
    run.visits.finish(lease_one(run), failed())
    assert lease_one(ledger.begin_run(START)).url == START
