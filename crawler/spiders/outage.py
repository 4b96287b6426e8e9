"""Whether a site is down as a whole, when a host of it does not respond, or asks for a long pause, in a crawl."""

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
MAX_LONG_PAUSES = 3  # that pages of a site may ask for in a run
_STATUSES_OF_OUTAGE = frozenset({429, 503})


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
        self._long_pauses = 0
        self.failed_visits: list[Lease] = []

    def record_response(self) -> None:
        """The site has responded."""
        self.failed_visits.clear()

    def record_no_response(self, lease: Lease) -> None:
        """A visit has failed as nobody responded."""
        self.failed_visits.append(lease)

    def record_long_pause(self, host: str, reason: str) -> None:
        """A page says that its host is to be left alone for long. From a few pages that is believed unchecked."""
        if not self.is_host_of_site(host):
            return
        self._long_pauses += 1
        if self._long_pauses >= MAX_LONG_PAUSES:
            self._on_outage(reason)
        else:
            self.check_host(host, reason)

    def check_host(self, host: str, reason: str) -> None:
        """Find out whether the site is down, if `host` is its host and nobody is finding out already."""
        if self.is_host_of_site(host) and (self._probe is None or self._probe.done()):
            self._probe = asyncio.ensure_future(self._request_start_page(reason))

    def is_host_of_site(self, host: str | None) -> bool:
        """Whether the start page is on this host."""
        return host == urlsplit(self._home_url).hostname

    @property
    def _home_url(self) -> str:
        return self._run.home_url or self._start_url

    async def _request_start_page(self, reason: str) -> None:
        probe = {META_PROBE: True, "download_slot": META_PROBE, "download_timeout": MAX_PROBE_SECONDS}
        try:
            response = await self._crawler.engine.download_async(
                Request(self._home_url, meta=SINGLE_REQUEST_META | probe)
            )
            is_down = response.status in _STATUSES_OF_OUTAGE
        except Exception:  # noqa: BLE001  (whatever it is, it is no response)
            is_down = True
        if is_down:
            self._on_outage(reason)
