"""An archive is extracted as it was crawled: the last response to each visit counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.command import records
from tests.crawler import loopback
from tests.crawler.loopback import StubResponse, article, listing, redirect
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders, VisitContext
from wellread.crawler.commands.extract import extract_files
from wellread.output.identity import make_article_id, make_site_id

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BASE = "https://example.org"
FIRST = VisitContext("page", "2026-03-01T11:59:00.000000+00:00", f"{BASE}/blog")
SECOND = replace(FIRST, run_began="2026-03-02T11:59:00.000000+00:00")
LATE = "2026-03-01T13:00:00Z"


def extract(folder: Path, *visits: tuple[str, StubResponse | None, VisitContext | None]) -> list[dict[str, object]]:
    """The records of an archive of these responses, each an hour after the one before.

    A visit is a path, the response or None if nobody answered, and the context of the fetch.
    """
    with ArchiveWriter(folder / "archive") as writer:
        for hour, (path, answer, context) in enumerate(visits):
            at = NOON + timedelta(hours=hour)
            if answer:
                writer.write_exchange(exchange(path, answer, context, at))
            elif context:
                writer.write_no_response_record(f"{BASE}{path}", at, "no answer in time", context)
    extract_files([folder / "archive"], str(folder / "records.jsonl"), None, all_pages=False)
    return records((folder / "records.jsonl").read_text())


def exchange(path: str, answer: StubResponse, context: VisitContext | None, at: datetime) -> HttpExchange:
    headers = {"Content-Type": answer.content_type} | answer.headers
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    received = f"HTTP/1.1 {answer.status} Fine\r\n{head}\r\n".encode()
    raw_headers = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", received)
    return HttpExchange(f"{BASE}{path}", at, answer.status, raw_headers, answer.body, fetch_context=context)


def article_id_of(path: str) -> str:
    return make_article_id(make_site_id(BASE), f"{BASE}{path}")


def test_of_two_responses_to_one_visit_the_last_is_read(tmp_path: Path) -> None:
    (tea,) = extract(
        tmp_path, ("/blog/tea", article("Tea"), FIRST), ("/blog/tea", article("Tea"), FIRST),
    )  # fmt: skip
    assert tea["dateDownloaded"] == LATE


def test_a_visit_whose_last_request_nobody_answered_gives_no_record(tmp_path: Path) -> None:
    answers = (("/blog/tea", article("Tea"), FIRST), ("/blog/tea", None, FIRST), ("/blog/rest", article("Rest"), FIRST))
    assert [record["headline"] for record in extract(tmp_path, *answers)] == ["Rest"]


def test_the_same_page_in_the_next_run_is_another_visit(tmp_path: Path) -> None:
    answers = (("/blog/tea", article("Tea"), FIRST), ("/blog/tea", article("Tea, revised"), SECOND))
    first, second = extract(tmp_path, *answers)
    assert (first["headline"], second["headline"]) == ("Tea", "Tea, revised")
    assert first["articleId"] == second["articleId"]


def test_only_what_was_requested_as_a_page_is_an_article(tmp_path: Path) -> None:
    (tea,) = extract(
        tmp_path,
        ("/robots.txt", article("Robots"), None),
        ("/blog", article("Start"), replace(FIRST, url_kind="start")),
        ("/feed", article("Feed"), replace(FIRST, url_kind="list")),
        ("/blog/tea", article("Tea"), FIRST),
    )
    assert tea["headline"] == "Tea"


def test_an_article_whose_canonical_page_never_answers_is_named_after_its_own(tmp_path: Path) -> None:
    silent = article("Tea", canonical=f"{BASE}/blog/tea")
    (tea,) = extract(tmp_path, ("/blog/print", silent, FIRST), ("/blog/tea", None, FIRST))
    assert tea["articleId"] == article_id_of("/blog/print")


def test_a_canonical_page_of_the_next_run_is_not_waited_for_and_takes_over(tmp_path: Path) -> None:
    first, second = extract(
        tmp_path,
        ("/blog/print", article("Tea", canonical=f"{BASE}/blog/tea"), FIRST),
        ("/blog/tea", article("Tea", "/more", canonical=f"{BASE}/blog/tea"), SECOND),
        ("/blog/print", loopback.article("Tea, as it was", canonical=f"{BASE}/blog/tea"), SECOND),
    )
    assert first["articleId"] == article_id_of("/blog/print")
    assert second["headline"] == "Tea, as it was"


def test_an_article_that_moves_keeps_its_id_and_one_that_is_replaced_its_text(tmp_path: Path) -> None:
    found = extract(
        tmp_path,
        ("/blog/tea", article("Tea"), FIRST),
        ("/blog/rest", article("Rest"), FIRST),
        ("/blog/tea", redirect("/blog/green-tea"), SECOND),
        ("/blog/green-tea", article("Green tea"), SECOND),
        ("/blog/rest", listing("/blog/tea"), SECOND),
    )
    assert [(record["headline"], record["articleId"]) for record in found] == [
        ("Tea", article_id_of("/blog/tea")),
        ("Rest", article_id_of("/blog/rest")),
        ("Green tea", article_id_of("/blog/tea")),
    ]


def test_a_page_that_refreshes_to_another_is_no_article(tmp_path: Path) -> None:
    body = article("Old").body.replace(b"<head>", b'<head><meta http-equiv="refresh" content="0; url=/blog/new">')
    answers = (("/blog/old", StubResponse(body), FIRST), ("/blog/new", article("New"), FIRST))
    assert [record["headline"] for record in extract(tmp_path, *answers)] == ["New"]
