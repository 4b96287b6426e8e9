"""The pages of the demo are well-formed, their links lead somewhere, and crawlers find all of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin

import pytest
from lxml import etree

from tests.crawler.demo.demo_pages import ARTICLES, BASE_URL, HTML_PATHS, PLAIN, SITE, XML_PATHS, document, text
from wellread.crawler.demo.server import respond
from wellread.crawler.demo.site import NOT_FOUND_PATH, PAGINATION_KEY, build_site

VOID_ELEMENTS = {"br", "hr", "img", "input", "link", "meta"}


class TagBalance(HTMLParser):
    """Fails on a tag that is closed out of turn; `open` holds those that are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, _attrs: object) -> None:
        """An element that closes itself leaves nothing open."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", HTML_PATHS)
def test_every_tag_is_closed_in_turn(path: str) -> None:
    parser = TagBalance()
    parser.feed(text(path))
    assert parser.open == []


@pytest.mark.parametrize("path", XML_PATHS)
def test_xml_and_drawings_parse(path: str) -> None:
    assert etree.fromstring(SITE[path].content).tag


@pytest.mark.parametrize("path", HTML_PATHS)
def test_every_link_leads_to_a_page_of_the_site_or_to_a_publication(path: str) -> None:
    found = document(path).xpath("//@href | //@src")
    for address in {urljoin(BASE_URL + path, str(href)) for href in found if href}:
        target = address.removeprefix(BASE_URL).partition("#")[0]
        if target.startswith("https://doi.org/"):
            continue
        if path == NOT_FOUND_PATH and target == NOT_FOUND_PATH:
            continue
        response = respond(SITE, target or "/")
        if response.status is HTTPStatus.MOVED_PERMANENTLY:
            response = respond(SITE, response.headers["Location"])
        assert response.status is HTTPStatus.OK, target


@pytest.mark.parametrize("path", HTML_PATHS)
def test_a_page_is_one_line_with_the_marks_of_webflow(path: str) -> None:
    html = text(path)
    assert "\n" not in html
    assert html.startswith("<!DOCTYPE html><!-- Last Published: ")
    root = document(path)
    assert root.get("data-wf-site")
    assert root.get("data-wf-page")
    assert root.xpath("//meta[@name='generator']/@content") == ["Webflow"]


def test_the_sitemap_lists_each_article_once_and_no_dates() -> None:
    sitemap = etree.fromstring(SITE["/sitemap.xml"].content)
    listed = [str(location.text) for location in sitemap.iter("{*}loc")]
    assert {expected.url for expected in ARTICLES.values()} <= set(listed)
    assert len(set(listed)) == len(listed)
    assert list(sitemap.iter("{*}lastmod")) == []


def test_robots_keeps_crawlers_out_of_the_sign_up_page_and_names_the_sitemap() -> None:
    assert text("/robots.txt").splitlines() == [
        "User-agent: *",
        "Disallow: /start",
        "",
        f"Sitemap: {BASE_URL}/sitemap.xml",
    ]


def test_the_feed_holds_every_article_under_a_relative_link() -> None:
    feed = etree.fromstring(SITE["/blog/rss.xml"].content)
    assert [item.findtext("link") for item in feed.iter("item")] == [e.url for e in ARTICLES.values()]
    for path, href in {"/blog": "blog/rss.xml", PLAIN: "rss.xml"}.items():
        assert document(path).xpath("//link[@type='application/rss+xml']/@href") == [href]


def test_the_index_reaches_every_article_page_by_page() -> None:
    reached: list[str] = []
    path: str | None = "/blog"
    while path:
        root = document(path)
        reached += [str(href) for href in root.xpath("//a[contains(@class, 'blog-card')]/@href")]
        following = root.xpath("//a[contains(@class, 'w-pagination-next')]/@href")
        path = "/blog" + str(following[0]) if following else None
    assert reached == list(ARTICLES)
    assert re.fullmatch("[0-9a-f]{8}", PAGINATION_KEY)


def test_the_same_address_gives_the_same_bytes() -> None:
    assert build_site(BASE_URL) == SITE
