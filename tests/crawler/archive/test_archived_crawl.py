"""A crawl archives all that servers say, and its archive gives the same records again."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.cli.command import ROOT, crawl, environment, records, told, wellread
from tests.crawler.loopback import Answer, Site, article, listing, redirect, text
from wellread.crawler.archive import ArchivedResponse, read_responses
from wellread.crawler.demo import serve_demo_site
from wellread.crawler.runs.lock import StateLock

pytestmark = pytest.mark.crawls


def archived(url: str, folder: Path) -> tuple[Path, list[str]]:
    """Crawls a blog; the folder of its archive, and the lines of its records."""
    run = crawl(url, "--state", folder / "state", "-o", folder / "crawled.jsonl", cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder / "state" / "archive", (folder / "crawled.jsonl").read_text().splitlines()


def extracted(archive: Path, *options: str, cwd: Path) -> list[str]:
    run = wellread("extract", archive, *options, cwd=cwd)
    assert run.returncode == 0, run.stderr
    assert records(run.stdout)
    return run.stdout.splitlines()


def by_path(site: Site, archive: Path) -> dict[str, ArchivedResponse]:
    return {
        one.url.removeprefix(site.base): one for one in read_responses(archive) if isinstance(one, ArchivedResponse)
    }


def test_the_archive_of_a_crawl_gives_the_records_that_the_crawl_gave(tmp_path: Path) -> None:
    with serve_demo_site() as base:
        archive, crawled = archived(f"{base}/blog", tmp_path)
    assert len(crawled) == 10
    assert all(json.loads(line)["warcFile"] and json.loads(line)["warcRecordId"] for line in crawled)
    again = extracted(archive, cwd=tmp_path)
    assert sorted(again) == sorted(crawled)
    assert extracted(archive, cwd=tmp_path) == again
    (file,) = archive.iterdir()
    twice = tmp_path / "twice"
    twice.mkdir()
    for name in (f"a-{file.name}", file.name):
        (twice / name).write_bytes(file.read_bytes())
    assert len(extracted(twice, cwd=tmp_path)) == len(crawled)


def test_every_response_is_archived_as_received(tmp_path: Path, site: Site) -> None:
    packed = gzip.compress(article("Packed").body)
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /blog/private\n"),
        "/sitemap.xml": text(f"{site.base}/blog/gone\n"),
        "/blog": listing("/blog/tea", "/blog/moved", "/blog/packed"),
        "/blog/tea": article("Tea at night"),
        "/blog/moved": redirect("/blog/tea"),
        "/blog/packed": Answer(packed, headers={"Content-Encoding": "gzip", "x-ODD": "caf\xe9", "Set-Cookie": "a=b"}),
    }
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 2
    assert sorted(extracted(archive, cwd=tmp_path)) == sorted(crawled)
    found = by_path(site, archive)
    statuses = {path: capture.status for path, capture in found.items()}
    assert statuses == {
        "/robots.txt": 200, "/sitemap.xml": 200, "/blog": 200, "/blog/tea": 200, "/blog/moved": 301,
        "/blog/packed": 200, "/blog/gone": 404,
    }  # fmt: skip
    assert found["/blog/packed"].payload == packed
    names = [name for name, _ in found["/blog/packed"].headers]
    assert names == [
        b"Server", b"Date", b"Content-Encoding", b"x-ODD", b"Set-Cookie", b"Content-Type", b"Content-Length"
    ]  # fmt: skip
    assert dict(found["/blog/packed"].headers)[b"x-ODD"] == b"caf\xe9"
    (file,) = archive.iterdir()
    stored = gzip.decompress(file.read_bytes())
    assert b"GET /blog/packed HTTP/1.1\r\n" in stored
    assert b"\r\nUser-Agent: wellread/" in stored
    assert b"HTTP/1.0 200 OK\r\nServer: " in stored


def test_a_response_that_unpacks_to_too_much_stops_neither_the_crawl_nor_its_archive(
    tmp_path: Path, site: Site
) -> None:
    bomb = gzip.compress(b"<p>" + bytes(64 * 1024 * 1024))
    site.pages |= {
        "/blog": listing("/blog/bomb", "/blog/tea"),
        "/blog/bomb": Answer(bomb, headers={"Content-Encoding": "gzip"}),
        "/blog/tea": article("Tea at night"),
    }
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 1
    assert by_path(site, archive)["/blog/bomb"].payload == bomb
    run = wellread("extract", archive, "-o", "again.jsonl", cwd=tmp_path)
    assert run.returncode == 4
    assert f"{site.base}/blog/bomb: its body is larger than 8 MB\n" in run.stderr
    assert told(run)
    assert (tmp_path / "again.jsonl").read_text().splitlines() == crawled


def test_one_article_at_many_addresses_is_extracted_as_it_was_crawled(tmp_path: Path, site: Site) -> None:
    canonical = f"{site.base}/blog/tea"
    site.pages |= {
        "/blog": listing("/blog/print-tea", "/blog/tea", "/blog/lone", "/blog/same-1", "/blog/same-2"),
        "/blog/print-tea": article("Tea at night", canonical=canonical),
        "/blog/tea": article("Tea at night", canonical=canonical),
        "/blog/lone": article("Alone", canonical=f"{site.base}/blog/missing"),
        "/blog/same-1": article("The first", canonical=canonical),
        "/blog/same-2": article("The second", canonical=canonical),
    }
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 4
    assert sorted(extracted(archive, cwd=tmp_path)) == sorted(crawled)


def test_an_article_whose_canonical_page_may_not_be_asked_for_is_extracted_as_it_was_crawled(
    tmp_path: Path, site: Site
) -> None:
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /blog/private\n"),
        "/blog": listing("/blog/tea", "/blog/home"),
        "/blog/tea": article("Tea at night", canonical=f"{site.base}/blog/private/tea"),
        "/blog/home": article("Home", canonical=f"{site.base}/blog"),
    }
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 2
    assert sorted(extracted(archive, cwd=tmp_path)) == sorted(crawled)


def test_pages_that_are_no_articles_are_extracted_on_request(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    assert extracted(archive, cwd=tmp_path) == crawled
    everything = records("\n".join(extracted(archive, "--all-pages", cwd=tmp_path)))
    assert sorted(str(record["pageType"]) for record in everything) == ["article", "listing"]


def test_what_has_not_changed_is_not_stored_again(tmp_path: Path, site: Site) -> None:
    long = article("Tea at night", *(f"/blog/tea#{number}" for number in range(2_000)))
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": long}
    archive, crawled = archived(f"{site.base}/blog", tmp_path)
    archived(f"{site.base}/blog", tmp_path)
    first, second = sorted(archive.iterdir())
    assert second.stat().st_size < first.stat().st_size / 2
    revisits = [one for one in read_responses(second) if isinstance(one, ArchivedResponse) and one.revisit_of]
    assert {one.url for one in revisits} >= {f"{site.base}/blog"}
    assert extracted(archive, cwd=tmp_path) == crawled


def test_a_file_that_a_killed_crawl_has_left_is_mended_by_the_next(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    archive, _ = archived(f"{site.base}/blog", tmp_path)
    (whole,) = archive.iterdir()
    torn = whole.rename(archive / f"{whole.name}.open")
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
    for run in (crawl(f"{site.base}/blog", "--state", "state", cwd=tmp_path), native(site, tmp_path)):
        assert run.returncode == 2
        assert told(run).endswith("state/archive: it is a file, not a folder")
    assert site.asked == []
    assert not (tmp_path / "articles.jsonl").exists()
    (tmp_path / "state" / "archive").unlink()
    assert crawl(f"{site.base}/blog", "--state", tmp_path / "state", cwd=tmp_path).returncode == 0
    assert len((tmp_path / "articles.jsonl").read_text().splitlines()) == 1


def native(site: Site, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Crawl as those do who live in Scrapy."""
    settings = ("-s", "ALLOW_PRIVATE=1", "-s", f"STATE={folder / 'state'}", "-s", "CONTACT=test@example.org")
    command = [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={site.base}/blog", *settings, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), check=False, capture_output=True, text=True, timeout=120
    )


def test_native_scrapy_keeps_off_a_state_on_which_a_crawl_is_under_way(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    (tmp_path / "state").mkdir()
    with StateLock(tmp_path / "state" / "lock"):
        run = native(site, tmp_path)
    assert run.returncode == 75
    assert told(run).startswith(f"Error: a run is under way on {tmp_path}/state (process {os.getpid()}, since ")
    assert site.asked == []
    gate = Event()
    site.pages["/blog/tea"] = replace(site.pages["/blog/tea"], wait=gate)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(native, site, tmp_path, "-O", str(tmp_path / "native.jsonl"))
        while "/blog/tea" not in site.asked and not first.done():
            time.sleep(0.05)
        second = crawl(f"{site.base}/blog", "--state", "state", cwd=tmp_path)
        gate.set()
    assert (first.result().returncode, second.returncode) == (0, 75), first.result().stderr
    assert len(records((tmp_path / "native.jsonl").read_text())) == 1


@pytest.mark.parametrize(
    ("argument", "problem"),
    [("url=example", "not a web address: 'example'"), ("since=soon", "a date such as 2026-01-31, or a duration")],
)
def test_native_scrapy_refuses_in_one_line(tmp_path: Path, site: Site, argument: str, problem: str) -> None:
    run = native(site, tmp_path, "-a", argument)
    assert run.returncode == 2
    assert told(run).startswith(f"Error: {problem}")


def test_native_scrapy_archives_into_its_state(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    assert native(site, tmp_path).returncode == 0
    assert by_path(site, tmp_path / "state" / "archive").keys() >= {"/robots.txt", "/blog", "/blog/tea"}
    assert not list((tmp_path / "state" / "archive").glob("*.open"))
