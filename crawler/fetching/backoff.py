"""Leaves hosts alone that ask for it or do not respond, and tries failed requests again, each time later."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request

from wellread.crawler.fetching.error_classification import (
    MAX_RETRY_WAIT_SECONDS,
    FetchFailure,
    classify_error,
    classify_status,
)
from wellread.crawler.fetching.errors import NO_RESPONSE_KINDS, HostPausedError
from wellread.crawler.logs import log

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_HOLD_SECONDS = 10.0  # that a request waits here; longer waits go back to whoever sent it
# A host that has not responded to so many requests in a row is left alone, each time for longer.
# After MAX_SILENT_SECONDS of the settings without a response it is given up, and what is left of it
# waits for the next run.
UNANSWERED_REQUESTS_BEFORE_PAUSE = 4
META_PROBE = "probe"  # in the meta of a request that finds out whether an unresponsive host is there at all
_FIRST_PAUSE_SECONDS, _MAX_PAUSE_SECONDS = 2.0, 30.0
_CHECK_PAUSE_SECONDS = (
    MAX_HOLD_SECONDS + 2
)  # what is queued goes back meanwhile, and is not sent if the host is given up
_MAX_JITTER_SHARE = 0.25  # of a wait
_MIN_SLOT_DELAY_SECONDS = 0.01  # without any, a slot of Scrapy's downloader would not look at the clock


class OutageAwareSpider(Protocol):
    """What a spider must have so that a host which does not respond any more cannot hold it for ever."""

    given_up: bool

    def handle_unresponsive_host(self, host: str, reason: str) -> None:
        """Decide whether to give the host up; then `given_up` becomes true."""

    def handle_long_pause(self, host: str, reason: str) -> None:
        """A page says that its host is to be left alone for longer than a run waits: decide as above."""


@dataclass
class _Outage:
    """A host does not respond: since when (monotonic clock), to how many requests, and how often that paused it."""

    since: float
    requests: int = 0
    pauses: int = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.since


class BackoffMiddleware:
    """Pauses hosts, and retries what may yet come.

    A request waits here no longer than MAX_HOLD_SECONDS. If more is needed it fails, and
    `classify_failure` says how long to wait. `dont_retry` in a request's meta leaves all attempts
    after the first to its sender.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._paused_until: dict[str, float] = {}  # by host, of the monotonic clock
        self._outages: dict[str, _Outage] = {}  # by host
        self._last_response: dict[str, float] = {}  # by host, of the monotonic clock
        self._max_outage_seconds = crawler.settings.getfloat("MAX_SILENT_SECONDS")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold a request to a host that is paused. Raises HostPausedError where the pause is too long to wait for."""
        if META_PROBE in request.meta:
            return
        if cast("OutageAwareSpider", self._crawler.spider).given_up:
            raise HostPausedError(self._max_outage_seconds)
        while (remaining := self._paused_until.get(_host(request), 0.0) - time.monotonic()) > 0:
            if remaining > MAX_HOLD_SECONDS:
                request.meta["dont_retry"] = True
                raise HostPausedError(remaining)
            await asyncio.sleep(remaining)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        self._outages.pop(_host(request), None)
        self._last_response[_host(request)] = time.monotonic()
        if response.status < 400:
            return response
        failure = classify_status(response.status, response.headers, attempt=_attempt(request))
        if failure.host_pause and META_PROBE not in request.meta:
            self._grant_pause(request, failure)
        return await self._retry(request, failure) or response

    def _grant_pause(self, request: Request, failure: FetchFailure) -> None:
        """Leave the host alone for as long as it asks, unless that is longer than a run waits.

        Then one page must not speak for all: the spider finds out whether it does, while the host has a short pause.
        """
        if failure.host_pause <= MAX_RETRY_WAIT_SECONDS:
            self._pause_host(request, failure.host_pause, failure.reason)
            return
        self._pause_host(request, _CHECK_PAUSE_SECONDS, failure.reason)
        spider = cast("OutageAwareSpider", self._crawler.spider)
        reason = f"it asks to be left alone for {failure.host_pause:.0f} s or more: {failure.reason}"
        spider.handle_long_pause(_host(request), reason)

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        failure = classify_error(exception, _host(request), attempt=_attempt(request))
        if failure.kind in NO_RESPONSE_KINDS and META_PROBE not in request.meta:
            self._note_unanswered(request, failure.reason)
        return await self._retry(request, failure)

    def _note_unanswered(self, request: Request, reason: str) -> None:
        """A server that is down must cost neither its pages their attempts, nor the run its night."""
        host = _host(request)
        outage = self._outages.setdefault(host, _Outage(self._last_response.get(host, time.monotonic())))
        outage.requests += 1
        is_paused = self._paused_until.get(host, 0.0) > time.monotonic()
        if outage.requests < UNANSWERED_REQUESTS_BEFORE_PAUSE or is_paused:
            return
        self._pause_host(request, min(_FIRST_PAUSE_SECONDS * 2**outage.pauses, _MAX_PAUSE_SECONDS), reason)
        outage.pauses += 1
        if outage.seconds > self._max_outage_seconds:
            spider = cast("OutageAwareSpider", self._crawler.spider)
            spider.handle_unresponsive_host(host, f"no response for {outage.seconds:.0f} s: {reason}")

    def _pause_host(self, request: Request, seconds: float, reason: str) -> None:
        host = _host(request)
        until = self._paused_until[host] = max(self._paused_until.get(host, 0.0), time.monotonic() + seconds)
        slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", host))
        if slot is not None:
            _hold_queued_requests(slot, until)
        log.info("host paused", host=host, seconds=round(seconds), reason=reason)

    async def _retry(self, request: Request, failure: FetchFailure) -> Request | None:
        wait = failure.retry_wait
        if wait is None or wait > MAX_HOLD_SECONDS or request.meta.get("dont_retry"):
            return None
        await asyncio.sleep(wait * random.uniform(1, 1 + _MAX_JITTER_SHARE))  # noqa: S311  (not all at the same moment)
        spider = self._crawler.spider
        return get_retry_request(request, spider=spider, reason=failure.reason) if spider else None


def _hold_queued_requests(slot: Slot, until: float) -> None:
    """What is queued in the downloader waits on, or fails with HostPausedError if that would take too long."""
    slot.delay = max(slot.delay, _MIN_SLOT_DELAY_SECONDS)
    slot.lastseen = max(slot.lastseen, until)
    remaining = until - time.monotonic()
    while slot.queue and remaining > MAX_HOLD_SECONDS:
        _, queued = slot.queue.popleft()
        queued.errback(HostPausedError(remaining))


def _host(request: Request) -> str:
    return urlsplit(request.url).hostname or ""


def _attempt(request: Request) -> int:
    attempt: int = request.meta.get("retry_times", 0) + 1
    return attempt
