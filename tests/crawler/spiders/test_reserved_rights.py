"""Articles whose site reserves the rights are left alone if that is asked for, and gone if they were read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command import crawl, records, wellread
from tests.crawler.loopback import Site, StubResponse, article, listing, tagged, text
from tests.crawler.spiders.test_revisits import pass_days
from wellread.crawler.runs.record import SiteRecord, iter_runs

pytestmark = pytest.mark.crawls


def crawl_once(site: Site, tmp_path: Path, *options: str) -> tuple[list[str], SiteRecord]:
    """The paths of the articles of the snapshot, and what the run says of the site."""
    site.asked.clear()
    run = crawl(f"{site.base}/blog", "--changes", "changes.jsonl", *options, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    newest = next(iter_runs(tmp_path / "wellread-state" / "runs"))
    file = tmp_path / "articles.jsonl"
    found = records(file.read_text()) if file.exists() else []
    return sorted(str(record["url"]).removeprefix(site.base) for record in found), newest.sites[0]


def with_head(page: StubResponse, head: str) -> StubResponse:
    return replace(page, body=page.body.replace(b"</title>", b"</title>" + head.encode()))


@pytest.fixture
def blog(site: Site) -> Site:
    """Six articles; one is reserved by each of robots.txt, tdmrep.json, a header, a meta element; two are not."""
    names = ["signal", "file", "header", "meta", "free", "index"]
    site.pages |= {f"/blog/{name}": tagged(article(f"On {name}")) for name in names}
    site.pages |= {
        "/blog": listing(*(f"/blog/{name}" for name in names)),
        "/robots.txt": text("User-agent: *\nContent-Signal: /blog/signal ai-train=no\nAllow: /\n"),
        "/.well-known/tdmrep.json": text('[{"location": "/blog/file", "tdm-reservation": 1}]', "application/json"),
    }
    header, meta = site.pages["/blog/header"], site.pages["/blog/meta"]
    site.pages["/blog/header"] = replace(header, headers=header.headers | {"tdm-reservation": "1"})
    site.pages["/blog/meta"] = with_head(meta, '<meta name="robots" content="noai">')
    site.pages["/blog/index"] = with_head(site.pages["/blog/index"], '<meta name="robots" content="noarchive">')
    return site


def test_reserved_pages_are_left_alone_and_named_with_their_reservation(tmp_path: Path, blog: Site) -> None:
    paths, found = crawl_once(blog, tmp_path, "--skip-reserved")
    assert paths == ["/blog/free", "/blog/index"]
    assert not {"/blog/signal", "/blog/file"} & set(blog.asked)
    assert blog.asked.count("/.well-known/tdmrep.json") == 1
    assert (found.reserved, found.blocked, found.failed, found.gone) == (4, 0, 0, 0)
    assert {page.url.rpartition("/")[2]: page.reason for page in found.reserved_pages} == {
        "signal": "reserves its rights: ai-train = no (robots.txt)",
        "file": "reserves its rights: tdm-reservation = 1 (tdmrep.json)",
        "header": "reserves its rights: tdm-reservation = 1 (http-header)",
        "meta": "reserves its rights: noai (meta)",
    }
    status = wellread("status", cwd=tmp_path)
    assert "2 new, 4 reserved" in status.stdout + status.stderr
    again = wellread("extract", tmp_path / "wellread-state" / "archive", "--skip-reserved", cwd=tmp_path)
    written = (tmp_path / "articles.jsonl").read_text().splitlines()
    assert sorted(again.stdout.splitlines()) == sorted(written)


def test_articles_that_are_reserved_are_gone_at_once_and_return_without_the_option(tmp_path: Path, blog: Site) -> None:
    paths, found = crawl_once(blog, tmp_path)
    assert (len(paths), found.reserved) == (6, 0)
    assert "/.well-known/tdmrep.json" not in blog.asked
    pass_days(tmp_path, 1)
    paths, found = crawl_once(blog, tmp_path, "--skip-reserved")
    assert paths == ["/blog/free", "/blog/index"]
    assert (found.reserved, found.reserved_articles, found.gone) == (4, 4, 4)
    feed = [json.loads(line) for line in (tmp_path / "changes.jsonl").read_text().splitlines()]
    assert {line["reason"].partition(":")[0] for line in feed if line["op"] == "delete"} == {"reserves its rights"}
    pass_days(tmp_path, 40)
    paths, found = crawl_once(blog, tmp_path)
    assert (len(paths), found.reserved) == (6, 0)


def test_a_site_that_reserves_all_its_pages_has_not_failed(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/a"),
        "/blog/a": article("On tea"),
        "/robots.txt": text("User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n"),
    }
    paths, found = crawl_once(site, tmp_path, "--skip-reserved")
    assert (paths, found.status, found.reserved) == ([], "done", 1)
    assert "/blog/a" not in site.asked


def test_files_of_reserved_pages_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "free.html").write_bytes(article("On tea").body)
    (tmp_path / "kept.html").write_bytes(
        with_head(article("On naps"), '<meta name="tdm-reservation" content="1">').body
    )
    run = wellread("extract", "free.html", "kept.html", "--skip-reserved", "-o", "a.jsonl", cwd=tmp_path)
    assert [record["headline"] for record in records((tmp_path / "a.jsonl").read_text())] == ["On tea"]
    assert "1 left out, as their sites reserve the rights" in run.stderr
