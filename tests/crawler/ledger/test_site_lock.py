"""A site belongs to one crawl at a time, and who has lost it writes nothing any more."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import START, article, lease_one, seed
from wellread.crawler.ledger import (
    BusySiteError,
    DiscoveredLinks,
    Ledger,
    LedgerError,
    LostSiteError,
    SiteRun,
    UnusableLedgerError,
)
from wellread.crawler.ledger import database as database_module
from wellread.crawler.ledger import site_lock as site_lock_module
from wellread.crawler.ledger.database import Database
from wellread.crawler.ledger.revisit_policy import MIN_INTERVAL_SECONDS, RETRY_SITE_SECONDS

OTHER = "https://other.example/"
on_a_server = pytest.mark.parametrize("database", ["postgres"], indirect=True, ids=["postgres"])


WRITES: dict[str, Callable[[SiteRun], object]] = {
    "discover": lambda run: run.frontier.discover(DiscoveredLinks((f"{START}/new",), "sitemaps")),
    "lease": lambda run: run.queue.lease(1),
    "enqueue": lambda run: run.frontier.enqueue([f"{START}/a"]),
    "set the start page": lambda run: run.set_home_url(START),
    "end": lambda run: run.end(),
    "give up": lambda run: run.give_up(),
    "request": lambda run: run.check_lock(),
}


@on_a_server
def test_two_crawls_work_side_by_side_on_different_sites(database: str) -> None:
    with Ledger(database) as first, Ledger(database) as second:
        first.lock_schema()
        second.lock_schema()
        for ledger, start_url, name in ((first, START, "a"), (second, OTHER, "b")):
            run = ledger.begin_run(start_url)
            run.frontier.discover(DiscoveredLinks((start_url,), "start page"))
            run.visits.finish(lease_one(run), article(name))
        assert len(list(first.articles.iter_current())) == 2


@on_a_server
def test_a_site_that_is_being_crawled_is_busy_until_it_is_released(database: str) -> None:
    with Ledger(database) as first, Ledger(database) as second:
        run = first.begin_run(START)
        with pytest.raises(BusySiteError, match=f"^{START}: another run is crawling this site"):
            second.begin_run(START)
        run.check_lock()
        run.release()
        assert second.begin_run(START).token > run.token


@on_a_server
def test_the_site_of_a_crawl_that_has_died_is_free(database: str) -> None:
    with Ledger(database) as first, Ledger(database) as second:
        first.begin_run(START)
        first.close()
        assert second.begin_run(START).is_resumed


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_crawl_that_has_lost_its_site_writes_nothing(ledger: Ledger, write: Callable[[SiteRun], object]) -> None:
    lost = ledger.begin_run(START)
    seed(lost, "a")
    run = ledger.begin_run(START)
    before = ledger.list_sites(), ledger.find_due_sites(9)
    with pytest.raises(LostSiteError, match=f"^{START}: another crawl has taken this site over"):
        write(lost)
    assert (ledger.list_sites(), ledger.find_due_sites(9)) == before
    run.check_lock()


def test_a_visit_that_a_lost_crawl_has_begun_is_not_written(ledger: Ledger) -> None:
    lost = ledger.begin_run(START)
    seed(lost, "a")
    visit = lease_one(lost)
    run = ledger.begin_run(START)
    with pytest.raises(LostSiteError):
        lost.visits.finish(visit, article("a"))
    assert list(ledger.articles.iter_current()) == []
    run.visits.finish(lease_one(run), article("a"))
    assert len(list(ledger.articles.iter_current())) == 1


@on_a_server
def test_a_crawl_that_is_silent_loses_its_site(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(database) as frozen, Ledger(database) as second:
        lost = frozen.begin_run(START)
        monkeypatch.setattr(site_lock_module, "DEAD_AFTER_SECONDS", 0.0)
        run = second.begin_run(START)
        assert run.token == lost.token + 1
        with pytest.raises(LedgerError):  # its connection was ended
            lost.check_lock()
        with pytest.raises(LostSiteError):  # on the next one it learns the reason
            lost.check_lock()
        run.check_lock()


@on_a_server
def test_nobody_takes_a_site_over_in_the_middle_of_a_transaction(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_lock_module, "_TAKEOVER_SECONDS", 0.2)
    with Ledger(database) as first, Ledger(database) as second:
        run = first.begin_run(START)
        run.release()  # the lock alone is gone, as with a connection that was lost
        taken: list[SiteRun] = []
        with run._context.transaction():
            other = threading.Thread(target=lambda: taken.append(second.begin_run(START)))
            other.start()
            other.join(0.3)
            assert not taken
        other.join()
        assert taken[0].token == run.token + 1


@on_a_server
def test_changes_become_visible_in_the_order_of_their_sequence(database: str) -> None:
    with Ledger(database) as first, Ledger(database) as second:
        runs = [ledger.begin_run(start_url) for ledger, start_url in ((first, START), (second, OTHER))]
        for run, start_url in zip(runs, (START, OTHER), strict=True):
            run.frontier.discover(DiscoveredLinks((start_url,), "start page"))
        visits = [lease_one(run) for run in runs]
        with runs[0]._context.transaction() as connection:
            runs[0].visits._finish(connection, visits[0], article("a"))
            other = threading.Thread(target=lambda: runs[1].visits.finish(visits[1], article("b")))
            other.start()
            other.join(0.3)
            with Ledger(database, read_only=True) as reader:  # nothing yet: the greater one does not overtake
                assert reader.articles.find_last_sequence() == 0
        other.join()
        assert [change.sequence for change in first.articles.iter_changes(0, 9)] == [1, 2]


@on_a_server
def test_several_crawls_may_open_a_new_database_at_once(database: str) -> None:
    errors: list[Exception] = []

    def open_database() -> None:
        try:
            with Ledger(database) as ledger:
                ledger.begin_run(START).release()
        except BusySiteError:
            pass
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=open_database) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_sites_are_due_until_their_run_has_ended(ledger: Ledger, clock: Clock) -> None:
    ledger.add_sites([START, OTHER])
    ledger.add_sites([OTHER])
    assert ledger.find_due_sites(9) == [START, OTHER]
    assert ledger.find_due_sites(1) == [START]
    run = ledger.begin_run(START)
    run.end()
    run.release()
    assert ledger.find_due_sites(9) == [OTHER]
    down = ledger.begin_run(OTHER)
    down.give_up()
    down.release()
    clock.now += RETRY_SITE_SECONDS
    assert ledger.find_due_sites(9) == [OTHER]
    clock.now += MIN_INTERVAL_SECONDS
    assert ledger.find_due_sites(9) == [OTHER, START]


def test_the_site_of_a_crawl_that_has_died_goes_before_others_and_one_that_was_handed_back_after_them(
    ledger: Ledger, clock: Clock
) -> None:
    ledger.add_sites([START, OTHER])
    run = ledger.begin_run(OTHER)
    run.release()
    assert ledger.find_due_sites(9) == [OTHER, START]
    clock.now += 1
    run = ledger.begin_run(OTHER)
    run.hand_back()
    run.release()
    assert ledger.find_due_sites(9) == [START, OTHER]


def test_a_site_that_another_crawl_has_ended_meanwhile_is_left_alone(ledger: Ledger) -> None:
    run = ledger.begin_run(START, only_if_due=True)
    run.end()
    run.release()
    with pytest.raises(BusySiteError, match="it is not due any more"):
        ledger.begin_run(START, only_if_due=True)
    assert not ledger.begin_run(START).is_resumed


@on_a_server
def test_a_site_that_is_being_crawled_is_not_due(database: str) -> None:
    with Ledger(database) as first, Ledger(database) as second:
        run = first.begin_run(START)
        assert second.find_due_sites(9) == []
        (site,) = second.list_sites()
        assert site.holder
        assert (site.is_due, site.holder.seems_dead) == (True, False)
        assert site.holder.name == f"process {os.getpid()} on {socket.gethostname()}"
        run.release()
        assert second.find_due_sites(9) == [START]


@on_a_server
def test_the_site_of_a_crawl_that_is_silent_is_due(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(database) as frozen, Ledger(database) as second:
        frozen.begin_run(START)
        assert second.find_due_sites(9) == []
        monkeypatch.setattr(site_lock_module, "DEAD_AFTER_SECONDS", 0.0)
        assert second.find_due_sites(9) == [START]


@on_a_server
def test_a_crawl_that_is_frozen_in_a_transaction_stops_no_other(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database_module._SESSION_SETTINGS, "idle_in_transaction_session_timeout", "200")
    with Ledger(database) as first, Ledger(database) as second:
        frozen, run = first.begin_run(START), second.begin_run(OTHER)
        for each, start_url in ((frozen, START), (run, OTHER)):
            each.frontier.discover(DiscoveredLinks((start_url,), "start page"))
        visit = lease_one(frozen)

        def freeze() -> None:
            with frozen._context.transaction() as connection:
                frozen.visits._finish(connection, visit, article("a"))
                run.visits.finish(lease_one(run), article("b"))  # waits for the feed

        with pytest.raises(LedgerError):
            freeze()
        assert [change.sequence for change in second.articles.iter_changes(0, 9)] == [2]


@on_a_server
def test_settings_in_the_address_of_a_database_count(database: str) -> None:
    for options, expected in (("", "1min"), ("&options=-c idle_in_transaction_session_timeout=7000", "7s")):
        opened = Database(database + options)
        with closing(opened), opened.transaction() as connection:
            setting = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout")
            assert setting.scalar_one() == expected


def test_sites_that_are_written_down_again_cost_no_number(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.add_sites([START])
    ledger.add_sites([START, OTHER])
    assert [ledger.begin_run(start_url)._context.site_id for start_url in (START, OTHER)] == [1, 2]


@on_a_server
def test_a_server_that_refuses_is_not_one_that_cannot_be_reached(database: str) -> None:
    with pytest.raises(UnusableLedgerError, match="the server has no such database"):
        Ledger(database.replace("/ledger_", "/no_ledger_"))
    with pytest.raises(UnusableLedgerError, match="the server knows no such user"):
        Ledger(re.sub("//[^@]*@", "//nobody@", database))
