"""Visits that end at the same time share a transaction, and none of them the failure of another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Connection

from tests.crawler.ledger.visits import START, article, seed, url
from wellread.crawler.ledger import FinishedVisit, Ledger, LedgerError, Outcome, SiteRun, visit_writer
from wellread.crawler.ledger.article_recording import FetchedArticle, RecordedArticle, record_article
from wellread.crawler.ledger.database import Database
from wellread.crawler.spiders import visit_batch
from wellread.crawler.spiders.visit_batch import VisitBatch

NAMES = ("a", "b", "c")
Finished = list[FinishedVisit | BaseException]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> SiteRun:
    monkeypatch.setattr(visit_batch, "MAX_WAIT_SECONDS", 0.0)
    run = Ledger().begin_run(START)
    seed(run, *NAMES)
    return run


def finish_together(run: SiteRun) -> Finished:
    async def finish() -> Finished:
        batch = VisitBatch(run.visits)
        endings = (batch.finish(lease, article(lease.url[-1], lease.url[-1])) for lease in run.queue.lease(9))
        return await asyncio.gather(*endings, return_exceptions=True)

    return asyncio.run(finish())


def outcomes(finished: Finished) -> list[Outcome | type[BaseException]]:
    return [visit.outcome if isinstance(visit, FinishedVisit) else type(visit) for visit in finished]


def counting(transaction: Callable[[Database], AbstractContextManager[Connection]], begun: list[Database]) -> object:
    def begin(database: Database) -> AbstractContextManager[Connection]:
        begun.append(database)
        return transaction(database)

    return begin


def test_visits_that_end_at_the_same_time_share_a_transaction(run: SiteRun, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Database] = []
    monkeypatch.setattr(Database, "transaction", counting(Database.transaction, begun))
    assert outcomes(finish_together(run)) == [Outcome.ARTICLE] * 3
    assert len(begun) == 2  # one of them is that of the leases


def test_a_full_batch_does_not_wait(run: SiteRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_batch, "MAX_WAIT_SECONDS", 3600.0)
    monkeypatch.setattr(visit_batch, "MAX_VISITS", 3)
    assert outcomes(finish_together(run)) == [Outcome.ARTICLE] * 3


def test_a_visit_that_cannot_be_written_takes_no_other_with_it(run: SiteRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_once(connection: Connection, fetched: FetchedArticle) -> RecordedArticle:
        if fetched.url == url("b"):
            raise ValueError(fetched.url)
        return record_article(connection, fetched)

    monkeypatch.setattr(visit_writer, "record_article", fail_once)
    assert outcomes(finish_together(run)) == [Outcome.ARTICLE, ValueError, Outcome.ARTICLE]
    assert run.summarise().visits_by_outcome == {"article": 2}


def test_what_the_database_refuses_is_told_to_all(run: SiteRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_writer, "compute_url_values", lambda *_, **__: {"state": None})
    assert outcomes(finish_together(run)) == [LedgerError] * 3
    assert run.summarise().visits_by_outcome == {}
