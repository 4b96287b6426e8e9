"""The crawl of one site, from its start to its end, however often the process is killed in between."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, update

from wellread.crawler.ledger.article_recording import record_pending_articles
from wellread.crawler.ledger.frontier import Frontier
from wellread.crawler.ledger.lease_queue import LeaseQueue
from wellread.crawler.ledger.link_writer import LinkWriter
from wellread.crawler.ledger.missing_articles import settle_missing_articles
from wellread.crawler.ledger.model import Revision, RunSummary
from wellread.crawler.ledger.revisit_policy import MIN_INTERVAL_SECONDS, RETRY_SITE_SECONDS
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.run_summary import summarise_run
from wellread.crawler.ledger.schema import runs, sites
from wellread.crawler.ledger.subresource_store import SubresourceStore
from wellread.crawler.ledger.undecided_urls import delete_decided_urls
from wellread.crawler.ledger.visit_writer import VisitWriter


class SiteRun:
    """What has to be visited on a site in one run, and what became of it.

    `frontier` knows the URLs of the site, `queue` hands out those that are to be visited, `visits` ends each visit,
    `subresources` is for the browser. `id` is the key of the run, `started_at` when it was begun (seconds since 1970),
    `is_resumed`: by an earlier process, which never ended it. `home_url` is where the start page really stands, once
    that is known; `token` is greater than that of every crawl of the site before. Each method is one transaction;
    raises LedgerError if the database fails, and LostSiteError if another crawl has taken the site over.
    """

    def __init__(self, context: RunContext, *, site: Row[Any], run: Row[Any], is_resumed: bool) -> None:
        """`site` and `run` are the rows of the context's site and run."""
        self._context = context
        self.id = context.run_id
        self.token = context.lock.token
        self.started_at: float = run.started_at
        self.is_resumed = is_resumed
        self.home_url: str | None = site.home
        link_writer = LinkWriter(context)
        self.frontier = Frontier(context, link_writer)
        self.queue = LeaseQueue(context)
        self.visits = VisitWriter(context, link_writer)
        self.subresources = SubresourceStore(context)

    def set_home_url(self, home_url: str) -> None:
        """Note where the start page really stands."""
        with self._context.transaction() as connection:
            connection.execute(update(sites).where(sites.c.id == self._context.site_id).values(home=home_url))
        self.home_url = home_url

    def end(self) -> tuple[Revision, ...]:
        """End the run, and decide which of the articles that it found missing are gone.

        Gives the articles whose canonical URL was not visited: they are published as they are.
        """
        self._context.database.check_in_place()
        with self._context.transaction() as connection:
            delete_decided_urls(connection, self._context.site_id)
            written = tuple(record_pending_articles(connection, self._context.site_id))
            now = self._context.clock()
            settle_missing_articles(connection, self._context.site_id, self.id, self.started_at, now)
            ended = update(runs).where(runs.c.id == self.id)
            connection.execute(ended.values(ended_at=now))
            self._postpone(connection, MIN_INTERVAL_SECONDS)
        return written

    def give_up(self) -> None:
        """Leave what has not been visited to the next process, and the site alone for a while."""
        with self._context.transaction() as connection:
            self._postpone(connection, RETRY_SITE_SECONDS)

    def hand_back(self) -> None:
        """Leave what has not been visited to the next process; other sites go before this one."""
        with self._context.transaction() as connection:
            self._postpone(connection, 0)

    def check_lock(self) -> None:
        """Raise LostSiteError if another crawl has taken the site over.

        To be called before each request, and every SIGN_OF_LIFE_SECONDS: if not, another crawl does take it.
        """
        with self._context.database.question() as connection:
            self._context.lock.check(connection)

    def release(self) -> None:
        """Let other crawls have the site."""
        self._context.lock.release()

    def _postpone(self, connection: Connection, seconds: float) -> None:
        """Let the site be due after these seconds."""
        site = update(sites).where(sites.c.id == self._context.site_id)
        connection.execute(site.values(due_at=self._context.clock() + seconds))

    def summarise(self) -> RunSummary:
        """Count what the run has done so far."""
        with self._context.database.transaction() as connection:
            return summarise_run(connection, self._context.site_id, self.id, self.started_at)
