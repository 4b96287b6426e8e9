"""Runs begin and end, and every current article is read once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import DAY, START, article, crawl, read_articles, seed, visit_all
from wellread.crawler.ledger import DiscoveredLinks, Ledger


def test_a_run_that_has_ended_is_not_resumed(ledger: Ledger) -> None:
    first = ledger.begin_run(START)
    first.end()
    second = ledger.begin_run(START)
    assert second.id != first.id
    assert not second.is_resumed


def test_sites_do_not_see_each_other(ledger: Ledger) -> None:
    one, other = ledger.begin_run(START), ledger.begin_run("https://example.com/")
    seed(one, "a")
    assert other.queue.lease(9) == []
    assert other.queue.find_wait_seconds() is None


def test_a_run_that_was_killed_counts_with_what_it_has_written(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "1"), "b": article("b", "1", headline="B")})
    clock.now += DAY
    killed = ledger.begin_run(START)
    seed(killed, "a", "b", "c")
    first, _, _ = killed.queue.lease(9)
    killed.visits.finish(first, article("a", "2"))
    run = ledger.begin_run(START)
    visit_all(run, {"b": article("b", "1", headline="B"), "c": article("c", "1", headline="C")})
    assert read_articles(ledger) == {"a": "2", "b": "1", "c": "1"}
    summary = run.summarise()
    assert (summary.new_articles, summary.changed_articles) == (1, 1)
    assert (summary.current_articles, summary.unvisited_urls) == (3, 0)
    assert summary.visits_by_outcome == {"article": 2, "unchanged": 1}


def test_the_articles_of_some_sites_are_read_for_themselves(ledger: Ledger) -> None:
    crawl(ledger, {"a": article("a", "1")})
    ledger.begin_run("https://example.com/").end()
    assert len(list(ledger.articles.iter_current([START]))) == 1
    assert list(ledger.articles.iter_current(["https://example.com/"])) == []


def test_many_records_are_read_in_the_order_of_their_urls(ledger: Ledger) -> None:
    names = [f"{number:03}" for number in range(250)]
    crawl(ledger, {name: article(name, name, headline=name) for name in reversed(names)})
    assert list(read_articles(ledger)) == names


def test_many_sites_are_summed_up_with_as_many_statements_as_one(ledger: Ledger) -> None:
    counts = []
    for number in range(4):
        run = ledger.begin_run(f"https://{number}.example/")
        run.frontier.discover(DiscoveredLinks((f"https://{number}.example/a",), "sitemaps"))
        with counting_statements() as statements:
            assert [site.known_urls for site in ledger.list_sites()] == [1] * (number + 1)
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts


@contextmanager
def counting_statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
