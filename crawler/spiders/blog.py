"""The spider of blogs: from the URL of a start page to one record for each article.

Articles are looked for in the sitemaps, the feeds, the start page, its further pages, the categories beside it and the
articles themselves. What is to be visited, and what became of it, is in the ledger: a visit begins with a lease, and
ends with one transaction. Between the two this spider asks the server and reads what it says.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.http import HtmlResponse, Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.response import get_meta_refresh

from crawler.answers import REDIRECTS, may_pass, meaning, retry_after, wait_before_retry
from crawler.discovery import listed, page_links
from crawler.extraction import Page, QuarantinedError, Reading, read_aside
from crawler.failures import lasting, reason_of, request_of, status_reason
from crawler.ledger import (
    SETBACKS,
    Answer,
    Candidate,
    Finding,
    Finished,
    Found,
    Kind,
    Ledger,
    LedgerError,
    Outcome,
    Run,
    Validators,
    Visit,
)
from crawler.ledger.schedule import RECHECK
from crawler.logs import log
from crawler.report import Report, Source
from crawler.scope import Scope
from crawler.spiders.polite import PoliteSpider, page_of
from extractors.article import PageType
from output.identity import normalise_url
from output.record import ArticleRecord, Fetch, publish

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

MAX_PAGES = 10_000
MAX_LISTS = 500  # sitemaps and feeds
MAX_SITEMAP_DEPTH = 3
MAX_REFRESH_WAIT = 5  # seconds; a page that refreshes itself later than that is one to be read

_GUESSED = "guess"  # the source of a sitemap that nobody has named
# The ledger follows redirects and tries again: each step is a visit of its own, and survives the process.
_META = {"dont_redirect": True, "dont_retry": True, "handle_httpstatus_all": True}


class BlogSpider(PoliteSpider):
    """Crawls the blog whose start page is at `url`.

    `ledger` keeps what is known; without one it is in the folder of the setting STATE, or in memory for this crawl
    alone. `include` names further paths that hold articles, `exclude` paths that are left alone, each separated by
    commas. After `recheck` seconds every page is read again. `report` is what has been done so far.
    Yields a record for each article that is new or has changed.
    """

    name = "blog"
    custom_settings = {"SCHEDULER": "crawler.scheduler.LedgerScheduler"}  # noqa: RUF012  (as Scrapy declares it)
    run: Run

    def __init__(  # noqa: PLR0913  (each may be given as `-a NAME=VALUE`)
        self,
        url: str = "",
        *,
        ledger: Ledger | None = None,
        report: Report | None = None,
        max_pages: int | str = MAX_PAGES,
        include: str = "",
        exclude: str = "",
        recheck: float | str = RECHECK,
        **kwargs: str,
    ) -> None:
        super().__init__(url, **kwargs)
        self.include = tuple(path for path in include.split(",") if path)
        self.exclude = tuple(path for path in exclude.split(",") if path)
        self.report = report or Report(self.url)
        self.scope: Scope | None = None
        self._ledger = ledger
        self._max_pages = int(max_pages)
        self._recheck = float(recheck)
        self._robots_sitemaps: dict[str, None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: str, **kwargs: str) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        spider.begin(crawler.settings.get("STATE"))
        return spider

    def begin(self, state: str | None) -> None:
        """Begin a run, or go on with the one that was killed. Raises LedgerError."""
        if self._ledger is None:
            self._ledger = Ledger.in_folder(Path(state)) if state else Ledger()
        self.run = self._ledger.begin(self.url, recheck=self._recheck)
        self.run.limit = self._max_pages
        self.run.discover(Found((self.url,), Source.START, Kind.START))
        self.scope = self._scope(self.run.site.home) if self.run.site.home else None
        self.report.begin(self.run.summary())

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: what is to be visited first is in the ledger, as is the rest."""
        first: tuple[Request, ...] = ()
        for request in first:
            yield request

    def request_for(self, visit: Visit) -> Request:
        """The request of a visit, conditional if the server has given the means to ask."""
        headers = {"If-None-Match": visit.validators.etag, "If-Modified-Since": visit.validators.last_modified}
        return Request(
            visit.url,
            self.visited,
            errback=self.not_visited,
            headers={name: value for name, value in headers.items() if value},
            cb_kwargs={"visit": visit},
            meta=dict(_META),
        )

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Take the sitemaps that a robots.txt names."""
        if isinstance(robotparser, ProtegoRobotParser):
            self._robots_sitemaps |= dict.fromkeys(robotparser.rp.sitemaps)

    async def visited(self, response: Response, visit: Visit) -> AsyncIterator[ArticleRecord]:
        """Read an answer and end its visit, or put the URL back to be tried again."""
        self.report.fetched += visit.kind is not Kind.LIST
        self.report.current = response.url
        log.debug("fetched", url=response.url, status=response.status, bytes=len(response.body))
        answer = _answer(response)
        if may_pass(response.status):
            asked = retry_after(_header(response, "Retry-After") or "", datetime.now(UTC))
            if self._again(visit, status_reason(response.status), asked, answer):
                return
        finding = await self._finding(response, visit, answer)
        for record in self._finish(visit, replace(finding, answer=answer)):
            yield record

    def not_visited(self, failure: Failure) -> Iterator[ArticleRecord]:
        """Without an answer: try again later, or note the failure."""
        visit: Visit = request_of(failure).cb_kwargs["visit"]
        reason = reason_of(failure)
        outcome = lasting(failure)
        if outcome is None and self._again(visit, reason, None, Answer()):
            return
        yield from self._finish(visit, Finding(outcome or Outcome.FAILED, reason))

    def abort(self, reason: str) -> None:
        """End the crawl: what it finds can no longer be kept."""
        if self.report.aborted is None:
            self.report.aborted = reason
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="aborted"))

    def closed(self, reason: str) -> None:
        """End the run, unless it was interrupted: then the next process goes on with it."""
        if self.report.aborted:
            return
        try:
            if reason == "finished":
                self.report.count_revisions(self.run.end())
            self.report.summary = self.run.summary()
        except LedgerError as error:
            self.report.aborted = str(error)

    async def _finding(self, response: Response, visit: Visit, answer: Answer) -> Finding:
        """What an answer says."""
        if response.status in REDIRECTS and (location := response.headers.get("Location")):
            return self._redirected(visit, urljoin(response.url, location.decode("latin-1")))
        outcome = meaning(response.status)
        if outcome is Outcome.UNCHANGED or (outcome is None and visit.digest == answer.digest):
            starts = visit.kind is Kind.START
            return Finding(Outcome.UNCHANGED, found=self._lists_of_robots(response, guess=False) if starts else ())
        if outcome:
            return Finding(outcome, status_reason(response.status))
        return await (self._list(response, visit) if visit.kind is Kind.LIST else self._html(response, visit))

    async def _html(self, response: Response, visit: Visit) -> Finding:
        """Read what should be HTML."""
        if not isinstance(response, HtmlResponse):
            return self._no_html(visit)
        after, target = get_meta_refresh(response)
        if target and target != response.url and after is not None and after <= MAX_REFRESH_WAIT:
            return self._redirected(visit, target)
        try:
            return await (self._start(response) if visit.kind is Kind.START else self._page(response, visit))
        except QuarantinedError as verdict:
            return Finding(Outcome.QUARANTINED, str(verdict))

    async def _start(self, response: HtmlResponse) -> Finding:
        """Learn the scope from the start page and open every way to its articles."""
        home = normalise_url(response.url) or self.url
        self.scope = self._scope(home)
        self.run.settle_home(home)
        reading = await read_aside(page_of(response))
        self.report.start_is_article = reading.article.page_type is PageType.ARTICLE
        found = (
            *self._lists_of_robots(response, guess=True),
            *self._lists(reading.links.feeds, Source.FEED),
            *self._pages(self.scope, reading.links.pages, Source.START, depth=1),
        )
        return Finding(Outcome.PAGE, found=found)

    async def _list(self, response: Response, visit: Visit) -> Finding:
        """Take down what a sitemap or a feed names."""
        listing = await asyncio.to_thread(listed, response.body, response.url)
        source = Source.SITEMAP if visit.source == _GUESSED else visit.source
        further = self._lists(listing.sitemaps, source, depth=visit.depth + 1)
        pages = self._pages(self.scope, listing.pages, source, depth=1) if self.scope else ()
        return Finding(Outcome.LIST, found=(*further, *pages))

    async def _page(self, response: HtmlResponse, visit: Visit) -> Finding:
        """Read a page for its links, and for its article if it is one."""
        scope = self._known_scope()
        if not scope.holds(visit.url):
            links = await asyncio.to_thread(page_links, response.text, response.url)
            return self._no_article(PageType.LISTING, self._pages(scope, links.pages, Source.LISTING, visit.depth + 1))
        page = page_of(response)
        reading = await read_aside(page)
        if reading.article.page_type is not PageType.ARTICLE:
            further = self._pages(scope, reading.links.pages, Source.LISTING, visit.depth + 1)
            return self._no_article(reading.article.page_type, further)
        self.report.note(reading.article)
        canonical = scope.adopt(reading.article.canonical_url or "") or visit.url
        believed = canonical if scope.holds(canonical) else visit.url
        named = self._pages(scope, [believed, *reading.links.pages], Source.ARTICLE, visit.depth + 1)
        return Finding(Outcome.ARTICLE, candidate=_candidate(believed, reading, page), found=named)

    def _redirected(self, visit: Visit, location: str) -> Finding:
        """Take down where a redirect leads. From the start page it may lead anywhere, and so may that of a sitemap."""
        target = normalise_url(location)
        if visit.kind is Kind.PAGE:
            scope = self._known_scope()
            target = scope.adopt(location)
            target = target if target and scope.leads_on(target) else None
        elif visit.depth >= self.settings.getint("REDIRECT_MAX_TIMES"):
            target = None
        if target is None or target == visit.url:
            if visit.kind is Kind.PAGE:
                self.report.not_articles["on another site"] += 1
            return Finding(Outcome.REDIRECTED, "it leads away from the site, or in a circle")
        found = Found((target,), visit.source, visit.kind, visit.depth + (visit.kind is not Kind.PAGE))
        return Finding(Outcome.REDIRECTED, target=target, found=(found,))

    def _no_html(self, visit: Visit) -> Finding:
        if visit.kind is Kind.START:
            return Finding(Outcome.FAILED, "not an HTML page")
        return replace(self._no_article("not HTML", ()), outcome=Outcome.OTHER)

    def _no_article(self, what: str, found: tuple[Found, ...]) -> Finding:
        self.report.not_articles[what] += 1
        return Finding(Outcome.PAGE, found=found)

    def _lists_of_robots(self, response: Response, *, guess: bool) -> tuple[Found, ...]:
        """The sitemaps that robots.txt names; without any, the usual place is a `guess` worth a request."""
        if self._robots_sitemaps:
            return self._lists(self._robots_sitemaps, Source.SITEMAP)
        return self._lists([urljoin(response.url, "/sitemap.xml")], _GUESSED) if guess else ()

    def _lists(self, urls: Iterable[str], source: str, *, depth: int = 1) -> tuple[Found, ...]:
        """Sitemaps or feeds, wherever they lie: a site may keep them on another host."""
        room = MAX_LISTS - self.run.known(Kind.LIST)
        normal = tuple(filter(None, map(normalise_url, urls)))[: max(room, 0)]
        return (Found(normal, source, Kind.LIST, depth),) if normal and depth <= MAX_SITEMAP_DEPTH else ()

    @staticmethod
    def _pages(scope: Scope, urls: Iterable[str], source: str, depth: int) -> tuple[Found, ...]:
        """Those of `urls` that lie in scope."""
        adopted = tuple(filter(scope.leads_on, filter(None, map(scope.adopt, urls))))
        return (Found(adopted, source, Kind.PAGE, depth),) if adopted else ()

    def _scope(self, home: str) -> Scope:
        return Scope.of(home, self.include, self.exclude)

    def _known_scope(self) -> Scope:
        if self.scope is None:
            raise RuntimeError("a page was leased before the start page was read")
        return self.scope

    def _again(self, visit: Visit, reason: str, asked: float | None, answer: Answer) -> bool:
        """Put a URL back after a failure that may pass. Whether that is still worth it."""
        wait = wait_before_retry(visit.attempt, asked)
        if wait is None:
            return False
        log.info("trying again", url=visit.url, reason=reason, seconds=wait)
        try:
            self.run.retry(visit, reason, wait=wait, answer=answer)
        except LedgerError as error:
            self.abort(str(error))
        return True

    def _finish(self, visit: Visit, finding: Finding) -> Iterator[ArticleRecord]:
        try:
            finished = self.run.finish(visit, finding)
        except LedgerError as error:
            self.abort(str(error))
            return
        self.report.count(finished)
        self._tell(visit, finding, finished)
        for revision in finished.revisions:
            record = revision.record
            log.info(revision.change, url=record.url, words=record.word_count, headline=record.headline)
            yield record

    def _tell(self, visit: Visit, finding: Finding, finished: Finished) -> None:
        """Say what failed, once. A sitemap that was only guessed may be missing."""
        if finished.outcome not in SETBACKS or visit.source == _GUESSED:
            return
        if visit.kind is Kind.START:
            self.report.start_failed = finding.reason
        else:
            self.report.failed[visit.url] = finding.reason
        event = "start page failed" if visit.kind is Kind.START else "page failed"
        log.warning(event, url=visit.url, reason=finding.reason)


def _answer(response: Response) -> Answer:
    """What the ledger keeps of an answer."""
    return Answer(
        status=response.status,
        size=len(response.body),
        digest=hashlib.sha256(response.body).hexdigest(),
        validators=Validators(_header(response, "ETag"), _header(response, "Last-Modified")),
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _candidate(canonical: str, reading: Reading, page: Page) -> Candidate:
    record = publish(reading.article, page.body, first_seen=canonical, fetch=Fetch(page.fetched_at, page.status))
    return Candidate(canonical, record, paywalled=reading.article.is_accessible_for_free is False)
