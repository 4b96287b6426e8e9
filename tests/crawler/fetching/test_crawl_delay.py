"""A host is asked no more often than its robots.txt says, within bounds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from scrapy import Request, signals
from scrapy.utils.test import get_crawler

from tests.crawler.fetching.faulty_server import faulty_server, http_response
from tests.crawler.fetching.fetch_process import fetch
from wellread.crawler.fetching.crawl_delay import MAX_CRAWL_DELAY_SECONDS, CrawlDelayThrottle
from wellread.crawler.fetching.robots.middleware import RobotParserAdapter
from wellread.crawler.fetching.robots.rules import RobotsTxt

PAGE = b"<h1>A page</h1>"


@pytest.mark.crawls
def test_the_delay_that_robots_txt_asks_for_is_kept() -> None:
    with faulty_server() as server:
        server.responses["/robots.txt"] = http_response(b"User-agent: *\nCrawl-delay: 1\n")
        paths = [f"/{number}" for number in range(4)]
        server.responses |= dict.fromkeys(paths, http_response(PAGE))
        found = fetch(*(server.base + path for path in paths), AUTOTHROTTLE_START_DELAY=0)
        starts = sorted(at for _, at in server.asked)
    assert all(later - earlier > 0.95 for earlier, later in pairwise(starts[1:]))
    assert 'event="crawl delay" host=127.0.0.1 seconds=1.0' in found.log


@pytest.mark.parametrize(
    ("asked_for", "seconds"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 99999999999999", MAX_CRAWL_DELAY_SECONDS),
        (f"Crawl-delay: {'9' * 400}", MAX_CRAWL_DELAY_SECONDS),
        ("Request-rate: 1/999999999", MAX_CRAWL_DELAY_SECONDS),
        ("Request-rate: 1/9999h", MAX_CRAWL_DELAY_SECONDS),
        ("Crawl-delay: 1e400", 1),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: -30", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: a day", None),
        ("Request-rate: 0/5", None),
        ("Request-rate: 1/0", None),
    ],
    ids=lambda value: str(value)[:28],
)
def test_no_delay_keeps_a_site_from_ever_being_read(asked_for: str, seconds: float | None) -> None:
    crawler = get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True})
    throttle = CrawlDelayThrottle(crawler)
    robots = RobotParserAdapter(RobotsTxt.parse(f"User-agent: *\n{asked_for}\n".encode(), "wellread"))
    request = Request("https://blog.example/robots.txt")
    crawler.signals.send_catch_log(signals.robots_parsed, robotparser=robots, request=request)
    assert throttle._min_delays == ({"blog.example": seconds} if seconds else {})
