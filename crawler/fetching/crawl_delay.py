"""Keeps the delay between the requests to a host at what its robots.txt asks for, or longer if the server is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.extensions.throttle import AutoThrottle

from wellread.crawler.fetching.robots.middleware import RobotParserAdapter
from wellread.crawler.logs import log

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

MAX_CRAWL_DELAY_SECONDS = 60.0  # a site that asks for more would never be read to its end


class CrawlDelayThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which follows the speed of the server, but never below the `Crawl-delay` of the host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._min_delays: dict[str, float] = {}  # host -> seconds
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._request_reached_downloader, signal=signals.request_reached_downloader)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        if not isinstance(robotparser, RobotParserAdapter) or not robotparser.robots_txt.crawl_delay:
            return
        host = urlsplit(request.url).hostname or ""
        requested = robotparser.robots_txt.crawl_delay
        self._min_delays[host] = min(requested, MAX_CRAWL_DELAY_SECONDS)
        log.info("crawl delay", host=host, seconds=self._min_delays[host], asked_for=requested)
        self.crawler.stats.set_value(f"crawl_delay/{host}", self._min_delays[host])

    def _request_reached_downloader(self, request: Request) -> None:
        host = request.meta["download_slot"]
        self._apply_min_delay(host, self.crawler.engine.downloader.slots[host])

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slots = self.crawler.engine.downloader.slots.items()
        host = next((host for host, host_slot in slots if host_slot is slot), "")
        self._apply_min_delay(host, slot)

    def _apply_min_delay(self, host: str, slot: Slot) -> None:
        min_delay = self._min_delays.get(host)
        if min_delay is not None:
            slot.delay = max(slot.delay, min_delay)
            slot.jitter = 0.0  # a delay that the site has named is not to be undercut
