"""Pages that burn the reader are quarantined; all others are read as if nobody else were there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.command import crawl, records
from tests.crawler.loopback import BURNING, Site, StubResponse, article, listing
from wellread.crawler.pages import extraction
from wellread.crawler.pages.extraction import (
    ExtractedPage,
    ExtractionError,
    extract_in_worker,
    extract_page,
)
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskLimits, WorkerPool

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GREEDY = b"<p>x</p>" * 400_000
ODD = b"<meta charset=punycode>" + b"<p>Nobody needs a perfect routine.</p>" * 2_000


# What Python knows by these names reads no text, or another text than any browser.
CODECS = (
    "rot13 base64 hex bz2 zlib uu quopri idna undefined punycode unicode_escape raw_unicode_escape utf-7 utf_8_sig"
    " mbcs oem palmos hz iso2022_kr utf-32 x no-such-label"
).split()


def page(body: bytes, content_type: str = "text/html") -> FetchedPage:
    return FetchedPage("https://example.org/blog/tea", 200, {"Content-Type": content_type}, body, NOON)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = WorkerPool(TaskLimits(cpu_seconds=2), preload=("wellread.crawler.pages.extraction",))
    monkeypatch.setattr(extraction, "page_workers", lambda: workers)


@pytest.mark.crawls
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
    assert (type(burning), str(burning)) == (ExtractionError, "more than 2 s of processor time")
    assert (type(greedy), str(greedy)) == (ExtractionError, "more than 128 MB of memory")
    assert isinstance(odd, ExtractedPage)
    assert first == second == extract_page(fine)


@pytest.mark.crawls
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


@pytest.mark.parametrize("label", CODECS)
def test_a_codec_of_python_is_no_encoding_for_the_article_nor_for_the_links(label: str) -> None:
    body = article("Tea at night \\ud800 +AGE- Caf\u00e9", "/caf\u00e9").body
    plain = extract_page(page(body))
    assert plain.links.pages[-1] == "https://example.org/caf%C3%A9"
    assert extract_page(page(body, f"text/html; charset={label}")) == plain
    assert extract_page(page(b"<meta charset=" + label.encode() + b">" + body)).links == plain.links


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("windows-1251", "x-cp1251"), ("cp949", "windows-949"), ("koi8-r", "koi"), ("gb18030", "x-gbk"), ("utf-16", None)],
)
def test_text_and_links_are_of_one_decoding(encoding: str, declared: str | None) -> None:
    word = "\u0447\u0430\u0439"
    html = f"<title>{word}</title><h1>{word}</h1><p>{word} {word}.</p><a href='/{word}'>{word}</a>"
    read = extract_page(page(html.encode(encoding), f"text/html; charset={declared}" if declared else "text/html"))
    assert read.article.headline == word
    assert read.links.pages == ("https://example.org/%D1%87%D0%B0%D0%B9",)


@pytest.mark.crawls
def test_a_site_that_names_a_codec_of_python_is_crawled(tmp_path: Path, site: Site) -> None:
    refresh = "<meta http-equiv='refresh' content='0; url=/blog/old-moved'>"
    site.pages |= {
        "/blog": replace(listing("/blog/tea", "/blog/old"), content_type="text/html; charset=base64"),
        "/blog/tea": replace(article("Tea at night"), content_type="text/html; charset=unicode_escape"),
        "/blog/old": StubResponse(refresh.encode(), content_type="text/html; charset=punycode"),
        "/blog/old-moved": replace(article("Moved"), content_type="text/html; charset=undefined"),
    }
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert {record["headline"] for record in records(run.stdout)} == {"Tea at night", "Moved"}
