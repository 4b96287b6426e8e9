"""Review pages in a real Chromium, opened from the disk: they search, filter, jump, and ask the network for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.output.review.accessibility import assert_accessible
from tests.output.review.opening import needs_chromium, opened
from tests.output.review.pages import REVIEWED, REVISED
from tests.output.review.test_methods import CRAWL
from wellread.output.ratings.rating_sheets import Rating
from wellread.output.review.article_page import ReviewedPage, render_article_page
from wellread.output.review.blind_report import BlindReportWriter
from wellread.output.review.methods import describe_methods
from wellread.output.review.nights import Night
from wellread.output.review.rating_tables import ReportRatings
from wellread.output.review.report import ReportWriter
from wellread.output.review.selection import Decision, Selection, SelectionOutcome, candidate_of

pytestmark = [pytest.mark.crawls, needs_chromium]
WIDTHS = (375, 900, 1440)
DATES = {0: None, 1: "2024-03", 2: "2024", 3: "2024-03-31T23:30:00+02:00", 4: "today"}  # of articles; others are days


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of 250 articles, which is more than the list shows at once."""
    folder = tmp_path_factory.mktemp("reports") / "report"
    article_id = REVIEWED.article.article_id  # type: ignore[attr-defined]
    ratings = ReportRatings.group(
        Rating(name, article_id, rater, {1: value}, "in haste", "") for rater in ("Ann", "Bob")
        for name, value in (("discern", "4"), ("jama", "yes"))
    )  # fmt: skip
    with ReportWriter(str(folder), "Walks", ratings=ratings) as writer:
        writer.add(REVISED)
        for number in range(249):
            record = msgspec.structs.replace(
                REVIEWED.article, headline=f"Tea {number}", article_id=f"t{number}", site_id=f"site{number % 3}.org",
                date_published=DATES.get(number, f"2024-{number % 12 + 1:02}-05"), word_count=number,
                article_body=f"Cup {number} of tea", authors=(), signals=(),
            )  # fmt: skip
            writer.add(ReviewedPage(record))
        nights = [
            Night("site0.org", "2025-01-02 02:30", 1, 2, 3, 83, {"authors": 0.5}, {"kept": 9, "related": 4}),
            Night("site0.org", "2025-01-01 02:30", 0, 0, 1, 82),
            Night("site1.org", "-", 0, 0, 0, 1),
        ]
        outcome = select_walks()
        writer.finish(["/walks/9: 404"], outcome, nights, describe_methods(CRAWL, outcome, 250, 2))
    return folder


def select_walks() -> SelectionOutcome:
    """A selection with all that may become of an article."""
    seen = candidate_of(REVIEWED.article)  # type: ignore[arg-type]
    decisions = (Decision(seen, "selected"), Decision(seen, "excluded", "paid for"), Decision(seen, "not sampled"))
    return SelectionOutcome(Selection(sample=1, stratify="site"), decisions, (seen.article_id,))


@pytest.fixture(scope="module")
def article(report: Path) -> Path:
    """The page of the article with blocks."""
    return next((report / "articles").rglob("evening-walks-*.html"))


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report for raters, with all that may stand in its list."""
    folder = tmp_path_factory.mktemp("blind") / "report"
    with BlindReportWriter(str(folder), "Walks") as writer:
        writer.add(REVIEWED)
        outcome = select_walks()
        writer.finish((), outcome, methods=describe_methods(CRAWL, outcome, 1, 2))
    return folder


@pytest.fixture(scope="module")
def pages(report: Path, article: Path, blind: Path) -> dict[str, Path]:
    """A page of each kind."""
    return {
        "list": report / "index.html",
        "article": article,
        "blind list": blind / "index.html",
        "blind article": blind / "articles" / "0001.html",
    }


def names(page: Any) -> list[str]:
    found: list[str] = page.locator("#table tbody th").all_inner_texts()
    return found


def wait_for_rows(page: Any, count: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#table tbody tr")).to_have_count(count)


def test_the_list_shows_its_articles_in_parts(browser: Any, report: Path) -> None:
    with opened(browser, report / "index.html") as page:
        assert len(names(page)) == 100
        assert "250 articles, the first 100 shown" in page.locator("#count").inner_text()
        page.get_by_role("button", name="Show more").click()
        page.get_by_role("button", name="Show more").click()
        assert len(names(page)) == 250
        assert page.get_by_role("button", name="Show more").is_hidden()


def test_the_list_searches_the_texts(browser: Any, report: Path) -> None:
    with opened(browser, report / "index.html") as page:
        page.get_by_label("Search in headline and text").fill("half an HOUR after")
        wait_for_rows(page, 1)
        assert names(page) == ["Evening walks"]
        page.get_by_role("button", name="Show all").click()
        wait_for_rows(page, 100)


@pytest.mark.parametrize(
    ("label", "choice", "count"),
    [("Site", "site1.org", 83), ("Type", "article", 250), ("Signal", "+dosage", 1), ("Signal", "-dosage", 249)],
)
def test_the_list_is_filtered(browser: Any, report: Path, label: str, choice: str, count: int) -> None:
    with opened(browser, report / "index.html") as page:
        page.get_by_label(label, exact=True).select_option(choice)
        assert page.locator("#count").inner_text().startswith(f"{count} " if count == 250 else f"{count} of 250")


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("", "", "250 articles"),
        ("2025-01-01", "", "1 of 250 articles; 2 more without a date"),
        ("2024-03-31", "2024-03-31", "3 of 250 articles; 2 more without a date"),
        ("", "2024-01-04", "1 of 250 articles; 2 more without a date"),
        ("2024-03-06", "2024-03-30", "2 of 250 articles; 2 more without a date"),
        ("2024-04-01", "2024-03-01", "1 of 250 articles; 2 more without a date"),
    ],
    ids=["all", "from", "a-day", "to", "within-a-month", "turned-round"],
)
def test_the_list_is_filtered_by_the_date_of_publication(
    browser: Any, report: Path, first: str, last: str, count: str
) -> None:
    """A month and a year count where they may lie in the period, an article without a date never does."""
    with opened(browser, report / "index.html") as page:
        page.get_by_label("Published from").fill(first)
        page.get_by_label("Published to").fill(last)
        assert page.locator("#count").inner_text().removesuffix(", the first 100 shown") == count
        page.get_by_role("button", name="Show all").click()
        wait_for_rows(page, 100)


def test_a_period_is_chosen_with_the_keyboard_alone(browser: Any, report: Path) -> None:
    with opened(browser, report / "index.html", locale="en-GB") as page:
        page.get_by_label("Signal", exact=True).focus()
        page.keyboard.press("Tab")
        page.keyboard.type("01012025")
        assert page.get_by_label("Published from").input_value() == "2025-01-01"
        assert names(page) == ["Evening walks"]


def test_what_is_chosen_stands_in_the_address(browser: Any, report: Path) -> None:
    """It is there again after a reload, on the way back from an article, and for whoever is sent the address."""
    with opened(browser, report / "index.html") as page:
        page.get_by_label("Site", exact=True).select_option("site1.org")
        page.get_by_label("Published from").fill("2024-02-01")
        page.get_by_label("Published to").fill("2024-02-28")
        page.get_by_role("button", name="Words").click()
        chosen, count = names(page), page.locator("#count").inner_text()
        assert page.url.endswith("#site=site1.org&from=2024-02-01&to=2024-02-28&sort=-words")
        page.reload()
        assert (names(page), page.locator("#count").inner_text()) == (chosen, count)
        page.locator("#table tbody a").first.click()
        page.wait_for_selector("#article")
        page.go_back()
        page.wait_for_selector("#table")
        assert (names(page), page.locator("#count").inner_text()) == (chosen, count)
        page.get_by_role("button", name="Show all").click()
        wait_for_rows(page, 100)
        assert page.url.endswith("#sort=-words")
        page.goto(f"{(report / 'index.html').as_uri()}#site=nowhere.org&from=today&sort=__proto__&who=falk")
        wait_for_rows(page, 1)
        assert page.locator("th[data-key=date]").get_attribute("aria-sort") == "descending"


def test_the_list_is_sorted_by_each_column(browser: Any, report: Path) -> None:
    with opened(browser, report / "index.html") as page:
        page.get_by_role("button", name="Words").click()
        assert names(page)[0] == "Tea 248"
        page.get_by_role("button", name="Words").click()
        assert names(page)[0] == "Tea 0"
        assert page.locator("th[data-key=words]").get_attribute("aria-sort") == "ascending"
        page.get_by_role("button", name="Authors").click()
        assert names(page)[0] == "Evening walks"


def test_an_article_is_reached_and_left_with_the_keyboard_alone(browser: Any, report: Path) -> None:
    with opened(browser, report / "index.html") as page:
        page.get_by_label("Author or reviewer").focus()
        page.keyboard.type("falk")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('tbody th') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("#article")
        assert page.locator("h1").inner_text() == "Evening walks"
        page.get_by_role("link", name="All articles").press("Enter")
        page.wait_for_selector("#table")


def test_a_block_and_its_text_find_each_other(browser: Any, article: Path) -> None:
    with opened(browser, article) as page:
        block = page.locator("#page .block", has_text="A slow walk of half an hour")
        block.locator(".text").click()
        chosen = page.locator("#article .chosen")
        assert "A slow walk of half an hour" in chosen.inner_text()
        chosen.locator(".jump").click()
        assert "A slow walk" in page.locator("#page .chosen").inner_text()


def test_blocks_are_filtered_by_reason_and_a_hidden_one_is_shown_again(browser: Any, article: Path) -> None:
    with opened(browser, article) as page:
        page.get_by_label("Show", exact=True).select_option("reason-navigation")
        visible = page.locator("#page .block:visible")
        assert visible.count() == 2
        assert "2 of" in page.locator("#shown").inner_text()
        page.locator("#article p .jump").first.click()
        assert page.locator("#page .chosen").is_visible()


def test_states_are_switched_and_laid_out_with_the_keyboard(browser: Any, article: Path) -> None:
    with opened(browser, article) as page:
        shown = page.locator(".comparison:visible")
        assert shown.count() == 1
        assert "learns the hour sooner" in shown.inner_text()
        page.get_by_label("Compare", exact=True).focus()
        page.keyboard.press("ArrowDown")
        assert "15 mg" in shown.inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        assert shown.locator(".inline").is_visible()
        assert shown.locator(".beside").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["list", "article", "blind list", "blind article"])
def test_pages_are_accessible_in_both_themes_and_never_wider_than_the_screen(
    browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    with opened(browser, pages[name], color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["list", "article", "blind list", "blind article"])
def test_on_paper_nothing_is_cut_off_and_nothing_asks_to_be_clicked(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    """A4 between its margins is 720 pixels wide. Whoever reads in the dark prints on white."""
    with opened(browser, pages[name], color_scheme="dark", viewport={"width": 720, "height": 1000}) as page:
        page.emulate_media(media="print", color_scheme="dark")
        beyond = """all => all.filter((one) => one.getBoundingClientRect().right > 720).map((one) => one.outerHTML)"""
        assert page.locator("body *:not(.skip):not(.unseen)").evaluate_all(beyond) == []
        assert page.locator("input:visible, select:visible, .jump:visible, nav.sections:visible").count() == 0
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"


def test_a_blind_article_is_reached_and_left_with_the_keyboard_alone(browser: Any, blind: Path) -> None:
    with opened(browser, blind / "index.html") as page:
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('tbody th') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("#article")
        assert page.locator("mark, .jump, [id^=signal]").count() == 0
        page.get_by_role("link", name="All articles").press("Enter")
        page.wait_for_selector("#articles")


def test_the_page_of_one_page_stands_alone(browser: Any, tmp_path: Path) -> None:
    """As `explain --html` writes it: in a folder of its own, with no list to go back to."""
    (tmp_path / "index.html").write_text(render_article_page(REVIEWED), encoding="utf-8")
    with opened(browser, tmp_path / "index.html") as page:
        assert page.locator("nav[aria-label=Report]").count() == 0
        page.locator("#page .jump").first.click()
        assert page.locator("#article .chosen").count() == 1
        assert_accessible(page)


def test_pages_read_without_scripts(browser: Any, report: Path, article: Path) -> None:
    with opened(browser, report / "index.html", java_script_enabled=False) as page:
        assert page.locator("noscript .note").is_visible()
    with opened(browser, article, java_script_enabled=False) as page:
        page.locator("#page .jump").first.click()
        assert "#at-" in page.url
