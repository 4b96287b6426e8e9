"""A crawl lets its site go, however it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from wellread.crawler.archive import ArchiveError
from wellread.crawler.ledger import Ledger, SiteRun
from wellread.crawler.ledger import database as database_module
from wellread.crawler.spiders.blog import BlogSpider

START = "https://tea.example/blog"


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has happened, in its order: sites that were released, ledgers that were closed."""
    events: list[str] = []

    def note(owner: type, name: str, event: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)

        def noting(self: object) -> None:
            events.append(event)
            original(self)

        monkeypatch.setattr(owner, name, noting)

    note(SiteRun, "release", "site released")
    note(database_module.Database, "close", "ledger closed")
    return events


def make_crawler(**settings: object) -> Crawler:
    crawler = get_crawler(BlogSpider, {"CONTACT": "you@example.org"} | settings)
    crawler.settings.frozen = False  # as when Scrapy makes the spider
    return crawler


def test_a_site_whose_archive_cannot_be_opened_is_released(released: list[str]) -> None:
    def refuse(_url: str, _token: int) -> None:
        raise ArchiveError("no room")

    crawler = make_crawler(OPEN_ARCHIVE=refuse)
    with Ledger() as ledger:
        with pytest.raises(ArchiveError):
            BlogSpider.from_crawler(crawler, url=START, ledger=ledger)  # type: ignore[arg-type]
        assert released == ["site released"]


def test_a_crawl_that_scrapy_starts_releases_its_site_before_the_ledger_is_closed(
    tmp_path: Path, released: list[str]
) -> None:
    crawler = make_crawler(STATE=str(tmp_path))
    BlogSpider.from_crawler(crawler, url=START)
    assert released == []
    crawler.signals.send_catch_log(signals.engine_stopped)
    assert released == ["site released", "ledger closed"]
