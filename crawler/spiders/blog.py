"""The spider of blogs: from the URL of a start page to one record for each article.

Articles are looked for in the sitemaps, the feeds, the start page, its further pages, the
categories beside it and the articles themselves. What is to be visited, and what became of it, is
in the ledger. The way of one URL:

1. `LedgerScheduler` leases it, and `make_request` makes the request.
2. `handle_response` takes the response, or `handle_failure` the failure to get one.
3. `PageClassifier` says what the response means for the URL, and which links lead on.
4. `VisitBatch.finish` writes all of it in one transaction: the result, the revision, the links.
5. The records of new and changed articles go on to Scrapy's item pipelines and exporters.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http import HtmlResponse

from wellread.crawler.archive import ArchiveError, VisitContext
from wellread.crawler.archive.middleware import (
    META_ARCHIVE_ENTRY,
    META_EARLIER_LOCATION,
    META_FETCH_CONTEXT,
    ArchiveEntry,
)
from wellread.crawler.archive.model import PART
from wellread.crawler.browser.subresources import FLAG_NOT_MODIFIED
from wellread.crawler.discovery import MAX_LIST_BYTES
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.fetching.error_classification import (
    FetchFailure,
    classify_failure,
    classify_status,
    failed_request,
)
from wellread.crawler.fetching.errors import NO_RESPONSE_KINDS, RobotsUnreachableError
from wellread.crawler.fetching.limits import truncation_meta
from wellread.crawler.fetching.reservations import META_HOLDS_TEXT
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
    LostSiteError,
    Outcome,
    SiteRun,
    UrlKind,
)
from wellread.crawler.ledger.site_lock import SIGN_OF_LIFE_SECONDS
from wellread.crawler.logs import log
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.link_filter import CrawlBounds
from wellread.crawler.pages.list_reader import GUESSED
from wellread.crawler.pages.page_classifier import ClassifiedResponse, PageClassifier
from wellread.crawler.pages.response import to_fetched_page
from wellread.crawler.pages.validators import conditional_headers, read_validators
from wellread.crawler.pages.visit_results import result_of_failure
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.site_progress import SiteProgress
from wellread.crawler.sites import DEFAULT_MAX_PAGES
from wellread.crawler.spiders.base import SINGLE_REQUEST_META, BaseSpider
from wellread.crawler.spiders.outage import OutageMonitor
from wellread.crawler.spiders.standalone import exit_on_refusal, open_state
from wellread.crawler.spiders.visit_batch import VisitBatch
from wellread.crawler.times import parse_time
from wellread.extractors.article import PageType
from wellread.output.record import ArticleRecord

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from twisted.python.failure import Failure

    from wellread.crawler.archive import ArchiveWriter

_LIST_META = truncation_meta(MAX_LIST_BYTES)  # a sitemap may be larger than a page
_FAILURE_EVENTS = {
    UrlKind.START: "start page failed",
    UrlKind.LIST: "sitemap or feed failed",
    UrlKind.PAGE: "page failed",
}


class BlogSpider(BaseSpider):
    """Crawls the blog whose start page is at `url`. Yields a record for each article that is new or has changed.

    `ledger` keeps what is known; without one, as when Scrapy itself starts the spider, that is in
    the folder of the setting STATE, or in memory for this crawl alone. `include` names further
    paths that hold articles, `exclude` paths that are left alone, each separated by commas; pages
    that a sitemap or a feed dates before `since` wait for another run. After `recheck` seconds
    every page is read again. `progress` counts what has been done so
    far. `only_if_due`: nothing is done if the site has been crawled by somebody else.

    Redirects are followed and requests are tried again by the ledger, not by Scrapy: each step is a
    visit of its own, and survives the process.
    """

    name = "blog"
    custom_settings = {"SCHEDULER": "wellread.crawler.engine.scheduler.LedgerScheduler"}  # noqa: RUF012  (as Scrapy declares it)
    run: SiteRun
    classifier: PageClassifier
    outage_monitor: OutageMonitor
    _signs_of_life: asyncio.Task[None] | None = None

    def __init__(  # noqa: PLR0913  (each may be given as `-a NAME=VALUE`)
        self,
        url: str = "",
        *,
        ledger: Ledger | None = None,
        progress: SiteProgress | None = None,
        max_pages: int | str = DEFAULT_MAX_PAGES,
        include: str = "",
        exclude: str = "",
        since: str = "",
        recheck: float | str = RECHECK_SECONDS,
        only_if_due: bool = False,
        **kwargs: str,
    ) -> None:
        super().__init__(url, **kwargs)
        self.bounds = CrawlBounds(
            include=_split_paths(include),
            exclude=_split_paths(exclude),
            since=parse_time(since, datetime.now(UTC)) if since else None,
        )
        self.progress = progress or SiteProgress(self.url)
        self.ledger = ledger
        self._max_pages = int(max_pages)
        self._recheck_seconds = float(recheck)
        self._only_if_due = bool(only_if_due)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: str, **kwargs: str) -> Self:
        with nullcontext() if "ledger" in kwargs else exit_on_refusal(), ExitStack() as held:
            spider = super().from_crawler(crawler, *args, **kwargs)
            ledger = spider.ledger or held.enter_context(open_state(crawler))
            held.callback(spider.release_site)  # while the ledger is still open
            spider.begin_run(ledger)
            spider.open_archive()
            crawler.signals.connect(held.pop_all().close, signal=signals.engine_stopped, weak=False)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    def begin_run(self, ledger: Ledger) -> None:
        """Begin a run, or go on with the one that was killed. Raises LedgerError."""
        self.run = ledger.begin_run(
            self.url,
            recheck_seconds=self._recheck_seconds,
            max_pages=self._max_pages,
            lists_before_pages=self.bounds.since is not None,  # they say how old a page is
            only_if_due=self._only_if_due,
        )
        self.run.frontier.discover(DiscoveredLinks((self.address,), LinkSource.START, UrlKind.START))
        self._visit_batch = VisitBatch(self.run.visits)
        find_record = ledger.articles.find if self.crawler.settings.getbool("SKIP_RESERVED") else None
        self.classifier = PageClassifier(self.run, self.bounds, self._fetch_part, find_record=find_record)
        self.outage_monitor = OutageMonitor(self.crawler, self.run, self.url, self._give_up)
        for links in self.classifier.link_filter.select_decided_urls():
            self.run.frontier.discover(links)
        self.progress.resume(self.run.summarise())

    def open_archive(self) -> None:
        """Let what is received be archived, if the setting OPEN_ARCHIVE says where. Raises ArchiveError."""
        open_archive: Callable[[str, int], ArchiveWriter] | None = self.crawler.settings.get("OPEN_ARCHIVE")
        if open_archive:
            self.crawler.settings.set("ARCHIVE", open_archive(self.url, self.run.token), priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: what is to be visited first is in the ledger, as is the rest."""
        self._signs_of_life = asyncio.ensure_future(self._give_signs_of_life())
        first: tuple[Request, ...] = ()
        for request in first:
            yield request

    def make_request(self, lease: Lease) -> Request:
        """The request of a visit, conditional if the server has given the means to ask."""
        meta = SINGLE_REQUEST_META | (_LIST_META if lease.kind is UrlKind.LIST else {})
        meta |= {META_HOLDS_TEXT: lease.kind is UrlKind.PAGE}
        cookies = self.classifier.cookie_chains.cookies_for(lease.url, lease.address).decode("latin-1")
        context = {META_EARLIER_LOCATION: lease.last_location, META_FETCH_CONTEXT: self._fetch_context(lease)}
        return Request(
            lease.address,
            self.handle_response,
            errback=self.handle_failure,
            headers=conditional_headers(lease.validators) | ({"Cookie": cookies} if cookies else {}),
            cb_kwargs={"lease": lease},
            meta=meta | context,
        )

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Note the sitemaps that a robots.txt names."""
        if isinstance(robotparser, RobotParserAdapter):
            self.classifier.list_reader.robots_sitemaps |= dict.fromkeys(robotparser.robots_txt.sitemaps)

    async def handle_response(self, response: Response, lease: Lease) -> AsyncIterator[ArticleRecord]:
        """End the visit with what the response means, or put the URL back to be tried again."""
        self.outage_monitor.record_response()
        self.progress.fetched += lease.kind is not UrlKind.LIST
        self.progress.current_url = response.url
        log.debug("fetched", url=response.url, status=response.status, bytes=len(response.body))
        fetched = _describe_response(response)
        if response.status >= 400 or response.status == HTTPStatus.ACCEPTED:
            failure = classify_status(response.status, response.headers, attempt=lease.attempt)
            if self._retry_later(lease, failure, fetched):
                return
        try:
            classified = await self.classifier.classify(response, lease, fetched)
        except (LedgerError, WorkersLostError) as error:
            self.abort(str(error))
            return
        if classified.ask_again:
            self._ask_again(lease, classified, fetched)
            return
        self._count(classified)
        try:
            finished = await self._visit_batch.finish(lease, replace(classified.result, response=fetched))
        except LedgerError as error:
            self.abort(str(error))
            return
        for record in self._report_finished_visit(lease, finished):
            yield record

    def handle_failure(self, failure: Failure) -> Iterator[ArticleRecord]:
        """Without a response: try again later, or end the visit with the failure."""
        if self.progress.abort_reason or self.progress.give_up_reason:
            return  # the reason lies not in this page: the next run asks again
        request = failed_request(failure)
        lease: Lease = request.cb_kwargs["lease"]
        fetch_failure = classify_failure(failure, attempt=lease.attempt)
        if self._retry_later(lease, fetch_failure):
            return
        if self._is_closed_by_robots(failure, lease):
            self._give_up(fetch_failure.reason)
            return
        if fetch_failure.kind in NO_RESPONSE_KINDS:
            self.outage_monitor.record_no_response(lease)
        if META_ARCHIVE_ENTRY not in request.meta:
            self._archive_no_response(lease, fetch_failure.reason)
        try:
            finished = self.run.visits.finish(lease, result_of_failure(fetch_failure))
        except LedgerError as error:
            self.abort(str(error))
            return
        yield from self._report_finished_visit(lease, finished)

    def abort(self, reason: str) -> None:
        """End the crawl: what it finds can no longer be kept."""
        if self.progress.abort_reason is None:
            self.progress.abort_reason = reason
            try:
                self.run.check_lock()
            except LostSiteError as error:  # a connection that has ended may have had this reason
                self.progress.abort_reason, self.progress.is_lost = str(error), True
            except LedgerError:
                pass
            self._close("aborted")

    def handle_unresponsive_host(self, host: str, reason: str) -> None:
        """Leave the rest to the next run, if it is the site itself that does not respond any more."""
        self.outage_monitor.check_host(host, reason)

    def handle_long_pause(self, host: str, reason: str) -> None:
        """Leave the rest to the next run, if it is the site that wants to be left alone, and not single pages."""
        self.outage_monitor.record_long_pause(host, reason)

    def closed(self, reason: str) -> None:
        """End the run, unless it was interrupted: then the next process goes on with it."""
        if self.progress.abort_reason:
            return
        try:
            if reason == "finished":
                self.progress.count_revisions(self.run.end())
            elif not self.progress.give_up_reason:
                self.run.hand_back()
            self.progress.summary = self.run.summarise()
        except LedgerError as error:
            self.progress.abort_reason = str(error)
        for pattern, count in self.classifier.link_filter.rejected_by_pattern.items():
            log.warning("left alone: a pattern without end", pattern=pattern, urls=count)

    async def _give_signs_of_life(self) -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_SECONDS)
            try:
                self.run.check_lock()
            except LedgerError as error:
                self.abort(str(error))
                return

    def release_site(self) -> None:
        """Close the archive, and let others have the site, once the engine has stopped or if the run cannot begin."""
        if self._signs_of_life:
            self._signs_of_life.cancel()
        archive: ArchiveWriter | None = self.crawler.settings.get("ARCHIVE")
        run: SiteRun | None = getattr(self, "run", None)
        try:
            if archive:
                archive.close()
            if run:
                run.release()
        except (ArchiveError, LedgerError) as error:
            self.progress.abort_reason = self.progress.abort_reason or str(error)

    def _is_closed_by_robots(self, failure: Failure, lease: Lease) -> bool:
        """Whether the site as a whole may not be read for now; the start page says so itself."""
        is_unreachable = isinstance(failure.value, RobotsUnreachableError)
        is_on_host = self.outage_monitor.is_host_of_site(urlsplit(lease.url).hostname)
        return is_unreachable and is_on_host and lease.kind is not UrlKind.START

    def _give_up(self, reason: str) -> None:
        """Leave the rest to the next run, also the pages that may have failed because the site was down."""
        if self.given_up:
            return
        self.given_up = True
        self.progress.give_up_reason = reason
        log.warning("given up until the next run", site=self.url, reason=reason)
        try:
            self.run.visits.undo_failures(self.outage_monitor.failed_visits)
            self.run.give_up()
        except LedgerError as error:
            self.abort(str(error))
            return
        self._close("no response")

    def _close(self, reason: str) -> None:
        # Kept, so that the task is not collected before it has run.
        self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def _fetch_context(self, lease: Lease) -> VisitContext:
        began = datetime.fromtimestamp(self.run.started_at, UTC)
        return VisitContext(lease.kind, began.isoformat(timespec="microseconds"), self.url)

    def _archive_no_response(self, lease: Lease, reason: str) -> None:
        """Without it, a response that came before the process was killed would seem to be the one that counts."""
        writer: ArchiveWriter | None = self.crawler.settings.get("ARCHIVE")
        if writer is None:
            return
        try:
            writer.write_no_response_record(lease.address, datetime.now(UTC), reason, self._fetch_context(lease))
        except ArchiveError as error:
            self.abort(str(error))

    def _retry_later(self, lease: Lease, failure: FetchFailure, fetched: FetchedResponse | None = None) -> bool:
        """Put a URL back after a failure that may pass. Whether that is still worth it."""
        wait = failure.retry_wait
        if wait is None:
            return False
        log.info("trying again", url=lease.url, reason=failure.reason, seconds=round(wait))
        try:
            if failure.was_sent:
                self.run.visits.retry_later(lease, failure.reason, wait_seconds=wait, response=fetched)
            else:
                self.run.queue.postpone(lease, failure.reason, wait_seconds=wait)
        except LedgerError as error:
            self.abort(str(error))
        return True

    async def _fetch_part(self, address: str, lease: Lease) -> FetchedPage | None:
        """The further page of an article, within the visit of the first; None if it cannot be had."""
        context = replace(self._fetch_context(lease), url_kind=PART)
        request = Request(address, meta=SINGLE_REQUEST_META | {META_FETCH_CONTEXT: context, META_HOLDS_TEXT: True})
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001  (whatever it is, the page is not there)
            log.warning("part of an article failed", url=address, reason=str(error))
            return None
        if not isinstance(response, HtmlResponse) or response.status != HTTPStatus.OK:
            log.warning("part of an article failed", url=address, status=response.status)
            return None
        return to_fetched_page(response)

    def _ask_again(self, lease: Lease, classified: ClassifiedResponse, fetched: FetchedResponse) -> None:
        """Go on with a visit that takes one more request."""
        reason, address = classified.result.reason, classified.ask_again
        log.debug("asking again", url=address, reason=reason)
        try:
            self.run.visits.retry_later(lease, reason, response=fetched, address=address)
        except LedgerError as error:
            self.abort(str(error))

    def _report_finished_visit(self, lease: Lease, finished: FinishedVisit) -> Iterator[ArticleRecord]:
        """Say and count what a visit came to; gives the records of articles that are new or have changed."""
        self.progress.count_visit(finished)
        self.classifier.link_filter.record_outcome(lease, finished.outcome)
        self._report_failed_visit(lease, finished)
        for revision in finished.revisions:
            record = revision.record
            log.info(revision.change, url=record.url, words=record.word_count, headline=record.headline)
            yield record

    def _count(self, classified: ClassifiedResponse) -> None:
        if classified.article is not None:
            self.progress.count_article(classified.article)
        if classified.no_article is not None:
            self.progress.not_articles[classified.no_article] += 1
        if classified.start_page_type is not None:
            self.progress.start_is_article = classified.start_page_type is PageType.ARTICLE
            named = (links.urls for links in classified.result.discovered if links.source == LinkSource.START)
            self.progress.listed = sum(map(len, named))

    def _report_failed_visit(self, lease: Lease, finished: FinishedVisit) -> None:
        """Say what failed, once. A sitemap that was only guessed may be missing."""
        if finished.outcome is Outcome.RESERVED:
            self.progress.reserved_pages[lease.url] = finished.reason
            log.info("page left alone", url=lease.url, reason=finished.reason)
        if finished.outcome not in FAILURE_OUTCOMES or lease.source == GUESSED:
            return
        if lease.kind is UrlKind.START:
            self.progress.start_failure = finished.reason
        else:
            self.progress.failed_pages[lease.url] = finished.reason
        log.warning(_FAILURE_EVENTS[lease.kind], url=lease.url, reason=finished.reason)


def _describe_response(response: Response) -> FetchedResponse:
    """What the ledger keeps of a response."""
    entry: ArchiveEntry | None = response.meta.get(META_ARCHIVE_ENTRY)
    return FetchedResponse(
        status=response.status,
        size_bytes=len(response.body),
        digest=hashlib.sha256(response.body).hexdigest(),
        validators=read_validators(response),
        location=entry.location if entry else None,
        sent_in_full=FLAG_NOT_MODIFIED not in response.flags,
    )


def _split_paths(paths: str) -> tuple[str, ...]:
    return tuple(path for path in paths.split(",") if path)
