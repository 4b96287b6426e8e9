"""Runs begin and end, and every article reaches an output once."""

from __future__ import annotations

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import DAY, START, article, crawl, read_articles, seed, url, visit_all
from wellread.crawler.ledger import Ledger
from wellread.output.record_json import decode_record


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


def read_undelivered(ledger: Ledger, *starts: str) -> list[tuple[str, str]]:
    """URL and text of each article that no output has had."""
    lines = ledger.iter_undelivered_records(starts or (START,))
    records = map(decode_record, lines)
    return [(record.url or "", record.article_body) for record in records]


def test_what_no_output_has_had_is_what_was_added_or_changed_since_also_before_a_kill(
    ledger: Ledger, clock: Clock
) -> None:
    crawl(ledger, {"a": article("a", "1"), "b": article("b", "1", headline="B")})
    ledger.mark_delivered([START])
    clock.now += DAY
    killed = ledger.begin_run(START)
    seed(killed, "a", "b", "c")
    first, _, _ = killed.queue.lease(9)
    killed.visits.finish(first, article("a", "2"))
    run = ledger.begin_run(START)
    visit_all(run, {"b": article("b", "1", headline="B"), "c": article("c", "1", headline="C")})
    assert read_undelivered(ledger) == [(url("a"), "2"), (url("c"), "1")]
    summary = run.summarise()
    assert (summary.new_articles, summary.changed_articles) == (1, 1)
    assert (summary.current_articles, summary.unvisited_urls) == (3, 0)
    assert summary.visits_by_outcome == {"article": 2, "unchanged": 1}


def test_what_an_ended_run_has_written_waits_for_an_output(ledger: Ledger, clock: Clock) -> None:
    crawl(ledger, {"a": article("a", "1")})
    clock.now += DAY
    crawl(ledger, {"a": article("a", "2"), "b": article("b", "1", headline="B")})
    assert read_undelivered(ledger) == [(url("a"), "2"), (url("b"), "1")]
    ledger.mark_delivered([START])
    assert read_undelivered(ledger) == []


def test_what_one_site_has_delivered_is_nothing_to_another(ledger: Ledger) -> None:
    crawl(ledger, {"a": article("a", "1")})
    ledger.begin_run("https://example.com/")
    ledger.mark_delivered(["https://example.com/"])
    assert read_undelivered(ledger, "https://example.com/") == []
    assert read_undelivered(ledger, START, "https://example.com/") == [(url("a"), "1")]


def test_many_records_are_read_in_the_order_of_their_urls(ledger: Ledger) -> None:
    names = [f"{number:03}" for number in range(250)]
    crawl(ledger, {name: article(name, name, headline=name) for name in reversed(names)})
    assert list(read_articles(ledger)) == names
