"""A large blog on loopback, in a process of its own: `python -m benchmarks.blog SIZE`.

Its pages are those of the demo blog with paragraphs of all of them, each page always the same; a third of a page is a
script, as on real ones. It answers as good hosting does: with validators, over connections that stay open.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from html import escape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import msgspec

from wellread.crawler.demo.posts import load_posts
from wellread.crawler.demo.site import build_site

PAGE_BYTES = 50_000
SCRIPT_SHARE = 1 / 3
PER_LIST = 50
LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[1]
_BODY = '<div class="blog-body_rich-text w-richtext">'
_PARAGRAPH = re.compile(r"<p>[^<]{200,}?</p>")


class Sent(msgspec.Struct):
    """What the server has sent: answers, those of them that were articles or said "not modified", and bytes in all."""

    answers: int = 0
    articles: int = 0
    unmodified: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Answer:
    status: HTTPStatus
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    etag: str = ""


@dataclass
class Blog:
    """A blog of `size` articles at `base`. The first `changed` of them were changed at `changed_at`."""

    size: int
    base: str
    changed: int = 0
    changed_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    sent: Sent = field(default_factory=Sent)

    def answer(self, target: str, if_none_match: str) -> Answer:
        """What stands at a path with its query."""
        parts = urlsplit(target)
        number = parts.path.removeprefix("/blog/article-")
        if number.isdecimal() and int(number) < self.size:
            etag = f'"{number}-{int(number) < self.changed}"'
            unmodified = Answer(HTTPStatus.NOT_MODIFIED, etag=etag)
            return unmodified if etag == if_none_match else Answer(HTTPStatus.OK, self.article(int(number)), etag=etag)
        match parts.path:
            case "/blog":
                return Answer(HTTPStatus.OK, self._listing(int(parse_qs(parts.query).get("page", ["1"])[0])))
            case "/sitemap.xml":
                return Answer(HTTPStatus.OK, self._sitemap(), "application/xml")
            case "/sent":
                return Answer(HTTPStatus.OK, msgspec.json.encode(self.sent), "application/json")
            case "/change":
                self.changed, self.changed_at = int(parts.query), datetime.now(UTC)
                return Answer(HTTPStatus.OK)
            case _:
                return Answer(HTTPStatus.NOT_FOUND, b"<!DOCTYPE html><title>Not here</title>")

    def article(self, number: int) -> bytes:
        """The page of an article."""
        generator = random.Random(number)  # noqa: S311
        slug, headline, html = self._templates[number % len(self._templates)]
        added = ["<p>This was added later, when somebody had asked for it.</p>"] if number < self.changed else []
        room = PAGE_BYTES * (1 - SCRIPT_SHARE) - len(html)
        while room > 0:
            added.append(generator.choice(self._paragraphs))
            room -= len(added[-1])
        numbers = json.dumps([generator.getrandbits(64) for _ in range(int(PAGE_BYTES * SCRIPT_SHARE / 22))])
        page = html.replace(slug, f"article-{number}").replace(headline, f"{headline}, Part {number}")
        page = page.replace(_BODY, _BODY + "".join(added), 1)
        return page.replace("</body>", f"<script>var state = {numbers};</script></body>").encode()

    @cached_property
    def _templates(self) -> list[tuple[str, str, str]]:
        """Slug, headline and HTML of the demo's articles, without their links to each other."""
        pages = build_site(self.base)
        found = [
            (post.slug, escape(post.front_matter.title), pages[post.path].content.decode()) for post in load_posts()
        ]
        others = re.compile(rf'href="/(?:{"|".join(slug for slug, _, _ in found)}|blog-category|authors)[^"]*"')
        return [(slug, headline, others.sub('href="/blog"', html)) for slug, headline, html in found]

    @cached_property
    def _paragraphs(self) -> list[str]:
        return [paragraph for _, _, html in self._templates for paragraph in _PARAGRAPH.findall(html)]

    def _listing(self, page: int) -> bytes:
        numbers = range((page - 1) * PER_LIST, min(page * PER_LIST, self.size))
        links = [f"/blog/article-{number}" for number in numbers]
        further = [f"/blog?page={page + 1}"] if page * PER_LIST < self.size else []
        items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in [*links, *further])
        return f"<!DOCTYPE html><title>All articles</title><h1>All articles</h1><ul>{items}</ul>".encode()

    def _sitemap(self) -> bytes:
        entries = "".join(
            f"<url><loc>{self.base}/blog/article-{number}</loc><lastmod>{self._modified(number)}</lastmod></url>"
            for number in range(self.size)
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()

    def _modified(self, number: int) -> str:
        return f"{self.changed_at:%Y-%m-%dT%H:%M:%SZ}" if number < self.changed else "2025-01-01"


@dataclass(frozen=True)
class Running:
    """The blog in its process."""

    base: str

    def sent(self) -> Sent:
        """What it has sent so far."""
        with urlopen(f"{self.base}/sent") as answer:  # noqa: S310
            return msgspec.json.decode(answer.read(), type=Sent)

    def sent_since(self, before: Sent) -> Sent:
        """What it has sent since it was asked last."""
        now = self.sent()
        return Sent(
            now.answers - before.answers - 1,  # the question itself
            now.articles - before.articles,
            now.unmodified - before.unmodified,
            now.bytes - before.bytes,
        )

    def change(self, count: int) -> None:
        """Let the first `count` articles say something else from now on."""
        with urlopen(f"{self.base}/change?{count}"):  # noqa: S310
            pass


@contextmanager
def running(size: int) -> Iterator[Running]:
    """A blog of `size` articles, for as long as the block runs."""
    command = [sys.executable, "-m", "benchmarks.blog", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603
        try:
            yield Running(process.stdout.readline().strip() if process.stdout else "")
        finally:
            process.terminate()


class _Connection(asyncio.Protocol):
    def __init__(self, blog: Blog) -> None:
        self._blog = blog
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, _, self._asked = self._asked.partition(b"\r\n\r\n")
            self._respond(head.decode("latin-1").split("\r\n"))

    def _respond(self, lines: list[str]) -> None:
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        answer = self._blog.answer(lines[0].split(" ")[1], headers.get("if-none-match", ""))
        head = f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n"
        if answer.etag:
            head += f"ETag: {answer.etag}\r\n"
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            head += f"Content-Type: {answer.content_type}\r\nContent-Length: {len(answer.body)}\r\n"
        data = f"{head}\r\n".encode() + answer.body
        sent = self._blog.sent
        sent.answers += 1
        sent.unmodified += answer.status is HTTPStatus.NOT_MODIFIED
        sent.articles += bool(answer.etag and answer.body)
        sent.bytes += len(data)
        self._transport.write(data)  # type: ignore[attr-defined]


async def _serve(size: int) -> None:
    blog = Blog(size, "")
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(blog), LOOPBACK, 0)
    blog.base = f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
    print(blog.base, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
