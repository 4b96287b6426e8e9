"""Files of records become reports: a line that is none fails alone, and what is damaged is told."""

from __future__ import annotations

import gzip
import sys
from importlib import import_module
from pathlib import Path

import pytest
from lxml import html

from tests.crawler.ledger.visits import DAY, article, crawl
from tests.output.review.pages import HTML, REVIEWED
from wellread.crawler.commands.report import write_report
from wellread.crawler.commands.report_options import ReportOptions
from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.record import ArticleRecord
from wellread.output.record_json import encode_record

assert isinstance(REVIEWED.article, ArticleRecord)
RECORD = encode_record(REVIEWED.article)
PACK = {
    ".jsonl": bytes,
    ".jsonl.gz": gzip.compress,
    ".jsonl.zst": import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd").compress,
}


def report_of(source: Path) -> Path:
    """Where the report of a file is written."""
    return source.with_name("report")


def pages_of(source: Path) -> list[html.HtmlElement]:
    return [html.parse(path).getroot() for path in sorted((report_of(source) / "articles").rglob("*.html"))]


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_of_records_becomes_a_report(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"a{suffix}"
    source.write_bytes(PACK[suffix](RECORD + b"\n"))
    write_report(ReportOptions(source=source, output=str(report_of(source))))
    (page,) = pages_of(source)
    assert page.findtext(".//h1") == "Evening walks"
    assert "in which order" in page.cssselect("#page .note")[0].text_content()


@pytest.mark.parametrize("damage", [b"{}", b'{"url": 3}', b"\xff\xfe", b"not json", RECORD[:500]])
def test_a_line_that_is_no_record_fails_alone(
    tmp_path: Path, damage: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b"\n".join((RECORD, damage, b"", RECORD)))
    with pytest.raises(CommandError, match="1 of 3 could not be read") as failure:
        write_report(ReportOptions(source=source, output=str(report_of(source))))
    assert failure.value.code == ExitCode.SOME_FAILED
    assert "a.jsonl line 2: it is no record: " in capsys.readouterr().err
    assert len(pages_of(source)) == 2


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
@pytest.mark.parametrize("kept", [10, 300])
def test_a_damaged_file_is_told(tmp_path: Path, suffix: str, kept: int, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / f"a{suffix}"
    source.write_bytes(PACK[suffix](RECORD * 9)[:kept])
    with pytest.raises(CommandError, match="1 of 1 could not be read") as failure:
        write_report(ReportOptions(source=source, output=str(report_of(source))))
    assert failure.value.code == ExitCode.SOME_FAILED
    assert f"a{suffix}: the file is damaged: " in capsys.readouterr().err
    assert not report_of(source).exists()


def test_a_folder_without_pages_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "pages"
    source.mkdir()
    with pytest.raises(CommandError):
        write_report(ReportOptions(source=source, output=str(report_of(source))))
    assert "no .html, .htm or .xhtml file in it, and it is no state folder" in capsys.readouterr().err
    assert not report_of(source).exists()


def test_a_database_that_the_environment_names_makes_no_state_of_a_folder_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELLREAD_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    source = tmp_path / "pages"
    source.mkdir()
    (source / "walks.html").write_bytes(HTML)
    write_report(ReportOptions(source=source, output=str(report_of(source))))
    assert [page.findtext(".//h1") for page in pages_of(source)] == ["Evening walks"]


def test_a_folder_that_is_not_empty_is_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(RECORD)
    report_of(source).mkdir()
    (report_of(source) / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="the folder holds something else than a report; name a new one") as failure:
        write_report(ReportOptions(source=source, output=str(report_of(source))))
    assert failure.value.code == ExitCode.USAGE


def test_a_file_that_is_no_list_of_retractions_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    source, other = tmp_path / "a.jsonl", tmp_path / "other.csv"
    source.write_bytes(RECORD)
    other.write_text("DOI\n")
    with pytest.raises(CommandError, match=r"other\.csv: no list of retractions: it has no column") as failure:
        write_report(ReportOptions(source=source, output=str(report_of(source)), retractions=other))
    assert failure.value.code == ExitCode.USAGE
    assert not report_of(source).exists()


def test_retracted_works_are_told_on_the_list(tmp_path: Path) -> None:
    source, known = tmp_path / "a.jsonl", tmp_path / "rw.csv"
    source.write_bytes(RECORD)
    known.write_text(
        "OriginalPaperDOI,OriginalPaperPubMedID,RetractionDate,RetractionNature,Reason\n"
        "10.1234/HARROW.2020.1,0,3/5/2021 0:00,Retraction,+Error\n"
    )
    write_report(ReportOptions(source=source, output=str(report_of(source)), retractions=known))
    index = html.parse(report_of(source) / "index.html").getroot()
    assert "Evening walks: cites Falk I, Moor T." in index.cssselect(".alarm li")[0].text_content()


def test_the_states_that_a_crawl_has_kept_of_an_article_are_compared(tmp_path: Path) -> None:
    state = tmp_path / "state"
    for night, text in enumerate(("Take 12 mg at night.", "Take 21 mg at night.")):
        with Ledger.in_folder(state, clock=lambda night=night: 1_700_000_000.0 + night * DAY) as ledger:  # type: ignore[misc]
            crawl(ledger, {"tea": article("tea", text, headline="Tea"), "nap": article("nap", "Naps", headline="Naps")})
    write_report(ReportOptions(source=state, output=str(report_of(state))))
    shown = {page.findtext(".//h1"): page for page in pages_of(state)}
    assert len(shown["Tea"].cssselect(".comparison")) == 1
    assert not shown["Naps"].cssselect(".comparison")
