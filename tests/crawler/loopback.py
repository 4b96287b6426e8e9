"""A blog on loopback, page by page as a test describes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Condition, Event, Thread

# Nobody waits so long but on a machine that does much else: the end of a test that would never end.
MAX_WAIT_SECONDS = 300

# A page that takes longer to read than any may.
BURNING = b"<!DOCTYPE html><title>t</title>" + b"<div>" * 2_000 + b"text<br><br>" * 20_000

SENTENCES = (
    "A short walk after supper settles the stomach and tells the body that the day is over.",
    "Most people sleep better in a room that is cooler than the one in which they spend the evening.",
    "Nobody needs a perfect routine; a habit that survives a bad week is worth more than a plan that does not.",
    "Write down what worries you before you turn off the light, and leave the note in another room.",
    "Tea without caffeine is a pleasant signal, although the warmth matters more than the herb.",
)


@dataclass(frozen=True)
class StubResponse:
    """What the server says to one path."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    wait: Event | None = None


@dataclass
class Site:
    """The running server: where it is, what it answers, and what it was asked, in order."""

    base: str
    pages: dict[str, StubResponse] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    responded: list[tuple[str, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    is_asked: Condition = field(default_factory=Condition)

    def wait_until_asked(self, path: str) -> None:
        """Wait for the first request of a path."""
        with self.is_asked:
            assert self.is_asked.wait_for(lambda: path in self.asked, MAX_WAIT_SECONDS), f"{path} was never asked for"


def article(title: str, *links: str, canonical: str | None = None) -> StubResponse:
    """A page that anybody would call an article."""
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{escape(title)}. {' '.join(SENTENCES)}</p>" for _ in range(2)) + "".join(
        f"<p>{number}. {' '.join(SENTENCES[number:] + SENTENCES[:number])}</p>" for number in range(1, 5)
    )
    return StubResponse(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(title)}</title>{head}'
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2024-05-10T08:00:00Z"></head><body><main><article>'
        f"<h1>{escape(title)}</h1>{paragraphs}</article></main>{_list(links)}</body></html>".encode()
    )


def listing(*links: str, head: str = "") -> StubResponse:
    """A page that lists others."""
    title = "All articles"
    body = f"<body><h1>{title}</h1>{_list(links)}</body>"
    return StubResponse(f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>{body}</html>".encode())


def tagged(answer: StubResponse) -> StubResponse:
    """The page with an ETag: asked with it, the server says that nothing has changed."""
    return replace(answer, headers=answer.headers | {"ETag": f'"{hash(answer.body)}"'})


def redirect(to: str) -> StubResponse:
    """A page that has moved."""
    return StubResponse(status=301, headers={"Location": to})


def text(content: str, content_type: str = "text/plain") -> StubResponse:
    """Anything that is not HTML."""
    return StubResponse(content.encode(), content_type=content_type)


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Site]:
    """Serve `site.pages`, which may still be filled, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with site.is_asked:
                site.asked.append(self.path)
                site.is_asked.notify_all()
            site.agents.add(self.headers["User-Agent"])
            answer = site.pages.get(self.path, StubResponse(b"<h1>Not here</h1>", status=404))
            if answer.wait:
                answer.wait.wait(MAX_WAIT_SECONDS)
            etag = answer.headers.get("ETag")
            if etag and self.headers["If-None-Match"] == etag:
                answer = StubResponse(status=304, headers=answer.headers)
            site.responded.append((self.path, answer.status))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def handle(self) -> None:
            with suppress(ConnectionError):  # a crawler that is stopped hangs up
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site = Site(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def _list(links: tuple[str, ...]) -> str:
    items = "".join(f'<li><a href="{escape(link)}">{escape(link)}</a></li>' for link in links)
    return f"<ul>{items}</ul>"
