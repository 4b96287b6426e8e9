"""The archive of a crawl gives the records that the crawl gave, byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command import records
from tests.crawler.archive.archived_crawls import archive_crawl, extract_archive
from tests.crawler.loopback import SENTENCES, Site, StubResponse, article, listing, redirect, text
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
    (file,) = archive.rglob("*.warc.gz")
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


def test_what_is_said_of_the_use_of_a_text_is_extracted_as_it_was_crawled(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/robots.txt": redirect("/rules.txt"),
        "/rules.txt": text("User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"),
        "/blog": listing("/blog/tea"),
        "/blog/tea": replace(article("Tea at night"), headers={"X-Robots-Tag": "otherbot: noai"}),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    (record,) = map(json.loads, crawled)
    said = [(each["term"], each["value"], each["agent"], each["source"]) for each in record["rights"]]
    assert said == [("noai", None, "otherbot", "http-header"), ("ai-train", "no", "*", "robots.txt")]
    assert record["rights"][1]["selector"] == f"{site.base}/rules.txt"
    assert extract_archive(archive, cwd=tmp_path) == crawled


def test_pages_that_are_no_articles_are_extracted_on_request(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/tea"), "/blog/tea": article("Tea at night")}
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    assert extract_archive(archive, cwd=tmp_path) == crawled
    everything = records("\n".join(extract_archive(archive, "--all-pages", cwd=tmp_path)))
    assert sorted(str(record["pageType"]) for record in everything) == ["article", "listing"]


def part(text: str, *links: str, title: str = "Tea at night", head: str = "") -> StubResponse:
    """One page of an article on several."""
    paragraphs = "".join(f"<p>{text} {sentence} {SENTENCES[0]}</p>" for sentence in SENTENCES)
    anchors = "".join(f'<a href="{link}">{number}</a> ' for number, link in enumerate(links, start=1) if link)
    return StubResponse(
        f'<html lang="en"><head><title>{title}</title>{head}<meta property="og:type" content="article"></head><body>'
        f"<main><article><h1>{title}</h1>{paragraphs}</article><p>{anchors}</p></main></body></html>".encode()
    )


def test_an_article_on_several_pages_is_extracted_as_it_was_crawled(tmp_path: Path, site: Site) -> None:
    tea = ("/blog/tea", "/blog/tea/2", "/blog/tea/3")
    nap = ("/blog/nap.html?b=1&a=2", "/blog/nap.html?b=1&a=2&seite=2")
    site.pages |= {
        "/sitemap.xml": text("\n".join(site.base + path for path in (tea[1], tea[0], nap[0]))),
        "/blog": listing(tea[0], nap[0]),
        tea[0]: part("First.", *tea),
        tea[1]: part("Second.", *tea),
        tea[2]: part("Third.", *tea, title="Tea at night (3/3)"),
        nap[0]: part("Zuerst.", "", nap[1], title="Der Mittagsschlaf"),
        nap[1]: part("Danach.", nap[0], "", title="Der Mittagsschlaf – Seite 2"),
    }
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    found = {record["headline"]: record for record in map(json.loads, crawled)}
    assert sorted(found) == ["Der Mittagsschlaf", "Tea at night"]
    assert [each["url"] for each in found["Tea at night"]["parts"]] == [site.base + path for path in tea]
    assert [each["url"] for each in found["Der Mittagsschlaf"]["parts"]] == [site.base + path for path in nap]
    assert all(each["warcRecordId"] for record in found.values() for each in record["parts"])
    for text_of_part in ("First.", "Second.", "Third."):
        assert text_of_part in found["Tea at night"]["articleBody"]
    assert sorted(extract_archive(archive, cwd=tmp_path)) == sorted(crawled)


def test_a_part_that_fails_is_told_and_tried_again_by_the_next_run(tmp_path: Path, site: Site) -> None:
    pages = ("/blog/tea", "/blog/tea/2")
    site.pages |= {"/blog": listing(pages[0]), pages[0]: part("First.", *pages), pages[1]: StubResponse(status=403)}
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    (record,) = map(json.loads, crawled)
    assert [warning["code"] for warning in record["warnings"]] == ["part_missing"]
    assert extract_archive(archive, cwd=tmp_path) == crawled
    site.pages[pages[1]] = part("Second.", *pages)
    archive, crawled = archive_crawl(f"{site.base}/blog", tmp_path)
    (whole,) = map(json.loads, crawled)
    assert "Second." in whole["articleBody"]
    assert (whole["articleId"], whole["warnings"]) == (record["articleId"], [])
    assert extract_archive(archive, cwd=tmp_path)[-1:] == crawled
