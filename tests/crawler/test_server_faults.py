"""A server cannot do us harm: each fault has its class, each limit holds, and the host stays crawlable."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator

import brotli
import pytest
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]  # where it is depends on the Python

from tests.crawler.faulty import answer, brotli_bomb, drip, faulty, gzip_bomb, nested_bomb, packed, zstd_bomb
from tests.crawler.fetching import Fetched, fetch
from wellread.crawler.fetching.limits import MAX_HEAD_BYTES

pytestmark = pytest.mark.crawls

MOST_MEMORY = 300  # MB, of the whole process
BOMB = 500  # MB
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<h1>A page</h1>"
LONG = PAGE + b"".join(b"<p>Paragraph %d</p>" % (number * 7919) for number in range(2_000))
RAW = zlib.compress(LONG, wbits=-15)
HEADERS = "the headers of the answer are too large"
NO_WEB = "redirects to what is neither http nor https"
NO_HTTP = "the answer is not HTTP"
TOO_LONG = "redirects to an address that is too long"
COOKIES = b"".join(b"Set-Cookie: c%d=%s\r\n" % (number, b"v" * 100) for number in range(10_000))

# What the server sends, the class of the fault, what a person is told, and whether to ask again in the same run.
FAULTS: dict[str, tuple[list[bytes], str, str, bool]] = {
    "/404": (answer(status="404 Not Found"), "gone", "404 Not Found", False),
    "/410": (answer(status="410 Gone"), "gone", "410 Gone", False),
    "/403": (answer(status="403 Forbidden"), "blocked", "403 Forbidden", False),
    "/451": (answer(status="451 No"), "blocked", "451 Unavailable For Legal Reasons", False),
    "/999": (answer(status="999 No"), "blocked", "999", False),
    "/600": (answer(status="600 What"), "other", "600", False),
    "/nowhere": (answer(status="302 Found"), "redirects", "302 Found, without saying where to", False),
    "/half-gzip": (packed(gzip.compress(LONG)[:-100], "gzip"), "broken", "the answer cannot be unpacked", False),
    "/half-deflate": (packed(zlib.compress(LONG)[:-100], "deflate"), "broken", "the answer cannot be unpacked", False),
    "/half-brotli": (packed(brotli.compress(LONG)[:-100], "br"), "broken", "the answer cannot be unpacked", False),
    "/half-zstd": (packed(zstd.compress(LONG)[:-100], "zstd"), "broken", "the answer cannot be unpacked", False),
    "/503": (answer(status="503 Busy"), "busy", "503 Service Unavailable", True),
    "/500": (answer(status="500 Oh"), "server error", "500 Internal Server Error", True),
    "/502": (answer(status="502 Oh"), "server error", "502 Bad Gateway", True),
    "/reset": ([], "connection", "the connection was lost", True),
    "/short": ([HEAD + b"Content-Length: 1000\r\n\r\n<p>part"], "connection", "the answer was cut off", True),
    "/chunks": ([HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhi"], "connection", "the answer was cut off", True),
    "/garbage": ([b"garbage\r\n\r\n"], "broken", NO_HTTP, False),
    "/lengths": ([HEAD + b"Content-Length: 2\r\nContent-Length: 5\r\n\r\nok"], "broken", NO_HTTP, False),
    "/torn-gzip": (packed(b"\x1f\x8b\x08garbage", "gzip"), "broken", "the answer cannot be unpacked", False),
    "/torn-brotli": (packed(b"garbage garbage", "br"), "broken", "the answer cannot be unpacked", False),
    "/torn-zstd": (packed(b"garbage garbage", "zstd"), "broken", "the answer cannot be unpacked", False),
    "/gzip": (packed(gzip_bomb(BOMB), "gzip"), "too large", "the answer is too large", False),
    "/brotli": (packed(brotli_bomb(BOMB), "br"), "too large", "the answer is too large", False),
    "/zstd": (packed(zstd_bomb(BOMB), "zstd"), "too large", "the answer is too large", False),
    "/nested": (packed(nested_bomb(BOMB), "gzip, gzip"), "too large", "the answer is too large", False),
    "/announced": ([HEAD + b"Content-Length: 99999999\r\n\r\n"], "too large", "the answer is too large", False),
    "/endless": ([HEAD + b"\r\n", *[bytes(1 << 20)] * 10], "too large", "the answer is too large", False),
    "/headers": ([HEAD, *[b"X-A: " + b"a" * 1000 + b"\r\n"] * 100_000], "too large", HEADERS, False),
    "/line": ([HEAD + b"X-A: " + b"a" * MAX_HEAD_BYTES], "too large", HEADERS, False),
    "/cookies": ([HEAD + COOKIES + b"\r\nok"], "too large", HEADERS, False),
    "/loop": (answer(b"", "302 Found", "Location: /loop"), "redirects", "too many redirects", False),
    "/file": (answer(b"", "302 Found", "Location: file:///etc/passwd"), "redirects", NO_WEB, False),
    "/ftp": (answer(b"", "301 Moved", "Location: ftp://127.0.0.1/"), "redirects", NO_WEB, False),
    "/forged": (answer(b"", "302 \x1b[2J", "Location: ftp://x/\x1b[31m\x0bERROR"), "redirects", NO_WEB, False),
    "/data": (answer(b"", "303 Other", "Location: data:text/html,x"), "redirects", NO_WEB, False),
    "/long": (answer(b"", "302 Found", "Location: /" + "a" * 5000), "redirects", TOO_LONG, False),
}  # fmt: skip
# Odd, and to be read all the same.
READ = {
    "/page": answer(PAGE),
    "/raw-deflate": packed(RAW, "deflate"),
    "/zstd-whole": packed(zstd.compress(LONG), "zstd"),
    "/brotli-whole": packed(brotli.compress(LONG), "br"),
    "/gzip-members": packed(gzip.compress(PAGE) + gzip.compress(LONG) + b"behind the end", "gzip"),
    "/wrong-checksum": packed(gzip.compress(LONG)[:-8] + bytes(8), "gzip"),
    "/some-cookies": [HEAD + COOKIES[:50_000] + b"\r\n\r\n" + PAGE],
    "/backslashes": answer(b"", "302 Found", "Location: \\\\127.0.0.1:{port}\\page"),
    "/long-line": [HEAD + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n" + PAGE],
    "/no-colon": [HEAD + b"nonsense\r\n\r\n" + PAGE],
    "/ansi": answer(PAGE, "200 \x1b[31mOK", "Set-Cookie: \x1b[2J", "X-A: \u2028\x85ERROR forged"),
    "/refresh-file": answer(b'<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
    "/after": answer(PAGE),
}
DRIPS = ("/drip", "/drip-head", "/hang")


@pytest.fixture(scope="module")
def fetched() -> Iterator[tuple[str, Fetched]]:
    with faulty() as server:
        port = server.base.rsplit(":", 1)[1]
        server.answers |= {path: sent for path, (sent, *_) in FAULTS.items()}
        for path, sent in READ.items():
            server.answers[path] = [piece.replace(b"{port}", port.encode()) for piece in sent]
        server.answers["/drip"] = drip(server, HEAD + b"Content-Length: 99999\r\n\r\n", b"x")
        server.answers["/drip-head"] = drip(server, HEAD, b"X-A: b\r\n")
        server.answers["/hang"] = drip(server, b"", b"")
        urls = [server.base + path for path in (*DRIPS, *FAULTS, *READ)]
        found = fetch(*urls, DOWNLOAD_TIMEOUT=10, AUTOTHROTTLE_ENABLED=False, CONCURRENT_REQUESTS_PER_DOMAIN=8)
        yield server.base, found


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_has_its_class(fetched: tuple[str, Fetched], path: str) -> None:
    base, found = fetched
    _, fault, reason, again = FAULTS[path]
    outcome = found.outcomes[base + path]
    assert (outcome.fault, outcome.reason, outcome.wait is not None) == (fault, reason, again)


@pytest.mark.parametrize("path", READ)
def test_what_is_merely_odd_is_read(fetched: tuple[str, Fetched], path: str) -> None:
    base, found = fetched
    assert found.outcomes[base + path].status == 200


@pytest.mark.parametrize("path", DRIPS)
def test_an_answer_that_drips_ends_with_the_time_for_a_page(fetched: tuple[str, Fetched], path: str) -> None:
    base, found = fetched
    outcome = found.outcomes[base + path]
    assert (outcome.fault, outcome.reason, outcome.wait) == ("timeout", "no answer in time", None)


def test_nothing_that_a_server_sends_fills_the_memory(fetched: tuple[str, Fetched]) -> None:
    assert fetched[1].peak_mb < MOST_MEMORY


def test_an_event_is_one_line_whatever_a_server_sends(fetched: tuple[str, Fetched]) -> None:
    lines = fetched[1].log.splitlines()
    assert lines
    for line in lines:
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [A-Z]+ \w", line)
        assert line.isprintable()
        assert "Traceback" not in line


def test_nothing_listens(fetched: tuple[str, Fetched]) -> None:
    assert fetched[1].listening == 0
