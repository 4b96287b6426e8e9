"""A downloader middleware that replaces a page by what its scripts make of it.

The page itself has come through the downloader like any other, and so does all that its scripts ask
for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response

from wellread.crawler.archive import ArchiveError, VisitContext
from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, META_FETCH_CONTEXT, ArchiveEntry
from wellread.crawler.archive.warc_fields import RENDERED_CONTENT_TYPE
from wellread.crawler.browser.chromium import (
    BrowserResource,
    ChromiumRenderer,
    RenderingError,
    find_missing_requirement,
)
from wellread.crawler.browser.script_dependence import needs_scripts
from wellread.crawler.browser.subresources import SubresourceCache
from wellread.crawler.fetching.errors import RequestRefusedError
from wellread.crawler.ledger import LedgerError, SiteRun, UrlKind
from wellread.crawler.logs import log
from wellread.crawler.sites import RenderMode
from wellread.extractors.parse import PageInput, read_source

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from wellread.crawler.archive import ArchiveWriter

FLAG_RENDERED = "rendered"  # of a response that a browser has made
_META_FOR_BROWSER = "for_browser"  # the request was made for the browser, on behalf of a page
_CONDITIONAL_HEADERS = ("If-None-Match", "If-Modified-Since")


class PageNotRenderedError(RequestRefusedError):
    """A browser could not render the page, and there is no text in it without one."""


class RenderingMiddleware:
    """Renders HTML pages as the setting RENDER says: "never", "when-empty" or "always".

    A page that cannot be rendered has failed, unless it has a text without that.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._mode = RenderMode(crawler.settings.get("RENDER", RenderMode.NEVER))
        if self._mode is RenderMode.NEVER:
            raise NotConfigured
        if missing := find_missing_requirement():
            raise NotConfigured(f"no page is rendered: {missing}")
        self._crawler = crawler
        self._renderer = ChromiumRenderer()
        self._subresource_cache: SubresourceCache | None = None
        crawler.signals.connect(self._renderer.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not _is_for_page_or_subresource(request):
            return
        # What the ledger knows of the page is said of the page as it was rendered. The server knows
        # only what it sent.
        conditions = [request.headers.pop(name, None) for name in _CONDITIONAL_HEADERS]
        if (any(conditions) or request.meta.get(_META_FOR_BROWSER)) and (cache := self._open_cache()):
            with self._aborting_on_failure():
                cache.make_conditional(request)

    async def process_response(self, request: Request, response: Response) -> Response:
        if not _is_for_page_or_subresource(request):
            return response
        completed = response
        if cache := self._open_cache():
            with self._aborting_on_failure():
                completed = cache.complete(request, response)
        if request.meta.get(_META_FOR_BROWSER):
            return completed
        # What needs no browser has not changed if its HTML has not.
        return await self._render(request, completed) if self._is_to_be_rendered(completed) else response

    async def _render(self, request: Request, response: Response) -> Response:
        page = BrowserResource(response.status, _content_type(response), response.body)
        try:
            html = await self._renderer.render(response.url, page, self._fetch_subresource)
        except RenderingError as error:
            log.warning("not rendered", url=response.url, reason=str(error))
            if isinstance(response, HtmlResponse) and not _needs_scripts(response):
                return response
            # It is known no better than before: it has been received, and nobody can say what it
            # shows.
            request.meta.pop(META_ARCHIVE_ENTRY, None)
            raise PageNotRenderedError(f"not rendered: {error}") from error
        self._crawler.stats.inc_value("rendered")
        log.debug("rendered", url=response.url, characters=len(html))
        body = html.encode("utf-8", "replace")
        await self._archive(request, response.url, body)
        return _rendered_response(request, response, body)

    async def _archive(self, request: Request, url: str, body: bytes) -> None:
        """Keep the page as rendered beside the page as received; from now on that is where it lies."""
        writer: ArchiveWriter | None = self._crawler.settings.get("ARCHIVE")
        received: ArchiveEntry | None = request.meta.get(META_ARCHIVE_ENTRY)
        if writer is None or received is None:
            return
        with self._aborting_on_failure():
            context = request.meta.get(META_FETCH_CONTEXT)
            location = writer.write_rendered_page(url, body, received.received_at, received.location, context)
            await writer.wait_until_synced()
        request.meta[META_ARCHIVE_ENTRY] = ArchiveEntry(received.received_at, location)

    @contextmanager
    def _aborting_on_failure(self) -> Iterator[None]:
        """End the crawl if the archive or the ledger can no longer be written. Raises IgnoreRequest then."""
        try:
            yield
        except (ArchiveError, LedgerError) as error:
            self._crawler.spider.abort(str(error))  # type: ignore[union-attr]
            raise IgnoreRequest(str(error)) from error

    def _open_cache(self) -> SubresourceCache | None:
        """What earlier runs know of the subresources of pages; None for a crawl that keeps nothing."""
        run: SiteRun | None = getattr(self._crawler.spider, "run", None)
        writer: ArchiveWriter | None = self._crawler.settings.get("ARCHIVE")
        if self._subresource_cache is None and run and writer:
            self._subresource_cache = SubresourceCache(run, writer)
        return self._subresource_cache

    def _is_to_be_rendered(self, response: Response) -> bool:
        if response.status != 200 or not isinstance(response, HtmlResponse):
            return False
        return self._mode is RenderMode.ALWAYS or _needs_scripts(response)

    async def _fetch_subresource(self, url: str) -> BrowserResource | None:
        """What the server sends for `url`, through the same downloader as every request of the
        crawl; None on failure.
        """
        try:
            request = Request(url, meta={_META_FOR_BROWSER: True}, dont_filter=True)
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:
            return None
        except Exception as error:  # noqa: BLE001  (a network fails in many ways, and each is only this resource's)
            log.debug("not fetched for a page", url=url, reason=f"{type(error).__name__}: {error}")
            return None
        return BrowserResource(response.status, _content_type(response), response.body)


def _rendered_response(request: Request, response: Response, body: bytes) -> HtmlResponse:
    headers = response.headers.copy()
    headers["Content-Type"] = RENDERED_CONTENT_TYPE
    return HtmlResponse(
        response.url,
        status=response.status,
        headers=headers,
        body=body,
        flags=[*response.flags, FLAG_RENDERED],
        request=request,
        encoding="utf-8",
    )


def _is_for_page_or_subresource(request: Request) -> bool:
    """Whether a request is for a page or for something of which one is made, and not for robots.txt or a sitemap."""
    context: VisitContext | None = request.meta.get(META_FETCH_CONTEXT)
    return bool(request.meta.get(_META_FOR_BROWSER)) or (context is not None and context.url_kind != UrlKind.LIST)


def _needs_scripts(response: HtmlResponse) -> bool:
    page = PageInput(response.body, response.url, {"Content-Type": _content_type(response)})
    return needs_scripts(read_source(page).root)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
