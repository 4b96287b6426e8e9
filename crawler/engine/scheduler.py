"""Scrapy's scheduler on the ledger: what is to be visited next is a question to the database, and survives the process.

Scrapy's own keeps requests in memory or in pickles on disk, and takes them out before they are done: after a kill what
was under way is lost, and what the files say of the rest is not sure (see decision 14).
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol, Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from wellread.crawler.ledger import Lease, LedgerError, SiteRun

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_BATCH = 16  # URLs leased at a time: few enough to give back, many enough to keep every connection busy


class LedgerSpider(Protocol):
    """A spider whose requests come from the ledger."""

    run: SiteRun

    def make_request(self, lease: Lease) -> Request: ...

    def abort(self, reason: str) -> None: ...


class LedgerScheduler(BaseScheduler):
    """Leases URLs in small batches. Two requests to the same URL cannot be under way at the same time."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._leased: deque[Lease] = deque()
        self._handed_back: deque[Request] = deque()
        self._alarm: asyncio.TimerHandle | None = None
        self._failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        self._spider = cast("LedgerSpider", spider)

    def close(self, reason: str) -> None:  # noqa: ARG002
        if self._alarm:
            self._alarm.cancel()
        if not self._failed:
            self._spider.run.queue.release(self._leased)

    def has_pending_requests(self) -> bool:
        if self._failed:
            return False
        return bool(self._handed_back or self._leased) or self._seconds_to_next() is not None

    def enqueue_request(self, request: Request) -> bool:
        """Take back what a middleware wants to send once more. Its URL is still leased."""
        self._handed_back.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._handed_back:
            return self._handed_back.popleft()
        if not self._leased and not self._failed:
            self._lease()
        return self._spider.make_request(self._leased.popleft()) if self._leased else None

    def _lease(self) -> None:
        try:
            self._leased.extend(self._spider.run.queue.lease(_BATCH))
            if not self._leased:
                self._wake_later()
        except LedgerError as error:
            self._fail(error)

    def _seconds_to_next(self) -> float | None:
        try:
            return self._spider.run.queue.find_wait_seconds()
        except LedgerError as error:
            self._fail(error)
            return None

    def _wake_later(self) -> None:
        """Come back when the first URL may be tried again: the engine itself looks only every few seconds."""
        wait = self._seconds_to_next()
        if wait is not None and self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(wait, self._wake)

    def _wake(self) -> None:
        self._alarm = None
        request = self.next_request()
        if request:
            self._crawler.engine.crawl(request)

    def _fail(self, error: LedgerError) -> None:
        self._failed = True
        self._spider.abort(str(error))
