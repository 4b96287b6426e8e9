"""What raters wrote stands beside the signals for the same item, and is counted with and without them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec
from lxml import html

from tests.output.review.pages import REVIEWED
from wellread.output.ratings.instruments import load_instrument
from wellread.output.ratings.rating_sheets import Rating
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.crosswalk import find_signals
from wellread.output.review.rating_tables import ReportRatings
from wellread.output.review.report import ReportWriter

ARTICLE = REVIEWED.article
assert isinstance(ARTICLE, ArticleRecord)
RATED = ARTICLE.article_id
BARE = msgspec.structs.replace(ARTICLE, article_id="bare", signals=())


def rating(rater: str, article_id: str, instrument: str = "jama", note: str = "", **answers: str) -> Rating:
    """An answer for each item, as in `i1="yes"`."""
    return Rating(instrument, article_id, rater, {int(key[1:]): value for key, value in answers.items()}, note, "x")


def report_of(folder: Path, *ratings: Rating) -> Path:
    with ReportWriter(str(folder / "report"), "Walks", ratings=ReportRatings.group(ratings)) as report:
        report.add(REVIEWED)
        report.add(ReviewedPage(BARE))
        report.finish()
    return folder / "report"


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows_of(tree: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in tree.cssselect("#ratings tbody tr")]


def test_items_of_the_crosswalk_are_those_of_the_instruments() -> None:
    """Each signal with an item of an instrument that is rated here is found by the number of that item."""
    crosswalk = tomllib.loads((files("wellread.extractors.signals") / "crosswalk.toml").read_text(encoding="utf-8"))
    for name in ("jama", "discern"):
        instrument = load_instrument(name)
        found = {(signal, title) for number, title in enumerate(instrument.items, 1)
                 for signal in find_signals(instrument.name, number, title)}  # fmt: skip
        titles = crosswalk["instruments"][name]["items"]
        wanted = {(signal, titles[item]) for signal, of_signal in crosswalk.items()
                  for item in of_signal.get(name, ()) if signal != "instruments"}  # fmt: skip
        assert found == wanted
    assert find_signals("EQIP-36", 1, "Authorship") == ()


def test_answers_stand_beside_the_signals_of_their_item(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        rating("Bob", RATED, i1="no", i4="yes", note="no date <b>here</b>"),
        rating("Ann", RATED, i1="yes", i2="yes"),
        rating("Ann", RATED, "gqs", i1="4"),
    )
    (path,) = [path for path in (report / "articles").rglob("*.html") if "bare" not in path.name]
    tree = html.parse(path).getroot()
    jama, gqs = tree.cssselect("#ratings table")
    assert [words(cell) for cell in jama.cssselect("thead th")] == ["Item", "Ann", "Bob", "Signals"]
    authorship = rows_of(tree)[0]
    assert authorship[:3] == ["1 Authorship", "yes", "no"]
    assert "byline: “Ines Falk”" in authorship[3]
    assert "medical_review: not found" in authorship[3]
    assert rows_of(tree)[1][1:3] == ["yes", "no answer"]
    for link in jama.cssselect("a"):
        assert tree.xpath("//*[@id=$id]", id=str(link.get("href"))[1:])
    assert words(gqs.cssselect("tbody tr")[0]) == "1 Overall quality and flow4no signal is evidence for it"
    assert words(tree.cssselect("#ratings li")[0]) == "Bob: no date <b>here</b>"


def test_articles_that_nobody_has_rated_have_no_ratings(tmp_path: Path) -> None:
    report = report_of(tmp_path, rating("Ann", RATED, i1="yes"))
    rated = {path.name: bool(html.parse(path).getroot().cssselect("#ratings"))
             for path in (report / "articles").rglob("*.html")}  # fmt: skip
    assert sorted(rated.values()) == [False, True]


def test_answers_are_counted_with_and_without_a_signal(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        rating("Ann", RATED, i1="yes"),
        rating("Bob", RATED, i1="no"),
        rating("Ann", "bare", i1="no"),
        rating("Bob", "bare", i1="no"),
    )
    tree = html.parse(report / "index.html").getroot()
    assert [words(cell) for cell in tree.cssselect("#ratings thead th")] == ["Item", "no", "yes", "Signals"]
    assert rows_of(tree)[0][:3] == ["1 Authorship", "1 / 2", "1 / 0"]


def test_rated_articles_that_the_report_does_not_have_are_named(tmp_path: Path) -> None:
    ratings = [rating("Ann", f"gone{number:02}", i1="yes") for number in range(23)]
    tree = html.parse(report_of(tmp_path, *ratings) / "index.html").getroot()
    told = [words(item) for item in tree.cssselect(".alarm li")]
    assert told[0] == "rated, and not in this report: gone00"
    assert (len(told), told[-1]) == (21, "3 more rated articles are not in this report")
