"""The spider of blogs: from the URL of a start page to one record for each article.

Articles are looked for in the sitemaps, the feeds, the start page, its further pages, the categories beside it and the
articles themselves. Each page below the start page's path is read; what turns out to be an article is published once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.http import HtmlResponse, Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.discovery import Links, listed, page_links
from crawler.extraction import QuarantinedError, read_aside
from crawler.failures import reason_of, request_of
from crawler.frontier import Candidate, Frontier, Twins
from crawler.logs import log
from crawler.report import Report, Source
from crawler.scope import Scope
from crawler.spiders.polite import PoliteSpider, page_of
from extractors.article import PageType
from output.identity import normalise_url
from output.record import ArticleRecord, publish

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

MAX_PAGES = 10_000
MAX_LISTS = 500  # sitemaps and feeds
MAX_SITEMAP_DEPTH = 3
LISTS_FIRST = 10  # priority: what names many pages is asked for before the pages

Output = ArticleRecord | Request


class BlogSpider(PoliteSpider):
    """Crawls the blog whose start page is at `url`.

    `sink` takes each record as it is made; without one, Scrapy's feed exports do. `include` names further paths that
    hold articles, separated by commas. `report` is what has been done so far.
    """

    name = "blog"
    scope: Scope

    def __init__(
        self,
        url: str = "",
        *,
        sink: Callable[[ArticleRecord], None] | None = None,
        report: Report | None = None,
        max_pages: int | str = MAX_PAGES,
        include: str = "",
        **kwargs: str,
    ) -> None:
        super().__init__(url, **kwargs)
        self.sink = sink
        self.include = tuple(path for path in include.split(",") if path)
        self.report = report or Report(self.url)
        self.frontier = Frontier(int(max_pages))
        self.lists = Frontier(MAX_LISTS)
        self.twins = Twins()
        self._robots_sitemaps: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: str, **kwargs: str) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, self.parse_start, errback=self.start_failed)

    def robots_parsed(self, robotparser: RobotParser) -> None:
        """Take the sitemaps that a robots.txt names."""
        if isinstance(robotparser, ProtegoRobotParser):
            self._robots_sitemaps.extend(robotparser.rp.sitemaps)

    async def parse_start(self, response: Response) -> AsyncIterator[Output]:
        """Learn the scope from the start page and open every way to its articles."""
        self._arrived(response)
        if not isinstance(response, HtmlResponse):
            self.report.start_failed = "not an HTML page"
            return
        self.scope = Scope.of(normalise_url(response.url) or self.url, self.include)
        self.frontier.admit(self.scope.start.geturl())
        try:
            reading = await read_aside(page_of(response))
        except QuarantinedError as verdict:
            self.report.start_failed = str(verdict)
            return
        self.report.start_is_article = reading.article.page_type is PageType.ARTICLE
        sitemaps = self._robots_sitemaps or [urljoin(response.url, "/sitemap.xml")]
        for request in self._lists(sitemaps, Source.SITEMAP, guessed=not self._robots_sitemaps):
            yield request
        for request in self._lists(reading.links.feeds, Source.FEED):
            yield request
        for request in self._follow(reading.links.pages, Source.START):
            yield request

    async def parse_list(self, response: Response, source: Source, depth: int) -> AsyncIterator[Request]:
        """Follow what a sitemap or a feed names."""
        found = await asyncio.to_thread(listed, response.body, response.url)
        for request in self._follow(found.pages, source):
            yield request
        if depth < MAX_SITEMAP_DEPTH:
            for request in self._lists(found.sitemaps, source, depth=depth + 1):
                yield request

    async def parse_page(self, response: Response, url: str) -> AsyncIterator[Output]:
        """Read one page: publish it if it is an article, and follow its links."""
        self._arrived(response)
        self.report.waiting -= 1
        here = self.scope.adopt(response.url)
        links, candidate = await self._read(response, here)
        if candidate:
            for request in self._follow([candidate.canonical], Source.ARTICLE):
                yield request
        for record in self._settle(candidate, {url, here or url}):
            yield record
        for request in self._follow(links.pages, Source.ARTICLE if candidate else Source.LISTING):
            yield request

    def start_failed(self, failure: Failure) -> None:
        """Without its start page a site cannot be crawled."""
        self.report.start_failed = reason_of(failure)
        log.warning("start page failed", url=self.url, reason=self.report.start_failed)

    def list_failed(self, failure: Failure) -> None:
        """A sitemap or a feed that is announced and not there is worth knowing; one that was only guessed is not."""
        request = request_of(failure)
        if not request.meta["guessed"]:
            self._failed(request.url, failure)

    def page_failed(self, failure: Failure) -> Iterator[ArticleRecord]:
        """Note the failure; another page that waited for this one now speaks for itself."""
        url = request_of(failure).cb_kwargs["url"]
        self.report.waiting -= 1
        self._failed(url, failure)
        yield from self._settle(None, {url})

    def abort(self, reason: str) -> None:
        """End the crawl: what it finds can no longer be kept."""
        if self.report.aborted is None:
            self.report.aborted = reason
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="aborted"))

    async def _read(self, response: Response, here: str | None) -> tuple[Links, Candidate | None]:
        """The links of a page, and the article if it is one; `here` is its URL on this site."""
        if here is None:
            return self._no_article("on another site"), None
        if not isinstance(response, HtmlResponse):
            return self._no_article("not HTML"), None
        if not self.scope.holds(here):
            self._no_article(PageType.LISTING)
            return await asyncio.to_thread(page_links, response.text, response.url), None
        self.frontier.admit(here)
        page = page_of(response)
        try:
            reading = await read_aside(page)
        except QuarantinedError as verdict:
            self.report.failed[here] = str(verdict)
            log.warning("page quarantined", url=here, reason=str(verdict))
            return Links(), None
        article = reading.article
        if article.page_type is not PageType.ARTICLE:
            self._no_article(article.page_type)
            return reading.links, None
        canonical = self.scope.adopt(article.canonical_url or "") or here
        believed = canonical if self.scope.holds(canonical) else here
        return reading.links, Candidate(here, believed, article, page)

    def _no_article(self, what: str) -> Links:
        self.report.not_articles[what] += 1
        return Links()

    def _settle(self, candidate: Candidate | None, urls: set[str]) -> Iterator[ArticleRecord]:
        """The records to be published now that the requests for `urls` have ended, with `candidate` as a result."""
        ready: list[Candidate] = []
        if candidate:
            offered = self.twins.offer(candidate, canonical_comes=self.frontier.knows(candidate.canonical))
            ready += [offered] if offered else []
        for url in sorted(urls):
            ready += self.twins.finish(url)
        yield from map(self._publish, ready)

    def _publish(self, candidate: Candidate) -> ArticleRecord:
        page = candidate.page
        self.report.articles += 1
        log.info("article", url=candidate.url, words=candidate.article.word_count, headline=candidate.article.headline)
        return publish(candidate.article, page.body, first_seen=candidate.canonical, fetch=page.fetch)

    def _follow(self, urls: Iterable[str], source: Source) -> Iterator[Request]:
        """Requests for those of `urls` that lie in scope and are new."""
        for adopted in filter(None, map(self.scope.adopt, urls)):
            if not self.scope.leads_on(adopted):
                continue
            self.report.discovered[source].add(adopted)
            if self.frontier.admit(adopted):
                self.report.waiting += 1
                yield Request(adopted, self.parse_page, errback=self.page_failed, cb_kwargs={"url": adopted})
        self.report.beyond_limit = len(self.frontier.refused)

    def _lists(
        self, urls: Iterable[str], source: Source, *, depth: int = 1, guessed: bool = False
    ) -> Iterator[Request]:
        """Requests for the sitemaps or feeds at `urls`, wherever they lie: a site may keep them on another host."""
        for url in filter(self.lists.admit, filter(None, map(normalise_url, urls))):
            yield Request(
                url,
                self.parse_list,
                errback=self.list_failed,
                priority=LISTS_FIRST,
                cb_kwargs={"source": source, "depth": depth},
                meta={"guessed": guessed},
            )

    def _arrived(self, response: Response) -> None:
        self.report.fetched += 1
        self.report.current = response.url
        log.debug("fetched", url=response.url, status=response.status, bytes=len(response.body))

    def _failed(self, url: str, failure: Failure) -> None:
        self.report.failed[url] = reason_of(failure)
        log.warning("page failed", url=url, reason=self.report.failed[url])
