"""`wellread annotations`: what a report has annotated is found again, also on another state of its page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import crawl, told, wellread, wellread_here
from tests.crawler.loopback import Site, article, listing
from tests.output.review.pages import HTML, URL


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """The annotations of a page, which lies beside them as walks.html."""
    (tmp_path / "walks.html").write_bytes(HTML)
    run = wellread_here("report", tmp_path / "walks.html", "-o", tmp_path / "report", "--annotations", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    return tmp_path / "report" / "annotations.json"


def rows_of(output: str) -> list[list[str]]:
    return [line.split("\t") for line in output.splitlines()]


def test_every_annotation_of_a_report_is_found_on_its_page(annotated: Path, tmp_path: Path) -> None:
    run = wellread_here("annotations", annotated, tmp_path / "walks.html", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    items = json.loads(annotated.read_text(encoding="utf-8"))["first"]["items"]
    positions = [[str(item["target"]["selector"][1][key]) for key in ("start", "end")] for item in items]
    assert [row[:4] for row in rows_of(run.stdout)] == [["found", *position, URL] for position in positions]
    assert ["dosage", "5 mg"] in [row[4:] for row in rows_of(run.stdout)]
    assert f"{len(items)} found, 0 moved, 0 ambiguous, 0 missing" in run.stderr


def test_on_another_state_of_the_page_what_is_gone_has_no_place(annotated: Path, tmp_path: Path) -> None:
    changed = HTML.replace(b"5 mg of melatonin", b"an infusion").replace(b"<h2>References</h2>", b"<h2>Sources</h2>")
    (tmp_path / "later.html").write_bytes(changed)
    run = wellread_here("annotations", annotated, tmp_path / "later.html", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    places = {row[5]: row[:3] for row in rows_of(run.stdout)}
    assert places["5 mg"] == ["missing", "", ""]
    assert places["References"] == ["missing", "", ""]
    assert places["Evening walks"][0] == "found"


@pytest.mark.crawls
def test_annotations_are_found_on_the_archived_pages_of_a_state(tmp_path: Path, site: Site) -> None:
    site.pages = {
        "/blog": listing("/blog/tea", "/blog/walks"),
        "/blog/tea": article("Tea"),
        "/blog/walks": article("Walks"),
    }
    assert crawl(f"{site.base}/blog", "-o", "a.jsonl", cwd=tmp_path).returncode == 0
    assert wellread("report", "wellread-state", "-o", "report", "--annotations", cwd=tmp_path).returncode == 0
    run = wellread("annotations", "report/annotations.json", "wellread-state", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    total = json.loads((tmp_path / "report" / "annotations.json").read_text(encoding="utf-8"))["total"]
    assert [row[0] for row in rows_of(run.stdout)] == ["found"] * total
    assert {row[3] for row in rows_of(run.stdout)} == {f"{site.base}/blog/tea", f"{site.base}/blog/walks"}


def test_a_page_goes_by_the_address_that_the_user_gives(annotated: Path, tmp_path: Path) -> None:
    moved = annotated.read_text(encoding="utf-8").replace(URL, "https://other.example/")
    (tmp_path / "moved.json").write_text(moved, encoding="utf-8")
    for options, code in (((), 2), (("--url", "https://other.example/"), 0)):
        run = wellread_here("annotations", tmp_path / "moved.json", tmp_path / "walks.html", *options, cwd=tmp_path)
        assert run.returncode == code, run.stderr
    (tmp_path / "tea.html").write_bytes(HTML.replace(URL.encode(), b"https://harrow.example/tea"))
    run = wellread_here("annotations", annotated, tmp_path / "tea.html", cwd=tmp_path)
    assert "no annotation in it is about these pages; --url names one" in told(run)


def test_pages_that_are_not_there_are_named(annotated: Path, tmp_path: Path) -> None:
    two = json.loads(annotated.read_text(encoding="utf-8"))["first"]["items"][:2]
    two[1]["target"]["source"] = "https://harrow.example/tea\x1b[2J"
    (tmp_path / "two.json").write_text(json.dumps([*two, {"type": "Annotation", "target": "a"}]), encoding="utf-8")
    run = wellread_here("annotations", tmp_path / "two.json", tmp_path / "walks.html", cwd=tmp_path)
    assert run.returncode == 0
    assert "no page here: https://harrow.example/tea" in run.stderr
    assert "\x1b" not in run.stderr
    assert "1 without the words that they are about" in run.stderr


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("walks.html", "walks.html", "it is no JSON"),
        ("empty.json", "walks.html", "it has no annotations"),
        ("report/annotations.json", "a.jsonl", "records have no text of their pages"),
    ],
    ids=["no-json", "no-annotations", "records"],
)
def test_what_cannot_be_used_is_refused(annotated: Path, tmp_path: Path, name: str, source: str, message: str) -> None:
    assert annotated.is_file()
    (tmp_path / "empty.json").write_text("{}")
    (tmp_path / "a.jsonl").write_text("")
    run = wellread_here("annotations", tmp_path / name, tmp_path / source, cwd=tmp_path)
    assert run.returncode == 2
    assert message in told(run)


def test_one_address_is_not_that_of_a_folder(annotated: Path, tmp_path: Path) -> None:
    run = wellread_here("annotations", annotated, tmp_path, "--url", URL, cwd=tmp_path)
    assert "--url names a single page, and the source is a folder" in told(run)
