"""A visit is written whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.crawler.ledger.visits import START, article, failed, lease_one, links, listing, read_articles, seed, url
from wellread.crawler.ledger import Ledger, LedgerError, visit_writer


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
