"""`wellread report` and `explain --html`: review pages of pages, records and state folders."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from lxml import html

from tests.cli.command import crawl, told, wellread, wellread_here
from tests.crawler.loopback import Site, article, listing
from tests.output.review.pages import HTML


def pages_of(report: Path) -> list[html.HtmlElement]:
    return [html.parse(path).getroot() for path in sorted((report / "articles").rglob("*.html"))]


def test_a_folder_of_pages_becomes_a_report(tmp_path: Path) -> None:
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    (tmp_path / "pages" / "walks.html").write_bytes(HTML)
    (tmp_path / "pages" / "deep" / "tea.html").write_bytes(article("Tea at night").body)
    run = wellread("report", "pages", "-o", "report", "--title", "Two pages", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "")
    assert "2 articles; open report/index.html in a browser" in run.stderr
    index = html.parse(tmp_path / "report" / "index.html").getroot()
    assert index.findtext(".//h1") == "Two pages"
    shown = pages_of(tmp_path / "report")
    assert {page.findtext(".//h1") for page in shown} == {"Evening walks", "Tea at night"}
    assert all(page.cssselect("#page .block.kept") for page in shown)


def test_a_page_that_cannot_be_read_is_named_in_the_report_and_by_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "walks.html").write_bytes(HTML)
    (tmp_path / "pages" / "empty.html").write_bytes(b"")
    run = wellread("report", "pages", "-o", "report", cwd=tmp_path)
    assert run.returncode == 4
    assert "1 of 2 could not be read" in told(run)
    index = html.parse(tmp_path / "report" / "index.html").getroot()
    assert [item.text_content() for item in index.cssselect(".alarm li")] == ["pages/empty.html: the file is empty"]


def test_the_page_of_one_file_shows_its_blocks_beside_its_article(tmp_path: Path) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    run = wellread("explain", "walks.html", "--html", "review.html", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    page = html.parse(tmp_path / "review.html").getroot()
    assert page.findtext(".//h1") == "Evening walks"
    assert len(page.cssselect("#page .block.dropped")) > 3
    assert page.cssselect("#article mark")


@pytest.mark.parametrize("output", ["walks.html", "./walks.html", "link.html"])
def test_a_page_is_not_overwritten_with_its_review(tmp_path: Path, output: str) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    (tmp_path / "link.html").symlink_to("walks.html")
    run = wellread("explain", "walks.html", "--html", output, cwd=tmp_path)
    assert run.returncode == 2
    assert f"--html {output} would overwrite a file that is to be read; name another" in told(run)
    assert (tmp_path / "walks.html").read_bytes() == HTML


def test_no_page_is_left_where_there_was_none_to_explain(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    run = wellread("explain", "empty.html", "--html", "review.html", cwd=tmp_path)
    assert run.returncode == 4
    assert "empty.html: the file is empty" in told(run)
    assert not (tmp_path / "review.html").exists()


@pytest.mark.crawls
def test_a_state_folder_becomes_a_report_with_the_blocks_of_its_archived_pages(tmp_path: Path, site: Site) -> None:
    site.pages = {
        "/blog": listing("/blog/tea", "/blog/walks"),
        "/blog/tea": article("Tea"),
        "/blog/walks": article("Walks"),
    }
    assert crawl(f"{site.base}/blog", "-o", "a.jsonl", cwd=tmp_path).returncode == 0
    run = wellread("report", "wellread-state", "-o", "report", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    shown = pages_of(tmp_path / "report")
    assert len(shown) == len((tmp_path / "a.jsonl").read_text().splitlines())
    assert all(page.cssselect("#page .block.kept") for page in shown)
    for path in (tmp_path / "wellread-state" / "archive").rglob("*.warc.gz"):
        path.unlink()
    run = wellread("report", "wellread-state", "-o", "again", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert all(
        "in which order" in page.cssselect("#page .note")[0].text_content() for page in pages_of(tmp_path / "again")
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_blind_report_of_a_sample_says_what_became_of_each_article(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(6):
        (tmp_path / "pages" / f"{number}.html").write_bytes(
            HTML.replace(b"/walks", b"/walks%d" % number).replace(b"Evening walks", b"Evening walks %d" % number)
        )
    (tmp_path / "out.csv").write_text("article,reason\nhttps://harrow.example/walks3,a press release\n")
    options = ("--blind", "--sample", "4", "--seed", "s", "--exclude", tmp_path / "out.csv")
    for name in ("one", "two"):
        run = wellread_here("report", tmp_path / "pages", "-o", tmp_path / name, *options, cwd=tmp_path)
        assert run.returncode == 0, run.stderr
    rows = rows_of(tmp_path / "one" / "articles.csv")
    states = [row["state"] for row in rows]
    assert (states.count("selected"), states.count("not sampled"), states.count("excluded")) == (4, 1, 1)
    assert rows[3]["reason"] == "a press release"
    for row in rows:
        if row["number"]:
            page = (tmp_path / "one" / "articles" / f"{int(row['number']):04}.html").read_text()
            assert row["articleId"] in page
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) == 7
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes() for path in files)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--sample", "3"), "a sample of 3 was asked for, and 1 articles are left to choose from"),
        (("--stratify", "site"), "--stratify needs --sample"),
        (("--type", "essay"), "--type essay: a type is one of article, listing"),
        (("--since", "yesterday"), "'yesterday' is no day such as 2026-01-31"),
        (("--exclude", "walks.html"), "walks.html: its first line must be article,reason"),
    ],
)
def test_a_selection_that_cannot_be_made_is_refused(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    run = wellread_here("report", tmp_path / "walks.html", "-o", tmp_path / "report", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert message in told(run)
    assert not (tmp_path / "report").exists()


def test_annotations_lie_beside_the_pages(tmp_path: Path) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    options = ("-o", tmp_path / "report", "--annotations", "--title", "Walks")
    runs = [wellread_here("report", tmp_path / "walks.html", *options, cwd=tmp_path) for _ in range(2)]
    assert [run.returncode for run in runs] == [0, 0], runs[1].stderr
    collection = json.loads((tmp_path / "report" / "annotations.json").read_text(encoding="utf-8"))
    assert collection["label"] == "Walks"
    assert collection["total"] == len(collection["first"]["items"]) > 20
    assert f"{collection['total']} annotations\n" in runs[1].stderr


def test_records_without_their_pages_get_no_annotations(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes(b"")
    run = wellread_here("report", tmp_path / "articles.jsonl", "--annotations", cwd=tmp_path)
    assert run.returncode == 2
    assert "--annotations have their places on pages, which a file of records lacks" in told(run)


def test_raters_get_no_annotations(tmp_path: Path) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    run = wellread_here("report", tmp_path / "walks.html", "--blind", "--annotations", cwd=tmp_path)
    assert run.returncode == 2
    assert "--annotations tell what the program found, which --blind hides" in told(run)
