"""A visit is written whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.crawler.ledger.conftest import Clock
from tests.crawler.ledger.visits import DAY, START, article, failed, lease_one, links, listing, read_articles, seed, url
from wellread.crawler.ledger import Ledger, LedgerError, Outcome, Validators, visit_writer


def test_a_page_that_cannot_be_written_whole_is_not_written_at_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ledger.begin_run(START)
    seed(run, "a")
    visit = lease_one(run)
    with monkeypatch.context() as broken:
        broken.setattr(visit_writer, "compute_url_values", lambda *_, **__: {"state": None})
        with pytest.raises(LedgerError):
            run.visits.finish(visit, replace(article("a"), discovered=(links("b"),)))
    assert read_articles(ledger) == {}
    assert run.summarise().known_urls == 1
    assert run.summarise().visits_by_outcome == {}
    run.visits.finish(visit, article("a", "text"))
    assert read_articles(ledger) == {"a": "text"}


def test_visits_that_end_together_are_all_written_or_none(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    first, second = run.queue.lease(9)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    visits = [(first, replace(article("a", "1"), discovered=(links("c"),))), (second, article("b", "2"))]
    with monkeypatch.context() as broken:
        broken.setattr(visit_writer, "record_pending_articles", fail)
        with pytest.raises(ZeroDivisionError):
            run.visits.finish_all(visits)
    assert read_articles(ledger) == {}
    assert [visit.new_urls for visit in run.visits.finish_all(visits)] == [1, 0]
    assert read_articles(ledger) == {"a": "1", "b": "2"}


def test_links_of_a_page_are_known_when_it_is_done(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "list")
    assert run.visits.finish(lease_one(run), listing("a", "b")).new_urls == 2
    assert [visit.url for visit in run.queue.lease(9)] == [url("a"), url("b")]


def test_failures_that_were_not_the_pages_own_are_undone(ledger: Ledger) -> None:
    run = ledger.begin_run(START)
    seed(run, "a", "b")
    gone, kept = run.queue.lease(9)
    run.visits.finish(gone, failed())
    run.visits.finish(kept, article("b", "1"))
    run.visits.undo_failures([gone])
    assert run.summarise().visits_by_outcome == {"article": 1, "retried": 1}
    again = lease_one(ledger.begin_run(START))
    assert (again.url, again.attempt) == (url("a"), 1)


def test_the_parts_of_an_article_are_not_visited_for_themselves(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    seed(run, "tea", "tea/2")
    second, first = sorted(run.queue.lease(10), key=lambda lease: -len(lease.url))
    in_between = run.visits.finish(second, article("tea/2", "Second.", canonical="tea"))
    assert in_between.outcome is Outcome.PENDING_CANONICAL
    whole = replace(article("tea", "First. Second. Third."), part_urls=(url("tea/2"), url("tea/3")))
    finished = run.visits.finish(first, whole)
    assert [revision.record.article_body for revision in finished.revisions] == ["First. Second. Third."]
    assert run.queue.lease(10) == []
    assert run.end() == ()
    clock.now += 40 * DAY
    again = ledger.begin_run(START)
    assert [(lease.url, lease.validators, lease.last_digest) for lease in again.queue.lease(10)] == [
        (url("tea"), Validators(), None)
    ]


def test_an_article_whose_part_is_missing_is_visited_by_the_next_run(ledger: Ledger, clock: Clock) -> None:
    run = ledger.begin_run(START)
    seed(run, "tea")
    run.visits.finish(lease_one(run), replace(article("tea", "First."), is_incomplete=True))
    run.end()
    clock.now += 60
    assert [lease.url for lease in ledger.begin_run(START).queue.lease(10)] == [url("tea")]
