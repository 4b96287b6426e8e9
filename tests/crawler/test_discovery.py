"""Links, sitemaps and feeds are read as browsers and feed readers read them, however broken they are."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Listed, listed, page_links

URL = "https://example.org/blog/"


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ('<a href="a">', ("https://example.org/blog/a",)),
        ('<a href=" /a\n">', ("https://example.org/a",)),
        ('<base href="https://example.org/x/"><a href="a">', ("https://example.org/x/a",)),
        ('<a href="?p=2">', ("https://example.org/blog/?p=2",)),
        ('<link rel="next" href="/p/2">', ("https://example.org/p/2",)),
        ('<map><area href="/a"></map>', ("https://example.org/a",)),
        ('<a href="/a"><a href="/a">', ("https://example.org/a",)),
        ('<a href="/a.PDF"><a href="/a.jpg?w=1"><a href="/a.html">', ("https://example.org/a.html",)),
        ('<a href="http://[bad/">x</a><a href="/a">', ("https://example.org/a",)),
        ("", ()),
        ("<p>no links", ()),
    ],
)
def test_the_links_of_a_page(html: str, pages: tuple[str, ...]) -> None:
    assert page_links(html, URL).pages == pages


def test_the_feeds_of_a_page() -> None:
    html = """<link rel="alternate" type="application/rss+xml" href="rss.xml">
    <link rel="alternate" type="Application/Atom+XML" href="/atom">
    <link rel="alternate" hreflang="de" href="/de">"""
    assert page_links(html, URL).feeds == ("https://example.org/blog/rss.xml", "https://example.org/atom")


RSS = "<rss><channel><item><link>/a</link></item><item><link> </link></item></channel></rss>"
RDF = '<r:RDF xmlns:r="urn:r" xmlns="http://purl.org/rss/1.0/"><item><link>/a</link></item></r:RDF>'
BOMB = (
    '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<urlset><url><loc>/&b;</loc></url><url><loc>/a</loc></url></urlset>"
)
OUTSIDE = '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("document", "pages"),
    [
        ("<urlset><url><loc>/a</loc></url></urlset>", ("https://example.org/a",)),
        ("\ufeff \n<?xml version='1.0'?><urlset><url><loc>\n/a\n</loc></url></urlset>", ("https://example.org/a",)),
        ("<urlset><url><loc>/a?x=1&y=2</loc></url></urlset>", ("https://example.org/a?x=1&y=2",)),
        ("<urlset><url><loc>/a</loc></url><url><loc>/b", ("https://example.org/a", "https://example.org/b")),
        (RSS, ("https://example.org/a",)),
        (RDF, ("https://example.org/a",)),
        ('<feed><entry><link href="/a"/><link rel="enclosure" href="/b"/></entry></feed>', ("https://example.org/a",)),
        ("https://example.org/a\nhttps://example.org/b", ("https://example.org/a", "https://example.org/b")),
        ("<html><body><h1>404", ()),
        (OUTSIDE, ()),
    ],
)
def test_what_a_sitemap_or_a_feed_names(document: str, pages: tuple[str, ...]) -> None:
    assert listed(document.encode(), URL).pages == pages


def test_an_entity_bomb_does_not_go_off() -> None:
    assert "https://example.org/a" in listed(BOMB.encode(), URL).pages
    assert all(len(page) < 40 for page in listed(BOMB.encode(), URL).pages)


def test_an_index_names_sitemaps() -> None:
    index = b"<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>"
    assert listed(index, URL) == Listed(sitemaps=("https://example.org/one.xml",))


def test_compressed_documents_are_unpacked_and_damaged_ones_are_empty() -> None:
    packed = gzip.compress(RSS.encode())
    assert listed(packed, URL).pages == ("https://example.org/a",)
    assert listed(packed[:-12], URL) == Listed()


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;'\"=ahref lociturlse:?[]", max_size=120).map(str.encode))
def test_no_document_is_too_broken(document: bytes) -> None:
    listed(document, URL)
    page_links(document.decode("utf-8", "replace"), URL)
