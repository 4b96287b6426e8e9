"""Scrapy's scheduler on the ledger: what is to be visited next is a question to the database, and survives the process.

Scrapy's own keeps requests in memory or in pickles on disk, and takes them out before they are
done: after a kill what was under way is lost, and what the files say of the rest is not sure (see
decision 14).
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol, Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from wellread.crawler.ledger import Lease, LedgerError, SiteRun
from wellread.crawler.pages.worker_pool import describe_error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_LEASES_PER_BATCH = 16  # few enough to give back, many enough to keep every connection busy


class LedgerSpider(Protocol):
    """A spider whose requests come from the ledger."""

    run: SiteRun

    def make_request(self, lease: Lease) -> Request:
        """The request that visits the URL of a lease."""
        ...

    def abort(self, reason: str) -> None:
        """End the run as one that cannot go on; `reason` is told to the user."""
        ...


class LedgerScheduler(BaseScheduler):
    """Leases URLs in small batches. Two requests to the same URL cannot be under way at the same time."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._leases: deque[Lease] = deque()  # not requested yet
        self._resent_requests: deque[Request] = deque()  # that a middleware wants to send once more
        self._wake_timer: asyncio.TimerHandle | None = None
        self._has_failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        self._spider = cast("LedgerSpider", spider)

    def close(self, reason: str) -> None:  # noqa: ARG002
        if self._wake_timer:
            self._wake_timer.cancel()
        if self._has_failed:
            return
        try:
            self._spider.run.queue.release(self._leases)
        except LedgerError as error:  # the next process puts them back as well
            self._fail(error)

    def has_pending_requests(self) -> bool:
        if self._has_failed:
            return False
        return bool(self._resent_requests or self._leases) or self._seconds_to_next_lease() is not None

    def enqueue_request(self, request: Request) -> bool:
        """Take what a middleware wants to send once more. Its URL is still leased."""
        self._resent_requests.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._resent_requests:
            return self._resent_requests.popleft()
        if not self._leases and not self._has_failed:
            self._lease_batch()
        return self._spider.make_request(self._leases.popleft()) if self._leases else None

    def _lease_batch(self) -> None:
        try:
            self._leases.extend(self._spider.run.queue.lease(_LEASES_PER_BATCH))
            if not self._leases:
                self._wake_later()
        except Exception as error:  # noqa: BLE001  (the engine would ask again and again, for ever)
            self._fail(error)

    def _seconds_to_next_lease(self) -> float | None:
        try:
            return self._spider.run.queue.find_wait_seconds()
        except Exception as error:  # noqa: BLE001  (the same)
            self._fail(error)
            return None

    def _wake_later(self) -> None:
        """Come back when the first URL may be tried again: the engine itself looks only every few seconds."""
        wait = self._seconds_to_next_lease()
        if wait is not None and self._wake_timer is None:
            self._wake_timer = asyncio.get_running_loop().call_later(wait, self._wake)

    def _wake(self) -> None:
        self._wake_timer = None
        request = self.next_request()
        if request:
            self._crawler.engine.crawl(request)

    def _fail(self, error: Exception) -> None:
        self._has_failed = True
        self._spider.abort(str(error) if isinstance(error, LedgerError) else describe_error(error))
