"""Which run of which site is under way, and with which database and clock: what all parts of a run share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wellread.crawler.ledger.database import Database

Clock = Callable[[], float]  # gives seconds since 1970 in UTC


@dataclass(frozen=True)
class RunContext:
    """`site_id` and `run_id` are the keys of their rows.

    After `recheck_seconds` a page is asked for whole, whatever its server says of it. `max_pages` is how many pages the
    run may visit, None for any number; sitemaps and feeds are not counted. `lists_before_pages`: no page is visited
    before all sitemaps and feeds were read.
    """

    database: Database
    clock: Clock
    site_id: int
    run_id: int
    recheck_seconds: float
    max_pages: int | None = None
    lists_before_pages: bool = False
