"""The state database as the commands use it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Select, Update, and_, func, insert, or_, select, tuple_, update

from wellread.crawler.ledger.database import FILE, MEMORY, Database, database_url
from wellread.crawler.ledger.model import Kind, Plan, Site, State, UnusableLedgerError
from wellread.crawler.ledger.revisit_policy import DAY, RECHECK
from wellread.crawler.ledger.run import Run
from wellread.crawler.ledger.schema import articles, revisions, runs, sites, urls

Clock = Callable[[], float]
_PAGE = 100  # records read at a time


class Ledger:
    """All sites and all their articles. For one thread, and for one writing process at a time.

    Everything here and in `Run` raises LedgerError if the database fails; a transaction that fails leaves nothing.
    """

    def __init__(self, url: str = MEMORY, *, clock: Clock = time.time, read_only: bool = False) -> None:
        """Open or make the ledger at a database URL. `clock` gives seconds since 1970 in UTC."""
        self._database = Database(url, read_only=read_only)
        self._clock = clock

    @classmethod
    def in_folder(cls, directory: Path, *, clock: Clock = time.time, read_only: bool = False) -> Self:
        """Open or make the ledger of a state folder."""
        if read_only and not (directory / FILE).is_file():
            raise UnusableLedgerError(f"{directory}: there is no {FILE} here; name the --state of a crawl")
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableLedgerError(f"{directory}: {error.strerror}") from error
        return cls(database_url(directory), clock=clock, read_only=read_only)

    def claim(self) -> None:
        """Keep other crawls out of the database until this is closed. Raises BusyLedgerError if one is in it."""
        self._database.claim()

    def begin(self, start: str, *, recheck: float = RECHECK) -> Run:
        """Begin the crawl of the site whose start page is at `start`; go on with the last one if it never ended.

        After `recheck` seconds every page is read again, whatever its server says of it.
        """
        now = self._clock()
        with self._database.transaction() as connection:
            site = _site(connection, start)
            unfinished = select(runs).where(runs.c.site == site.id, runs.c.ended_at.is_(None))
            run = connection.execute(unfinished).one_or_none()
            resumed = run is not None
            if run is None:
                run = connection.execute(insert(runs).values(site=site.id, started_at=now).returning(runs)).one()
                connection.execute(update(urls).where(urls.c.site == site.id, urls.c.attempts > 0).values(attempts=0))
                connection.execute(_wake(site.id, now, recheck))
            # What a killed process had in its hands.
            connection.execute(_of(site.id, State.LEASED).values(state=State.PENDING, attempts=urls.c.attempts - 1))
        return Run(self._database, self._clock, site, run, resumed=resumed, recheck=recheck)

    def plan(self, start: str, *, recheck: float = RECHECK) -> list[Plan]:
        """What a run would visit that began now, in its order; lists and pages that it would discover are not known."""
        now = self._clock()
        here = urls.c.site == select(sites.c.id).where(sites.c.start == start).scalar_subquery()
        due = or_(urls.c.state != State.DONE, _due(now, recheck))
        with self._database.transaction() as connection:
            rows = connection.execute(select(urls).where(here, due).order_by(urls.c.rank, urls.c.id)).all()
        return [Plan(row.url, Kind(row.kind), row.visited_at, row.outcome, row.reason) for row in rows]

    def current(self, *, gone: bool = False) -> Iterator[str]:
        """The line of JSON of every current article, ordered by URL; with `gone`, also of those that have vanished."""
        chosen = select(articles.c.first_seen, articles.c.id, revisions.c.record).join(
            revisions, revisions.c.id == articles.c.revision
        )
        yield from self._lines(chosen if gone else chosen.where(articles.c.gone_at.is_(None)))

    def undelivered(self, starts: Sequence[str]) -> Iterator[str]:
        """The line of JSON of each article of these sites that was added or changed since `deliver`; ordered by URL.

        Each in its last state.
        """
        last = (
            select(func.max(revisions.c.id).label("id"))
            .join(runs, runs.c.id == revisions.c.run)
            .join(sites, sites.c.id == runs.c.site)
            .where(sites.c.start.in_(starts), revisions.c.id > sites.c.delivered)
            .group_by(revisions.c.article)
        ).subquery()
        chosen = (
            select(articles.c.first_seen, articles.c.id, revisions.c.record)
            .join(revisions, revisions.c.article == articles.c.id)
            .join(last, last.c.id == revisions.c.id)
        )
        yield from self._lines(chosen)

    def deliver(self, starts: Sequence[str]) -> None:
        """Note that all `undelivered` articles of these sites have reached their reader."""
        last = select(func.coalesce(func.max(revisions.c.id), 0)).join(runs, runs.c.id == revisions.c.run)
        last = last.where(runs.c.site == sites.c.id)
        with self._database.transaction() as connection:
            delivered = update(sites).where(sites.c.start.in_(starts))
            connection.execute(delivered.values(delivered=last.scalar_subquery()))

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _lines(self, chosen: Select[Any]) -> Iterator[str]:
        """The records, a page at a time: they may be more than the memory holds."""
        behind = ("", "")
        while True:
            page = (
                chosen.where(tuple_(articles.c.first_seen, articles.c.id) > behind)
                .order_by(articles.c.first_seen, articles.c.id)
                .limit(_PAGE)
            )
            with self._database.transaction() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            yield from (record for _, _, record in rows)
            behind = (rows[-1][0], rows[-1][1])


def _site(connection: Connection, start: str) -> Site:
    row = connection.execute(select(sites).where(sites.c.start == start)).one_or_none()
    if row:
        return Site(row.id, row.start, row.home)
    new = insert(sites).values(start=start, delivered=0).returning(sites.c.id)
    return Site(connection.execute(new).scalar_one(), start, None)


def _of(site: int, state: State) -> Update:
    return update(urls).where(urls.c.site == site, urls.c.state == state)


def _wake(site: int, now: float, recheck: float) -> Update:
    """A new run visits again what is due."""
    return _of(site, State.DONE).where(_due(now, recheck)).values(state=State.PENDING)


def _due(now: float, recheck: float) -> ColumnElement[bool]:
    """What was visited and is to be visited again. The plan of a visit in the future, by a wrong clock, is void."""
    overdue = and_(urls.c.read_at <= now - recheck, urls.c.failures == 0)
    return or_(urls.c.next_visit <= now, urls.c.visited_at > now + DAY, overdue)
