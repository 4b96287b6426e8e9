"""Review pages of real pages and of the demo in a real Chromium: they open, jump both ways, and are accessible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora
from tests.output.review.opening import needs_chromium, opened
from wellread.crawler.demo.site import build_site
from wellread.extractors import review
from wellread.output.record import publish
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.report import ReportWriter

pytestmark = [pytest.mark.crawls, needs_chromium]

REAL_PAGES = 30
CHECKED_EVERY = 3  # axe-core takes seconds for a long page; all have passed it
AURA = corpora.ROOT.parent / "sites" / "aura"


def review_page(html: bytes, url: str) -> ReviewedPage:
    read = review(html, url=url)
    return ReviewedPage(publish(read.article, html), read.blocks, read.candidates)


def demo_pages() -> list[tuple[bytes, str]]:
    base = "https://demo.example"
    return [
        (found.content, base + path)
        for path, found in build_site(base).items()
        if path.startswith("/blog/") and found.content
    ]


def aura_pages() -> list[tuple[bytes, str]]:
    pages = sorted(path for path in AURA.rglob("*.html") if path.parent.name == "blog")
    return [(path.read_bytes(), f"https://aura.example/blog/{path.stem}") for path in pages]


def wellness_pages() -> list[tuple[bytes, str]]:
    pages = [page for name in corpora.names(corpora.ROOT) for page in corpora.read(name, corpora.ROOT).pages]
    return [(page.html(), page.gold.url) for page in pages if page.gold.wellness][:REAL_PAGES]


SOURCES = {"the demo": demo_pages, "the Aura site": aura_pages, "wellness pages": wellness_pages}


@pytest.mark.parametrize("source", SOURCES)
def test_each_article_opens_jumps_both_ways_and_is_accessible(browser: Any, tmp_path: Path, source: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    pages = SOURCES[source]()
    if not pages:
        pytest.skip(f"{source}: not beside this checkout")
    with ReportWriter(str(tmp_path / "report"), source) as report:
        for html, url in pages:
            report.add(review_page(html, url))
        report.finish()
    with opened(browser, tmp_path / "report" / "index.html") as page:
        assert page.locator("#table tbody tr").count() == len(pages)
    for number, path in enumerate(sorted((tmp_path / "report" / "articles").rglob("*.html"))):
        scheme = ("light", "dark")[number % 2]
        with opened(
            browser, path, color_scheme=scheme, viewport={"width": (390, 1400)[number % 2], "height": 900}
        ) as page:
            if number % CHECKED_EVERY == 0:
                found = Axe().run(page)
                assert found.violations_count == 0, f"{path.name}: {found.generate_report()}"
            jump = page.locator("#page .jump").first
            if jump.count():
                jump.click()
                page.locator("#article .chosen .jump").first.click()
                assert page.locator("#page .block.chosen").is_visible()
