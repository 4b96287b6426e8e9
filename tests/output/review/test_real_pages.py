"""Reports of the demo, of a crawled blog and of real pages in a real Chromium, from the list to the last jump."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks import corpora
from tests.cli.command import crawl, wellread
from tests.crawler.aura_site import AURA, build_aura, served
from tests.output.review.accessibility import assert_accessible
from tests.output.review.opening import needs_chromium, opened

pytestmark = [pytest.mark.crawls, needs_chromium]

REAL_PAGES = 30
CHECKED_EVERY = 3  # axe-core takes seconds for a long page; all have passed it
MAX_TABS = 400


def report_demo(folder: Path) -> Path:
    """The report that the demo ends with."""
    run = wellread("demo", "-o", "demo", cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder / "demo" / "report"


def report_aura(folder: Path) -> Path:
    """The Aura blog, crawled over loopback; then one of its articles is changed, and it is crawled again."""
    if not AURA.is_dir():
        pytest.skip("../shared/sites/aura is not beside this checkout")
    here, port = build_aura(folder)
    changed = here / "site" / "blog" / "box-breathing-for-anxiety.html"
    with served(here, port):
        for night in range(2):
            run = crawl(f"http://127.0.0.1:{port}/blog", "-o", "a.jsonl", cwd=folder)
            assert run.returncode == 0, run.stderr
            if night == 0:
                before = changed.read_text(encoding="utf-8")
                changed.write_text(
                    before.replace("Repeat the square four times", "Repeat the square five times"), encoding="utf-8"
                )
                assert changed.read_text(encoding="utf-8") != before
                with closing(sqlite3.connect(folder / "wellread-state" / "state.sqlite3")) as state, state:
                    state.execute("UPDATE urls SET next_visit = 0")
    return report(folder, "wellread-state")


def report_wellness(folder: Path) -> Path:
    """Real pages, those about wellness first."""
    pages = [page for name in corpora.names(corpora.ROOT) for page in corpora.read(name, corpora.ROOT).pages]
    if not pages:
        pytest.skip(f"{corpora.ROOT} has no corpora: no real page is beside this checkout")
    chosen = sorted(pages, key=lambda page: not page.gold.wellness)[:REAL_PAGES]
    (folder / "pages").mkdir()
    for number, page in enumerate(chosen):
        (folder / "pages" / f"{number:02}.html").write_bytes(page.html())
    return report(folder, "pages")


def report(folder: Path, source: str) -> Path:
    """The report of a source beside one for raters; gives the folder of the first."""
    for name, *options in (("report",), ("blind", "--blind")):
        run = wellread("report", source, "-o", name, *options, cwd=folder)
        assert run.returncode == 0, run.stderr
    return folder / "report"


class Source(NamedTuple):
    """What writes a report, how many articles it must have, and how many of them have several states."""

    write: Callable[[Path], Path]
    articles: int
    revised: int = 0


class Written(NamedTuple):
    """The folder of a report, and what it must have."""

    folder: Path
    source: Source


SOURCES = {
    "the-demo": Source(report_demo, 10),
    "the-Aura-blog": Source(report_aura, 7, revised=1),
    "real-pages": Source(report_wellness, REAL_PAGES),
}


@pytest.fixture(scope="module", params=SOURCES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    source = SOURCES[request.param]
    return Written(source.write(tmp_path_factory.mktemp("source")), source)


def articles_of(report: Path) -> list[Path]:
    return sorted((report / "articles").rglob("*.html"))


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_every_article_is_listed_and_has_its_page(browser: Any, written: Written) -> None:
    folder, count = written.folder, written.source.articles
    assert len(articles_of(folder)) == count
    with opened(browser, folder / "index.html") as page:
        assert page.locator("#table tbody tr").count() == count
        assert page.locator("#count").inner_text() == f"{count} articles"
        assert_accessible(page)


def test_each_article_opens_jumps_both_ways_and_is_accessible(browser: Any, written: Written) -> None:
    from playwright.sync_api import expect

    for number, path in enumerate(articles_of(written.folder)):
        options = {"color_scheme": ("light", "dark")[number % 2],
                   "viewport": {"width": (375, 1440)[number % 2], "height": 900}}  # fmt: skip
        with opened(browser, path, **options) as page:
            assert page.locator("h1").inner_text().strip()
            if number % CHECKED_EVERY == 0:
                assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
            jump = page.locator("#page .jump").first
            assert jump.count(), f"{path.name}: nothing was kept"
            jump.click()
            page.locator("#article .chosen .jump").first.click()
            expect(page.locator("#page .block.chosen")).to_be_visible()


def test_the_list_is_searched_and_filtered_and_an_article_read_with_the_keyboard_alone(
    browser: Any, written: Written
) -> None:
    from playwright.sync_api import expect

    folder, count = written.folder, written.source.articles
    with opened(browser, folder / "index.html") as page:
        rows = page.locator("#table tbody tr")
        tab_to(page, "#search")
        headline = rows.nth(count // 2).locator("th").inner_text()
        page.keyboard.type(headline)
        expect(rows).to_have_count(1)
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        expect(rows).to_have_count(count)
        tab_to(page, "#signal")
        page.keyboard.press("ArrowDown")
        assert rows.count() <= count
        assert "#signal=" in page.url
        tab_to(page, "button[type=reset]")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(count)
        tab_to(page, "[data-key=words] button")
        page.keyboard.press("Space")
        words = [int(text) for text in page.locator("#table tbody td:nth-of-type(6)").all_inner_texts()]
        assert words == sorted(words, reverse=True)
        headline = rows.first.locator("th").inner_text()
        tab_to(page, "#table tbody th a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#article")
        assert page.locator("h1").inner_text() == headline
        tab_to(page, "#filter")
        page.keyboard.press("ArrowDown")
        assert page.locator("#page .block.kept:visible").count() > 0
        assert page.locator("#page .block.dropped:visible").count() == 0
        tab_to(page, "#page .jump")
        page.keyboard.press("Enter")
        expect(page.locator("#article .chosen")).to_be_visible()
        tab_to(page, "#article .chosen .jump")
        page.keyboard.press("Enter")
        expect(page.locator("#page .block.chosen")).to_be_visible()


def test_states_of_an_article_are_switched_with_the_keyboard_alone(browser: Any, written: Written) -> None:
    paths = articles_of(written.folder)
    revised = [path for path in paths if 'id="changes"' in path.read_text(encoding="utf-8")]
    assert len(revised) == written.source.revised
    for path in revised:
        with opened(browser, path) as page:
            tab_to(page, "#comparison")
            tab_to(page, "input[name=layout]")
            shown = page.locator(".comparison:visible")
            words = [shown.locator(f".beside {tag}").first.inner_text() for tag in ("del", "ins")]
            assert words == ["four", "five"]
            page.keyboard.press("ArrowRight")
            assert shown.locator(".inline ins").first.is_visible()
            assert shown.locator(".beside").is_hidden()


def test_a_blind_report_is_read_with_the_keyboard_alone(browser: Any, written: Written) -> None:
    folder, count = written.folder, written.source.articles
    blind = folder.parent / "blind"
    if not blind.is_dir():
        blind = report_blindly(folder.parent)
    with opened(browser, blind / "index.html") as page:
        assert page.locator("#articles tbody tr").count() == count
        assert_accessible(page)
        tab_to(page, "tbody th a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#others")
        assert page.locator("mark, .jump, .block, #signals, #fields").count() == 0
        assert_accessible(page)
        tab_to(page, "nav a")
        page.keyboard.press("Enter")
        page.wait_for_selector("#articles tbody")


def report_blindly(folder: Path) -> Path:
    """What the demo has written, for raters."""
    run = wellread("report", "articles.jsonl", "-o", "blind", "--blind", cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder / "blind"
