"""Links of pages are read as browsers read them, however broken the page is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.discovery import PageLinks, extract_links
from wellread.extractors.parse import PageInput, read_source

URL = "https://example.org/blog/"


def links(html: str | bytes) -> PageLinks:
    return extract_links(read_source(PageInput(html, URL)).root, URL)


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ('<a href="a">', ("https://example.org/blog/a",)),
        ('<a href=" /a\n">', ("https://example.org/a",)),
        ('<base href="https://example.org/x/"><a href="a">', ("https://example.org/x/a",)),
        ('<base target="_top"><base href="/x/"><base href="/y/"><a href="a">', ("https://example.org/x/a",)),
        ('<a href="?p=2">', ("https://example.org/blog/?p=2",)),
        ('<link rel="next" href="/p/2">', ("https://example.org/p/2",)),
        ('<map><area href="/a"></map>', ("https://example.org/a",)),
        ('<a href="/a"><a href="/a">', ("https://example.org/a",)),
        ('<a href="/a.PDF"><a href="/a.jpg?w=1"><a href="/a.html">', ("https://example.org/a.html",)),
        ('<a href="http://[bad/">x</a><a href="/a">', ("https://example.org/a",)),
        ('<html><body><p>x</p></body></html><a href="/a">behind the end</a>', ("https://example.org/a",)),
        ('<a href="file:///etc/passwd"><a href="ftp://example.org/a"><a href="data:text/html,x">', ()),
        ('<a>no href</a><a href="javascript:void(0)"><a href="mailto:a@example.org">', ()),
        ("", ()),
        ("<p>no links", ()),
    ],
    ids=[
        "relative",
        "with-space",
        "base",
        "first-base-with-href",
        "query-alone",
        "link-rel-next",
        "area",
        "twice",
        "files",
        "unreadable",
        "behind-the-end",
        "other-schemes",
        "no-address",
        "empty",
        "no-links",
    ],
)
def test_the_links_of_a_page(html: str, pages: tuple[str, ...]) -> None:
    assert links(html).pages == pages


def test_the_feeds_of_a_page() -> None:
    html = """<link rel="alternate" type="application/rss+xml" href="rss.xml">
    <link rel="Alternate home" type="Application/Atom+XML; charset=utf-8" href="/atom">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="text/css" href="/style">"""
    assert links(html).feeds == (
        "https://example.org/blog/rss.xml",
        "https://example.org/atom",
        "https://example.org/feed.json",
    )


@pytest.mark.parametrize(
    "html",
    [
        '<a rel="next" href="{0}">',
        '<link rel="next" href="{0}">',
        '<a href="{0}">2</a>',
        '<button data-next-url="{0}">Load more</button>',
    ],
    ids=["a-rel-next", "link-rel-next", "numbered", "load-more"],
)
@pytest.mark.parametrize(
    "address",
    [
        "/blog/page/2",
        "/blog/page/2/",
        "/blog?page=2",
        "/blog?0a1b2c3d_page=2",
        "/blog/?paged=3",
        "/blog?tag=x&start=20",
    ],
)
def test_the_further_pages_of_a_listing(html: str, address: str) -> None:
    assert links(html.format(address)).pages == ("https://example.org" + address,)


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;'\"=ahref lociturlse:?[]{}", max_size=120).map(str.encode))
def test_no_page_is_too_broken(document: bytes) -> None:
    links(document)
