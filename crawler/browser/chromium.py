"""Chromium as a function: a page and a way to fetch what it asks for, to the HTML that its scripts have made of it.

The browser is given no network. It resolves no name, and its proxy is a port on which nobody listens; what a page asks
for is intercepted before that and answered by `fetch`, so that all of it passes the guard, the limits, robots.txt and
the archive of the crawl. What cannot be intercepted (redirects, preconnections, WebRTC) leads nowhere.
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

PAGE_SECONDS = 60.0  # for all of a page, with the waits that politeness asks for
RESTLESS_SECONDS = 10.0  # for a page that never comes to rest, once it has been read
QUIET_SECONDS = 0.5  # without a request and without new text: the page is at rest
POLL_SECONDS = 0.1
CLOSE_SECONDS = 5.0
MAX_REQUESTS = 100  # of one page
MAX_BYTES = 16 * 1024 * 1024  # of all that one page asks for
MAX_CHARACTERS = 8 * 1024 * 1024  # of the HTML that comes out
CACHE_BYTES = 16 * 1024 * 1024  # scripts that the pages of a site share are fetched once
PAGES_AT_ONCE = 2

# What can bring text. Pictures, fonts and players cannot; style sheets are answered with nothing, since scripts wait
# for them to load; frames hold other pages.
_FETCHED = frozenset({"script", "xhr", "fetch"})
_NO_NETWORK = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-pings",
)
_FRUGAL = ("--js-flags=--max-old-space-size=256", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio")


class RenderingError(Exception):
    """The page could not be rendered; the message says why, in a few words."""


@dataclass(frozen=True)
class Resource:
    """What a server said to a request: status, type and bytes after content decoding."""

    status: int
    content_type: str
    body: bytes


Fetch = Callable[[str], Awaitable[Resource | None]]  # None where the answer is refused or cannot be had


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing() -> str | None:
    """What has to be installed before a page can be rendered, in one line; None where nothing is missing."""
    try:
        import playwright.async_api  # noqa: F401
    except ImportError:
        return "the extra is not installed: pip install 'wellread[browser]'"
    return None if find_chromium() else "no chromium on the PATH: apt-get install chromium, or what your system has"


class Chromium:
    """An installed Chromium, started when the first page needs it, and anew after a page has brought it down."""

    def __init__(self) -> None:
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(PAGES_AT_ONCE)
        self._scripts: OrderedDict[str, Resource] = OrderedDict()

    async def render(self, url: str, page: Resource, fetch: Fetch) -> str:
        """The HTML of the page at `url` after its scripts have run. Raises RenderingError."""
        from playwright.async_api import Error

        async with self._places:
            browser = await self._started()
            try:
                async with asyncio.timeout(PAGE_SECONDS):
                    return await self._rendered(browser, url, page, fetch)
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
        for ending in (browser and browser.close, driver and driver.stop):
            if ending:
                with suppress(Exception):
                    await asyncio.wait_for(ending(), CLOSE_SECONDS)

    async def _started(self) -> Browser:
        from playwright.async_api import Error, async_playwright

        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self.close()
                self._driver = await async_playwright().start()
                try:
                    self._browser = await self._driver.chromium.launch(
                        executable_path=find_chromium(),
                        args=[*_NO_NETWORK, *_FRUGAL],
                        chromium_sandbox=os.geteuid() != 0,  # it refuses to work for root
                        handle_sigint=False,  # signals are for the crawl, which then closes the browser
                        handle_sigterm=False,
                        handle_sighup=False,
                    )
                except Error as error:
                    raise RenderingError(f"Chromium does not start: {str(error).splitlines()[0]}") from error
            return self._browser

    async def _rendered(self, browser: Browser, url: str, page: Resource, fetch: Fetch) -> str:
        # A context of its own leaves no cookie, no storage and no cache for the next page.
        context = await browser.new_context(service_workers="block", accept_downloads=False)
        try:
            traffic = _Traffic(url, page, fetch, self._scripts)
            await context.route("**/*", traffic.answer)
            await context.route_web_socket("**/*", _refused)
            tab = await context.new_page()
            tab.on("dialog", lambda dialog: dialog.dismiss())
            await tab.goto(url, wait_until="commit", timeout=PAGE_SECONDS * 1000)
            # Playwright's own ways to look at a page wait for ever once a script has tried to leave it.
            view = _View(await context.new_cdp_session(tab))
            await _settled(view, traffic)
            return await _html(view)
        finally:
            with suppress(Exception):
                await asyncio.wait_for(context.close(), CLOSE_SECONDS)


@dataclass
class _Traffic:
    """Answers what one page asks for, within its limits."""

    url: str
    page: Resource
    fetch: Fetch
    scripts: OrderedDict[str, Resource]
    navigated: bool = False
    requests: int = 0
    received: int = 0
    under_way: int = 0

    async def answer(self, route: Route) -> None:
        """Fulfil one request, or abort it. A page that is closed meanwhile has no more need of an answer."""
        from playwright.async_api import Error

        with suppress(Error):
            resource = await self._resource(route)
            if resource is None:
                await route.abort("aborted")  # what a reader does who presses Escape: the page stays as it is
            else:
                # Whatever the host, the page may read it: it was fetched without cookies, as anybody could.
                headers = {"content-type": resource.content_type, "access-control-allow-origin": "*"}
                await route.fulfill(status=resource.status, headers=headers, body=resource.body)

    async def _resource(self, route: Route) -> Resource | None:
        request = route.request
        if request.is_navigation_request():
            first, self.navigated = not self.navigated, True
            return self.page if first else None
        if request.resource_type == "stylesheet":
            return Resource(200, "text/css", b"")
        if request.method != "GET" or request.resource_type not in _FETCHED:
            return None
        if request.resource_type == "script" and (known := self.scripts.get(request.url)):
            return known
        return await self._fetched(request.url, keep=request.resource_type == "script")

    async def _fetched(self, url: str, *, keep: bool) -> Resource | None:
        if self.requests >= MAX_REQUESTS or self.received >= MAX_BYTES:
            return None
        self.requests += 1
        self.under_way += 1
        try:
            resource = await self.fetch(url)
        finally:
            self.under_way -= 1
        if resource is None:
            return None
        self.received += len(resource.body)
        if keep and resource.status == 200:
            self._keep(url, resource)
        return resource

    def _keep(self, url: str, script: Resource) -> None:
        self.scripts[url] = script
        while sum(len(kept.body) for kept in self.scripts.values()) > CACHE_BYTES:
            self.scripts.popitem(last=False)


@dataclass(frozen=True)
class _View:
    """Looks at a page."""

    session: CDPSession

    async def of(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page; None while there is no page yet."""
        answer = await self.session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        return answer["result"].get("value")


async def _settled(view: _View, traffic: _Traffic) -> None:
    """Return when the page is at rest: read to its end, asking for nothing, and no new text for a while."""
    loop = asyncio.get_running_loop()
    while await view.of("document.readyState") == "loading":  # noqa: ASYNC110  (no event says so)
        await asyncio.sleep(POLL_SECONDS)
    deadline, quiet_since, seen = loop.time() + RESTLESS_SECONDS, loop.time(), None
    while loop.time() < deadline and loop.time() - quiet_since < QUIET_SECONDS:
        await asyncio.sleep(POLL_SECONDS)
        state = (traffic.requests, await view.of("document.body?.innerText.length"))
        if traffic.under_way:  # however slow the server is, or however polite we are
            deadline = max(deadline, loop.time() + QUIET_SECONDS)
        if traffic.under_way or state != seen:
            quiet_since, seen = loop.time(), state


async def _html(view: _View) -> str:
    if await view.of("document.documentElement.outerHTML.length") > MAX_CHARACTERS:
        raise RenderingError("its scripts made too large a page")
    doctype = "new XMLSerializer().serializeToString(document.doctype ?? new Text())"
    html: str = await view.of(f"{doctype} + document.documentElement.outerHTML")
    return html


async def _refused(socket: WebSocketRoute) -> None:
    await socket.close()
