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

from wellread.crawler.fetching.error_classification import MAX_ATTEMPTS, classify_error
from wellread.crawler.fetching.errors import (
    ErrorKind,
    HostPausedError,
    RobotsDisallowedError,
    RobotsUnreachableError,
)
from wellread.crawler.fetching.limits import truncation_meta
from wellread.crawler.fetching.robots.rules import MAX_ROBOTS_BYTES, META_SITE_RIGHTS, RobotsTxt
from wellread.crawler.logs import log

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
MAX_AGE_SECONDS = 24 * 3600  # RFC 9309, 2.4
RETRY_AFTER_ERROR_SECONDS = 300
ROBOTS_PRIORITY = 1000  # nothing can be asked of a host before its robots.txt
# The host as a whole is not to be had: its pages would fail in the same way, and that is the better
# reason.
_HOST_LEVEL_KINDS = frozenset(
    {ErrorKind.NO_HOST, ErrorKind.CONNECTION, ErrorKind.TLS, ErrorKind.REFUSED, ErrorKind.BUSY}
)


@dataclass(frozen=True)
class _OriginPolicy:
    """The robots.txt of one origin, or the error of every request to it; known since `fetched_at` (monotonic clock)."""

    fetched_at: float
    robots_txt: RobotsTxt = field(default_factory=RobotsTxt)
    error: Exception | None = None

    def is_stale(self) -> bool:
        """Whether to fetch the robots.txt again."""
        if isinstance(self.error, HostPausedError):  # it says itself how long to wait, and that was then
            return True
        return time.monotonic() - self.fetched_at > (RETRY_AFTER_ERROR_SECONDS if self.error else MAX_AGE_SECONDS)


class RobotParserAdapter(RobotParser):
    """A robots.txt as it goes with Scrapy's signal `robots_parsed`."""

    def __init__(self, robots_txt: RobotsTxt) -> None:
        self.robots_txt = robots_txt

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(RobotsTxt.parse(robotstxt_body, crawler.settings["ROBOTSTXT_USER_AGENT"]))

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:  # noqa: ARG002  (parsed for one agent)
        return self.robots_txt.is_allowed(url.decode() if isinstance(url, bytes) else url)

    def crawl_delay(self, user_agent: str | bytes) -> float | None:  # noqa: ARG002
        return self.robots_txt.crawl_delay


class RobotsMiddleware:
    """Fetches the robots.txt of each origin, once a day, and refuses what that disallows.

    4xx allows everything; 5xx, and no response at all, disallow everything (RFC 9309, 2.3.1); five
    redirects are followed; 500 KiB are read.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._policies: dict[str, asyncio.Future[_OriginPolicy]] = {}  # by origin

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RobotsDisallowedError, or what went wrong with robots.txt where it cannot be asked."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        policy = await self._policy_for(request)
        if policy.error:
            request.meta["dont_retry"] = True
            raise policy.error.with_traceback(None)
        if not policy.robots_txt.is_allowed(request.url):
            raise RobotsDisallowedError("forbidden by robots.txt")
        request.meta[META_SITE_RIGHTS] = policy.robots_txt.list_rights(request.url)

    async def _policy_for(self, request: Request) -> _OriginPolicy:
        url = urlsplit(request.url)
        origin = f"{url.scheme}://{url.netloc}"
        policy = self._policies.get(origin)
        if policy is None or (policy.done() and policy.result().is_stale()):
            policy = self._policies[origin] = asyncio.ensure_future(self._fetch_policy(origin, request))
        return await asyncio.shield(policy)

    async def _fetch_policy(self, origin: str, request: Request) -> _OriginPolicy:
        meta = {"dont_obey_robotstxt": True, "redirect_ttl": MAX_REDIRECTS, **truncation_meta(MAX_ROBOTS_BYTES)}
        # Compressed, its length would say nothing about what it holds.
        headers = {"Accept-Encoding": "identity"}
        robots_request = Request(
            f"{origin}/robots.txt", headers=headers, meta=meta, priority=ROBOTS_PRIORITY, callback=NO_CALLBACK
        )
        try:
            response = await self._crawler.engine.download_async(robots_request)
        except Exception as error:  # noqa: BLE001  (whatever went wrong, it is the same to the site: we stay away)
            return self._policy_after_error(origin, error)
        if response.status >= 500:
            return self._disallow_all(origin, f"robots.txt answers {response.status}, so nothing may be fetched")
        return await self._parse_policy(response, request)

    async def _parse_policy(self, response: Response, request: Request) -> _OriginPolicy:
        body = response.body if response.status < 300 else b""
        robots_txt = RobotsTxt.parse(body, self._agent, response.url)
        await self._crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=RobotParserAdapter(robots_txt), request=request
        )
        return _OriginPolicy(time.monotonic(), robots_txt)

    def _policy_after_error(self, origin: str, error: Exception) -> _OriginPolicy:
        failure = classify_error(error, urlsplit(origin).hostname or "", attempt=MAX_ATTEMPTS)
        if failure.kind is ErrorKind.REDIRECTS:  # more than anybody must follow: as if there were no robots.txt
            return _OriginPolicy(time.monotonic())
        if failure.kind in _HOST_LEVEL_KINDS:
            return _OriginPolicy(time.monotonic(), error=error)
        return self._disallow_all(origin, f"robots.txt could not be had ({failure.reason}), so nothing may be fetched")

    def _disallow_all(self, origin: str, reason: str) -> _OriginPolicy:
        log.warning("site closed", site=origin, reason=reason)
        return _OriginPolicy(time.monotonic(), error=RobotsUnreachableError(reason))
