"""The archive of a crawl gives the records that the crawl gave, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import records
from tests.crawler.archive.archived_crawls import archive_crawl, extract_archive
from tests.crawler.loopback import Site, article, listing, text
from wellread.crawler.demo import serve_demo_site

pytestmark = pytest.mark.crawls


def test_the_archive_of_a_crawl_gives_the_records_that_the_crawl_gave(tmp_path: Path) -> None:
    with serve_demo_site() as base:
        archive, crawled = archive_crawl(f"{base}/blog", tmp_path)
    assert len(crawled) == 10
    assert all(json.loads(line)["warcFile"] and json.loads(line)["warcRecordId"] for line in crawled)
    again = extract_archive(archive, cwd=tmp_path)
    assert sorted(again) == sorted(crawled)
    assert extract_archive(archive, cwd=tmp_path) == again
    (file,) = archive.iterdir()
    twice = tmp_path / "twice"
    twice.mkdir()
    for name in (f"a-{file.name}", file.name):
        (twice / name).write_bytes(file.read_bytes())
    assert len(extract_archive(twice, cwd=tmp_path)) == len(crawled)


def test_one_article_at_many_urls_is_extracted_as_it_was_crawled(tmp_path: Path, site: Site) -> None:
    canonical = f"{site.base}/blog/tea"
    site.pages |= {
        "/blog": listing("/blog/print-tea", "/blog/tea", "/blog/lone", "/blog/same-1", "/blog/same-2"),
        "/blog/print-tea": article("Tea at night", canonical=canonical),
        "/blog/tea": article("Tea at night", canonical=canonical),
        "/blog/lone": article("Alone", canonical=f"{site.base}/blog/missing"),
        "/blog/same-1": article("The first", canonical=canonical),
        "/blog/same-2": article("The second", canonical=canonical),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 4
    assert sorted(extract_archive(archive, cwd=tmp_path)) == sorted(crawled)


def test_an_article_whose_canonical_page_may_not_be_requested_is_extracted_as_it_was_crawled(
    tmp_path: Path, site: Site
) -> None:
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /blog/private\n"),
        "/blog": listing("/blog/tea", "/blog/home"),
        "/blog/tea": article("Tea at night", canonical=f"{site.base}/blog/private/tea"),
        "/blog/home": article("Home", canonical=f"{site.base}/blog"),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert len(crawled) == 2
    assert sorted(extract_archive(archive, cwd=tmp_path)) == sorted(crawled)


def test_pages_that_are_no_articles_are_extracted_on_request(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert extract_archive(archive, cwd=tmp_path) == crawled
    everything = records("\n".join(extract_archive(archive, "--all-pages", cwd=tmp_path)))
    assert sorted(str(record["pageType"]) for record in everything) == ["article", "listing"]
