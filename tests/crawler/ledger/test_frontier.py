"""The frontier never loses a URL, and knows each once."""

from __future__ import annotations

from dataclasses import replace

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import DAY, START, article, crawl, lease_one, links, listing, seed, url, visit_all
from wellread.crawler.ledger import Ledger
from wellread.crawler.ledger.database import MAX_VALUES_PER_STATEMENT


def test_a_url_is_visited_once_however_often_it_is_named(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    assert run.frontier.discover(links("a", "b", "a")) == 2
    assert run.frontier.discover(links("b", "c", source="feed")) == 1
    assert [visit.url for visit in run.queue.lease(10)] == [url("a"), url("b"), url("c")]
    assert run.queue.lease(10) == []
    assert run.summarise().discovered_by_source == {"listing": 2, "feed": 2}


def test_more_urls_than_fit_into_one_statement_are_written(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    names = [str(number) for number in range(2 * MAX_VALUES_PER_STATEMENT + 1)]
    assert run.frontier.discover(links(*names)) == len(names)
    assert run.summarise().known_urls == len(names)


def test_what_is_known_is_told_from_what_is_new(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    run.visits.finish(lease_one(run), article("a"))
    assert run.frontier.find_unknown([url("c"), url("a"), url("d")]) == [url("c"), url("d")]
    assert list(run.frontier.iter_pages()) == [(url("a"), "article"), (url("b"), None)]


def test_what_a_sitemap_calls_changed_is_visited_at_once(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a"), "b": article("b", headline="Coffee")})
    clock.now += 60
    run = ledger.begin_run(START)
    run.frontier.enqueue_changed([(url("a"), clock.now - 30), (url("b"), clock.now - 90)])
    assert [visit.url for visit in run.queue.lease(9)] == [url("a")]


def test_a_change_in_the_future_says_nothing(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a")})
    clock.now += 60
    run = ledger.begin_run(START)
    run.frontier.enqueue_changed([(url("a"), clock.now + 400 * 86_400), (url("a"), 2.5e11)])
    assert run.queue.lease(9) == []


def test_undecided_urls_are_kept_across_processes_and_runs(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "list")
    run.visits.finish(lease_one(run), replace(listing("a"), undecided_urls=(url("b"), url("c"))))
    resumed = ledger.begin_run(START)
    assert resumed.frontier.find_undecided_urls() == (url("b"), url("c"))
    assert resumed.summarise().unvisited_urls == 1
    resumed.visits.finish(lease_one(resumed), replace(listing("b"), undecided_urls=(url("c"), url("d"))))
    assert resumed.frontier.find_undecided_urls() == (url("c"), url("d"))
    visit_all(resumed, {})
    assert ledger.begin_run(START).frontier.find_undecided_urls() == (url("c"), url("d"))


def test_a_url_is_asked_for_as_it_is_written_and_known_by_its_normal_form(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    assert run.frontier.discover(links("view?sig=z&id=1", "view?id=1&sig=z")) == 1
    assert run.frontier.discover(links("read?b=2&a=1")) == 1
    assert run.frontier.find_unknown([url("read?a=1&b=2")]) == []
    leases = run.queue.lease(10)
    assert [lease.url for lease in leases] == [url("view?id=1&sig=z"), url("read?a=1&b=2")]
    assert [lease.address for lease in leases] == [url("view?id=1&sig=z"), url("read?b=2&a=1")]


def test_the_plainest_spelling_that_a_site_uses_is_asked_for(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    run.frontier.discover(links("tea?utm_source=home"))
    run.frontier.discover(links("tea", source="sitemap"))
    assert lease_one(run).address == url("tea")


def test_a_spelling_that_has_been_answered_is_kept(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"view?sig=z&id=1": article("view?sig=z&id=1")})
    clock.now += 40 * DAY
    run = ledger.begin_run(START)
    run.frontier.discover(links("view?id=1&sig=z", source="sitemap"))
    assert lease_one(run).address == url("view?sig=z&id=1")


def test_a_visit_may_go_on_at_another_spelling(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "tea?utm_source=home")
    run.visits.retry_later(lease_one(run), "redirects to another spelling", address=url("tea?b=1"))
    lease = lease_one(run)
    assert (lease.url, lease.address, lease.attempt) == (url("tea"), url("tea?b=1"), 2)
