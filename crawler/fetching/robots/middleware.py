"""Keeps the crawl to what the robots.txt of each host says."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser

from wellread.crawler.fetching.diagnosis import MAX_ATTEMPTS, diagnose_error
from wellread.crawler.fetching.errors import Fault, HostPaused, RobotsForbid, RobotsUnreachable
from wellread.crawler.fetching.limits import read_at_most
from wellread.crawler.fetching.robots.rules import MAX_ROBOTS_BYTES, Robots
from wellread.crawler.logs import log

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_HOPS = 5  # RFC 9309, 2.3.1.2
SHELF_LIFE = 24 * 3600  # seconds; RFC 9309, 2.4
PATIENCE = 300  # seconds until a host is asked again that could not be asked
FIRST = 1000  # priority: nothing can be asked of a host before its robots.txt
# The host as a whole is not to be had: its pages would fail in the same way, and that is the better reason.
_OF_THE_HOST = frozenset({Fault.NO_HOST, Fault.CONNECTION, Fault.TLS, Fault.REFUSED, Fault.BUSY})


@dataclass(frozen=True)
class _Verdict:
    """What is known of one origin since `fetched`: its rules, or the error that every request to it fails with."""

    fetched: float
    robots: Robots = field(default_factory=Robots)
    error: Exception | None = None

    def is_stale(self) -> bool:
        """Whether to ask again."""
        if isinstance(self.error, HostPaused):  # it says itself how long to wait, and that was then
            return True
        return time.monotonic() - self.fetched > (PATIENCE if self.error else SHELF_LIFE)


class RobotsParsed(RobotParser):
    """A robots.txt as it goes with Scrapy's signal `robots_parsed`."""

    def __init__(self, robots: Robots) -> None:
        self.robots = robots

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(Robots.parse(robotstxt_body, crawler.settings["ROBOTSTXT_USER_AGENT"]))

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:  # noqa: ARG002  (parsed for one agent)
        return self.robots.allowed(url.decode() if isinstance(url, bytes) else url)

    def crawl_delay(self, user_agent: str | bytes) -> float | None:  # noqa: ARG002
        return self.robots.crawl_delay


class RobotsMiddleware:
    """Asks each origin for its robots.txt, once a day, and refuses what that closes.

    4xx opens everything; 5xx, and no answer at all, close everything; five redirects are followed; 500 KiB are read.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._verdicts: dict[str, asyncio.Future[_Verdict]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        verdict = await self._verdict(request)
        if verdict.error:
            request.meta["dont_retry"] = True
            raise verdict.error.with_traceback(None)
        if not verdict.robots.allowed(request.url):
            raise RobotsForbid("forbidden by robots.txt")

    async def _verdict(self, request: Request) -> _Verdict:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._verdicts.get(origin)
        if known is None or (known.done() and known.result().is_stale()):
            known = self._verdicts[origin] = asyncio.ensure_future(self._ask(origin, request))
        return await asyncio.shield(known)

    async def _ask(self, origin: str, request: Request) -> _Verdict:
        meta = {"dont_obey_robotstxt": True, "redirect_ttl": MAX_HOPS, **read_at_most(MAX_ROBOTS_BYTES)}
        # Packed, its length would say nothing about what it holds.
        headers = {"Accept-Encoding": "identity"}
        asking = Request(f"{origin}/robots.txt", headers=headers, meta=meta, priority=FIRST, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(asking)
        except Exception as error:  # noqa: BLE001  (whatever went wrong, it is the same to the site: we stay away)
            return self._failed(origin, error)
        if response.status >= 500:
            return self._closed(origin, f"robots.txt answers {response.status}, so nothing may be fetched")
        return await self._opened(response, request)

    async def _opened(self, response: Response, request: Request) -> _Verdict:
        body = response.body if response.status < 300 else b""
        robots = Robots.parse(body, self._agent, response.url)
        await self._crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=RobotsParsed(robots), request=request
        )
        return _Verdict(time.monotonic(), robots)

    def _failed(self, origin: str, error: Exception) -> _Verdict:
        diagnosis = diagnose_error(error, urlsplit(origin).hostname or "", attempt=MAX_ATTEMPTS)
        if diagnosis.fault is Fault.REDIRECTS:  # more hops than anybody must follow: as if it were not there
            return _Verdict(time.monotonic())
        if diagnosis.fault in _OF_THE_HOST:
            return _Verdict(time.monotonic(), error=error)
        return self._closed(origin, f"robots.txt could not be had ({diagnosis.reason}), so nothing may be fetched")

    def _closed(self, origin: str, reason: str) -> _Verdict:
        log.warning("site closed", site=origin, reason=reason)
        return _Verdict(time.monotonic(), error=RobotsUnreachable(reason))
