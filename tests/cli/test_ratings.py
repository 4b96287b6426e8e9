"""`wellread report --rate` and `wellread ratings`: sheets go out, and come back with how far raters agree."""

import csv
from pathlib import Path

import pytest
from lxml import html

from tests.cli.command import told, wellread_here
from tests.output.review.pages import HTML


def fill(sheet: Path, target: Path, rater: str, *values: tuple[str, ...]) -> Path:
    """The sheet as a rater fills it in: the values of each row."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    for row, of_row in zip(rows[1:], values, strict=True):
        row[1] = rater
        row[6 : 6 + len(of_row)] = of_row
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return target


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report for raters with three articles."""
    folder = tmp_path_factory.mktemp("raters")
    (folder / "pages").mkdir()
    for number in range(3):
        (folder / "pages" / f"{number}.html").write_bytes(HTML.replace(b"/walks", b"/walks%d" % number))
    options = ("--blind", "--rate", "jama", "--rate", "gqs")
    run = wellread_here("report", folder / "pages", "-o", folder / "report", *options, cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder / "report"


def test_sheets_come_back_with_the_agreement_of_their_raters(tmp_path: Path, report: Path) -> None:
    yes, no = ("yes",) * 4, ("no",) * 4
    sheets = [
        fill(report / "ratings" / "jama.csv", tmp_path / "ann.csv", "Ann", yes, no, yes),
        fill(report / "ratings" / "jama.csv", tmp_path / "bob.csv", "Bob", yes, no, no),
        fill(report / "ratings" / "gqs.csv", tmp_path / "gqs.csv", "Ann", ("4",), ("2",), ("",)),
    ]
    options = ("--report", report, "-o", "agreement.csv", "--long", "long.csv")
    run = wellread_here("ratings", *sheets, *options, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[0] == "JAMA benchmarks: 3 articles, 2 raters"
    assert lines[2].split()[:6] == ["1", "Authorship", "3", "67%", "0.40", "0.33"]
    assert "Global Quality Score: 2 articles, 1 rater; agreement takes two" in lines
    with (tmp_path / "agreement.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 6
    assert rows[0]["cohen"] == "0.4"
    assert len((tmp_path / "long.csv").read_text().splitlines()) == 1 + 24 + 2


def test_what_raters_wrote_stands_in_a_report_beside_the_signals(tmp_path: Path, report: Path) -> None:
    sheet = fill(report / "ratings" / "jama.csv", tmp_path / "ann.csv", "Ann", ("yes",) * 4, ("no",) * 4, ("yes",))
    pages = report.parent / "pages"
    run = wellread_here("report", pages, "-o", tmp_path / "rated", "--ratings", sheet, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    shown = [html.parse(path).getroot() for path in (tmp_path / "rated" / "articles").rglob("*.html")]
    answers = [[cell.text_content() for cell in page.cssselect("#ratings tbody td:nth-child(2)")] for page in shown]
    assert sorted(answers) == sorted([["yes"] * 4, ["no"] * 4, ["yes", *["no answer"] * 3]])
    assert not html.parse(tmp_path / "rated" / "index.html").getroot().cssselect(".alarm")


def test_raters_do_not_see_what_others_have_rated(tmp_path: Path, report: Path) -> None:
    sheet = fill(report / "ratings" / "jama.csv", tmp_path / "ann.csv", "Ann", ("yes",), ("no",), ("",))
    options = ("-o", tmp_path / "rated", "--ratings", sheet, "--blind")
    run = wellread_here("report", report.parent / "pages", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert "--ratings show what others have rated, which --blind hides" in told(run)
    assert not (tmp_path / "rated").exists()


def test_all_that_is_wrong_with_sheets_is_said_at_once(tmp_path: Path, report: Path) -> None:
    sheet = fill(report / "ratings" / "jama.csv", tmp_path / "a.csv", "Ann", ("ja",), ("yes", "nein"), ("",))
    run = wellread_here("ratings", sheet, "--report", report, cwd=tmp_path)
    assert run.returncode == 2
    assert "line 2, item 1: 'ja' is none of no, yes" in run.stderr
    assert "line 3, item 2: 'nein' is none of no, yes" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "it is not UTF-8; save it as"),
        (b"", "it is no rating sheet"),
        (b"instrument,rater,articleId,1 x\njama,Ann,nobody,yes\n", "the report has no article 'nobody'"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, report: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    run = wellread_here("ratings", tmp_path / "a.csv", "--report", report, cwd=tmp_path)
    assert run.returncode == 2
    assert message in told(run)


def test_a_folder_that_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    run = wellread_here("ratings", tmp_path / "a.csv", "--report", tmp_path, cwd=tmp_path)
    assert run.returncode == 2
    assert "it is no report with sheets for raters" in told(run)


def test_sheets_that_raters_have_filled_in_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "walks.html").write_bytes(HTML)
    command = ("report", tmp_path / "walks.html", "-o", tmp_path / "report", "--rate", "jama")
    for _ in range(2):
        assert wellread_here(*command, cwd=tmp_path).returncode == 0
    sheet = tmp_path / "report" / "ratings" / "jama.csv"
    fill(sheet, sheet, "Ann", ("yes",))
    run = wellread_here(*command, cwd=tmp_path)
    assert run.returncode == 2
    assert "raters have written into the sheets of this report; name a new folder" in told(run)
    assert "Ann" in sheet.read_text()
