"""How a crawl fares among traps, endless sitemaps and hosts that drip: what must hold, and what was measured."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import click
import msgspec

from benchmarks import options, tables
from benchmarks.kills import Blog
from wellread.crawler.discovery.traps import MAX_URLS_PER_PATTERN

ARTICLES = 40
LISTED = 1_000_000
TRAPS = {
    "calendar": "/blog/calendar",
    "session ids": "/blog/article-",
    "repeated paths": "/blog/in/",
    "endless pages": "/blog/archive",
}


@dataclass
class Hostile:
    """A blog of ARTICLES articles with something added: `kind` is "traps", "sitemap" or "drips"."""

    kind: str
    blog: Blog = field(default_factory=lambda: Blog(ARTICLES))
    asked: list[tuple[float, str]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def answer(self, target: str) -> Iterator[bytes]:
        """The body for a path with its query, piece by piece. Raises KeyError for what is not there."""
        path = urlsplit(target).path
        if self.kind == "sitemap" and path == "/sitemap.xml":
            yield from self._sitemap()
        elif self.kind == "drips" and path.startswith("/blog/article-"):
            while not self.closing.wait(0.5):
                yield b"x"
        elif self.kind == "traps" and path.startswith(("/blog/calendar", "/blog/in/", "/blog/archive")):
            yield _trap(target)
        else:
            page = self.blog.page(target if "session" not in target else path)
            if page is None:
                raise KeyError(target)
            yield page + (_TRAPS_BEGIN % len(self.asked) if self.kind == "traps" else b"")

    def _sitemap(self) -> Iterator[bytes]:
        yield b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        for start in range(0, LISTED, 1000):
            urls = (f"{self.blog.base}/shop/thing-{number}" for number in range(start, start + 1000))
            yield "".join(f"<url><loc>{url}</loc></url>" for url in urls).encode()


_TRAPS_BEGIN = (
    b'<a href="/blog/calendar?month=1">Calendar</a><a href="/blog/in/">In</a><a href="/blog/archive?from=1">Older</a>'
    b'<a href="/blog/article-1?session=%032x">Again</a>'
)


def _trap(target: str) -> bytes:
    """A page that makes up the next ones."""
    parts = urlsplit(target)
    number = int(next(iter(parse_qs(parts.query).values()), ["0"])[0])
    nexts = [f"{parts.path}?{parts.query.partition('=')[0]}={number + step}" for step in (1, 2, 3)]
    if parts.path.startswith("/blog/in/"):
        nexts = ["in/", "deeper/", "../in/in/"]
    return ("<h1>More</h1>" + "".join(f'<a href="{link}">{link}</a>' for link in nexts)).encode()


@contextmanager
def serving(site: Hostile) -> Iterator[None]:
    """Serve the site for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path))
            try:
                pieces = site.answer(self.path)
                first = next(pieces)
            except (KeyError, ValueError):
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/xml" if self.path.endswith(".xml") else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(first)
            for piece in pieces:
                self.wfile.write(piece)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.blog.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Crawled:
    """A finished crawl: its exit code, how many articles it wrote, by their headlines, what it said, seconds."""

    code: int
    articles: int
    log: str
    seconds: float


def started(site: Hostile, folder: Path) -> subprocess.Popen[str]:
    """The crawl of a site, in a process of its own."""
    command = [
        sys.executable, "-m", "wellread", "crawl", f"{site.blog.base}/blog", "--contact", "bench@example.org",
        "--allow-private", "--state", str(folder / "state"), "-o", str(folder / "articles.jsonl"),
    ]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603


def crawled(site: Hostile) -> Crawled:
    """Crawl a site to its end."""
    with tempfile.TemporaryDirectory() as name, serving(site):
        began = time.monotonic()
        process = started(site, Path(name))
        _, log = process.communicate()
        output = Path(name) / "articles.jsonl"
        lines = output.read_bytes().splitlines() if output.exists() else []
        headlines = {msgspec.json.decode(line)["headline"] for line in lines}
        return Crawled(process.returncode, len(headlines), log, time.monotonic() - began)


@dataclass(frozen=True)
class Figure:
    """A row of the table."""

    what: str
    measured: str
    limit: str
    held: bool


def in_traps() -> Iterator[Figure]:
    """Traps are left after a while, and no article is lost among them."""
    site = Hostile("traps")
    result = crawled(site)
    yield Figure("articles found among traps", str(result.articles), str(ARTICLES), result.articles == ARTICLES)
    paths = Counter(path for _, path in site.asked)
    for name, start in TRAPS.items():
        with_session = name == "session ids"
        count = len([path for path in paths if path.startswith(start) and ("session" in path) == with_session])
        held = 0 < count <= MAX_URLS_PER_PATTERN
        yield Figure(f"addresses asked for: {name}", str(count), str(MAX_URLS_PER_PATTERN), held)
    told = len(re.findall("a pattern without end", result.log))
    yield Figure("patterns reported", str(told), "at least 1", told > 0)


def among_sitemaps() -> Iterator[Figure]:
    """A sitemap of a million addresses neither delays the articles nor fills the memory."""
    site = Hostile("sitemap")
    result = crawled(site)
    asked = {path: at for at, path in reversed(site.asked)}
    first = min((at for path, at in asked.items() if path.startswith("/blog/article-")), default=float("inf"))
    delay = first - asked["/robots.txt"]
    whole = result.articles == ARTICLES
    yield Figure("articles found beside a sitemap of a million", str(result.articles), str(ARTICLES), whole)
    yield Figure("seconds to the first article", f"{delay:.1f}", "5", delay <= 5)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Figure("most memory of a process, MB", f"{peak:.0f}", "300", peak <= 300)


def beside_drips() -> Iterator[Figure]:
    """Two of eight sites drip; the six others take no longer than when those two answer as well."""
    speed = _first_six(["plain"] * 8) / _first_six(["plain"] * 6 + ["drips"] * 2)
    yield Figure("speed of six sites beside two that drip", f"{speed:.0%}", "80 %", speed >= 0.8)


def _first_six(kinds: list[str]) -> float:
    """Seconds until the first six of these sites, all begun at once, are crawled."""
    sites = [Hostile(kind, Blog(10)) for kind in kinds]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for site in sites:
            stack.enter_context(serving(site))
        began = time.monotonic()
        processes = [started(site, folder / str(number)) for number, site in enumerate(sites)]
        for process in processes[:6]:
            process.communicate()
        seconds = time.monotonic() - began
        for process in processes:
            if process.poll() is None:
                process.kill()
                process.communicate()
    return seconds


CASES = {"traps": in_traps, "sitemaps": among_sitemaps, "drips": beside_drips}


@click.command("hostile")
@click.argument("cases", nargs=-1, type=click.Choice(list(CASES)))
@options.markdown
def command(cases: tuple[str, ...], *, markdown: bool) -> None:
    """Crawl sites that make up addresses, list a million of them, or drip. Exit code 1 if a limit is missed."""
    figures = [figure for name in cases or CASES for figure in CASES[name]()]
    rows = tuple((figure.what, figure.measured, figure.limit, "yes" if figure.held else "NO") for figure in figures)
    table = tables.Table("Hostile sites", ("what", "measured", "limit", "held"), rows)
    tables.show(table, markdown=markdown)
    if not all(figure.held for figure in figures):
        sys.exit(1)
