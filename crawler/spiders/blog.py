"""The spider of blogs: from the URL of a start page to one record for each article.

Articles are looked for in the sitemaps, the feeds, the start page, its further pages, the categories beside it and the
articles themselves. What is to be visited, and what became of it, is in the ledger: a visit begins with a lease, and
ends with one transaction. Between the two this spider asks the server, and
`wellread.crawler.pages.classify` reads what it says.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals

from wellread.crawler.archive import ArchiveError, FetchContext
from wellread.crawler.archive.middleware import (
    META_ARCHIVE_ENTRY,
    META_EARLIER_LOCATION,
    META_FETCH_CONTEXT,
    ArchiveEntry,
)
from wellread.crawler.browser.subresources import FLAG_NOT_MODIFIED
from wellread.crawler.discovery import MAX_LIST_BYTES
from wellread.crawler.fetching.backoff import META_PROBE
from wellread.crawler.fetching.error_classification import (
    FetchFailure,
    classify_failure,
    classify_status,
    failed_request,
)
from wellread.crawler.fetching.errors import NO_RESPONSE_KINDS
from wellread.crawler.fetching.limits import read_limit_meta
from wellread.crawler.fetching.robots.middleware import RobotParserAdapter
from wellread.crawler.ledger import (
    FAILURE_OUTCOMES,
    RECHECK_SECONDS,
    DiscoveredLinks,
    FetchedResponse,
    FinishedVisit,
    Lease,
    Ledger,
    LedgerError,
    SiteRun,
    UrlKind,
    VisitResult,
)
from wellread.crawler.logs import log
from wellread.crawler.pages.classify import GUESSED, Bounds, Findings, failing
from wellread.crawler.pages.validators import conditional_headers, read_validators
from wellread.crawler.runs.report import Report, Source
from wellread.crawler.sites import DEFAULT_MAX_PAGES
from wellread.crawler.spiders.base import PoliteSpider
from wellread.crawler.spiders.standalone import hold_state, refusals
from wellread.crawler.times import parse_time
from wellread.output.record import ArticleRecord

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

    from wellread.crawler.archive import ArchiveWriter

PROBE_SECONDS = 10.0
# The ledger follows redirects and tries again: each step is a visit of its own, and survives the process.
_META = {"dont_redirect": True, "dont_retry": True, "handle_httpstatus_all": True}
_FAILED = {UrlKind.START: "start page failed", UrlKind.LIST: "sitemap or feed failed", UrlKind.PAGE: "page failed"}
_LIMITS = {UrlKind.LIST: read_limit_meta(MAX_LIST_BYTES)}  # a sitemap may be larger than a page


class BlogSpider(PoliteSpider):
    """Crawls the blog whose start page is at `url`.

    `ledger` keeps what is known; without one, as when Scrapy itself starts the spider, that is in the folder of the
    setting STATE, or in memory for this crawl alone. `include` names further paths that hold articles, `exclude` paths
    that are left alone, each separated by commas; pages that a sitemap or a feed dates before `since` wait for another
    run. After `recheck` seconds every page is read again. `report` is what has been done so far.
    Yields a record for each article that is new or has changed.
    """

    name = "blog"
    custom_settings = {"SCHEDULER": "wellread.crawler.engine.scheduler.LedgerScheduler"}  # noqa: RUF012  (as Scrapy declares it)
    run: SiteRun
    findings: Findings

    def __init__(  # noqa: PLR0913  (each may be given as `-a NAME=VALUE`)
        self,
        url: str = "",
        *,
        ledger: Ledger | None = None,
        report: Report | None = None,
        max_pages: int | str = DEFAULT_MAX_PAGES,
        include: str = "",
        exclude: str = "",
        since: str = "",
        recheck: float | str = RECHECK_SECONDS,
        **kwargs: str,
    ) -> None:
        super().__init__(url, **kwargs)
        self.bounds = Bounds(_paths(include), _paths(exclude), parse_time(since, datetime.now(UTC)) if since else None)
        self.report = report or Report(self.url)
        self.ledger = ledger
        self._max_pages = int(max_pages)
        self._recheck = float(recheck)
        self._probe: asyncio.Future[None] | None = None
        self._unanswered: list[Lease] = []  # visits that have failed since the site answered last

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: str, **kwargs: str) -> Self:
        with nullcontext() if "ledger" in kwargs else refusals():
            spider = super().from_crawler(crawler, *args, **kwargs)
            spider.begin(spider.ledger or hold_state(crawler))
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    def begin(self, ledger: Ledger) -> None:
        """Begin a run, or go on with the one that was killed. Raises LedgerError."""
        self.run = ledger.begin_run(
            self.url,
            recheck_seconds=self._recheck,
            max_pages=self._max_pages,
            lists_before_pages=self.bounds.since is not None,  # they say how old a page is
        )
        self.run.frontier.discover(DiscoveredLinks((self.url,), Source.START, UrlKind.START))
        self.findings = Findings(self.run, self.bounds, self.report)
        if found := self.findings.remembered():
            self.run.frontier.discover(found)
        self.report.begin(self.run.summarise())

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: what is to be visited first is in the ledger, as is the rest."""
        first: tuple[Request, ...] = ()
        for request in first:
            yield request

    def request_for(self, visit: Lease) -> Request:
        """The request of a visit, conditional if the server has given the means to ask."""
        return Request(
            visit.url,
            self.visited,
            errback=self.not_visited,
            headers=conditional_headers(visit.validators),
            cb_kwargs={"visit": visit},
            meta=_META
            | _LIMITS.get(visit.kind, {})
            | {META_EARLIER_LOCATION: visit.last_location, META_FETCH_CONTEXT: self._fetch_context(visit)},
        )

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Take the sitemaps that a robots.txt names."""
        if isinstance(robotparser, RobotParserAdapter):
            self.findings.sitemaps |= dict.fromkeys(robotparser.robots_txt.sitemaps)

    async def visited(self, response: Response, visit: Lease) -> AsyncIterator[ArticleRecord]:
        """Read an answer and end its visit, or put the URL back to be tried again."""
        self._unanswered.clear()
        self.report.fetched += visit.kind is not UrlKind.LIST
        self.report.current = response.url
        log.debug("fetched", url=response.url, status=response.status, bytes=len(response.body))
        answer = _answer(response)
        if response.status >= 400 or response.status == HTTPStatus.ACCEPTED:
            failure = classify_status(response.status, response.headers, attempt=visit.attempt)
            if self._again(visit, failure, answer):
                return
        finding = await self.findings.of(response, visit, answer)
        for record in self._finish(visit, replace(finding, response=answer)):
            yield record

    def not_visited(self, failure: Failure) -> Iterator[ArticleRecord]:
        """Without an answer: try again later, or note the failure."""
        if self.report.aborted or self.report.given_up:
            return  # the reason lies not in this page: the next run asks again
        request = failed_request(failure)
        visit: Lease = request.cb_kwargs["visit"]
        fetch_failure = classify_failure(failure, attempt=visit.attempt)
        if not self._again(visit, fetch_failure):
            if fetch_failure.kind in NO_RESPONSE_KINDS:
                self._unanswered.append(visit)
            if META_ARCHIVE_ENTRY not in request.meta:
                self._archive_no_response(visit, fetch_failure.reason)
            yield from self._finish(visit, failing(fetch_failure))

    def abort(self, reason: str) -> None:
        """End the crawl: what it finds can no longer be kept."""
        if self.report.aborted is None:
            self.report.aborted = reason
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="aborted"))

    def handle_unresponsive_host(self, host: str, reason: str) -> None:
        """Leave the rest to the next run, if it is the site itself that answers no more."""
        if host == urlsplit(self.run.home_url or self.url).hostname and (self._probe is None or self._probe.done()):
            self._probe = asyncio.ensure_future(self._find_out(reason))

    async def _find_out(self, reason: str) -> None:
        """While its start page answers, a site is there, and only some of its pages are not."""
        meta = _META | {META_PROBE: True, "download_slot": META_PROBE, "download_timeout": PROBE_SECONDS}
        try:
            await self.crawler.engine.download_async(Request(self.run.home_url or self.url, meta=meta))
        except Exception:  # noqa: BLE001  (whatever it is, it is no response)
            self._give_up(reason)

    def _give_up(self, reason: str) -> None:
        self.given_up = True
        self.report.given_up = reason
        log.warning("given up until the next run", site=self.url, reason=reason)
        try:
            self.run.visits.undo_failures(self._unanswered)
        except LedgerError as error:
            self.abort(str(error))
            return
        self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="no response"))

    def closed(self, reason: str) -> None:
        """End the run, unless it was interrupted: then the next process goes on with it."""
        if self.report.aborted:
            return
        try:
            if reason == "finished":
                self.report.count_revisions(self.run.end())
            self.report.summary = self.run.summarise()
        except LedgerError as error:
            self.report.aborted = str(error)
        for pattern, count in self.findings.trapped.items():
            log.warning("left alone: a pattern without end", pattern=pattern, urls=count)

    def _fetch_context(self, visit: Lease) -> FetchContext:
        began = datetime.fromtimestamp(self.run.started_at, UTC)
        return FetchContext(visit.kind, began.isoformat(timespec="microseconds"), self.url)

    def _archive_no_response(self, visit: Lease, reason: str) -> None:
        """Without it, an answer that came before the process was killed would seem to be the one that counts."""
        writer: ArchiveWriter | None = self.crawler.settings.get("ARCHIVE")
        if writer is None:
            return
        try:
            writer.write_no_response_record(visit.url, datetime.now(UTC), reason, self._fetch_context(visit))
        except ArchiveError as error:
            self.abort(str(error))

    def _again(self, visit: Lease, failure: FetchFailure, answer: FetchedResponse | None = None) -> bool:
        """Put a URL back after a failure that may pass. Whether that is still worth it."""
        wait = failure.retry_wait
        if wait is None:
            return False
        log.info("trying again", url=visit.url, reason=failure.reason, seconds=round(wait))
        try:
            if failure.was_sent:
                self.run.visits.retry_later(visit, failure.reason, wait_seconds=wait, response=answer)
            else:
                self.run.queue.postpone(visit, failure.reason, wait_seconds=wait)
        except LedgerError as error:
            self.abort(str(error))
        return True

    def _finish(self, visit: Lease, finding: VisitResult) -> Iterator[ArticleRecord]:
        try:
            finished = self.run.visits.finish(visit, finding)
        except LedgerError as error:
            self.abort(str(error))
            return
        self.report.count(finished)
        self.findings.credit(visit, finished.outcome)
        self._tell(visit, finding, finished)
        for revision in finished.revisions:
            record = revision.record
            log.info(revision.change, url=record.url, words=record.word_count, headline=record.headline)
            yield record

    def _tell(self, visit: Lease, finding: VisitResult, finished: FinishedVisit) -> None:
        """Say what failed, once. A sitemap that was only guessed may be missing."""
        if finished.outcome not in FAILURE_OUTCOMES or visit.source == GUESSED:
            return
        if visit.kind is UrlKind.START:
            self.report.start_failed = finding.reason
        else:
            self.report.failed[visit.url] = finding.reason
        log.warning(_FAILED[visit.kind], url=visit.url, reason=finding.reason)


def _answer(response: Response) -> FetchedResponse:
    """What the ledger keeps of an answer."""
    archived: ArchiveEntry | None = response.meta.get(META_ARCHIVE_ENTRY)
    return FetchedResponse(
        status=response.status,
        size_bytes=len(response.body),
        digest=hashlib.sha256(response.body).hexdigest(),
        validators=read_validators(response),
        location=archived.location if archived else None,
        sent_in_full=FLAG_NOT_MODIFIED not in response.flags,
    )


def _paths(names: str) -> tuple[str, ...]:
    return tuple(path for path in names.split(",") if path)
