"""The pictures of review pages in the README, taken of the pages of the demo in a real Chromium."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from wellread.crawler.browser.chromium import find_chromium
from wellread.crawler.demo.site import build_site
from wellread.extractors import review
from wellread.output.record import publish
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.report import ReportWriter

BASE = "https://ottermere.example"
SHOWN = "light-and-the-body-clock"
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = {"width": 1200, "height": 860}
# The first block that was kept stands below the boilerplate at the top of the page.
_SCROLL = """() => {
  const column = document.getElementById("page"), block = column.querySelector(".block.kept");
  column.scrollTop = block.offsetTop - column.offsetTop - 140;
}"""


def review_demo() -> Iterator[ReviewedPage]:
    """The articles of the demo, as they are reviewed."""
    for path, found in build_site(BASE).items():
        if path.startswith("/blog/") and found.content:
            read = review(found.content, url=BASE + path)
            if read.article.page_type == "article" and read.article.canonical_url == BASE + path:
                yield ReviewedPage(publish(read.article, found.content), read.blocks, read.candidates)


def write_pictures(folder: Path) -> list[Path]:
    """Write `review-list.png` and `review-article.png` into a folder."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="wellread-screenshots-") as work, sync_playwright() as playwright:
        report = Path(work) / "report"
        with ReportWriter(str(report), "The demo blog") as writer:
            for page in review_demo():
                writer.add(page)
            writer.finish()
        (article,) = (report / "articles").rglob(f"{SHOWN}*.html")
        browser = playwright.chromium.launch(executable_path=find_chromium())
        try:
            return [
                _take(browser, report / "index.html", folder / "review-list.png", "() => {}"),
                _take(browser, article, folder / "review-article.png", _SCROLL),
            ]
        finally:
            browser.close()


def _take(browser: Any, path: Path, target: Path, prepare: str) -> Path:
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto(path.as_uri())
    page.evaluate(prepare)
    page.screenshot(path=str(target))
    return target


@click.command("screenshots")
def command() -> None:
    """Take the pictures of the README again: after a change of the review pages."""
    for path in write_pictures(FOLDER):
        click.echo(path)
