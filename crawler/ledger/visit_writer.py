"""Ends visits: what a visit came to, the revision of its article and the links of its page, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from wellread.crawler.ledger.article_recording import (
    FetchedArticle,
    RecordedArticle,
    record_article,
    record_pending_articles,
)
from wellread.crawler.ledger.change_log import mark_article_gone
from wellread.crawler.ledger.link_writer import LinkWriter
from wellread.crawler.ledger.missing_articles import (
    VisitKeys,
    mark_article_missing,
    mark_article_present,
    mark_article_reserved,
    move_article,
)
from wellread.crawler.ledger.model import (
    ARTICLE_OUTCOMES,
    DiscoveredLinks,
    FetchedResponse,
    FinishedVisit,
    Lease,
    Outcome,
    UrlState,
    VisitResult,
)
from wellread.crawler.ledger.next_visit import (
    OUTCOMES_WITHOUT_ARTICLE,
    compute_url_values,
    leads_away_for_good,
    rank_after,
    shows_loss_for_certain,
)
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import articles, fetches, location_values, pending_articles, urls
from wellread.crawler.ledger.statements import Statement
from wellread.crawler.ledger.undecided_urls import add_undecided_urls
from wellread.output.changes import Change

_INSERT_FETCH = Statement(insert(fetches).returning(fetches.c.id))
_CORRECT_FETCH = Statement(update(fetches).where(fetches.c.id == bindparam("fetch_id")))
_FIND_URL = Statement(select(urls).where(urls.c.id == bindparam("url_id")))
_UPDATE_URL = Statement(update(urls).where(urls.c.id == bindparam("url_id")))

ANOTHER_ARTICLE = "the text of another article in place of its own"  # why such a visit counts as REPLACED


class VisitWriter:
    """Writes what visits came to. Each method is one transaction; raises LedgerError if the database fails."""

    def __init__(self, context: RunContext, link_writer: LinkWriter) -> None:
        self._context = context
        self._link_writer = link_writer

    def finish(self, lease: Lease, result: VisitResult) -> FinishedVisit:
        """End a visit: its fetch, the revision of its article, its links and the new state of its URL, or nothing."""
        return self.finish_all([(lease, result)])[0]

    def finish_all(self, visits: Sequence[tuple[Lease, VisitResult]]) -> list[FinishedVisit]:
        """End several visits, one after the other, all or none of them."""
        try:
            with self._context.transaction() as connection:
                return [self._finish(connection, lease, result) for lease, result in visits]
        except BaseException:
            self._link_writer.forget()
            raise

    def _finish(self, connection: Connection, lease: Lease, result: VisitResult) -> FinishedVisit:
        now = self._context.clock()
        fetch_id = self._add_fetch(connection, lease, result.outcome, result.reason, result.response)
        new_urls = sum(self._link_writer.write(connection, links) for links in result.discovered)
        (row,) = _FIND_URL.execute(connection, {"url_id": lease.url_id})
        outcome, revision = self._record_article(connection, lease, result, fetch_id, row)
        if outcome is Outcome.REPLACED and result.candidate:
            result = replace(result, reason=ANOTHER_ARTICLE)
        changed = revision is not None or (outcome in {Outcome.PAGE, Outcome.LIST} and new_urls > 0)
        values = compute_url_values(row, outcome, result, now, changed=changed)
        _UPDATE_URL.execute(connection, {"url_id": lease.url_id, **values})
        if outcome is Outcome.ARTICLE and revision is None:
            outcome = Outcome.UNCHANGED
        if outcome is not result.outcome:
            _CORRECT_FETCH.execute(connection, {"fetch_id": fetch_id, "outcome": outcome, "reason": result.reason})
        self._close_parts(connection, result.part_urls, lease, now)
        add_undecided_urls(connection, self._context.site_id, result.undecided_urls)
        revisions = [revision] if revision else []
        revisions += record_pending_articles(connection, self._context.site_id, lease.url)
        return FinishedVisit(outcome, tuple(revisions), new_urls, result.reason)

    def _close_parts(self, connection: Connection, part_urls: Sequence[str], lease: Lease, now: float) -> None:
        """The further pages of an article are read with the first, and nothing of theirs is published for itself."""
        if not part_urls:
            return
        site_id = self._context.site_id
        self._link_writer.write(connection, DiscoveredLinks(tuple(part_urls), lease.source, depth=lease.depth + 1))
        here = select(urls.c.id).where(urls.c.site == site_id, urls.c.url.in_(part_urls), urls.c.id != lease.url_id)
        connection.execute(delete(pending_articles).where(pending_articles.c.url.in_(here)))
        absorbed = select(articles).where(articles.c.url.in_(here), articles.c.gone_at.is_(None))
        for article in connection.execute(absorbed).all():
            mark_article_gone(connection, article.id, article.revision, Change.GONE, now, f"part of {lease.url}")
        is_twin = {"state": UrlState.DONE, "outcome": Outcome.DUPLICATE, "read_as": Outcome.DUPLICATE}
        never_due = {"visited_at": now, "read_at": None, "next_visit": None}
        not_leased = update(urls).where(urls.c.id.in_(here), urls.c.state != UrlState.LEASED)
        connection.execute(not_leased.values(is_twin | never_due))

    def retry_later(
        self,
        lease: Lease,
        reason: str,
        *,
        wait_seconds: float = 0.0,
        response: FetchedResponse | None = None,
        address: str | None = None,
    ) -> None:
        """End a visit that failed in a way that may pass: the URL may be leased again after `wait_seconds`.

        `address` is how it is written from then on, where that has turned out to be another way.
        """
        values = {
            "state": UrlState.PENDING,
            "not_before": self._context.clock() + wait_seconds,
            "reason": reason,
            "attempts": lease.attempt,
            "rank": rank_after(lease.kind, failed=True),
            **({"written": address} if address else {}),
        }
        with self._context.transaction() as connection:
            self._add_fetch(connection, lease, Outcome.RETRIED, reason, response or FetchedResponse())
            connection.execute(update(urls).where(urls.c.id == lease.url_id).values(values))

    def undo_failures(self, leases: Sequence[Lease]) -> None:
        """Undo that visits have failed, as the cause was not their pages: the next process requests them again."""
        ids = [lease.url_id for lease in leases]
        with self._context.transaction() as connection:
            failed = update(urls).where(urls.c.id.in_(ids), urls.c.state == UrlState.DONE)
            connection.execute(failed.values(state=UrlState.PENDING, attempts=0, failures=urls.c.failures - 1))
            fetched = update(fetches).where(fetches.c.run == self._context.run_id, fetches.c.url.in_(ids))
            connection.execute(fetched.where(fetches.c.outcome == Outcome.FAILED).values(outcome=Outcome.RETRIED))

    def _add_fetch(
        self, connection: Connection, lease: Lease, outcome: Outcome, reason: str, response: FetchedResponse
    ) -> int:
        row = {
            "run": self._context.run_id,
            "url": lease.url_id,
            "at": self._context.clock(),
            "outcome": outcome,
            "reason": reason,
            "status": response.status,
            "size": response.size_bytes,
            "digest": response.digest,
            **location_values(response.location),
        }
        (fetch,) = _INSERT_FETCH.execute(connection, row)
        return int(fetch.id)

    def _record_article(
        self, connection: Connection, lease: Lease, result: VisitResult, fetch_id: int, row: Row[Any]
    ) -> RecordedArticle:
        """Write what the visit means for the article of its URL. `row` is that of the URL before the visit."""
        now, outcome = self._context.clock(), result.outcome
        site_id, url_id = self._context.site_id, lease.url_id
        seen = VisitKeys(site_id, self._context.run_id, url_id, now)
        if result.candidate:
            fetched = FetchedArticle(url_id, lease.url, site_id, self._context.run_id, fetch_id, now, result.candidate)
            outcome, revision = record_article(connection, fetched)
            if outcome is Outcome.REPLACED:
                mark_article_missing(connection, seen, is_certain=shows_loss_for_certain(row, outcome))
            return outcome, revision
        if outcome is Outcome.UNCHANGED and row.read_as in ARTICLE_OUTCOMES:
            mark_article_present(connection, url_id, now)
        elif outcome is Outcome.REDIRECTED and leads_away_for_good(result):
            move_article(connection, seen, lease.url, result.redirect_target)
        elif outcome is Outcome.RESERVED:
            connection.execute(delete(pending_articles).where(pending_articles.c.url == url_id))
            mark_article_reserved(connection, url_id, now, result.reason)
        elif outcome in OUTCOMES_WITHOUT_ARTICLE:
            mark_article_missing(connection, seen, is_certain=shows_loss_for_certain(row, outcome))
        return outcome, None
