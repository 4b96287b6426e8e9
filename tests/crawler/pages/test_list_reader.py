"""Sitemaps and feeds are read within their limits, and say which pages are old and which have changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from scrapy.http import TextResponse

from tests.crawler.pages.runs import BLOG, SITE, begin_run, lease
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, SiteRun, UrlKind, VisitResult
from wellread.crawler.pages.link_filter import CrawlBounds, LinkFilter
from wellread.crawler.pages.list_reader import GUESSED, MAX_LISTS, MAX_SITEMAP_DEPTH, ListReader

SITEMAP = f"{SITE}/sitemap.xml"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def list_reader(run: SiteRun, since: datetime | None = None) -> ListReader:
    return ListReader(run, LinkFilter(run, CrawlBounds()), since)


def read(reader: ListReader, body: str, *, source: str = LinkSource.SITEMAP, depth: int = 1) -> VisitResult:
    response = TextResponse(SITEMAP, body=body.encode())
    return asyncio.run(reader.read(response, lease(SITEMAP, UrlKind.LIST, source=source, depth=depth)))


def test_the_pages_and_further_lists_of_a_list_are_discovered() -> None:
    result = read(list_reader(begin_run()), f"{BLOG}/tea\n{BLOG}/sleep\nhttps://elsewhere.example/a\n")
    pages = DiscoveredLinks((f"{BLOG}/tea", f"{BLOG}/sleep"), LinkSource.SITEMAP, UrlKind.PAGE, 1)
    assert (result.outcome, result.discovered) == (Outcome.LIST, (pages,))
    index = "<sitemapindex><sitemap><loc>https://cdn.example/posts.xml</loc></sitemap></sitemapindex>"
    result = read(list_reader(begin_run()), index)
    assert result.discovered == (
        DiscoveredLinks(("https://cdn.example/posts.xml",), LinkSource.SITEMAP, UrlKind.LIST, 2),
    )


def test_what_is_no_list_has_failed_with_the_reason() -> None:
    result = read(list_reader(begin_run()), "<!DOCTYPE html><h1>Not here</h1>")
    assert (result.outcome, result.reason) == (Outcome.FAILED, "an HTML page where a list was expected")


def test_a_guessed_sitemap_counts_as_a_sitemap() -> None:
    (links,) = read(list_reader(begin_run()), f"{BLOG}/tea\n", source=GUESSED).discovered
    assert links.source == LinkSource.SITEMAP


def test_before_the_start_page_is_known_only_further_lists_are_discovered() -> None:
    assert read(list_reader(begin_run(home_url=None)), f"{BLOG}/tea\n").discovered == ()


def test_the_sitemaps_of_robots_txt_take_the_place_of_a_guess() -> None:
    reader = list_reader(begin_run())
    assert reader.select_sitemaps(BLOG, guess=False) == ()
    (guessed,) = reader.select_sitemaps(BLOG, guess=True)
    assert guessed == DiscoveredLinks((SITEMAP,), GUESSED, UrlKind.LIST, 1)
    reader.robots_sitemaps["https://cdn.example/posts.xml"] = None
    (named,) = reader.select_sitemaps(BLOG, guess=True)
    assert named == DiscoveredLinks(("https://cdn.example/posts.xml",), LinkSource.SITEMAP, UrlKind.LIST, 1)


@pytest.mark.parametrize(("depth", "selected"), [(MAX_SITEMAP_DEPTH, 1), (MAX_SITEMAP_DEPTH + 1, 0)])
def test_an_index_of_indices_ends(depth: int, selected: int) -> None:
    assert len(list_reader(begin_run()).select_lists([SITEMAP], LinkSource.SITEMAP, depth=depth)) == selected


def test_no_more_lists_are_read_than_allowed() -> None:
    run = begin_run()
    urls = [f"{SITE}/sitemap-{number}.xml" for number in range(MAX_LISTS + 9)]
    (links,) = list_reader(run).select_lists(urls, LinkSource.SITEMAP)
    assert len(links.urls) == MAX_LISTS
    run.frontier.discover(links)
    assert list_reader(run).select_lists([f"{SITE}/another.xml"], LinkSource.SITEMAP) == ()


DATED = """<urlset><url><loc>{blog}/old</loc><lastmod>2025-12-31</lastmod></url>
<url><loc>{blog}/recent</loc><lastmod>2026-01-01</lastmod></url><url><loc>{blog}/undated</loc></url></urlset>"""


def test_pages_that_a_list_dates_before_the_time_asked_for_are_left_to_later_runs() -> None:
    run = begin_run()
    result = read(list_reader(run, NEW_YEAR), DATED.format(blog=BLOG))
    for links in result.discovered:
        run.frontier.discover(links)
    leased = [one.url for one in run.queue.lease(9)]
    assert leased == [BLOG, f"{BLOG}/recent", f"{BLOG}/undated"]
    assert run.frontier.find_unknown([f"{BLOG}/old"]) == []


def test_a_page_that_has_changed_since_its_visit_is_visited_again() -> None:
    noon_before_new_year = datetime(2025, 12, 31, 12, tzinfo=UTC).timestamp()
    ledger = Ledger(clock=lambda: noon_before_new_year)
    run = begin_run(ledger)
    run.frontier.discover(DiscoveredLinks((f"{BLOG}/old", f"{BLOG}/recent"), LinkSource.LISTING))
    for one in run.queue.lease(9):
        run.visits.finish(one, VisitResult(Outcome.PAGE))
    run.end()
    later = begin_run(ledger)
    assert [one.url for one in later.queue.lease(9)] == [BLOG]
    read(list_reader(later), DATED.format(blog=BLOG))
    assert [one.url for one in later.queue.lease(9)] == [f"{BLOG}/recent"]
