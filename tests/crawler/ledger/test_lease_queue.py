"""URLs are leased in their order, within the limits of the run, and none is lost with a process."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import START, article, lease_one, seed, url
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, UrlKind, VisitResult
from wellread.crawler.ledger.database import DATABASE_FILE


def test_the_start_page_comes_first_then_lists_then_pages_as_they_were_found(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "b", "a")
    run.frontier.discover(DiscoveredLinks((url("sitemap.xml"),), "start", UrlKind.LIST))
    run.frontier.discover(DiscoveredLinks((START,), "start", UrlKind.START))
    assert [visit.url for visit in run.queue.lease(9)] == [START, url("sitemap.xml"), url("b"), url("a")]


def test_what_a_killed_process_had_leased_is_leased_again(ledger: Ledger) -> None:
    killed = ledger.begin_run(START)
    seed(killed, "a", "b")
    done, _ = killed.queue.lease(2)
    killed.visits.finish(done, article("a"))
    resumed = ledger.begin_run(START)
    assert (resumed.id, resumed.is_resumed) == (killed.id, True)
    assert [(visit.url, visit.attempt) for visit in resumed.queue.lease(9)] == [(url("b"), 1)]


def test_a_page_to_be_tried_again_waits_its_time(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    run.visits.retry_later(lease_one(run), "503 Service Unavailable", wait_seconds=30)
    assert run.queue.lease(9) == []
    assert run.queue.find_wait_seconds() == 30
    clock.now += 30
    assert run.queue.find_wait_seconds() == 0
    assert lease_one(run).attempt == 2


def test_no_more_pages_are_leased_than_allowed_and_lists_do_not_count(ledger: Ledger) -> None:
    run = ledger.begin_run(START, max_pages=2)
    seed(run, "a", "b", "c")
    run.frontier.discover(DiscoveredLinks((url("feed.xml"),), "start", UrlKind.LIST))
    feed, first, *rest = [*run.queue.lease(2), *run.queue.lease(9)]
    assert [feed.kind, first.url, *(visit.url for visit in rest)] == [UrlKind.LIST, url("a"), url("b")]
    run.visits.retry_later(first, "503", wait_seconds=0)
    assert lease_one(run).url == url("a")
    assert run.queue.lease(9) == []
    assert run.queue.find_wait_seconds() is None


def test_a_url_that_is_postponed_before_its_request_costs_no_attempt(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    for _ in range(9):
        run.queue.postpone(lease_one(run), "the server asks to be left alone", wait_seconds=0)
    assert lease_one(run).attempt == 1
    assert run.summarise().visits_by_outcome == {}


def test_what_was_leased_and_not_requested_can_be_released(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    run.queue.release(run.queue.lease(9))
    assert [visit.attempt for visit in run.queue.lease(9)] == [1, 1]


def test_no_page_is_leased_before_all_lists_are_read_if_the_run_says_so(ledger: Ledger) -> None:
    run = ledger.begin_run(START, lists_before_pages=True)
    seed(run, "a")
    run.frontier.discover(DiscoveredLinks((url("feed.xml"),), "start", UrlKind.LIST))
    (feed,) = run.queue.lease(9)
    assert feed.kind is UrlKind.LIST
    assert run.queue.find_wait_seconds() is None  # until the feed is read
    run.visits.finish(feed, VisitResult(Outcome.LIST))
    assert lease_one(run).url == url("a")


def test_a_url_can_be_leased_whatever_was_planned_for_it(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    run.frontier.postpone([url("b")])
    assert run.queue.lease_url(url("b")).url == url("b")
    assert [lease.url for lease in run.queue.lease(9)] == [url("a")]
    run.frontier.enqueue([url("b"), url("c")])
    assert [lease.url for lease in run.queue.lease(9)] == [url("b"), url("c")]


def test_what_is_to_be_visited_is_known_while_another_program_writes(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)
    with Ledger.in_folder(tmp_path) as ledger, closing(database) as other:
        run = ledger.begin_run(START, max_pages=9)
        seed(run, "a")
        other.execute("BEGIN IMMEDIATE")
        assert run.queue.find_wait_seconds() == 0
        assert run.frontier.find_unknown([url("a"), url("b")]) == [url("b")]
