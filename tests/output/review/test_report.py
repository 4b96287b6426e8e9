"""A report is a folder with a page for each article and a list of all; it is complete or not there."""

import base64
import gzip
import json
import os
from pathlib import Path

import msgspec
import pytest
from lxml import html

from tests.output.review.hostile import HOSTILE, everywhere, hostile_page
from tests.output.review.pages import REVIEWED
from wellread.extractors.article import Accounting, Dropped, Reason
from wellread.output.atomic import OutputError
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.report import ReportWriter


def changed(**values: object) -> ReviewedPage:
    return ReviewedPage(msgspec.structs.replace(REVIEWED.article, **values), None)


def write(folder: Path, *pages: ReviewedPage, alarms: tuple[str, ...] = ()) -> html.HtmlElement:
    """Write a report; gives its list as a tree."""
    with ReportWriter(str(folder), "Walks & sleep") as report:
        for page in pages:
            report.add(page)
        report.finish(alarms)
    return html.fromstring((folder / "index.html").read_text(encoding="utf-8"))


def rows_of(index: html.HtmlElement) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(index.get_element_by_id("rows").text or "")
    return rows


def texts_of(index: html.HtmlElement) -> list[str]:
    texts: list[str] = json.loads(gzip.decompress(base64.b64decode(index.get_element_by_id("texts").text or "")))
    return texts


def test_each_article_has_a_row_that_leads_to_its_page(tmp_path: Path) -> None:
    index = write(tmp_path / "report", REVIEWED, changed(headline="Morning walks", article_id="b"))
    first, second = rows_of(index)
    assert (first["headline"], second["headline"]) == ("Evening walks", "Morning walks")
    assert first["authors"] == ["Ines Falk"]
    assert "dosage" in first["signals"]  # type: ignore[operator]
    for row in (first, second):
        page = html.parse(tmp_path / "report" / str(row["page"])).getroot()
        assert page.findtext(".//h1") == row["headline"]
        back = tmp_path / "report" / str(row["page"]) / ".." / str(page.cssselect("nav a")[0].get("href"))
        assert back.resolve() == (tmp_path / "report" / "index.html").resolve()


def test_the_list_can_search_the_whole_texts(tmp_path: Path) -> None:
    index = write(tmp_path / "report", REVIEWED, changed(headline="Ä", article_body="Zweite SEITE", article_id="b"))
    assert texts_of(index)[0].startswith("evening walks\na slow walk")
    assert texts_of(index)[1] == "ä\nzweite seite"


def test_the_coverage_of_each_field_is_told_by_site(tmp_path: Path) -> None:
    tea = changed(site_id="tea.org", article_id="b", authors=())
    index = write(tmp_path / "report", tea, changed(site_id="tea.org", article_id="c"), changed(site_id="nap.org"))
    table = index.cssselect(".coverage")[0]
    rows = {row[0].text: row.cssselect("td") for row in table.cssselect("tbody tr")}
    authors = [cell.text for cell in table.cssselect("thead th")].index("authors") - 1
    assert {site: cells[authors].text for site, cells in rows.items()} == {"tea.org": "50", "nap.org": "100"}


def test_what_became_of_the_text_is_told_by_site(tmp_path: Path) -> None:
    some = Dropped("Read this too", Reason.RELATED, "r", "/p")
    tea = changed(site_id="tea.org", article_id="b", dropped=(some,), accounting=Accounting(33, 11, 44))
    many = tuple(Dropped("words", reason, "r", "/p") for reason in list(Reason)[:10])
    nap = changed(site_id="nap.org", dropped=many, accounting=Accounting(50, 50, 100))
    table = write(tmp_path / "report", tea, nap).cssselect(".coverage")[1]
    names = [cell.text for cell in table.cssselect("thead th")][1:]
    rows = {row[0].text: dict(zip(names, [cell.text for cell in row.cssselect("td")], strict=True))
            for row in table.cssselect("tbody tr")}  # fmt: skip
    assert (len(names), names[:2], names[-1]) == (10, ["kept", "related"], "other reasons")
    assert (rows["tea.org"]["kept"], rows["tea.org"]["related"], rows["tea.org"]["other reasons"]) == ("75", "25", "0")
    assert (rows["nap.org"]["kept"], rows["nap.org"]["related"], rows["nap.org"]["other reasons"]) == ("50", "0", "15")
    assert len(table.cssselect("svg rect")) == 2 * len(names)


def test_tables_by_site_say_how_many_are_left_out(tmp_path: Path) -> None:
    pages = [changed(site_id=f"{number}.org", article_id=str(number)) for number in range(42)]
    notes = [note.text_content() for note in write(tmp_path / "report", *pages).cssselect(".note")]
    assert "The sites with most articles; 2 others are left out of what is told by site." in notes


def test_what_went_wrong_stands_on_top(tmp_path: Path) -> None:
    index = write(tmp_path / "report", REVIEWED, alarms=("/walks/3: <b>404</b>",))
    assert [item.text_content() for item in index.cssselect(".alarm li")] == ["/walks/3: <b>404</b>"]


def test_charts_are_tables_that_can_be_read_without_seeing_them(tmp_path: Path) -> None:
    index = write(tmp_path / "report", REVIEWED, changed(authors=(), article_id="b"))
    (fields,) = [table for table in index.cssselect(".bars") if table.findtext("caption") == "Articles with each field"]
    rows = {row.findtext("th"): row.cssselect("td")[0].text_content() for row in fields.cssselect("tbody tr")}
    assert rows["headline"] == "100 %"
    assert rows["authors"] == "50 %"
    assert rows["reviewedBy"] == "0 %"


def test_a_report_of_nothing_is_a_report(tmp_path: Path) -> None:
    index = write(tmp_path / "report")
    assert not rows_of(index)
    assert not texts_of(index)


def test_articles_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    index = write(tmp_path / "report", REVIEWED, REVIEWED, REVIEWED)
    assert len({str(row["page"]) for row in rows_of(index)}) == 3
    assert len(list((tmp_path / "report" / "articles").rglob("*.html"))) == 3


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_stay_in_their_place(tmp_path: Path, text: str) -> None:
    index = write(tmp_path / "report", hostile_page(everywhere(text)), REVIEWED, alarms=(text,))
    assert len(rows_of(index)) == len(texts_of(index)) == 2
    assert len(index.cssselect("script")) == 3
    assert not [path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "report")]
    assert all(len(os.fsencode(path.name)) <= 255 for path in tmp_path.rglob("*"))


def test_nothing_is_left_of_a_report_that_failed(tmp_path: Path) -> None:
    def fail() -> None:
        with ReportWriter(str(tmp_path / "report"), "Walks") as report:
            report.add(REVIEWED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="something else than a report"):
        ReportWriter(str(tmp_path), "Walks")


def test_an_earlier_report_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "report", REVIEWED)
    assert rows_of(write(tmp_path / "report")) == []
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert [path.name for path in (tmp_path / "report").iterdir()] == ["index.html"]


def test_a_report_with_notes_beside_it_or_a_page_of_that_name_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "report", REVIEWED)
    (tmp_path / "report" / "notes.txt").write_text("mine")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>mine</h1>")
    for folder in ("report", "site"):
        with pytest.raises(OutputError, match="something else than a report"):
            ReportWriter(str(tmp_path / folder), "Walks")


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one", REVIEWED)
    write(tmp_path / "two", REVIEWED)
    assert (tmp_path / "one" / "index.html").read_bytes() == (tmp_path / "two" / "index.html").read_bytes()
