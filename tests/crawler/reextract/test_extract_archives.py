"""`wellread extract` on damaged archives: what can be read is written, the rest is named."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.command import records, told, wellread_here
from tests.crawler.loopback import article
from wellread.crawler.archive import ArchiveWriter, HttpExchange, RawHeaders

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADERS = RawHeaders(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")


def write_archive(folder: Path, *titles: str) -> Path:
    """An archive with an article for each title."""
    folder.mkdir(exist_ok=True)
    with ArchiveWriter(folder) as writer:
        for number, title in enumerate(titles):
            url = f"https://example.org/blog/{number}"
            writer.write_exchange(HttpExchange(url, NOON, 200, HEADERS, article(title).body))
    return max(folder.iterdir())


def test_the_whole_records_of_a_torn_archive_are_extracted(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive", "Tea", "Coffee")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 1000])
    run = wellread_here("extract", path, "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{path} at byte " in run.stderr
    assert ": damaged at byte " in run.stderr
    assert told(run) == "Error: 1 of 2 could not be read"
    assert [record["headline"] for record in records((tmp_path / "out.jsonl").read_text())] == ["Tea"]


def test_a_file_that_is_no_archive_is_named_and_the_others_are_extracted(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", "Tea")
    wrong = tmp_path / "archive" / "a.warc.gz"
    wrong.write_bytes(gzip.compress(b"<p>Tea</p>"))
    run = wellread_here("extract", tmp_path / "archive", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{wrong}: not a WARC file\n" in run.stderr
    assert [record["headline"] for record in records(run.stdout)] == ["Tea"]


def test_pages_and_archives_in_one_folder_are_extracted(tmp_path: Path) -> None:
    write_archive(tmp_path / "mixed", "Tea", "Coffee")
    (tmp_path / "mixed" / "page.html").write_bytes(article("Water").body)
    run = wellread_here("extract", tmp_path / "mixed", cwd=tmp_path)
    assert run.returncode == 0
    assert [record["headline"] for record in records(run.stdout)] == ["Water", "Tea", "Coffee"]


def test_the_same_article_in_two_archives_is_extracted_once_and_its_change_too(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", "Tea", "Coffee")
    write_archive(tmp_path / "archive", "Tea", "Coffee with milk")
    run = wellread_here("extract", tmp_path / "archive", cwd=tmp_path)
    assert [record["headline"] for record in records(run.stdout)] == ["Tea", "Coffee", "Coffee with milk"]
    names = [record["articleId"] for record in records(run.stdout)]
    assert names[1] == names[2] != names[0]


def test_an_archive_is_refused_with_an_option_for_its_url(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive", "Tea")
    run = wellread_here("extract", path, "--url", "https://example.org/", cwd=tmp_path)
    assert run.returncode == 2
    assert "--url belongs to a single file of HTML" in told(run)
