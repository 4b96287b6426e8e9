"""Which run of which site is under way, and with which database and clock: what all parts of a run share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from wellread.crawler.ledger.database import Database
from wellread.crawler.ledger.site_lock import SiteLock

Clock = Callable[[], float]  # gives seconds since 1970 in UTC


@dataclass(frozen=True)
class RunContext:
    """`lock` is what the run has of its site, `run_id` the key of its row.

    After `recheck_seconds` a page is asked for whole, whatever its server says of it. `max_pages` is how many pages the
    run may visit, None for any number; sitemaps and feeds are not counted. `lists_before_pages`: no page is visited
    before all sitemaps and feeds were read.
    """

    database: Database
    clock: Clock
    lock: SiteLock
    run_id: int
    recheck_seconds: float
    max_pages: int | None = None
    lists_before_pages: bool = False

    @property
    def site_id(self) -> int:
        """The key of the site."""
        return self.lock.site_id

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One in which the run may write. Raises LostSiteError if another crawl has taken the site over."""
        with self.database.transaction() as connection:
            self.lock.keep(connection)
            yield connection
