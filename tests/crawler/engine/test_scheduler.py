"""The scheduler ends a crawl whose queue fails, whatever it raises: Scrapy's engine would ask again for ever."""

from __future__ import annotations

from typing import Any, cast

import pytest
from scrapy.utils.test import get_crawler

from wellread.crawler.engine.scheduler import LedgerScheduler
from wellread.crawler.ledger import LedgerError


class BrokenSpider:
    """Its queue raises `error`; it is its own run and queue."""

    def __init__(self, error: Exception) -> None:
        self.run = self.queue = self
        self.error = error
        self.reasons: list[str] = []

    def lease(self, _count: int) -> None:
        raise self.error

    def find_wait_seconds(self) -> None:
        raise self.error

    def abort(self, reason: str) -> None:
        self.reasons.append(reason)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (LedgerError("the disk is full"), "the disk is full"),
        (ValueError("no such column"), "ValueError: no such column"),
        (RecursionError(), "RecursionError"),
    ],
)
def test_a_queue_that_fails_ends_the_crawl(error: Exception, reason: str) -> None:
    for ask in (LedgerScheduler.next_request, LedgerScheduler.has_pending_requests):
        spider, scheduler = BrokenSpider(error), LedgerScheduler(get_crawler())
        scheduler.open(cast("Any", spider))
        assert not ask(scheduler)
        assert not scheduler.has_pending_requests()
        assert spider.reasons == [reason]
