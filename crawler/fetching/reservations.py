"""Leaves pages alone whose site reserves the rights to mine them: before they are asked for, where the site says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import msgspec
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK

from wellread.crawler.fetching.errors import RightsReservedError
from wellread.crawler.fetching.limits import truncation_meta
from wellread.crawler.fetching.robots import META_SITE_RIGHTS
from wellread.crawler.fetching.robots.rules import matches_pattern, path_of
from wellread.crawler.logs import log
from wellread.extractors.article import RightsStatement
from wellread.extractors.rights import (
    TDM_POLICY,
    TDM_RESERVATION,
    describe_reservation,
    find_reservation,
    make_statement,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

TDMREP_PATH = "/.well-known/tdmrep.json"
MAX_TDMREP_BYTES = 500 * 1024
MAX_REDIRECTS = 5
ASK_AGAIN_SECONDS = 60.0  # for a file whose server has failed
# Key of a request's meta: the text of the page would be published.
META_HOLDS_TEXT = "holds_text"


@dataclass(frozen=True)
class TdmRule:
    """What a site says of the pages whose path the pattern matches, as a robots.txt writes patterns."""

    location: str
    reservation: str
    policy: str | None = None

    @property
    def is_reserving(self) -> bool:
        """Whether the rights to mine these pages are reserved."""
        return self.reservation == "1"


@dataclass(frozen=True)
class TdmRep:
    """A `tdmrep.json` (https://www.w3.org/community/reports/tdmrep/): what a site says of the mining of its pages."""

    rules: tuple[TdmRule, ...] = ()
    url: str = ""

    @classmethod
    def parse(cls, body: bytes, url: str = "") -> Self:
        """Read the file at `url`. Never raises: what is no rule says nothing."""
        try:
            found = msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError):
            return cls()
        return cls(tuple(_read_rules(found if isinstance(found, list) else [found])), url)

    def list_rights(self, url: str) -> tuple[RightsStatement, ...]:
        """What the file says of the page at `url`.

        Of several rules that match it is the first, or the one with the longest pattern; if they disagree, the one that
        reserves the rights.
        """
        path = path_of(url)
        matching = [rule for rule in self.rules if matches_pattern(rule.location, path)]
        if not matching:
            return ()
        longest = max(matching, key=lambda rule: len(rule.location))
        rule = longest if longest.is_reserving else matching[0]
        said = {TDM_RESERVATION: rule.reservation, TDM_POLICY: rule.policy}
        return tuple(
            make_statement(term, "tdmrep.json", value, selector=self.url or None)
            for term, value in said.items()
            if value is not None
        )


@dataclass(frozen=True)
class _AskedFile:
    """The answer, which is None where the file could not be had for now, and when it was asked for, in seconds."""

    answer: asyncio.Future[TdmRep | None]
    asked_at: float

    @property
    def is_to_be_asked_again(self) -> bool:
        has_failed = self.answer.done() and self.answer.result() is None
        return has_failed and time.monotonic() - self.asked_at >= ASK_AGAIN_SECONDS


class ReservationMiddleware:
    """Fetches the `tdmrep.json` of each origin, once, and refuses pages whose rights it or robots.txt reserves.

    A file that cannot be had reserves nothing. If it may be had later it is asked for again, after ASK_AGAIN_SECONDS,
    and pages are read meanwhile. Only with the setting SKIP_RESERVED.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = str(crawler.settings["ROBOTSTXT_USER_AGENT"]).lower()
        self._files: dict[str, _AskedFile] = {}  # by origin

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("SKIP_RESERVED"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RightsReservedError."""
        if not request.meta.get(META_HOLDS_TEXT):
            return
        tdmrep = await self._find_file(request.url)
        rights = (*request.meta.get(META_SITE_RIGHTS, ()), *tdmrep.list_rights(request.url))
        request.meta[META_SITE_RIGHTS] = rights
        if found := find_reservation(rights, self._agent):
            raise RightsReservedError(describe_reservation(found))

    async def _find_file(self, url: str) -> TdmRep:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        asked = self._files.get(origin)
        if asked is None or asked.is_to_be_asked_again:
            asked = _AskedFile(asyncio.ensure_future(self._fetch(f"{origin}{TDMREP_PATH}")), time.monotonic())
            self._files[origin] = asked
        return await asyncio.shield(asked.answer) or TdmRep()

    async def _fetch(self, url: str) -> TdmRep | None:
        """The file, which is empty if there is none; None if that is not known."""
        meta = {"redirect_ttl": MAX_REDIRECTS, **truncation_meta(MAX_TDMREP_BYTES)}
        try:
            response = await self._crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK))
        except Exception as error:  # noqa: BLE001  (whatever went wrong, nothing is said)
            log.debug("no tdmrep.json", url=url, reason=str(error))
            return None
        if response.status == HTTPStatus.TOO_MANY_REQUESTS or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.debug("no tdmrep.json", url=url, reason=f"status {response.status}")
            return None
        return TdmRep.parse(response.body, response.url) if response.status == 200 else TdmRep()


def _read_rules(found: list[Any]) -> Iterator[TdmRule]:
    for rule in found:
        if isinstance(rule, dict) and isinstance(location := rule.get("location"), str):
            policy = rule.get(TDM_POLICY)
            yield TdmRule(location, str(rule.get(TDM_RESERVATION, "")), policy if isinstance(policy, str) else None)
