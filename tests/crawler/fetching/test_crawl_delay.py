"""A host is asked no more often than its robots.txt says."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.crawler.fetching.faulty_server import faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch

pytestmark = pytest.mark.crawls

PAGE = b"<h1>A page</h1>"


def test_the_delay_that_robots_txt_asks_for_is_kept() -> None:
    with faulty_server() as server:
        server.responses["/robots.txt"] = http_response(b"User-agent: *\nCrawl-delay: 1\n")
        paths = [f"/{number}" for number in range(4)]
        server.responses |= dict.fromkeys(paths, http_response(PAGE))
        found = fetch(*(server.base + path for path in paths), AUTOTHROTTLE_START_DELAY=0)
        starts = sorted(at for _, at in server.asked)
    assert all(later - earlier > 0.95 for earlier, later in pairwise(starts[1:]))
    assert 'event="crawl delay" host=127.0.0.1 seconds=1.0' in found.log
