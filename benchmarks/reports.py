"""How long a report of many articles takes to build and to open, and how fast its list filters, in a real Chromium."""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from benchmarks import options, tables
from wellread.crawler.browser.chromium import find_chromium
from wellread.crawler.demo.site import build_site
from wellread.crawler.runs.health import WATCHED_FIELDS
from wellread.extractors import review
from wellread.extractors.article import Reason
from wellread.output.record import publish
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.nights import MAX_NIGHTS, Night
from wellread.output.review.report import ReportWriter

PAGE = "/blog/light-and-the-body-clock"
SITES = 40
SEED = 20261130
MAX_OPENING_SECONDS, MAX_FILTER_MS = 2.0, 100.0
_TIMES = 7

_OPEN = """() => performance.getEntriesByType("navigation")[0].loadEventEnd / 1000"""
# From the event to the rows in place and laid out; the list is searched in the same turn, but for the first time.
_FILTER = """async ([id, value]) => {
  const input = document.getElementById(id), begun = performance.now();
  input.value = value;
  await update();
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""


def make_pages(count: int) -> Iterator[ReviewedPage]:
    """Pages of the demo with the words of each in another order, under other ids, sites and dates."""
    base = "https://demo.example"
    page = build_site(base)[PAGE].content
    read = review(page, url=base + PAGE)
    template = publish(read.article, page)
    choose = random.Random(SEED)  # noqa: S311
    words = template.article_body.split()
    for number in range(count):
        choose.shuffle(words)
        record = msgspec.structs.replace(
            template,
            article_id=f"{number:032x}",
            site_id=f"site-{number % SITES}.example",
            headline=" ".join(words[:8]),
            date_published=f"{2000 + number % 26}-{number % 12 + 1:02}-05",
            article_body=" ".join(words),
        )
        yield ReviewedPage(record, read.blocks, read.candidates)


def make_nights() -> Iterator[Night]:
    """As many runs over each site as a list shows, the newest first."""
    choose = random.Random(SEED)  # noqa: S311
    for night in range(MAX_NIGHTS, 0, -1):
        for site in range(SITES):
            coverage = {name: choose.random() for name in WATCHED_FIELDS}
            chars = {name: choose.randrange(9000) for name in ("kept", *list(Reason)[:12])}
            new, changed, gone = (choose.randrange(9) for _ in range(3))
            yield Night(f"site-{site}.example", f"2026-{night:03}", new, changed, gone, 100 + night, coverage, chars)


def build(folder: str, count: int) -> tuple[float, float]:
    """Write a report; gives pages a second of processor time, and the peak memory of this process in MB."""
    busy = 0.0
    with ReportWriter(folder, "Benchmark") as report:
        for page in make_pages(count):
            begun = time.process_time()
            report.add(page)
            busy += time.process_time() - begun
        begun = time.process_time()
        report.finish(nights=tuple(make_nights()))
        busy += time.process_time() - begun
    return count / busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _build_apart(folder: Path, count: int) -> tuple[float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(build, (str(folder), count))


def open_index(index: Path) -> tuple[float, float, dict[str, float]]:
    """Seconds until the list is there, and those of the first search, which unpacks; milliseconds of each filter."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        try:
            return _time_page(browser, index)
        finally:
            browser.close()


def _time_page(browser: Any, index: Path) -> tuple[float, float, dict[str, float]]:
    page, openings = browser.new_page(), []
    for _ in range(_TIMES):
        page.goto(index.as_uri())
        page.wait_for_selector("#table tbody tr")
        openings.append(page.evaluate(_OPEN))
    first_search = page.evaluate(_FILTER, ["search", "light"]) / 1000
    choices = {
        "site": "site-7.example",
        "signal": "+byline",
        "who": "mara",
        "from": "2010-06-01",
        "search": "light and",
    }
    filters = {}
    for name, value in choices.items():
        times = []
        for _ in range(_TIMES):
            times.append(page.evaluate(_FILTER, [name, value]))
            page.evaluate(_FILTER, [name, ""])
        filters[name] = statistics.median(times)
    return statistics.median(openings), first_search, filters


@click.command("reports")
@click.option("--articles", type=click.IntRange(10), default=5000, show_default=True, help="How many it lists.")
@click.option("--check", is_flag=True, help="Fail where it opens or filters more slowly than it must.")
@options.markdown
def command(articles: int, *, check: bool, markdown: bool) -> None:
    """Build a report of 40 sites with 60 runs each, open its list in Chromium, filter and search it.

    The memory is measured for a tenth of the articles as well: no more than the rows of the list may grow.
    """
    with tempfile.TemporaryDirectory(prefix="wellread-reports-") as folder:
        _, small = _build_apart(Path(folder) / "small", articles // 10)
        rate, peak = _build_apart(Path(folder) / "report", articles)
        index = Path(folder) / "report" / "index.html"
        opening, first_search, filters = open_index(index)
        size = index.stat().st_size / 2**20
    rows = [
        ("pages written a second of processor time", f"{rate:.0f}"),
        (f"peak memory at {articles // 10} and {articles}", f"{small:.0f} and {peak:.0f} MB"),
        ("size of the list", f"{size:.1f} MB"),
        ("opening the list", f"{opening:.2f} s"),
        ("first search, with unpacking", f"{first_search:.2f} s"),
        *((f"filter by {name}", f"{milliseconds:.0f} ms") for name, milliseconds in filters.items()),
    ]
    tables.show(tables.Table(f"A report of {articles} articles", ("what", "value"), tuple(rows)), markdown=markdown)
    slow = [name for name, milliseconds in filters.items() if milliseconds > MAX_FILTER_MS]
    if check and (slow or opening > MAX_OPENING_SECONDS):
        raise click.ClickException(f"too slow: opening {opening:.2f} s, filters {', '.join(slow) or 'in time'}")
