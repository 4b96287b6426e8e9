"""A blind report has the articles and nothing that the program has found in them, in no file of it."""

from pathlib import Path

import msgspec
import pytest
from lxml import html

from tests.output.review.hostile import HOSTILE, everywhere, hostile_page
from tests.output.review.pages import REVIEWED
from wellread.extractors.article import Article, Reason
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.blind_report import BlindReportWriter, render_blind_page
from wellread.output.review.selection import Selection, SelectionOutcome


def tree_of(page: ReviewedPage) -> html.HtmlElement:
    return html.document_fromstring(render_blind_page(page, 7, index_link="../index.html"))


def write(folder: Path, *pages: ReviewedPage) -> None:
    with BlindReportWriter(str(folder), "Walks") as report:
        for page in pages:
            report.add(page)
        report.finish(["harrow.example: authors are missing"], SelectionOutcome(Selection(), ()))


def test_the_page_shows_the_article_and_all_other_text_of_its_page() -> None:
    shown = tree_of(REVIEWED).text_content()
    assert "A slow walk of half an hour" in shown
    assert "By Ines Falk, MD" in shown
    assert "Subscribe to our newsletter" in shown
    assert "https://harrow.example/walks" in shown


@pytest.mark.parametrize("has_blocks", [True, False])
def test_nothing_that_the_program_found_is_in_the_files(tmp_path: Path, *, has_blocks: bool) -> None:
    """Words that can come from nowhere else, in every field where findings are."""
    article: Article = REVIEWED.article
    found = {
        "warnings": [{"code": "found_warning", "message": "found_message"}],
        "pageType": "forum",
        "signals": [signal | {"rule": "found_rule", "value": "found_value", "note": "found_note", "id": "found_signal"}
                    for signal in msgspec.to_builtins(article.signals)],
        "keywords": ["found_keyword"],
        "datePublished": "found_date",
        "authors": [{"name": "found_author"}],
        "references": [{"text": "found_reference", "doi": "10.1/found_doi"}],
        "dropped": [{"text": "seen", "reason": "sidebar", "rule": "found_rule", "xpath": "found_path"}],
    }  # fmt: skip
    blocks = tuple(
        msgspec.structs.replace(block, rule="found_rule", kind="found_kind", evidence=("found_evidence",), score=0.4711)
        for block in REVIEWED.blocks or ()
    )
    record = msgspec.convert(msgspec.to_builtins(article) | found, type(article))
    write(tmp_path / "report", ReviewedPage(record, blocks if has_blocks else None))
    files = [path for path in (tmp_path / "report").rglob("*") if path.is_file()]
    assert len(files) == 2
    for path in files:
        text = path.read_text(encoding="utf-8")
        for word in ("found_", "forum", "471", "authors are missing", "<mark", "sidebar", "key_takeaways", "dosage"):
            assert word not in text, path


def test_what_no_reader_sees_on_the_page_is_not_shown() -> None:
    assert REVIEWED.blocks
    hidden = msgspec.structs.replace(REVIEWED.blocks[0], text="unseen words", reason=Reason.HIDDEN)
    assert "unseen words" not in tree_of(ReviewedPage(REVIEWED.article, (hidden, *REVIEWED.blocks))).text_content()


def test_articles_have_neutral_numbers(tmp_path: Path) -> None:
    write(tmp_path / "report", REVIEWED, REVIEWED)
    assert sorted(path.name for path in (tmp_path / "report" / "articles").iterdir()) == ["0001.html", "0002.html"]
    index = html.parse(tmp_path / "report" / "index.html").getroot()
    rows = [[cell.text_content() for cell in row] for row in index.cssselect("tbody tr")]
    assert [row[:2] for row in rows] == [["1", "Evening walks"], ["2", "Evening walks"]]
    for link in index.cssselect("tbody th a"):
        assert (tmp_path / "report" / str(link.get("href"))).is_file()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_are_text(tmp_path: Path, text: str) -> None:
    write(tmp_path / "report", hostile_page(everywhere(text)))
    for path in (tmp_path / "report").rglob("*.html"):
        page = html.fromstring(path.read_text(encoding="utf-8"))
        assert not page.cssselect("script, iframe, img, svg, base, object, form")
        assert len(page.cssselect("style")) == 1
        assert all(str(link).startswith(("#", "../index.html", "articles/", "http://", "https://"))
                   for link in page.xpath("//@href"))  # fmt: skip
