"""Chromium as a function: a page and a way to fetch what it asks for, to the HTML that its scripts have made of it.

The browser is given no network. It resolves no name, and its proxy is a port on which nobody
listens; what a page asks for is intercepted before that and answered by the crawl, so that all of
it passes the guard, the limits, robots.txt and the archive. What cannot be intercepted (redirects,
preconnections, WebRTC) leads nowhere.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Playwright, Route, WebSocketRoute

MAX_PAGE_SECONDS = 60.0  # for all of a page, with the waits that politeness asks for
MAX_BUSY_SECONDS = 10.0  # for a page that never comes to rest, once it has been read
PAGE_IDLE_SECONDS = 0.5  # without a request and without new text: the page is at rest
POLL_INTERVAL_SECONDS = 0.1
MAX_CLOSE_SECONDS = 5.0
MAX_REQUESTS_PER_PAGE = 100
MAX_BYTES_PER_PAGE = 16 * 1024 * 1024  # of all that one page asks for
MAX_HTML_CHARS = 8 * 1024 * 1024  # of the HTML that comes out
MAX_SCRIPT_CACHE_BYTES = 16 * 1024 * 1024  # scripts that the pages of a site share are fetched once
MAX_CONCURRENT_PAGES = 2

# What can bring text. Pictures, fonts and players cannot; style sheets are answered with nothing,
# since scripts wait for them to load; frames hold other pages.
_FETCHED_RESOURCE_TYPES = frozenset({"script", "xhr", "fetch"})
_NO_NETWORK_ARGUMENTS = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-pings",
)
_LOW_MEMORY_ARGUMENTS = (
    "--js-flags=--max-old-space-size=256",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--mute-audio",
)


class RenderingError(Exception):
    """The page could not be rendered; the message says why, in a few words."""


@dataclass(frozen=True)
class BrowserResource:
    """What the browser gets for a request: status, media type, and bytes after content decoding."""

    status: int
    content_type: str
    body: bytes


ResourceFetcher = Callable[[str], Awaitable[BrowserResource | None]]  # from a URL; None where it cannot be had


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def find_missing_requirement() -> str | None:
    """What has to be installed before a page can be rendered, in one line; None where nothing is missing."""
    try:
        import playwright.async_api  # noqa: F401
    except ImportError:
        return "the extra is not installed: pip install 'wellread[browser]'"
    return None if find_chromium() else "no chromium on the PATH: apt-get install chromium, or what your system has"


class ChromiumRenderer:
    """An installed Chromium, started when the first page needs it, and anew after a page has brought it down."""

    def __init__(self) -> None:
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._start_lock = asyncio.Lock()
        self._page_slots = asyncio.Semaphore(MAX_CONCURRENT_PAGES)
        self._scripts: OrderedDict[str, BrowserResource] = OrderedDict()  # by URL, the one fetched last at the end

    async def render(self, url: str, page: BrowserResource, fetch: ResourceFetcher) -> str:
        """The HTML of the page at `url` after its scripts have run.

        Raises RenderingError when Chromium does not start, the page takes too long, or its HTML
        becomes too large.
        """
        from playwright.async_api import Error

        async with self._page_slots:
            browser = await self._start_browser()
            try:
                async with asyncio.timeout(MAX_PAGE_SECONDS):
                    return await self._render_in(browser, url, page, fetch)
            except TimeoutError:
                await self.close()  # a script that never ends holds its process
                raise RenderingError("its scripts did not end in time") from None
            except Error as error:
                if not browser.is_connected():
                    await self.close()
                raise RenderingError(str(error).splitlines()[0]) from error

    async def close(self) -> None:
        """End the browser; the next page starts another."""
        browser, driver = self._browser, self._driver
        self._browser = self._driver = None
        for close in (browser and browser.close, driver and driver.stop):
            if close:
                with suppress(Exception):
                    await asyncio.wait_for(close(), MAX_CLOSE_SECONDS)

    async def _start_browser(self) -> Browser:
        from playwright.async_api import Error, async_playwright

        async with self._start_lock:
            if self._browser is None or not self._browser.is_connected():
                await self.close()
                self._driver = await async_playwright().start()
                try:
                    self._browser = await self._driver.chromium.launch(
                        executable_path=find_chromium(),
                        args=[*_NO_NETWORK_ARGUMENTS, *_LOW_MEMORY_ARGUMENTS],
                        chromium_sandbox=os.geteuid() != 0,  # it refuses to work for root
                        handle_sigint=False,  # signals are for the crawl, which then closes the browser
                        handle_sigterm=False,
                        handle_sighup=False,
                    )
                except Error as error:
                    raise RenderingError(f"Chromium does not start: {str(error).splitlines()[0]}") from error
            return self._browser

    async def _render_in(self, browser: Browser, url: str, page: BrowserResource, fetch: ResourceFetcher) -> str:
        # A context of its own leaves no cookie, no storage and no cache for the next page.
        context = await browser.new_context(service_workers="block", accept_downloads=False)
        try:
            interceptor = _RequestInterceptor(page, fetch, self._scripts)
            await context.route("**/*", interceptor.answer)
            await context.route_web_socket("**/*", _refuse_web_socket)
            tab = await context.new_page()
            tab.on("dialog", lambda dialog: dialog.dismiss())
            await tab.goto(url, wait_until="commit", timeout=MAX_PAGE_SECONDS * 1000)
            # Playwright's own ways to look at a page wait for ever once a script has tried to leave
            # it.
            inspector = _PageInspector(await context.new_cdp_session(tab))
            await _wait_until_idle(inspector, interceptor)
            return await _serialize(inspector)
        finally:
            with suppress(Exception):
                await asyncio.wait_for(context.close(), MAX_CLOSE_SECONDS)


@dataclass
class _RequestInterceptor:
    """Answers what one page asks for, within its limits."""

    page: BrowserResource
    fetch: ResourceFetcher
    scripts: OrderedDict[str, BrowserResource]
    has_navigated: bool = False
    requests: int = 0
    received_bytes: int = 0
    pending: int = 0  # requests

    async def answer(self, route: Route) -> None:
        """Fulfil one request, or abort it. A page that is closed meanwhile has no more need of it."""
        from playwright.async_api import Error

        with suppress(Error):
            resource = await self._find_resource(route)
            if resource is None:
                await route.abort("aborted")  # what a reader does who presses Escape: the page stays as it is
            else:
                # Whatever the host, the page may read it: it was fetched without cookies, as
                # anybody could.
                headers = {"content-type": resource.content_type, "access-control-allow-origin": "*"}
                await route.fulfill(status=resource.status, headers=headers, body=resource.body)

    async def _find_resource(self, route: Route) -> BrowserResource | None:
        request = route.request
        if request.is_navigation_request():
            is_first, self.has_navigated = not self.has_navigated, True
            return self.page if is_first else None
        if request.resource_type == "stylesheet":
            return BrowserResource(200, "text/css", b"")
        if request.method != "GET" or request.resource_type not in _FETCHED_RESOURCE_TYPES:
            return None
        if request.resource_type == "script" and (cached := self.scripts.get(request.url)):
            return cached
        return await self._fetch_within_limits(request.url, is_script=request.resource_type == "script")

    async def _fetch_within_limits(self, url: str, *, is_script: bool) -> BrowserResource | None:
        if self.requests >= MAX_REQUESTS_PER_PAGE or self.received_bytes >= MAX_BYTES_PER_PAGE:
            return None
        self.requests += 1
        self.pending += 1
        try:
            resource = await self.fetch(url)
        finally:
            self.pending -= 1
        if resource is None:
            return None
        self.received_bytes += len(resource.body)
        if is_script and resource.status == 200:
            self._cache_script(url, resource)
        return resource

    def _cache_script(self, url: str, script: BrowserResource) -> None:
        self.scripts[url] = script
        while sum(len(cached.body) for cached in self.scripts.values()) > MAX_SCRIPT_CACHE_BYTES:
            self.scripts.popitem(last=False)


@dataclass(frozen=True)
class _PageInspector:
    """Looks at a page by the Chrome DevTools Protocol."""

    session: CDPSession

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page; None while there is no page yet."""
        answer = await self.session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        return answer["result"].get("value")


async def _wait_until_idle(inspector: _PageInspector, interceptor: _RequestInterceptor) -> None:
    """Return when the page is at rest: read to its end, asking for nothing, and no new text for a while."""
    loop = asyncio.get_running_loop()
    while await inspector.evaluate("document.readyState") == "loading":  # noqa: ASYNC110  (no event says so)
        await asyncio.sleep(POLL_INTERVAL_SECONDS)
    deadline, idle_since, last_state = loop.time() + MAX_BUSY_SECONDS, loop.time(), None
    while loop.time() < deadline and loop.time() - idle_since < PAGE_IDLE_SECONDS:
        await asyncio.sleep(POLL_INTERVAL_SECONDS)
        state = (interceptor.requests, await inspector.evaluate("document.body?.innerText.length"))
        if interceptor.pending:  # however slow the server is, or however polite we are
            deadline = max(deadline, loop.time() + PAGE_IDLE_SECONDS)
        if interceptor.pending or state != last_state:
            idle_since, last_state = loop.time(), state


async def _serialize(inspector: _PageInspector) -> str:
    if await inspector.evaluate("document.documentElement.outerHTML.length") > MAX_HTML_CHARS:
        raise RenderingError("its scripts made too large a page")
    doctype = "new XMLSerializer().serializeToString(document.doctype ?? new Text())"
    html: str = await inspector.evaluate(f"{doctype} + document.documentElement.outerHTML")
    return html


async def _refuse_web_socket(socket: WebSocketRoute) -> None:
    await socket.close()
