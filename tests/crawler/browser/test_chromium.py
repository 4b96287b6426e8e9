"""A real Chromium runs the scripts of a page, and reaches nothing but what the crawl fetches for it."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wellread.crawler.browser import chromium
from wellread.crawler.browser.chromium import (
    BrowserResource,
    ChromiumRenderer,
    RenderingError,
    find_missing_requirement,
)

pytestmark = [
    pytest.mark.crawls,
    pytest.mark.skipif(bool(find_missing_requirement()), reason=f"cannot render: {find_missing_requirement()}"),
]

BASE = "https://tea.example"


def html(body: str = "", head: str = "") -> BrowserResource:
    return BrowserResource(
        200, "text/html; charset=utf-8", f"<!DOCTYPE html><head>{head}</head><body>{body}</body>".encode()
    )


def script(text: str) -> BrowserResource:
    return BrowserResource(200, "text/javascript", text.encode())


class Server:
    """What the crawl would fetch, and what it was asked for."""

    def __init__(self, **pages: BrowserResource) -> None:
        self.pages = {f"{BASE}/{name}": resource for name, resource in pages.items()}
        self.asked: list[str] = []

    async def fetch(self, url: str) -> BrowserResource | None:
        self.asked.append(url)
        return self.pages.get(url)


class Browser:
    """One Chromium for all tests, since it takes a second to start. Each page has a context of its own."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._chromium = runner.run(_made())

    def render(self, page: BrowserResource, server: Server | None = None) -> str:
        fetch = (server or Server()).fetch
        return self._runner.run(self._chromium.render(f"{BASE}/blog/tea", page, fetch))

    def close(self) -> None:
        self._runner.run(self._chromium.close())


async def _made() -> ChromiumRenderer:
    return ChromiumRenderer()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with asyncio.Runner() as runner:
        started = Browser(runner)
        yield started
        started.close()


WRITE = "document.body.append"


def test_text_that_scripts_bring_is_in_the_result(browser: Browser) -> None:
    server = Server(
        app=script(f"fetch('/api').then(answer => answer.json()).then(data => {WRITE}(data.text))"),
        api=BrowserResource(200, "application/json", '{"text": "Tea — at night"}'.encode()),
    )
    assert "Tea — at night" in browser.render(html(head='<script src="/app"></script>'), server)
    assert server.asked == [f"{BASE}/app", f"{BASE}/api"]


def test_scripts_that_pages_share_are_fetched_once_and_nothing_else_is_kept(browser: Browser) -> None:
    server = Server(shared=script("localStorage.n = 1 + Number(localStorage.n || 0); document.title = localStorage.n"))
    for _ in range(2):
        assert "<title>1</title>" in browser.render(html(head='<script src="/shared"></script>'), server)
    assert server.asked == [f"{BASE}/shared"]


def test_what_cannot_bring_text_is_not_fetched(browser: Browser) -> None:
    server = Server(sends=script("navigator.sendBeacon('/beacon'); fetch('/post', {method: 'POST'}).catch(() => 0)"))
    body = '<img src="/picture"><iframe src="/frame"></iframe><video src="/film"></video><object data="/o"></object>'
    head = '<link rel="stylesheet" href="/style"><link rel="icon" href="/icon"><script src="/sends"></script>'
    browser.render(html(body, head), server)
    assert server.asked == [f"{BASE}/sends"]


@pytest.fixture
def listeners() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A TCP and a UDP socket on loopback that accept whatever comes."""
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        tcp.settimeout(0)
        udp.settimeout(0)
        yield tcp, udp


TRIES_ALL = """
fetch('http://HOST/').catch(() => 0); new WebSocket('ws://HOST/'); new EventSource('http://HOST/');
new Worker(URL.createObjectURL(new Blob(["fetch('http://HOST/').catch(() => 0)"])));
navigator.serviceWorker.register('/worker').catch(() => 0); open('http://HOST/');
const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:UDP'}]});
peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));
document.head.innerHTML = '<link rel=preconnect href=http://HOST/><link rel=dns-prefetch href=http://HOST/>'
    + '<link rel=prefetch href=http://HOST/><link rel=preload as=script href=http://HOST/>';
"""


@pytest.mark.parametrize(
    "code",
    [
        TRIES_ALL,
        "location.href = 'http://HOST/'",
        "document.head.innerHTML = '<meta http-equiv=refresh content=\"0;http://HOST/\">'",
        "document.body.innerHTML += '<form action=http://HOST/ method=post></form>'; document.forms[0].submit()",
    ],
    ids=["apis-and-hints", "location", "refresh", "form"],
)
def test_no_script_reaches_the_network(
    browser: Browser, listeners: tuple[socket.socket, socket.socket], code: str
) -> None:
    tcp, udp = listeners
    for name, listener in (("HOST", tcp), ("UDP", udp)):
        code = code.replace(name, f"127.0.0.1:{listener.getsockname()[1]}")
    result = browser.render(html(f"<p>before</p><script>{code}</script>"), Server(worker=script("")))
    assert "<p>before</p>" in result
    for receive in (tcp.accept, lambda: udp.recv(100)):
        with pytest.raises(BlockingIOError):
            receive()


def test_a_script_that_never_ends_costs_its_page_and_not_the_next(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(chromium, "MAX_PAGE_SECONDS", 2.0)
        with pytest.raises(RenderingError, match="did not end in time"):
            browser.render(html("<script>while (true) {}</script>"))
    assert "well" in browser.render(html(f"<script>{WRITE}('well')</script>"))


def test_a_page_that_never_stops_asking_is_read_as_it_is(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "MAX_BUSY_SECONDS", 1.0)
    monkeypatch.setattr(chromium, "MAX_REQUESTS_PER_PAGE", 5)
    server = Server(poll=script("0"))
    again = "const again = () => fetch('/poll?' + Math.random()).catch(() => 0).then(again); again()"
    assert "well" in browser.render(html(f"<script>{WRITE}('well'); {again}</script>"), server)
    assert len(server.asked) == 5


def test_a_page_that_grows_too_large_is_refused(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "MAX_HTML_CHARS", 10_000)
    with pytest.raises(RenderingError, match="too large"):
        browser.render(html(f"<script>{WRITE}('x'.repeat(20000))</script>"))


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: Chromium puts a socket into it, whose path has room for 107 bytes."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def test_no_process_and_no_profile_is_left_behind(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(short))
    code = "const a = document.createElement('a'); a.download = 'x.txt'; a.href = 'data:text/plain,x'; a.click()"
    with asyncio.Runner() as runner:
        own = Browser(runner)
        own.render(html(f"<script>localStorage.x = 1; document.cookie = 'x=1'; {code}</script>"))
        own.close()
    assert [path for path in short.rglob("*") if path.is_file() and path.suffix in {".txt", ".crdownload"}] == []
    assert [path.name for path in short.glob("*playwright*")] == []
    assert children() == before


def children() -> set[str]:
    """The processes that this one has started and that still run."""
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {pid for path in listed for pid in path.read_text(encoding="ascii").split()}
