"""However many requests come at once, a host gets no more at a time than the settings allow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

import pytest

from tests.crawler.fetching.faulty_server import faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch

pytestmark = pytest.mark.crawls

PAGE = b"<h1>A page</h1>"
PATHS = tuple(f"/{number}" for number in range(24))


@dataclass
class Gauge:
    """How many responses are under way, and how many there were at most."""

    most: int = 0
    _now: int = 0
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1

    def respond(self, _count: int) -> Iterator[bytes]:
        with self.one_more():
            time.sleep(0.1)
        yield from http_response(PAGE)


@pytest.mark.parametrize("limit", [1, 3])
def test_requests_that_come_at_once_wait_for_their_turn(limit: int) -> None:
    gauge = Gauge()
    with faulty_server() as server:
        # All wait for this one, and go on in the same moment.
        server.responses["/robots.txt"] = lambda _: iter(http_response(b"User-agent: *\nDisallow: /private\n"))
        server.responses |= dict.fromkeys(PATHS, gauge.respond)
        found = fetch(
            *(server.base + path for path in PATHS),
            AUTOTHROTTLE_ENABLED=False,
            CONCURRENT_REQUESTS_PER_DOMAIN=limit,
            CONCURRENT_REQUESTS=len(PATHS),
        )
    assert [outcome.status for outcome in found.outcomes.values()] == [200] * len(PATHS)
    assert gauge.most == limit
