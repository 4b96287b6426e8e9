"""From a response to what it means: the state of its URL, its article, and the URLs that it leads to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from scrapy.http import HtmlResponse, Response

from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.ledger import (
    DiscoveredLinks,
    FetchedResponse,
    Lease,
    LedgerError,
    Outcome,
    SiteRun,
    UrlKind,
    Validators,
    VisitResult,
)
from wellread.crawler.logs import log
from wellread.crawler.pages.cookie_chains import CookieChains
from wellread.crawler.pages.extraction import (
    ExtractedPage,
    ExtractionError,
    extract_in_worker,
    extract_links_in_worker,
)
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.link_filter import CrawlBounds, LinkFilter
from wellread.crawler.pages.list_reader import ListReader
from wellread.crawler.pages.part_collector import CollectedArticle, PartCollector
from wellread.crawler.pages.response import to_fetched_page, to_site_rights
from wellread.crawler.pages.visit_results import (
    NOT_HTML,
    find_refresh_target,
    result_of_error_status,
    result_of_reservation,
    result_with_article,
    result_without_article,
    shows_article,
    speaks_of_cookies,
)
from wellread.crawler.pages.worker_pool import WorkersLostError, describe_error
from wellread.crawler.settings import MAX_HOPS
from wellread.extractors.article import Article, PageType
from wellread.output.identity import normalise_url, to_request_url
from wellread.output.record_json import decode_record

NAMES_NO_PAGE = "it names no page of the site"  # what is wrong with such a start page
ON_ANOTHER_SITE = "on another site"  # stands beside the page types for a page that has moved there


@dataclass(frozen=True)
class ClassifiedResponse:
    """What a response means for its URL, and what `SiteProgress` counts.

    `article` is that of a page that shows one; `no_article` says what a page is that shows none: a
    page type, NOT_HTML or ON_ANOTHER_SITE. `start_page_type` is set if the response is that of the
    start page. `ask_again` is set if the visit has not ended: the same URL is to be asked for at this address.
    """

    result: VisitResult
    article: Article | None = None
    no_article: str | None = None
    start_page_type: PageType | None = None
    ask_again: str | None = None


FindRecord = Callable[[str], str | None]
FetchPart = Callable[[str, Lease], Awaitable[FetchedPage | None]]


async def _fetch_nothing(_url: str, _lease: Lease) -> None:
    return None


class PageClassifier:
    """Says what the responses of one site mean. Methods raise LedgerError and WorkersLostError, and nothing else."""

    def __init__(
        self,
        run: SiteRun,
        bounds: CrawlBounds,
        fetch_part: FetchPart = _fetch_nothing,
        *,
        find_record: FindRecord | None = None,
    ) -> None:
        """`fetch_part` gives the HTML page at a URL, requested for a visit; None if there is none.

        With `find_record` articles are left alone whose site reserves the rights to mine them. It gives the record that
        is kept of the article at a URL, as JSON.
        """
        self._fetch_part = fetch_part
        self._find_record = find_record
        self._run = run
        self.cookie_chains = CookieChains(run.frontier.find_interrupted_chains() if run.is_resumed else ())
        self.link_filter = LinkFilter(run, bounds)
        self.list_reader = ListReader(run, self.link_filter, bounds.since)

    async def classify(self, response: Response, lease: Lease, fetched: FetchedResponse) -> ClassifiedResponse:
        """What a response means that came for `lease`. `fetched` describes it."""
        try:
            classified = await self._classify(response, lease, fetched)
        except (LedgerError, WorkersLostError):
            raise
        except Exception as error:  # noqa: BLE001  (whatever a response makes us raise, it is its failure alone)
            log.debug("the reader failed", url=response.url, exc_info=True)
            classified = ClassifiedResponse(VisitResult(Outcome.QUARANTINED, describe_error(error)))
        if classified.ask_again is None and classified.result.outcome is not Outcome.REDIRECTED:
            self.cookie_chains.end(lease.url)
        undecided = self.link_filter.pop_new_undecided()
        return replace(classified, result=replace(classified.result, undecided_urls=undecided))

    async def _classify(self, response: Response, lease: Lease, fetched: FetchedResponse) -> ClassifiedResponse:
        if _is_unchanged(response, lease, fetched):
            return self._classify_unchanged(response, lease)
        try:
            if target := redirect_target(response, lease.address):
                return self._classify_redirect(response, lease, target)
        except InvalidRedirectError as error:
            return ClassifiedResponse(VisitResult(Outcome.FAILED, str(error)))
        if error_result := result_of_error_status(response):
            return ClassifiedResponse(error_result)
        if lease.kind is UrlKind.LIST:
            return ClassifiedResponse(await self.list_reader.read(response, lease))
        return await self._classify_content(response, lease)

    def _classify_unchanged(self, response: Response, lease: Lease) -> ClassifiedResponse:
        """What it means that nothing has changed. What is kept of an article says whether its rights are reserved."""
        known = self._find_record(lease.url) if self._find_record and lease.had_article else None
        rights = (*decode_record(known).rights, *to_site_rights(response)) if known else ()
        if reserved := result_of_reservation(rights):
            return ClassifiedResponse(reserved)
        is_start = lease.kind is UrlKind.START
        lists = self.list_reader.select_sitemaps(response.url, guess=False) if is_start else ()
        return ClassifiedResponse(VisitResult(Outcome.UNCHANGED, discovered=lists))

    async def _classify_content(self, response: Response, lease: Lease) -> ClassifiedResponse:
        """What the body means that came for the start page or a page."""
        if not isinstance(response, HtmlResponse):
            if lease.kind is UrlKind.START:
                return ClassifiedResponse(VisitResult(Outcome.FAILED, "not an HTML page"))
            return _without_article(lease, NOT_HTML)
        if target := find_refresh_target(response, or_itself="Set-Cookie" in response.headers):
            refreshed = self._classify_redirect(response, lease, target)
            if refreshed.ask_again or target != response.url:
                return refreshed
        try:
            if lease.kind is UrlKind.START:
                return await self._classify_start_page(response)
            return await self._classify_page(response, lease)
        except ExtractionError as error:
            if error.traceback:
                log.debug("the reader failed", url=response.url, traceback=error.traceback)
            return ClassifiedResponse(VisitResult(Outcome.QUARANTINED, str(error)))

    async def _classify_start_page(self, response: HtmlResponse) -> ClassifiedResponse:
        """Learn the scope from the start page, and find every way to its articles."""
        home_url = normalise_url(response.url) or response.url
        self.link_filter.set_home_url(home_url)
        extracted = await extract_in_worker(to_fetched_page(response))
        page_urls = extracted.links.pages
        self.link_filter.scope.note_listing_links(page_urls)
        pages = self.link_filter.select_pages(page_urls, LinkSource.START, depth=1, listing_url=home_url)
        discovered = (
            *self.list_reader.select_sitemaps(response.url, guess=True),
            *self.list_reader.select_lists(extracted.links.feeds, LinkSource.FEED),
            *pages,
        )
        result = VisitResult(Outcome.PAGE, "" if pages else NAMES_NO_PAGE, discovered=discovered)
        return ClassifiedResponse(result, start_page_type=extracted.article.page_type)

    async def _classify_page(self, response: HtmlResponse, lease: Lease) -> ClassifiedResponse:
        """Find the links of a page, and its article if it may hold one."""
        scope = self.link_filter.scope
        if not (scope.may_hold_article(lease.url) or lease.had_article):
            links = await extract_links_in_worker(to_fetched_page(response))
            discovered = self.link_filter.select_listing_links(links.pages, lease)
            return _without_article(lease, PageType.LISTING, discovered)
        page = to_fetched_page(response)
        extracted = await extract_in_worker(page)
        article = extracted.article
        if not shows_article(lease, article):
            if self._is_page_for_strangers(response, lease, article):
                return self._classify_detour(lease, lease.address, has_new_cookies=True)
            scope.record_visit(lease.url, is_article=False)
            discovered = self.link_filter.select_listing_links(extracted.links.pages, lease)
            return _without_article(lease, article.page_type, discovered)
        collected = await self._collect_parts(page, extracted, lease)
        result = result_with_article(collected, page, lease.url)
        decided_urls = scope.record_visit(lease.url, is_article=True)
        discovered = (
            *self._select_canonical(collected.first_url or article.canonical_url, lease),
            *self.link_filter.select_pages(
                [*extracted.links.pages, *decided_urls], LinkSource.ARTICLE, lease.depth + 1
            ),
        )
        record = result.candidate.record if result.candidate else None
        if self._find_record and record and (reserved := result_of_reservation(record.rights)):
            return ClassifiedResponse(replace(reserved, discovered=discovered))
        return ClassifiedResponse(replace(result, discovered=discovered), article=collected.article)

    async def _collect_parts(self, page: FetchedPage, extracted: ExtractedPage, lease: Lease) -> CollectedArticle:
        """The further pages of an article, fetched and read one after the other."""
        collector = PartCollector(page, extracted)
        while collector.next_url:
            address = self.link_filter.scope.to_site_request_url(collector.next_url)
            part = await self._fetch_part(address, lease) if address else None
            try:
                read = await extract_in_worker(part) if part else None
            except ExtractionError:
                read = None
            if part and read:
                collector.add(part, read)
            else:
                collector.fail()
        return collector.join()

    def _select_canonical(self, canonical_url: str | None, lease: Lease) -> Iterator[DiscoveredLinks]:
        """The canonical URL of an article, unless too many such links have led to it."""
        if canonical_url and lease.hops < MAX_HOPS:
            for links in self.link_filter.select_pages([canonical_url], LinkSource.ARTICLE, lease.depth + 1):
                yield replace(links, hops=lease.hops + 1)

    def _is_page_for_strangers(self, response: Response, lease: Lease, article: Article) -> bool:
        """Whether a page speaks of nothing but cookies, and sets one with which the article may come."""
        return (
            lease.attempt <= MAX_HOPS
            and "Set-Cookie" in response.headers
            and speaks_of_cookies(article)
            and self.cookie_chains.has_news_for(response, lease.url, lease.url, lease.address)
        )

    def _classify_redirect(self, response: Response, lease: Lease, location: str) -> ClassifiedResponse:
        """Where a redirect leads. From the start page it may lead anywhere, and so may that of a list."""
        is_page = lease.kind is UrlKind.PAGE
        address = self.link_filter.scope.to_site_request_url(location) if is_page else to_request_url(location)
        target = normalise_url(address or "")
        # A site may check for cookies anywhere, and then come back to the page.
        has_new_cookies = bool(
            address and target and self.cookie_chains.has_news_for(response, lease.url, target, address)
        )
        if is_page and not self._may_lead_to(target, address):
            result = VisitResult(Outcome.REDIRECTED, f"leads away, to {location}")
            return ClassifiedResponse(result, no_article=ON_ANOTHER_SITE)
        if address is None or target is None:
            return ClassifiedResponse(VisitResult(Outcome.FAILED, "redirects in a circle"))
        if target == lease.url:
            return self._classify_detour(lease, address, has_new_cookies=has_new_cookies)
        if has_new_cookies:
            self._run.frontier.enqueue_again(target)
        hops = lease.hops + 1
        if hops > MAX_HOPS:
            return ClassifiedResponse(VisitResult(Outcome.FAILED, "too many redirects"))
        # The depth of a page is how far it lies from the start page, and not how often it has moved.
        depth = lease.depth if is_page else lease.depth + 1
        links = DiscoveredLinks((address,), lease.source, lease.kind, depth, hops)
        return ClassifiedResponse(VisitResult(Outcome.REDIRECTED, redirect_target=target, discovered=(links,)))

    def _may_lead_to(self, target: str | None, address: str | None) -> bool:
        """Whether a redirect of a page to this site URL is followed."""
        if target is None or address is None:
            return False
        return self.link_filter.scope.admit(target) or bool(self.cookie_chains.cookies_for(target, address))

    def _classify_detour(self, lease: Lease, address: str, *, has_new_cookies: bool) -> ClassifiedResponse:
        """What a redirect to the URL itself means: that it has another spelling, or is to be asked for with cookies."""
        if lease.attempt > MAX_HOPS or (address == lease.address and not has_new_cookies):
            return ClassifiedResponse(VisitResult(Outcome.FAILED, "redirects in a circle"))
        reason = "sets a cookie" if has_new_cookies else "redirects to another spelling"
        return ClassifiedResponse(VisitResult(Outcome.RETRIED, reason), ask_again=address)


def _is_unchanged(response: Response, lease: Lease, fetched: FetchedResponse) -> bool:
    """Whether the server says that nothing has changed, or sends the same bytes again."""
    if response.status == HTTPStatus.NOT_MODIFIED:
        return lease.validators != Validators()  # nobody else has asked for that
    return response.status == HTTPStatus.OK and lease.last_digest == fetched.digest


def _without_article(lease: Lease, content: str, discovered: tuple[DiscoveredLinks, ...] = ()) -> ClassifiedResponse:
    result = replace(result_without_article(lease, content), discovered=discovered)
    return ClassifiedResponse(result, no_article=content)
