"""The state database as the commands use it."""

from __future__ import annotations

import time
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Self

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from wellread.crawler.ledger.article_reader import ArticleReader
from wellread.crawler.ledger.database import (
    DATABASE_FILE,
    IN_MEMORY_URL,
    MAX_VALUES_PER_STATEMENT,
    Database,
    build_sqlite_url,
)
from wellread.crawler.ledger.model import (
    BusySiteError,
    PlannedVisit,
    SiteSummary,
    UnusableLedgerError,
    UrlKind,
    UrlState,
)
from wellread.crawler.ledger.revisit_policy import DAY_SECONDS, RECHECK_SECONDS
from wellread.crawler.ledger.run_context import Clock, RunContext
from wellread.crawler.ledger.run_summary import summarise_sites
from wellread.crawler.ledger.schema import articles, consumers, fetches, revisions, runs, sites, urls
from wellread.crawler.ledger.site_lock import add_sites, find_holders, lock_site
from wellread.crawler.ledger.site_run import SiteRun


class Ledger:
    """All sites and all their articles, which `articles` reads. For one thread.

    On SQLite one process may write at a time, on Postgres one crawl a site.

    Everything here and in `SiteRun` raises LedgerError if the database fails; a transaction that fails leaves nothing.
    """

    def __init__(self, url: str = IN_MEMORY_URL, *, clock: Clock = time.time, read_only: bool = False) -> None:
        """Open the ledger at a database URL; create its tables if it is new, migrate them if they are old.

        `read_only` does neither. Raises UnusableLedgerError if the URL is none, or if the database is new, old or
        damaged and cannot be used for that reason; BusyLedgerError if another crawl keeps it from being migrated.
        """
        self._database = Database(url, read_only=read_only)
        self._clock = clock
        self.articles = ArticleReader(self._database)

    @classmethod
    def in_folder(cls, folder: Path, *, clock: Clock = time.time, read_only: bool = False) -> Self:
        """Open the SQLite ledger of a state folder like `Ledger`; the folder is created with it, unless `read_only`.

        Raises UnusableLedgerError if the folder cannot be written, or, with `read_only`, if it has no ledger.
        """
        if read_only and not (folder / DATABASE_FILE).is_file():
            raise UnusableLedgerError(f"{folder}: there is no {DATABASE_FILE} here; name the --state of a crawl")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableLedgerError(f"{folder}: {error.strerror}") from error
        return cls(build_sqlite_url(folder), clock=clock, read_only=read_only)

    def lock_schema(self) -> None:
        """Keep the tables as they are until this is closed.

        Raises BusyLedgerError if a wellread that locks the whole database is crawling, or is migrating it.
        """
        self._database.lock_schema()

    def add_sites(self, start_urls: Sequence[str]) -> None:
        """Write sites down that are to be crawled; they are due at once."""
        if start_urls:
            with self._database.transaction() as connection:
                add_sites(connection, list(start_urls))

    def find_due_sites(self, limit: int, among: Container[str] | None = None) -> list[str]:
        """The start pages of sites that are due and that no crawl has, those first that have waited longest.

        A site whose crawl has died waits for as long as it did before, and goes before those that nobody has begun.
        Without `among` of all sites, with it of these. What a silent crawl has, `begin_run` would take.
        """
        longest_first = (sites.c.due_at, sites.c.token.desc(), sites.c.id)
        due = select(sites).where(sites.c.due_at <= self._clock()).order_by(*longest_first)
        with self._database.transaction() as connection:
            holders = find_holders(self._database, connection)
            taken = {site for site, holder in holders.items() if not holder.seems_dead}
            with connection.execute(due, execution_options={"yield_per": MAX_VALUES_PER_STATEMENT}) as rows:
                free = (row.start for row in rows if row.id not in taken and (among is None or row.start in among))
                return list(islice(free, limit))

    def begin_run(
        self,
        start_url: str,
        *,
        recheck_seconds: float = RECHECK_SECONDS,
        max_pages: int | None = None,
        lists_before_pages: bool = False,
        only_if_due: bool = False,
    ) -> SiteRun:
        """Begin the crawl of the site whose start page is at `start_url`, or resume its last run if that never ended.

        The limits are explained in `RunContext`; they are not stored. Raises BusySiteError if another crawl has the
        site, or has ended it where only one that is due is to be crawled; from then on this one has it, until
        `SiteRun.release` or the end of the connection.
        """
        lock = lock_site(self._database, start_url)
        now = self._clock()
        is_site = sites.c.id == lock.site_id
        with self._database.transaction() as connection:
            is_early = only_if_due and connection.execute(select(sites.c.due_at).where(is_site)).scalar_one() > now
        if is_early:
            lock.release()
            raise BusySiteError(f"{start_url}: another run has crawled this site; it is not due any more")
        with self._database.transaction() as connection:
            lock.keep(connection)
            # Should this crawl die, the site is due: at once, and before those that have waited less long.
            connection.execute(update(sites).where(is_site, sites.c.due_at > now).values(due_at=now))
            site = connection.execute(select(sites).where(is_site)).one()
            unfinished = select(runs).where(runs.c.site == site.id, runs.c.ended_at.is_(None))
            run = connection.execute(unfinished).one_or_none()
            is_resumed = run is not None
            if run is None:
                run = connection.execute(insert(runs).values(site=site.id, started_at=now).returning(runs)).one()
                _prepare_urls(connection, site.id, now, recheck_seconds)
            else:
                _retry_start_page(connection, site.id)
            _take_back_leases(connection, site.id)
        context = RunContext(self._database, self._clock, lock, run.id, recheck_seconds, max_pages, lists_before_pages)
        return SiteRun(context, site=site, run=run, is_resumed=is_resumed)

    def plan_visits(self, start_url: str, *, recheck_seconds: float = RECHECK_SECONDS) -> list[PlannedVisit]:
        """What a run would visit that began now, in its order. Pages that it would discover are not known.

        Empty for a site that was never crawled.
        """
        now = self._clock()
        is_on_site = urls.c.site == select(sites.c.id).where(sites.c.start == start_url).scalar_subquery()
        planned = or_(urls.c.state != UrlState.DONE, _is_due(now, recheck_seconds))
        with self._database.transaction() as connection:
            rows = connection.execute(select(urls).where(is_on_site, planned).order_by(urls.c.rank, urls.c.id)).all()
        return [PlannedVisit(row.url, UrlKind(row.kind), row.visited_at, row.outcome, row.reason) for row in rows]

    def list_sites(self) -> list[SiteSummary]:
        """What is known of each site, in the order in which they were first crawled."""
        now = self._clock()
        with self._database.transaction() as connection:
            holders = find_holders(self._database, connection)
            return [
                replace(summary, holder=holders.get(site.id), is_due=site.due_at <= now)
                for site, summary in summarise_sites(connection, _is_due(now, RECHECK_SECONDS))
            ]

    def is_empty(self) -> bool:
        """Whether no site was ever crawled."""
        with self._database.transaction() as connection:
            return not connection.execute(select(exists().select_from(sites))).scalar_one()

    def check_in_place(self) -> None:
        """Raise LedgerError if the file of the database was removed or replaced since it was opened."""
        self._database.check_in_place()

    def find_archive_files(self, start_url: str) -> set[str]:
        """The names of the archive files that hold the pages of the current articles of a site."""
        held = select(fetches.c.warc_file).distinct()
        held = held.join(revisions, revisions.c.fetch == fetches.c.id).join(
            articles, articles.c.revision == revisions.c.id
        )
        held = held.join(sites, sites.c.id == articles.c.site).where(sites.c.start == start_url)
        with self._database.transaction() as connection:
            return set(connection.execute(held.where(fetches.c.warc_file.is_not(None))).scalars())

    def read_cursor(self, consumer: str) -> int:
        """The last sequence of the change feed that a consumer has had; 0 for one that is not known."""
        cursor = select(consumers.c.cursor).where(consumers.c.name == consumer)
        with self._database.transaction() as connection:
            return int(connection.execute(cursor).scalar() or 0)

    def move_cursor(self, consumer: str, sequence: int) -> None:
        """Note that a consumer has had the change feed up to a sequence."""
        with self._database.transaction() as connection:
            connection.execute(delete(consumers).where(consumers.c.name == consumer))
            connection.execute(insert(consumers).values(name=consumer, cursor=sequence))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare_urls(connection: Connection, site_id: int, now: float, recheck_seconds: float) -> None:
    """Let a new run visit again what is due."""
    tried = update(urls).where(urls.c.site == site_id, urls.c.attempts > 0)
    connection.execute(tried.values(attempts=0))
    done = update(urls).where(urls.c.site == site_id, urls.c.state == UrlState.DONE)
    connection.execute(done.where(_is_due(now, recheck_seconds)).values(state=UrlState.PENDING))


def _retry_start_page(connection: Connection, site_id: int) -> None:
    """Let a run that goes on ask once more for a start page that it could not have."""
    start = update(urls).where(urls.c.site == site_id, urls.c.kind == UrlKind.START, urls.c.state == UrlState.DONE)
    connection.execute(start.where(urls.c.failures > 0).values(state=UrlState.PENDING, attempts=0))


def _take_back_leases(connection: Connection, site_id: int) -> None:
    """Put back what a killed process had leased."""
    leased = update(urls).where(urls.c.site == site_id, urls.c.state == UrlState.LEASED)
    connection.execute(leased.values(state=UrlState.PENDING, attempts=urls.c.attempts - 1))


def _is_due(now: float, recheck_seconds: float) -> ColumnElement[bool]:
    """What was visited and is to be visited again. A visit in the future, noted by a wrong clock, plans nothing."""
    overdue = and_(urls.c.read_at <= now - recheck_seconds, urls.c.failures == 0)
    return or_(urls.c.next_visit <= now, urls.c.visited_at > now + DAY_SECONDS, overdue)
