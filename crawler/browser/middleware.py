"""Where the crawl meets the browser: a downloader middleware that replaces a page by what its scripts make of it.

The page itself has come through the downloader like any other, and so does all that its scripts ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response

from wellread.crawler.archive import ArchiveError, FetchContext
from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, META_FETCH_CONTEXT, ArchiveEntry
from wellread.crawler.archive.warc_fields import RENDERED_CONTENT_TYPE
from wellread.crawler.browser.chromium import Chromium, RenderingError, Resource, missing
from wellread.crawler.browser.script_dependence import lacks_text
from wellread.crawler.browser.subresources import Parts
from wellread.crawler.fetching.errors import RequestRefusedError
from wellread.crawler.ledger import LedgerError, SiteRun, UrlKind
from wellread.crawler.logs import log
from wellread.crawler.sites import RenderMode

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from wellread.crawler.archive import ArchiveWriter

RENDERED = "rendered"  # flag of a response that a browser has made
_FOR_BROWSER = "for_browser"
_VALIDATORS = ("If-None-Match", "If-Modified-Since")


class PageNotRenderedError(RequestRefusedError):
    """A browser could not render the page, and there is no text in it without one."""


class RenderPages:
    """Renders HTML pages as the setting RENDER says: "never", "when-empty" or "always".

    A page that cannot be rendered has failed, unless it has a text without that.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._render = RenderMode(crawler.settings.get("RENDER", RenderMode.NEVER))
        if self._render is RenderMode.NEVER:
            raise NotConfigured
        if problem := missing():
            raise NotConfigured(f"no page is rendered: {problem}")
        self._crawler = crawler
        self._chromium = Chromium()
        self._parts: Parts | None = None
        crawler.signals.connect(self._chromium.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not _is_of_a_page(request):
            return
        # What the ledger knows of the page is said of the page as it was rendered. The server knows only its parts.
        conditions = [request.headers.pop(name, None) for name in _VALIDATORS]
        if (any(conditions) or request.meta.get(_FOR_BROWSER)) and (parts := self._known_parts()):
            with self._aborting():
                parts.ask(request)

    async def process_response(self, request: Request, response: Response) -> Response:
        if not _is_of_a_page(request):
            return response
        whole = response
        if parts := self._known_parts():
            with self._aborting():
                whole = parts.received(request, response)
        if request.meta.get(_FOR_BROWSER):
            return whole
        # What needs no browser has not changed if its HTML has not.
        return await self._rendered(request, whole) if self._wanted(whole) else response

    async def _rendered(self, request: Request, response: Response) -> Response:
        page = Resource(response.status, _content_type(response), response.body)
        try:
            html = await self._chromium.render(response.url, page, self._fetch)
        except RenderingError as error:
            log.warning("not rendered", url=response.url, reason=str(error))
            if isinstance(response, HtmlResponse) and not lacks_text(response.text):
                return response
            # It is known no better than before: it has been received, and nobody can say what it shows.
            request.meta.pop(META_ARCHIVE_ENTRY, None)
            raise PageNotRenderedError(f"not rendered: {error}") from error
        self._crawler.stats.inc_value("rendered")
        log.debug("rendered", url=response.url, characters=len(html))
        body = html.encode("utf-8", "replace")
        await self._archive(request, response.url, body)
        return _rendered(request, response, body)

    async def _archive(self, request: Request, url: str, body: bytes) -> None:
        """Keep the page as rendered beside the page as received; from now on that is where it lies."""
        writer: ArchiveWriter | None = self._crawler.settings.get("ARCHIVE")
        received: ArchiveEntry | None = request.meta.get(META_ARCHIVE_ENTRY)
        if writer is None or received is None:
            return
        with self._aborting():
            context = request.meta.get(META_FETCH_CONTEXT)
            location = writer.write_rendered_page(url, body, received.received_at, received.location, context)
            await writer.wait_until_synced()
        request.meta[META_ARCHIVE_ENTRY] = ArchiveEntry(received.received_at, location)

    @contextmanager
    def _aborting(self) -> Iterator[None]:
        """End the crawl if what it finds can no longer be kept."""
        try:
            yield
        except (ArchiveError, LedgerError) as error:
            self._crawler.spider.abort(str(error))  # type: ignore[union-attr]
            raise IgnoreRequest(str(error)) from error

    def _known_parts(self) -> Parts | None:
        """What earlier runs know of the parts of pages; None for a crawl that keeps nothing."""
        run: SiteRun | None = getattr(self._crawler.spider, "run", None)
        writer: ArchiveWriter | None = self._crawler.settings.get("ARCHIVE")
        if self._parts is None and run and writer:
            self._parts = Parts(run, writer)
        return self._parts

    def _wanted(self, response: Response) -> bool:
        if response.status != 200 or not isinstance(response, HtmlResponse):
            return False
        return self._render is RenderMode.ALWAYS or lacks_text(response.text)

    async def _fetch(self, url: str) -> Resource | None:
        """What the server says to `url`, by the way that every request of the crawl takes; None where it is refused."""
        try:
            request = Request(url, meta={_FOR_BROWSER: True}, dont_filter=True)
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:
            return None
        except Exception as error:  # noqa: BLE001  (a network fails in many ways, and each is only this resource's)
            log.debug("not fetched for a page", url=url, reason=f"{type(error).__name__}: {error}")
            return None
        return Resource(response.status, _content_type(response), response.body)


def _rendered(request: Request, response: Response, body: bytes) -> HtmlResponse:
    headers = response.headers.copy()
    headers["Content-Type"] = RENDERED_CONTENT_TYPE
    return HtmlResponse(
        response.url,
        status=response.status,
        headers=headers,
        body=body,
        flags=[*response.flags, RENDERED],
        request=request,
        encoding="utf-8",
    )


def _is_of_a_page(request: Request) -> bool:
    """Whether a request is for a page or for something of which one is made, and not for robots.txt or a sitemap."""
    context: FetchContext | None = request.meta.get(META_FETCH_CONTEXT)
    return bool(request.meta.get(_FOR_BROWSER)) or (context is not None and context.url_kind != UrlKind.LIST)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
