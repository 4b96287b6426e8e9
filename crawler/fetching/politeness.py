"""Manners: how often a host is asked, and what happens when it has had enough.

Scrapy's AutoThrottle follows the speed of the server. Here it also keeps to the delay that a robots.txt names, a host
that asks for a pause is given it, and whoever is asked again is asked later and not at once.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.extensions.throttle import AutoThrottle

from wellread.crawler.fetching.diagnosis import Diagnosis, diagnose_error, diagnose_status
from wellread.crawler.fetching.errors import Fault, HostPaused
from wellread.crawler.fetching.robots.middleware import RobotsParsed
from wellread.crawler.logs import log

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


MAX_CRAWL_DELAY = 60.0  # seconds; a site that asks for more would never be read to its end
PATIENCE = 10.0  # seconds that a request waits here; longer ones go back to whoever sent it
# A host that has not answered so many requests in a row is left alone, each time for longer. After SILENT_SECONDS of
# the settings without an answer it is given up, and what is left of it waits for the next run.
SILENT_REQUESTS = 4
PROBE = "probe"  # in the meta of a request that finds out whether a silent host is there at all
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 30.0
SILENT = frozenset({Fault.TIMEOUT, Fault.CONNECTION, Fault.NO_HOST})
_JITTER = 0.25
_LEAST_DELAY = 0.01  # seconds; without any, a slot of Scrapy's downloader would not look at the clock


class GivesUp(Protocol):
    """What a spider must have so that a host which answers no more does not hold it for ever."""

    given_up: bool

    def consider_giving_up(self, host: str, reason: str) -> None: ...


class Pace(AutoThrottle):
    """AutoThrottle with a floor: the `Crawl-delay` of each host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._floors: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._request_reached_downloader, signal=signals.request_reached_downloader)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        if not isinstance(robotparser, RobotsParsed) or not robotparser.robots.crawl_delay:
            return
        host = urlsplit(request.url).hostname or ""
        wanted = robotparser.robots.crawl_delay
        self._floors[host] = min(wanted, MAX_CRAWL_DELAY)
        log.info("crawl delay", host=host, seconds=self._floors[host], asked_for=wanted)
        self.crawler.stats.set_value(f"crawl_delay/{host}", self._floors[host])

    def _request_reached_downloader(self, request: Request) -> None:
        key = request.meta["download_slot"]
        self._raise_to_floor(key, self.crawler.engine.downloader.slots[key])

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        key = next((key for key, one in self.crawler.engine.downloader.slots.items() if one is slot), "")
        self._raise_to_floor(key, slot)

    def _raise_to_floor(self, key: str, slot: Slot) -> None:
        floor = self._floors.get(key)
        if floor is not None:
            slot.delay = max(slot.delay, floor)
            slot.jitter = 0.0  # a delay that the site has named is not to be undercut


@dataclass
class _Silence:
    """Since when a host has not answered, how many requests, and how often it was given a pause for that."""

    since: float
    requests: int = 0
    pauses: int = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.since


class Retries:
    """Leaves a host alone that says so or answers no more, and asks again for what may yet come, each time later.

    A request waits here no longer than PATIENCE. If more is needed it fails, and `failures.diagnose` says
    how long to wait. `dont_retry` in a request's meta leaves all attempts after the first to its sender.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._resume: dict[str, float] = {}  # host -> when it may be asked again
        self._silences: dict[str, _Silence] = {}  # by host
        self._heard: dict[str, float] = {}  # host -> when it answered last
        self._patience = crawler.settings.getfloat("SILENT_SECONDS")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if PROBE in request.meta:
            return
        if cast("GivesUp", self._crawler.spider).given_up:
            raise HostPaused(self._patience)
        while (left := self._resume.get(_host(request), 0.0) - time.monotonic()) > 0:
            if left > PATIENCE:
                request.meta["dont_retry"] = True
                raise HostPaused(left)
            await asyncio.sleep(left)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        self._silences.pop(_host(request), None)
        self._heard[_host(request)] = time.monotonic()
        if response.status < 400:
            return response
        diagnosis = diagnose_status(response.status, response.headers, attempt=_attempt(request))
        if diagnosis.pause:
            self._pause(request, diagnosis.pause, diagnosis.reason)
        return await self._again(request, diagnosis) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        diagnosis = diagnose_error(exception, _host(request), attempt=_attempt(request))
        if diagnosis.fault in SILENT and PROBE not in request.meta:
            self._unanswered(request, diagnosis.reason)
        return await self._again(request, diagnosis)

    def _unanswered(self, request: Request, reason: str) -> None:
        """A server that is down must cost neither its pages their attempts, nor the run its night."""
        host = _host(request)
        silence = self._silences.setdefault(host, _Silence(self._heard.get(host, time.monotonic())))
        silence.requests += 1
        if silence.requests < SILENT_REQUESTS or self._resume.get(host, 0.0) > time.monotonic():
            return
        self._pause(request, min(_FIRST_PAUSE * 2**silence.pauses, _LONGEST_PAUSE), reason)
        silence.pauses += 1
        if silence.seconds > self._patience:
            spider = cast("GivesUp", self._crawler.spider)
            spider.consider_giving_up(host, f"no answer for {silence.seconds:.0f} s: {reason}")

    def _pause(self, request: Request, seconds: float, reason: str) -> None:
        host = _host(request)
        until = self._resume[host] = max(self._resume.get(host, 0.0), time.monotonic() + seconds)
        self._hold(self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", host)), until)
        log.info("host paused", host=host, seconds=round(seconds), reason=reason)

    def _hold(self, slot: Slot | None, until: float) -> None:
        """What already waits for its turn waits on, or is given back if that would take too long."""
        if slot is None:
            return
        slot.delay = max(slot.delay, _LEAST_DELAY)
        slot.lastseen = max(slot.lastseen, until)
        left = until - time.monotonic()
        while slot.queue and left > PATIENCE:
            _, waiting = slot.queue.popleft()
            waiting.errback(HostPaused(left))

    async def _again(self, request: Request, diagnosis: Diagnosis) -> Request | None:
        if diagnosis.wait is None or diagnosis.wait > PATIENCE or request.meta.get("dont_retry"):
            return None
        await asyncio.sleep(diagnosis.wait * random.uniform(1, 1 + _JITTER))  # noqa: S311  (not all at the same moment)
        spider = self._crawler.spider
        return get_retry_request(request, spider=spider, reason=diagnosis.reason) if spider else None


def _host(request: Request) -> str:
    return urlsplit(request.url).hostname or ""


def _attempt(request: Request) -> int:
    attempt: int = request.meta.get("retry_times", 0) + 1
    return attempt
