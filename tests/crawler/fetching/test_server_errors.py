"""A server cannot do us harm: each error has its kind, each limit holds, and the host stays crawlable."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator

import brotli
import pytest
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # where it is depends on the Python

from tests.crawler.fetching.faulty_server import (
    brotli_bomb,
    compressed,
    drip,
    faulty_server,
    gzip_bomb,
    http_response,
    nested_bomb,
    zstd_bomb,
)
from tests.crawler.fetching.fetch_process import FetchReport, fetch
from wellread.crawler.fetching.limits import MAX_HEADER_BYTES

pytestmark = pytest.mark.crawls

MAX_MEMORY_MB = 300  # of the whole process
BOMB_MB = 500
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<h1>A page</h1>"
LONG = PAGE + b"".join(b"<p>Paragraph %d</p>" % (number * 7919) for number in range(2_000))
RAW = zlib.compress(LONG, wbits=-15)
HEADERS = "the headers of the response are too large"
NO_WEB = "redirects to what is neither http nor https"
UNREADABLE = "the response cannot be decompressed"
NO_HTTP = "the response is not HTTP"
TOO_LONG = "redirects to an address that is too long"
COOKIES = b"".join(b"Set-Cookie: c%d=%s\r\n" % (number, b"v" * 100) for number in range(10_000))

# What the server sends, the kind of error, what a person is told, and whether to ask again in the same run.
ERRORS: dict[str, tuple[list[bytes], str, str, bool]] = {
    "/404": (http_response(status="404 Not Found"), "gone", "404 Not Found", False),
    "/410": (http_response(status="410 Gone"), "gone", "410 Gone", False),
    "/403": (http_response(status="403 Forbidden"), "blocked", "403 Forbidden", False),
    "/451": (http_response(status="451 No"), "blocked", "451 Unavailable For Legal Reasons", False),
    "/999": (http_response(status="999 No"), "blocked", "999", False),
    "/600": (http_response(status="600 What"), "other", "600", False),
    "/nowhere": (http_response(status="302 Found"), "redirects", "302 Found, without saying where to", False),
    "/half-gzip": (compressed(gzip.compress(LONG)[:-100], "gzip"), "broken", UNREADABLE, False),
    "/half-deflate": (compressed(zlib.compress(LONG)[:-100], "deflate"), "broken", UNREADABLE, False),
    "/half-brotli": (compressed(brotli.compress(LONG)[:-100], "br"), "broken", UNREADABLE, False),
    "/half-zstd": (compressed(zstd.compress(LONG)[:-100], "zstd"), "broken", UNREADABLE, False),
    "/503": (http_response(status="503 Busy"), "busy", "503 Service Unavailable", True),
    "/500": (http_response(status="500 Oh"), "server error", "500 Internal Server Error", True),
    "/502": (http_response(status="502 Oh"), "server error", "502 Bad Gateway", True),
    "/reset": ([], "connection", "the connection was lost", True),
    "/short": ([HEAD + b"Content-Length: 1000\r\n\r\n<p>part"], "connection", "the response was cut off", True),
    "/chunks": ([HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhi"], "connection", "the response was cut off", True),
    "/garbage": ([b"garbage\r\n\r\n"], "broken", NO_HTTP, False),
    "/lengths": ([HEAD + b"Content-Length: 2\r\nContent-Length: 5\r\n\r\nok"], "broken", NO_HTTP, False),
    "/torn-gzip": (compressed(b"\x1f\x8b\x08garbage", "gzip"), "broken", UNREADABLE, False),
    "/torn-brotli": (compressed(b"garbage\x01\x02garbage", "br"), "broken", UNREADABLE, False),
    "/torn-zstd": (compressed(b"(\xb5/\xfdgarbage", "zstd"), "broken", UNREADABLE, False),
    "/gzip": (compressed(gzip_bomb(BOMB_MB), "gzip"), "too large", "the response is too large", False),
    "/brotli": (compressed(brotli_bomb(BOMB_MB), "br"), "too large", "the response is too large", False),
    "/zstd": (compressed(zstd_bomb(BOMB_MB), "zstd"), "too large", "the response is too large", False),
    "/nested": (compressed(nested_bomb(BOMB_MB), "gzip, gzip"), "too large", "the response is too large", False),
    "/announced": ([HEAD + b"Content-Length: 99999999\r\n\r\n"], "too large", "the response is too large", False),
    "/endless": ([HEAD + b"\r\n", *[bytes(1 << 20)] * 10], "too large", "the response is too large", False),
    "/headers": ([HEAD, *[b"X-A: " + b"a" * 1000 + b"\r\n"] * 100_000], "too large", HEADERS, False),
    "/line": ([HEAD + b"X-A: " + b"a" * MAX_HEADER_BYTES], "too large", HEADERS, False),
    "/cookies": ([HEAD + COOKIES + b"\r\nok"], "too large", HEADERS, False),
    "/loop": (http_response(b"", "302 Found", "Location: /loop"), "redirects", "too many redirects", False),
    "/file": (http_response(b"", "302 Found", "Location: file:///etc/passwd"), "redirects", NO_WEB, False),
    "/ftp": (http_response(b"", "301 Moved", "Location: ftp://127.0.0.1/"), "redirects", NO_WEB, False),
    "/forged": (http_response(b"", "302 \x1b[2J", "Location: ftp://x/\x1b[31m\x0bERROR"), "redirects", NO_WEB, False),
    "/data": (http_response(b"", "303 Other", "Location: data:text/html,x"), "redirects", NO_WEB, False),
    "/long": (http_response(b"", "302 Found", "Location: /" + "a" * 5000), "redirects", TOO_LONG, False),
}  # fmt: skip
# Odd, and to be read all the same.
READABLE = {
    "/page": http_response(PAGE),
    "/raw-deflate": compressed(RAW, "deflate"),
    "/zstd-whole": compressed(zstd.compress(LONG), "zstd"),
    "/brotli-whole": compressed(brotli.compress(LONG), "br"),
    "/gzip-members": compressed(gzip.compress(PAGE) + gzip.compress(LONG) + b"behind the end", "gzip"),
    "/wrong-checksum": compressed(gzip.compress(LONG)[:-8] + bytes(8), "gzip"),
    "/some-cookies": [HEAD + COOKIES[:50_000] + b"\r\n\r\n" + PAGE],
    "/backslashes": http_response(b"", "302 Found", "Location: \\\\127.0.0.1:{port}\\page"),
    "/long-line": [HEAD + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n" + PAGE],
    "/no-colon": [HEAD + b"nonsense\r\n\r\n" + PAGE],
    "/ansi": http_response(PAGE, "200 \x1b[31mOK", "Set-Cookie: \x1b[2J", "X-A: \u2028\x85ERROR forged"),
    "/refresh-file": http_response(b'<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
    "/after": http_response(PAGE),
}
DRIPS = ("/drip", "/drip-head", "/hang")


@pytest.fixture(scope="module")
def fetched() -> Iterator[tuple[str, FetchReport]]:
    with faulty_server() as server:
        port = server.base.rsplit(":", 1)[1]
        server.responses |= {path: sent for path, (sent, *_) in ERRORS.items()}
        for path, sent in READABLE.items():
            server.responses[path] = [piece.replace(b"{port}", port.encode()) for piece in sent]
        server.responses["/drip"] = drip(server, HEAD + b"Content-Length: 99999\r\n\r\n", b"x")
        server.responses["/drip-head"] = drip(server, HEAD, b"X-A: b\r\n")
        server.responses["/hang"] = drip(server, b"", b"")
        urls = [server.base + path for path in (*DRIPS, *ERRORS, *READABLE)]
        found = fetch(*urls, DOWNLOAD_TIMEOUT=10, AUTOTHROTTLE_ENABLED=False, CONCURRENT_REQUESTS_PER_DOMAIN=8)
        yield server.base, found


@pytest.mark.parametrize("path", ERRORS)
def test_an_error_has_its_kind(fetched: tuple[str, FetchReport], path: str) -> None:
    base, found = fetched
    _, kind, reason, again = ERRORS[path]
    outcome = found.outcomes[base + path]
    assert (outcome.kind, outcome.reason, outcome.retry_wait is not None) == (kind, reason, again)


@pytest.mark.parametrize("path", READABLE)
def test_what_is_merely_odd_is_read(fetched: tuple[str, FetchReport], path: str) -> None:
    base, found = fetched
    assert found.outcomes[base + path].status == 200


@pytest.mark.parametrize("path", DRIPS)
def test_a_response_that_drips_ends_with_the_time_for_a_page(fetched: tuple[str, FetchReport], path: str) -> None:
    base, found = fetched
    outcome = found.outcomes[base + path]
    assert (outcome.kind, outcome.reason, outcome.retry_wait) == ("timeout", "no response in time", None)


def test_nothing_that_a_server_sends_fills_the_memory(fetched: tuple[str, FetchReport]) -> None:
    assert fetched[1].peak_mb < MAX_MEMORY_MB


def test_an_event_is_one_line_whatever_a_server_sends(fetched: tuple[str, FetchReport]) -> None:
    lines = fetched[1].log.splitlines()
    assert lines
    for line in lines:
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [A-Z]+ \w", line)
        assert line.isprintable()
        assert "Traceback" not in line


def test_nothing_listens(fetched: tuple[str, FetchReport]) -> None:
    assert fetched[1].listening == 0
