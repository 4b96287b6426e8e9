"""What the robots.txt of a server answers decides what may be fetched from it (RFC 9309, 2.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.crawler.fetching.faulty_server import drip, faulty_server, http_response
from tests.crawler.fetching.fetch_process import FetchOutcome, fetch
from wellread.crawler.fetching.robots import MAX_ROBOTS_BYTES

pytestmark = pytest.mark.crawls

PAGE = b"<h1>A page</h1>"


def closing(status: str) -> list[bytes]:
    return http_response(b"User-agent: *\nDisallow: /\n", status)


ROBOTS = {
    "200": (closing("200 OK"), "blocked", "forbidden by robots.txt"),
    "401": (closing("401 No"), None, None),
    "403": (closing("403 No"), None, None),
    "404": (closing("404 No"), None, None),
    "410": (closing("410 No"), None, None),
    "418": (closing("418 Tea"), None, None),
    "429": (closing("429 Slow"), None, None),
    "451": (closing("451 No"), None, None),
    "500": (closing("500 Oh"), "blocked", "robots.txt answers 500, so nothing may be fetched"),
    "502": (closing("502 Oh"), "blocked", "robots.txt answers 502, so nothing may be fetched"),
    "503": (closing("503 Oh"), "blocked", "robots.txt answers 503, so nothing may be fetched"),
    "504": (closing("504 Oh"), "blocked", "robots.txt answers 504, so nothing may be fetched"),
    "hang": ([], "blocked", "robots.txt could not be had (no response in time), so nothing may be fetched"),
    "reset": ([], "connection", "the connection was lost"),
    "garbage": ([b"garbage\r\n\r\n"], "blocked",
                "robots.txt could not be had (the response is not HTTP), so nothing may be fetched"),
    "five": (http_response(b"", "302 Found", "Location: /hop1"), "blocked", "forbidden by robots.txt"),
    "six": (http_response(b"", "302 Found", "Location: /hop0"), None, None),
    "circle": (http_response(b"", "301 Moved", "Location: /robots.txt"), None, None),
    "50 MB": ([b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 52428800\r\n\r\n",
               b"User-agent: *\nDisallow: /\n", *[b"# filler\n" * 100_000] * 59], "blocked", "forbidden by robots.txt"),
    "utf-16": (http_response("\ufeffUser-agent: *\nDisallow: /\n".encode("utf-16-le")), "blocked",
               "forbidden by robots.txt"),
    "html": (http_response(b"<!DOCTYPE html><title>Disallow: /</title>"), None, None),
}  # fmt: skip


def hops() -> dict[str, list[bytes]]:
    """Redirects in a row: five from /hop1 to the file at their end, six from /hop0."""
    found = {f"/hop{number}": http_response(b"", "302 Found", f"Location: /hop{number + 1}") for number in range(5)}
    return found | {"/hop5": closing("200 OK")}


def test_what_a_robots_txt_answers_decides_what_may_be_fetched() -> None:
    expected = {name: (kind, reason) for name, (_, kind, reason) in ROBOTS.items()}
    with ExitStack() as servers:
        running = {name: servers.enter_context(faulty_server()) for name in ROBOTS}
        for name, server in running.items():
            server.responses |= hops() | {"/robots.txt": ROBOTS[name][0], "/": http_response(PAGE)}
        running["hang"].responses["/robots.txt"] = drip(running["hang"], b"", b"")
        urls = {name: server.base + "/" for name, server in running.items()}
        many: dict[str, Any] = {"CONCURRENT_REQUESTS_PER_DOMAIN": 30, "CONCURRENT_REQUESTS": 30}
        found = fetch(*urls.values(), first_wait=0.1, AUTOTHROTTLE_ENABLED=False, DOWNLOAD_TIMEOUT=4, **many)
        asked = {name for name, server in running.items() if server.counts["/"]}
    outcomes = {name: found.outcomes[url] for name, url in urls.items()}
    assert {name: (outcome.kind, outcome.reason) for name, outcome in outcomes.items()} == expected
    assert asked == {name for name, (kind, _) in expected.items() if kind is None}
    assert found.peak_mb < 300


def test_no_more_of_a_robots_txt_is_downloaded_than_is_read() -> None:
    sent = [0]

    def endless(_count: int) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /\n"
        while True:
            sent[0] += 9000
            yield b"# filler\n" * 1000

    with faulty_server() as server:
        server.responses["/robots.txt"] = endless
        (outcome,) = fetch(server.base + "/").outcomes.values()
    assert outcome == FetchOutcome(kind="blocked", reason="forbidden by robots.txt", seconds=outcome.seconds)
    assert sent[0] < 20 * MAX_ROBOTS_BYTES
