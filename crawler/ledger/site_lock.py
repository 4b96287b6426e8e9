"""One crawl at a time on a site, and none that wrongly believes to be that one.

Two things keep crawls apart. On Postgres a lock that belongs to the session (pg_advisory_lock) tells the others that a
site is taken, and is gone with the connection of its holder, however that ends. On SQLite the lock of the state folder
does the same. But a process that was frozen, or cut off, may wake up after another one has taken its site. So each
crawl of a site gets a token, one more than the last, and every transaction in which it writes first asks for the row
with its own token, and keeps it: a crawl that finds another one there has lost the site, and writes nothing any more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wellread.crawler.ledger.database import Database, split_values
from wellread.crawler.ledger.model import BusySiteError, LostSiteError, SiteHolder
from wellread.crawler.ledger.schema import sites
from wellread.crawler.ledger.statements import Statement

SIGN_OF_LIFE_SECONDS = 5.0  # a crawl that has a site asks the server for something at least as often
DEAD_AFTER_SECONDS = 60.0  # if it has not for so long, its site is taken from it
_TAKEOVER_SECONDS = 5.0  # until a session that was told to end has ended

_TOKEN = select(sites.c.token).where(sites.c.id == bindparam("site_id"))
_FIND_TOKEN = Statement(_TOKEN)
_KEEP_TOKEN = Statement(_TOKEN.with_for_update(read=True))  # nobody else gets one for as long as the transaction lasts
_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True)
class SiteLock:
    """The right to request pages of a site and to write about it, until another crawl takes it over."""

    database: Database
    site_id: int
    start_url: str
    token: int

    def keep(self, connection: Connection) -> None:
        """Raise LostSiteError if another crawl has the site. If not, none gets it before the transaction has ended."""
        self._check(connection, _KEEP_TOKEN)

    def check(self, connection: Connection) -> None:
        """Raise LostSiteError if another crawl has the site. If not, it may get it right after: nothing is locked."""
        self._check(connection, _FIND_TOKEN)

    def _check(self, connection: Connection, find_token: Statement) -> None:
        if find_token.scalar(connection, {"site_id": self.site_id}) != self.token:
            raise LostSiteError(f"{self.start_url}: another crawl has taken this site over; what it finds counts")

    def release(self) -> None:
        """Let others have the site. Raises LedgerError."""
        self.database.release_lock(self.site_id)


def add_sites(connection: Connection, start_urls: list[str]) -> None:
    """Write these sites down, unless they are known. Others may do the same at the same time."""
    known: set[str] = set()
    for part in split_values(start_urls):
        known.update(connection.execute(select(sites.c.start).where(sites.c.start.in_(part))).scalars())
    # A row in conflict would cost a number, of which locks have room for so many.
    new = [{"start": start_url} for start_url in start_urls if start_url not in known]
    if new:
        insert = _INSERTS[connection.dialect.name](sites)
        connection.execute(insert.on_conflict_do_nothing(index_elements=[sites.c.start]), new)


def find_holders(database: Database, connection: Connection) -> dict[int, SiteHolder]:
    """Which crawl has a site, of those that are being crawled. `lock_site` would get those of the dead."""
    return {
        site_id: SiteHolder(name, silent_for, seems_dead=silent_for > DEAD_AFTER_SECONDS)
        for site_id, name, silent_for in database.find_locked(connection)
    }


def lock_site(database: Database, start_url: str) -> SiteLock:
    """Take a site, which is written down if it is not known.

    Raises BusySiteError if another crawl has it, and has asked the server for anything in the last DEAD_AFTER_SECONDS.
    """
    with database.transaction() as connection:
        add_sites(connection, [start_url])
        site_id = connection.execute(select(sites.c.id).where(sites.c.start == start_url)).scalar_one()
    if not database.try_lock(site_id) and not _take_over(database, site_id):
        raise BusySiteError(f"{start_url}: another run is crawling this site; wait for its end")
    with database.transaction() as connection:
        taken = update(sites).where(sites.c.id == site_id).values(token=sites.c.token + 1).returning(sites.c.token)
        return SiteLock(database, site_id, start_url, connection.execute(taken).scalar_one())


def _take_over(database: Database, site_id: int) -> bool:
    """Lock a site whose crawl seems to be dead: its session is ended first. Whether it is locked now."""
    if not database.end_silent_holder(site_id, DEAD_AFTER_SECONDS):
        return False
    until = time.monotonic() + _TAKEOVER_SECONDS
    while not (is_locked := database.try_lock(site_id)) and time.monotonic() < until:
        time.sleep(0.05)
    return is_locked
