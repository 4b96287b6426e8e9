"""A crawl finds every article of a blog, each once, and nothing else."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import CONTACT, ROOT, crawl, environment, records
from tests.crawler.loopback import MAX_WAIT_SECONDS, Site, StubResponse, article, listing, redirect, text
from tests.loaded_process import run_module

pytestmark = pytest.mark.crawls

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>{base}</link>
<item><title>x</title><link>{base}/blog/{slug}</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="/blog"/><entry><link rel="edit" href="/blog/edit"/>
<link href="{base}/blog/{slug}"/></entry></feed>"""
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}/blog/{slug}</loc></url></urlset>'
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{base}/posts.xml.gz</loc>
</sitemap></sitemapindex>"""


def found(site: Site, tmp_path: Path, *arguments: str, start: str = "/blog") -> list[str]:
    """The paths of the articles that a crawl publishes, sorted."""
    run = crawl(site.base + start, *arguments, "-o", "-", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    return sorted(str(record["url"]).removeprefix(site.base) for record in records(run.stdout))


def test_articles_are_found_on_the_start_page_its_further_pages_and_the_categories(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/a", "?0a1b2c3d_page=2", "/about", "/blog-category/sleep", "/shop/mug"),
        "/blog?0a1b2c3d_page=2": listing("/blog/b", "/blog"),
        "/blog-category/sleep": listing("/blog/c", "/contact"),
        "/blog/a": article("Article A", "/blog/d", "https://elsewhere.invalid/blog/z"),
        "/blog/b": article("Article B"),
        "/blog/c": article("Article C"),
        "/blog/d": article("Article D"),
        "/about": article("About us"),
    }
    assert found(site, tmp_path) == ["/blog/a", "/blog/b", "/blog/c", "/blog/d"]
    assert not {"/about", "/contact", "/shop/mug"} & set(site.asked)


@pytest.mark.parametrize("feed", [FEED, ATOM], ids=["rss", "atom"])
def test_articles_are_found_in_feeds(tmp_path: Path, site: Site, feed: str) -> None:
    kind = "application/atom+xml" if feed is ATOM else "application/rss+xml"
    site.pages |= {
        "/blog": listing(head=f'<link rel="alternate" type="{kind}" href="blog/feed.xml">'),
        "/blog/feed.xml": text(feed.format(base=site.base, slug="a"), kind),
        "/blog/a": article("Article A"),
    }
    assert found(site, tmp_path) == ["/blog/a"]
    assert "/blog/edit" not in site.asked


def test_articles_are_found_in_the_sitemaps_that_robots_txt_names(tmp_path: Path, site: Site) -> None:
    packed = gzip.compress(SITEMAP.format(base=site.base, slug="a").encode())
    site.pages |= {
        "/robots.txt": text(f"User-agent: *\nDisallow:\nSitemap: {site.base}/index.xml\n"),
        "/index.xml": text(INDEX.format(base=site.base), "application/xml"),
        "/posts.xml.gz": StubResponse(packed, content_type="application/x-gzip"),
        "/blog": listing(),
        "/blog/a": article("Article A"),
    }
    assert found(site, tmp_path) == ["/blog/a"]
    assert site.asked.count("/robots.txt") == 1
    assert "/sitemap.xml" not in site.asked


def test_a_sitemap_is_looked_for_where_it_usually_lies(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/sitemap.xml": text(f"{site.base}/blog/a\n{site.base}/about\n"),
        "/blog": listing(),
        "/blog/a": article("Article A"),
    }
    assert found(site, tmp_path) == ["/blog/a"]


def test_an_article_with_many_addresses_is_published_once_under_its_canonical_one(tmp_path: Path, site: Site) -> None:
    canonical = f"{site.base}/blog/a"
    site.pages |= {
        "/blog": listing("/blog/a?utm_source=x", "/blog/a#top", "/blog/print-a", "/blog/old-a", "/blog/a/"),
        "/blog/a": article("Article A", canonical=canonical),
        "/blog/print-a": article("Article A", canonical=canonical),
        "/blog/old-a": redirect("/blog/a"),
        "/blog/a/": redirect("/blog/a"),
    }
    assert found(site, tmp_path) == ["/blog/a"]


def test_an_article_whose_canonical_address_fails_is_published_nevertheless(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/a", "/blog/b", "/blog/c"),
        "/blog/a": article("Article A", canonical=f"{site.base}/blog/gone"),
        "/blog/b": article("Article B", canonical="https://syndicated.invalid/b"),
        "/blog/c": article("Article C", canonical=f"{site.base}/blog/moved-c"),
        "/blog/moved-c": redirect("/blog/c"),
    }
    assert found(site, tmp_path) == ["/blog/a", "/blog/b", "/blog/c"]


def test_a_template_with_the_same_canonical_address_everywhere_costs_no_article(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/a", "/blog/b", "/blog/c"),
        **{f"/blog/{slug}": article(f"Article {slug}", canonical=f"{site.base}/blog/a") for slug in "abc"},
    }
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    published = records(run.stdout)
    assert sorted(str(record["headline"]) for record in published) == ["Article a", "Article b", "Article c"]
    assert len({record["articleId"] for record in published}) == 3


def test_the_whole_site_is_in_scope_from_its_home_page(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/": listing("/2024/05/a", "/stories/b"),
        "/2024/05/a": article("Article A"),
        "/stories/b": article("Article B"),
    }
    assert found(site, tmp_path, start="/") == ["/2024/05/a", "/stories/b"]


def test_further_paths_can_be_included(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/blog": listing("/blog/a", "/post/b", "/shop/c"),
        "/blog/a": article("Article A"),
        "/post/b": article("Article B"),
        "/shop/c": article("A mug"),
    }
    assert found(site, tmp_path, "--include", "/post") == ["/blog/a", "/post/b"]


def test_no_more_pages_are_read_than_allowed(tmp_path: Path, site: Site) -> None:
    site.pages["/blog"] = listing(*(f"/blog/{number}" for number in range(9)))
    site.pages |= {f"/blog/{number}": article(f"Article {number}") for number in range(9)}
    assert len(found(site, tmp_path, "--max-pages", "4")) == 3
    assert len([path for path in site.asked if path.startswith("/blog")]) == 4


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path, site: Site) -> None:
    site.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /blog/private\n"),
        "/blog": listing("/blog/a", "/blog/private/b"),
        "/blog/a": article("Article A"),
        "/blog/private/b": article("Article B"),
    }
    assert found(site, tmp_path) == ["/blog/a"]
    assert "/blog/private/b" not in site.asked


def test_a_page_that_answers_only_at_the_third_attempt_is_read(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/a", "/blog/b"), "/blog/a": article("Article A")}
    site.pages["/blog/b"] = StubResponse(b"busy", status=503)
    run = crawl(f"{site.base}/blog", cwd=tmp_path, hasty=True)
    assert run.returncode == 0
    assert site.asked.count("/blog/b") == 3
    assert f'url={site.base}/blog/b reason="503 Service Unavailable"' in run.stderr


def test_the_crawler_says_who_it_is(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/a"), "/blog/a": article("Article A")}
    found(site, tmp_path)
    (agent,) = site.agents
    assert agent.startswith("wellread/")
    assert agent.endswith(f" (+{CONTACT})")


def test_a_record_says_where_its_page_came_from(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/a"), "/blog/a": article("Article A")}
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    (record,) = records(run.stdout)
    assert record["siteId"] == site.base.removeprefix("http://")
    assert record["httpStatus"] == 200
    assert record["pageType"] == "article"
    assert str(record["dateDownloaded"]).endswith("Z")


def scrapy(site: Site, output: Path, *arguments: str, contact: str) -> subprocess.CompletedProcess[str]:
    words = ("crawl", "blog", "-a", f"url={site.base}/blog", "-O", str(output), *arguments)
    changes = {"WELLREAD_CONTACT": contact} if contact else {}
    return run_module("scrapy", *words, cwd=ROOT, env=environment(**changes), max_seconds=MAX_WAIT_SECONDS)


def test_native_scrapy_writes_the_same_records(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/blog": listing("/blog/a"), "/blog/a": article("Article A")}
    ours = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    theirs = tmp_path / "native.jsonl"
    run = scrapy(site, theirs, "-s", "ALLOW_PRIVATE=1", contact=CONTACT)
    assert run.returncode == 0, run.stderr
    (expected,), (record,) = records(ours.stdout), records(theirs.read_text())
    of_this_crawl = dict.fromkeys(("dateDownloaded", "warcFile", "warcRecordId"))
    assert record | of_this_crawl == expected | of_this_crawl
    assert json.loads(theirs.read_text()) == record


def test_native_scrapy_needs_a_contact_too(tmp_path: Path, site: Site) -> None:
    run = scrapy(site, tmp_path / "native.jsonl", contact="")
    assert run.returncode == 2
    assert "WELLREAD_CONTACT" in run.stderr + run.stdout
    assert "Traceback" not in run.stderr
    assert site.asked == []
