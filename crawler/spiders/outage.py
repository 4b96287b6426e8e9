"""Whether a site is down as a whole, when a host of it does not respond any more in the middle of a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request

from wellread.crawler.fetching.backoff import META_PROBE
from wellread.crawler.spiders.base import SINGLE_REQUEST_META

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from wellread.crawler.ledger import Lease, SiteRun

MAX_PROBE_SECONDS = 10.0


class OutageMonitor:
    """Requests the start page once more where its host does not respond: while that answers, only some pages do not.

    `on_outage` is called with the reason when the start page does not respond either.
    `failed_visits` are those that have failed since the site responded last: it may be the site
    that failed, and not the pages.
    """

    def __init__(self, crawler: Crawler, run: SiteRun, start_url: str, on_outage: Callable[[str], None]) -> None:
        self._crawler = crawler
        self._run = run
        self._start_url = start_url
        self._on_outage = on_outage
        self._probe: asyncio.Future[None] | None = None
        self.failed_visits: list[Lease] = []

    def record_response(self) -> None:
        """The site has responded."""
        self.failed_visits.clear()

    def record_no_response(self, lease: Lease) -> None:
        """A visit has failed as nobody responded."""
        self.failed_visits.append(lease)

    def check_host(self, host: str, reason: str) -> None:
        """Find out whether the site is down, if `host` is its host and nobody is finding out already."""
        is_host_of_site = host == urlsplit(self._home_url).hostname
        if is_host_of_site and (self._probe is None or self._probe.done()):
            self._probe = asyncio.ensure_future(self._request_start_page(reason))

    @property
    def _home_url(self) -> str:
        return self._run.home_url or self._start_url

    async def _request_start_page(self, reason: str) -> None:
        probe = {META_PROBE: True, "download_slot": META_PROBE, "download_timeout": MAX_PROBE_SECONDS}
        try:
            await self._crawler.engine.download_async(Request(self._home_url, meta=SINGLE_REQUEST_META | probe))
        except Exception:  # noqa: BLE001  (whatever it is, it is no response)
            self._on_outage(reason)
