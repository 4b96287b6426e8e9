"""Pages that burn the reader are quarantined; all others are read as if nobody else were there."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.command import crawl, records
from tests.crawler.loopback import Site, StubResponse, article, listing
from wellread.crawler.pages import extraction
from wellread.crawler.pages.extraction import (
    ExtractedPage,
    QuarantinedError,
    extract_in_worker,
    extract_page,
)
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskLimits, WorkerPool

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BURNING = b"<!DOCTYPE html><title>t</title><p " + b" ".join(b"a%d=1" % number for number in range(80_000)) + b">text"
GREEDY = b"<p>x</p>" * 400_000
ODD = b"<meta charset=punycode>" + b"<p>Nobody needs a perfect routine.</p>" * 2_000


def page(body: bytes) -> FetchedPage:
    return FetchedPage("https://example.org/blog/tea", 200, {"Content-Type": "text/html"}, body, NOON)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = WorkerPool(TaskLimits(cpu_seconds=2), preload=("wellread.crawler.pages.extraction",))
    monkeypatch.setattr(extraction, "page_workers", lambda: workers)


@pytest.mark.usefixtures("impatient")
def test_a_page_that_burns_is_quarantined_and_the_others_are_read() -> None:
    fine = page(article("Tea at night").body)

    async def read_all() -> list[ExtractedPage | BaseException]:
        pages = (page(BURNING), fine, page(GREEDY), page(ODD), fine)
        try:
            return await asyncio.gather(*map(extract_in_worker, pages), return_exceptions=True)
        finally:
            extraction.page_workers().close()

    burning, first, greedy, odd, second = asyncio.run(read_all())
    assert (type(burning), str(burning)) == (QuarantinedError, "more than 2 s of processor time")
    assert (type(greedy), str(greedy)) == (QuarantinedError, "more than 128 MB of memory")
    assert isinstance(odd, ExtractedPage)
    assert first == second == extract_page(fine)


def test_a_crawl_goes_on_after_a_page_that_burns(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/burning", "/blog/tea"),
        "/blog/burning": StubResponse(BURNING),
        "/blog/tea": article("Tea at night"),
    }
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert [record["headline"] for record in records(run.stdout)] == ["Tea at night"]
    assert f'url={site.base}/blog/burning reason="more than 4 s of processor time"' in run.stderr
