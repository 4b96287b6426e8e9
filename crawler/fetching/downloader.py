"""Scrapy's downloader, which asks a host for no more at a time than the settings allow."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader import Downloader

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Slot
    from scrapy.http import Response
    from twisted.internet.defer import Deferred


class LimitedDownloader(Downloader):
    """Counts a download against CONCURRENT_REQUESTS_PER_DOMAIN from when it is scheduled.

    Scrapy's own counts it when its task has begun: of requests that come at once, all find a free place. Each beyond
    the limit also has a connection of its own, which is closed after it.
    """

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)
