"""What one page raises is its failure alone: it is named and counted, and the others are written."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import wellread
from tests.cli.command import records, told, wellread_here
from tests.crawler.ledger.visits import crawl, url
from tests.crawler.loopback import article
from tests.crawler.pages import burning_tasks
from tests.crawler.reextract.test_extract_archives import write_archive
from wellread.crawler.commands import archive_records, explain, extract
from wellread.crawler.ledger import ArticleCandidate, Ledger, Outcome, VisitResult
from wellread.crawler.reextract.replayed_crawl import ReplayedCrawl
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.output.record import ArticleRecord, publish


def test_a_page_on_which_the_reader_fails_is_named_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("coffee", "poison", "tea"):
        (pages / f"{name}.html").write_bytes(article(name.title()).body)
    monkeypatch.setattr(extract, "extract_record", burning_tasks.extract_poisoned)
    with pytest.raises(CommandError, match="1 of 3 could not be read") as ended:
        extract.extract_files([pages], str(tmp_path / "out.jsonl"), None, all_pages=False)
    assert ended.value.code is ExitCode.SOME_FAILED
    assert f"{pages}/poison.html: RecursionError: maximum recursion depth exceeded" in capsys.readouterr().err
    assert [record["headline"] for record in records((tmp_path / "out.jsonl").read_text())] == ["Coffee", "Tea"]


@pytest.mark.parametrize("what", ["replay", "article", "record"])
def test_a_response_that_makes_us_fail_is_named_and_the_others_are_written(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = write_archive(tmp_path / "archive", "Tea", "Poison", "Coffee")
    places = {
        "replay": (archive_records, "replay_response"),
        "article": (archive_records, "_await_article"),
        "record": (ReplayedCrawl, "_visit_result"),
    }
    owner, name = places[what]
    monkeypatch.setattr(owner, name, fail_second(getattr(owner, name)))
    with pytest.raises(CommandError) as ended:
        extract.extract_files([archive], str(tmp_path / "out.jsonl"), None, all_pages=False)
    assert ended.value.code is ExitCode.SOME_FAILED
    assert "https://example.org/blog/1: ValueError: poison" in capsys.readouterr().err
    assert [record["headline"] for record in records((tmp_path / "out.jsonl").read_text())] == ["Tea", "Coffee"]


def test_a_page_on_which_explaining_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_bytes(article("Tea").body)
    monkeypatch.setattr(explain, "review", lambda *_, **__: burning_tasks.endless(None))
    with pytest.raises(CommandError, match="RecursionError") as ended:
        explain.explain_page(str(tmp_path / "page.html"), None, None, allow_private=False)
    assert ended.value.code is ExitCode.SOME_FAILED


def fail_second(function: Callable[..., object]) -> Callable[..., object]:
    """The function, but its second call fails."""
    calls: list[object] = []

    def failing(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise ValueError("poison")
        return function(*arguments)

    return failing


def test_what_is_read_otherwise_than_before_is_counted_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, known = tmp_path / "pages", tmp_path / "known.jsonl"
    pages.mkdir()
    for name in ("coffee", "milk", "tea"):
        page = article(name.title(), canonical=f"https://example.org/blog/{name}")
        (pages / f"{name}.html").write_bytes(page.body)
    extract.extract_files([pages], str(known), None, all_pages=False)
    lines = known.read_text().splitlines()
    assert '"1. Most people sleep better' in lines[2]
    known.write_text("\n".join([lines[0], lines[2].replace('"1. Most people', '"1. Many people')]) + "\n")
    capsys.readouterr()
    packed = tmp_path / "known.jsonl.gz"
    packed.write_bytes(gzip.compress(known.read_bytes()))
    extract.extract_and_compare([pages], "-", None, packed, all_pages=False)
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "2 records compared: 1 would change (50.0 %); 1 are not known there",
        "  sections: 1 (1 changed blocks)",
        "https://example.org/blog/tea",
    ]
    assert "1. [-Many-]{+Most+} people sleep better in" in told[3]
    with pytest.raises(CommandError, match="it does not hold records"):
        extract.extract_and_compare([pages], "-", None, pages / "tea.html", all_pages=False)


def test_a_state_is_compared_with_its_own_archive_and_nothing_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = article("Tea", canonical="https://example.org/blog/tea").body
    (tmp_path / "tea.html").write_bytes(page)
    with Ledger.in_folder(tmp_path / "state") as ledger:
        crawl(ledger, {"tea": VisitResult(Outcome.ARTICLE, candidate=ArticleCandidate(url("tea"), read(page)))})
    extract.extract_and_compare([tmp_path / "tea.html"], "-", url("tea"), tmp_path / "state", all_pages=False)
    assert capsys.readouterr().out.startswith("1 records compared: 0 would change (0.0 %); 0 are not known there\n")


def read(page: bytes) -> ArticleRecord:
    return publish(wellread.extract(page, url=url("tea")), page)


@pytest.mark.skipif(find_spec("upath") is not None, reason="what it needs is here")
@pytest.mark.parametrize("arguments", [("s3://bucket/archive",), ("{page}", "-o", "s3://bucket/out.jsonl")])
def test_object_storage_without_its_package_is_one_line_and_a_code(arguments: tuple[str, ...], tmp_path: Path) -> None:
    page = tmp_path / "tea.html"
    page.write_bytes(article("Tea").body)
    run = wellread_here("extract", *(word.format(page=page) for word in arguments), cwd=tmp_path)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "it needs pip install 'wellread[s3]'" in told(run)
