"""From an answer to what it means: the state of its URL, its article, and where it leads on to."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urljoin

from scrapy.http import HtmlResponse, Response
from scrapy.utils.response import get_meta_refresh

from wellread.crawler.discovery import ListedUrl, TrapFilter, extract_links, parse_url_list
from wellread.crawler.discovery.scope import CrawlScope, canonical_site_url
from wellread.crawler.discovery.traps import has_own_pattern
from wellread.crawler.fetching.error_classification import MAX_ATTEMPTS, FetchFailure, classify_status, is_page_status
from wellread.crawler.fetching.errors import ErrorKind, InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.ledger import (
    ARTICLE_OUTCOMES,
    ArticleCandidate,
    DiscoveredLinks,
    FetchedResponse,
    Lease,
    Outcome,
    SiteRun,
    UrlKind,
    Validators,
    VisitResult,
)
from wellread.crawler.pages.extraction import Page, QuarantinedError, read_aside
from wellread.crawler.pages.response import page_of
from wellread.crawler.runs.report import Report, Source
from wellread.extractors.article import Article, PageType
from wellread.output.identity import normalise_url
from wellread.output.record import publish

MAX_LISTS = 500  # sitemaps and feeds
MAX_SITEMAP_DEPTH = 3
MAX_HOPS = 8  # from a start page to where it really stands
MAX_REFRESH_WAIT = 5  # seconds; a page that refreshes itself later than that is one to be read
GUESSED = "guess"  # the source of a sitemap that nobody has named

_BY_STATUS: Mapping[int, Outcome] = {
    HTTPStatus.PAYMENT_REQUIRED: Outcome.PAYWALLED,
    HTTPStatus.TOO_MANY_REQUESTS: Outcome.BLOCKED,
}
_BY_KIND = {ErrorKind.GONE: Outcome.GONE, ErrorKind.BLOCKED: Outcome.BLOCKED}
_TELLING = ARTICLE_OUTCOMES | {Outcome.PAGE}  # of what kind the pages of a directory are
NOT_HTML = "not HTML"
_INSTEAD = {PageType.LISTING: "a list", PageType.OTHER: "a page without one", NOT_HTML: "something that is not HTML"}


def failing(failure: FetchFailure, status: int | None = None) -> VisitResult:
    """What a URL is whose request went wrong."""
    return VisitResult(_BY_STATUS.get(status or 0) or _BY_KIND.get(failure.kind, Outcome.FAILED), failure.reason)


def refused(response: Response) -> VisitResult | None:
    """What a URL is whose answer is neither a page nor a redirect; None for one that is."""
    if is_page_status(response.status):
        return None
    failure = classify_status(response.status, response.headers, attempt=MAX_ATTEMPTS)
    return failing(failure, response.status)


def refreshed_to(response: HtmlResponse) -> str | None:
    """Where a page sends its reader on to by itself, at once."""
    after, target = get_meta_refresh(response)
    at_once = after is not None and after <= MAX_REFRESH_WAIT
    return target if target and target != response.url and at_once else None


def without_article(visit: Lease, what: str) -> VisitResult:
    """What a page is that is no article: of which type, or NOT_HTML."""
    if visit.had_article:
        return VisitResult(Outcome.REPLACED, f"{_INSTEAD[what]} in place of its article")
    return VisitResult(Outcome.OTHER if what == NOT_HTML else Outcome.PAGE)


def candidate_of(article: Article, page: Page, url: str) -> ArticleCandidate:
    """The article that was read at the adopted `url`."""
    record = publish(article, page.body, first_seen=url, fetch=page.fetch)
    paywalled = article.is_accessible_for_free is False
    return ArticleCandidate(canonical_site_url(url, article.canonical_url), record, paywalled)


@dataclass(frozen=True)
class Bounds:
    """What of a site is read: further paths that hold articles, paths that are left alone, and from when on."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: datetime | None = None  # aware

    def scope(self, home: str) -> CrawlScope:
        """The scope of a blog whose start page stands at `home`."""
        return CrawlScope.for_blog(home, self.include, self.exclude)


class Findings:
    """Reads the answers of one site. `sitemaps` are those that its robots.txt names."""

    def __init__(self, run: SiteRun, bounds: Bounds, report: Report) -> None:
        self._run = run
        self._bounds = bounds
        self._report = report
        self._scope: CrawlScope | None = None
        self._traps = TrapFilter()
        self.sitemaps: dict[str, None] = {}
        self._remember_traps()
        if run.home_url:
            self._scope = self._remembered(run.home_url)

    @property
    def trapped(self) -> Counter[str]:
        """How many URLs were left alone, by the pattern that was exhausted."""
        return self._traps.rejected

    async def of(self, response: Response, visit: Lease, answer: FetchedResponse) -> VisitResult:
        """What an answer says."""
        finding = await self._said_by(response, visit, answer)
        return replace(finding, undecided_urls=self._scope.pop_new_undecided()) if self._scope else finding

    def remembered(self) -> DiscoveredLinks | None:
        """What waited in earlier processes until it was known where articles lie, and need not wait any more."""
        if self._scope is None:
            return None
        found = self._pages(self._scope, self._run.frontier.find_undecided_urls(), Source.ARTICLE, 1)
        self._scope.pop_new_undecided()  # these the ledger has
        return next(iter(found), None)

    async def _said_by(self, response: Response, visit: Lease, answer: FetchedResponse) -> VisitResult:
        asked = visit.validators != Validators() and response.status == HTTPStatus.NOT_MODIFIED
        if asked or (response.status == HTTPStatus.OK and visit.last_digest == answer.digest):
            lists = self._lists_of_robots(response, guess=False) if visit.kind is UrlKind.START else ()
            return VisitResult(Outcome.UNCHANGED, discovered=lists)
        try:
            if target := redirect_target(response, visit.url):
                return self._redirected(visit, target)
        except InvalidRedirectError as error:
            return VisitResult(Outcome.FAILED, str(error))
        if refusal := refused(response):
            return refusal
        return await (self._list(response, visit) if visit.kind is UrlKind.LIST else self._html(response, visit))

    def credit(self, visit: Lease, outcome: Outcome) -> None:
        """Take note that a visit was worth its while: a pattern of URLs that brings articles is no trap."""
        if outcome in ARTICLE_OUTCOMES:
            self._traps.record_productive(visit.url)

    async def _html(self, response: Response, visit: Lease) -> VisitResult:
        """Read what should be HTML."""
        if not isinstance(response, HtmlResponse):
            return self._no_html(visit)
        if target := refreshed_to(response):
            return self._redirected(visit, target)
        try:
            return await (self._start(response) if visit.kind is UrlKind.START else self._page(response, visit))
        except QuarantinedError as verdict:
            return VisitResult(Outcome.QUARANTINED, str(verdict))

    async def _start(self, response: HtmlResponse) -> VisitResult:
        """Learn the scope from the start page and open every way to its articles."""
        home = normalise_url(response.url) or response.url
        if self._scope is None or home != self._run.home_url:
            self._scope = self._remembered(home)
            self._run.set_home_url(home)
        scope = self._scope
        reading = await read_aside(page_of(response))
        scope.note_listing_links(reading.links.pages)
        self._report.start_is_article = reading.article.page_type is PageType.ARTICLE
        found = (
            *self._lists_of_robots(response, guess=True),
            *self._lists(reading.links.feeds, Source.FEED),
            *self._pages(scope, reading.links.pages, Source.START, depth=1, page=home),
        )
        return VisitResult(Outcome.PAGE, discovered=found)

    async def _list(self, response: Response, visit: Lease) -> VisitResult:
        """Take down what a sitemap or a feed names."""
        listing = await asyncio.to_thread(parse_url_list, response.body, response.url)
        if listing.unreadable:
            return VisitResult(Outcome.FAILED, listing.unreadable)
        source = Source.SITEMAP if visit.source == GUESSED else visit.source
        further = self._lists((entry.url for entry in listing.lists), source, depth=visit.depth + 1)
        if self._scope is None:
            return VisitResult(Outcome.LIST, discovered=further)
        old = [entry.url for entry in listing.pages if self._is_old(entry)]
        fresh = [entry for entry in listing.pages if not self._is_old(entry)]
        self._freshen(self._scope, fresh)
        named = [entry.url for entry in fresh]
        if source == Source.FEED:
            self._scope.note_listing_links(named)
        for found in self._pages(self._scope, old, source, depth=1):
            self._run.frontier.discover(found)
            self._run.frontier.postpone(found.urls)
        pages = self._pages(self._scope, named, source, depth=1)
        return VisitResult(Outcome.LIST, discovered=(*further, *pages))

    async def _page(self, response: HtmlResponse, visit: Lease) -> VisitResult:
        """Read a page for its links, and for its article if it is one."""
        scope = self._known_scope()
        if not (scope.may_hold_article(visit.url) or visit.had_article):
            links = await asyncio.to_thread(extract_links, response.text, response.url)
            return self._without_article(visit, PageType.LISTING, self._of_a_list(scope, links.pages, visit))
        page = page_of(response)
        reading = await read_aside(page)
        if reading.article.page_type is not PageType.ARTICLE:
            scope.record_visit(visit.url, is_article=False)
            found = self._of_a_list(scope, reading.links.pages, visit)
            return self._without_article(visit, reading.article.page_type, found)
        self._report.note(reading.article)
        candidate = candidate_of(reading.article, page, visit.url)
        released = scope.record_visit(visit.url, is_article=True)
        urls = [candidate.canonical_url, *reading.links.pages, *released]
        named = self._pages(scope, urls, Source.ARTICLE, visit.depth + 1)
        return VisitResult(Outcome.ARTICLE, candidate=candidate, discovered=named)

    def _redirected(self, visit: Lease, location: str) -> VisitResult:
        """Take down where a redirect leads. From the start page it may lead anywhere, and so may that of a sitemap."""
        if visit.kind is UrlKind.PAGE:
            scope = self._known_scope()
            target = scope.to_site_url(location)
            if target is None or not scope.admit(target):
                self._report.not_articles["on another site"] += 1
                return VisitResult(Outcome.REDIRECTED, f"leads away, to {location}")
            depth = visit.depth
        else:
            target, depth = normalise_url(location), visit.depth + 1
        # The depth of a page is how far it lies from the start page, and not how often it has moved.
        too_far = visit.kind is not UrlKind.PAGE and depth > MAX_HOPS
        if target is None or target == visit.url or too_far:
            return VisitResult(Outcome.FAILED, "redirects in a circle")
        links = DiscoveredLinks((target,), visit.source, visit.kind, depth)
        return VisitResult(Outcome.REDIRECTED, redirect_target=target, discovered=(links,))

    def _no_html(self, visit: Lease) -> VisitResult:
        if visit.kind is UrlKind.START:
            return VisitResult(Outcome.FAILED, "not an HTML page")
        return self._without_article(visit, NOT_HTML, ())

    def _without_article(self, visit: Lease, what: str, found: tuple[DiscoveredLinks, ...]) -> VisitResult:
        self._report.not_articles[what] += 1
        return replace(without_article(visit, what), discovered=found)

    def _lists_of_robots(self, response: Response, *, guess: bool) -> tuple[DiscoveredLinks, ...]:
        """The sitemaps that robots.txt names; without any, the usual place is a `guess` worth a request."""
        if self.sitemaps:
            return self._lists(self.sitemaps, Source.SITEMAP)
        return self._lists([urljoin(response.url, "/sitemap.xml")], GUESSED) if guess else ()

    def _lists(self, urls: Iterable[str], source: str, *, depth: int = 1) -> tuple[DiscoveredLinks, ...]:
        """Sitemaps or feeds, wherever they lie: a site may keep them on another host."""
        room = MAX_LISTS - self._run.frontier.count(UrlKind.LIST)
        normal = tuple(filter(None, map(normalise_url, urls)))[: max(room, 0)]
        return (DiscoveredLinks(normal, source, UrlKind.LIST, depth),) if normal and depth <= MAX_SITEMAP_DEPTH else ()

    def _of_a_list(self, scope: CrawlScope, urls: tuple[str, ...], visit: Lease) -> tuple[DiscoveredLinks, ...]:
        """Where a page leads that is no article. What the further pages of the blog list may lie beside it."""
        if visit.source == Source.START and not scope.may_hold_article(visit.url):
            scope.note_listing_links(urls)
        return self._pages(scope, urls, Source.LISTING, visit.depth + 1, page=visit.url)

    def _pages(
        self, scope: CrawlScope, urls: Iterable[str], source: str, depth: int, *, page: str | None = None
    ) -> tuple[DiscoveredLinks, ...]:
        """Those of `urls` that lie in scope and in no trap. `page` is the list that names them."""
        from_listing = page is not None or source == Source.FEED
        adopted = dict.fromkeys(filter(None, map(scope.to_site_url, urls)))
        worthy = tuple(url for url in adopted if scope.admit(url, from_listing=from_listing))
        new = set(self._run.frontier.find_unknown(worthy))
        admitted = tuple(url for url in worthy if url not in new or self._traps.admit(url))
        if page is not None and any(url in new and has_own_pattern(url) for url in admitted):
            self._traps.record_productive(page)
        return (DiscoveredLinks(admitted, source, UrlKind.PAGE, depth),) if admitted else ()

    def _is_old(self, entry: ListedUrl) -> bool:
        """Whether a list dates a page before the time from which on pages are read."""
        since = self._bounds.since
        return since is not None and entry.modified is not None and entry.modified < since

    def _freshen(self, scope: CrawlScope, entries: Iterable[ListedUrl]) -> None:
        """Believe a sitemap that says that a page has changed since it was visited."""
        dated = ((scope.to_site_url(entry.url), entry.modified) for entry in entries)
        self._run.frontier.enqueue_changed([(url, modified.timestamp()) for url, modified in dated if url and modified])

    def _remembered(self, home: str) -> CrawlScope:
        """The scope of the blog with all that earlier runs have shown of where its articles lie."""
        scope = self._bounds.scope(home)
        for url, outcome in self._run.frontier.iter_pages():
            scope.restore(url)
            if outcome in _TELLING:
                scope.record_visit(url, is_article=outcome in ARTICLE_OUTCOMES)
        return scope

    def _remember_traps(self) -> None:
        """Go through what earlier runs have admitted, so that a trap is not entered anew every night."""
        for url, outcome in self._run.frontier.iter_pages():
            if not has_own_pattern(url) and self._traps.admit(url) and outcome in ARTICLE_OUTCOMES:
                self._traps.record_productive(url)
        self._traps.rejected.clear()

    def _known_scope(self) -> CrawlScope:
        if self._scope is None:
            raise RuntimeError("a page was leased before the start page was read")
        return self._scope
