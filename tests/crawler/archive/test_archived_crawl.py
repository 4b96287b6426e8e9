"""A crawl archives all that servers say, each payload once, and does not begin without an archive."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.cli.command import crawl, told, wellread
from tests.crawler.archive.archived_crawls import archive_crawl, extract_archive, responses_by_path
from tests.crawler.loopback import Site, StubResponse, article, listing, redirect, text
from tests.crawler.spiders.native_scrapy import crawl_with_scrapy
from wellread.crawler.archive import ArchivedResponse, read_responses

pytestmark = pytest.mark.crawls


def test_every_response_is_archived_as_received(tmp_path: Path, site: Site) -> None:
    compressed = gzip.compress(article("Gzipped").body)
    headers = {"Content-Encoding": "gzip", "x-ODD": "caf\xe9", "Set-Cookie": "a=b"}
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /blog/private\n"),
        "/sitemap.xml": text(f"{site.base}/blog/gone\n"),
        "/blog": listing("/blog/tea", "/blog/moved", "/blog/gzipped"),
        "/blog/tea": article("Tea at night"),
        "/blog/moved": redirect("/blog/tea"),
        "/blog/gzipped": StubResponse(compressed, headers=headers),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 2
    assert sorted(extract_archive(archive, cwd=tmp_path)) == sorted(crawled)
    found = responses_by_path(site, archive)
    statuses = {path: capture.status for path, capture in found.items()}
    assert statuses == {
        "/robots.txt": 200, "/sitemap.xml": 200, "/blog": 200, "/blog/tea": 200, "/blog/moved": 301,
        "/blog/gzipped": 200, "/blog/gone": 404,
    }  # fmt: skip
    assert found["/blog/gzipped"].payload == compressed
    names = [name for name, _ in found["/blog/gzipped"].headers]
    assert names == [
        b"Server", b"Date", b"Content-Encoding", b"x-ODD", b"Set-Cookie", b"Content-Type", b"Content-Length"
    ]  # fmt: skip
    assert dict(found["/blog/gzipped"].headers)[b"x-ODD"] == b"caf\xe9"
    (file,) = archive.rglob("*.warc.gz")
    stored = gzip.decompress(file.read_bytes())
    assert b"GET /blog/gzipped HTTP/1.1\r\n" in stored
    assert b"\r\nUser-Agent: wellread/" in stored
    assert b"HTTP/1.0 200 OK\r\nServer: " in stored


def test_a_response_that_decompresses_to_too_much_stops_neither_the_crawl_nor_its_archive(
    tmp_path: Path, site: Site
) -> None:
    bomb = gzip.compress(b"<p>" + bytes(64 * 1024 * 1024))
    site.pages |= {
        "/blog": listing("/blog/bomb", "/blog/tea"),
        "/blog/bomb": StubResponse(bomb, headers={"Content-Encoding": "gzip"}),
        "/blog/tea": article("Tea at night"),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 1
    assert responses_by_path(site, archive)["/blog/bomb"].payload == bomb
    run = wellread("extract", archive, "-o", "again.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{site.base}/blog/bomb: its body is larger than 8 MB\n" in run.stderr
    assert told(run)
    assert (tmp_path / "again.jsonl").read_text().splitlines() == crawled


def test_a_payload_that_has_not_changed_is_not_stored_again(tmp_path: Path, site: Site) -> None:
    long = article("Tea at night", *(f"/blog/tea#{number}" for number in range(2_000)))
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": long}
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    archive_crawl(f"{site.base}/blog", tmp_path)
    first, second = sorted(archive.rglob("*.warc.gz"))
    assert second.stat().st_size < first.stat().st_size / 2
    revisits = [each for each in read_responses(second) if isinstance(each, ArchivedResponse) and each.revisit_of]
    assert {revisit.url for revisit in revisits} >= {f"{site.base}/blog"}
    assert extract_archive(archive, cwd=tmp_path) == crawled


def test_a_file_that_a_killed_crawl_has_left_is_repaired_by_the_next(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    archive, _ = archive_crawl(f"{site.base}/blog", tmp_path)
    (whole,) = archive.rglob("*.warc.gz")
    torn = whole.rename(whole.with_name(f"{whole.name}.open"))
    with torn.open("r+b") as file:
        file.truncate(torn.stat().st_size - 10)
    run = crawl(f"{site.base}/blog", "--state", tmp_path / "state", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert f'event="archive repaired" what="{whole}: ' in run.stderr
    assert whole.exists()
    assert not torn.exists()


def test_a_crawl_whose_archive_cannot_be_written_does_not_begin_and_says_so(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "archive").write_text("in the way")
    for run in (crawl(f"{site.base}/blog", "--state", "state", cwd=tmp_path), crawl_with_scrapy(site, tmp_path)):
        assert run.returncode == 2
        assert told(run).endswith("state/archive: it is a file, not a folder")
    assert site.asked == []
    assert not (tmp_path / "articles.jsonl").exists()
    (tmp_path / "state" / "archive").unlink()
    assert crawl(f"{site.base}/blog", "--state", tmp_path / "state", cwd=tmp_path).returncode == 0
    assert len((tmp_path / "articles.jsonl").read_text().splitlines()) == 1
