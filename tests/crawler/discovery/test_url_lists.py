"""Sitemaps and feeds are read as feed readers read them, however broken they are."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import ROOT
from wellread.crawler.discovery import MAX_LIST_URLS, ListedUrl, ListFormat, UnreadableReason, UrlList, parse_url_list

URL = "https://example.org/blog/"
SUITE = ROOT.parent / "shared" / "suites" / "sitemaps"


RSS = "<rss><channel><item><link>/a</link></item><item><link> </link></item></channel></rss>"
RDF = '<r:RDF xmlns:r="urn:r" xmlns="http://purl.org/rss/1.0/"><item><link>/a</link></item></r:RDF>'
LOGO = (
    "<rss><channel><image><url>/logo.png</url></image><item><guid>https://example.org/a</guid></item></channel></rss>"
)
ATOM = """<feed><entry><link rel="edit" href="/b"/><link href="/c" type="x/y"/>
<link href="/a" type="text/html"/></entry>
</feed>"""
BASE = '<feed xml:base="/x/"><entry xml:base="../"><link href="a"/></entry></feed>'
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/a"}, {"external_url": "/b"}]}'
BOMB = (
    '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<urlset><url><loc>/&b;</loc></url><url><loc>/a</loc></url></urlset>"
)
OUTSIDE = '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>'
FTP = "<s:urlset xmlns:s='urn:s'><s:url><s:loc>ftp://example.org/a</s:loc></s:url></s:urlset>"
A = ("https://example.org/a",)
AB = ("https://example.org/a", "https://example.org/b")


def pages(document: str | bytes) -> tuple[str, ...]:
    body = document if isinstance(document, bytes) else document.encode()
    return tuple(entry.url for entry in parse_url_list(body, URL).pages)


CYRILLIC = "<urlset><url><loc>/\u0447\u0430\u0439</loc></url></urlset>"
TEA = ("https://example.org/%D1%87%D0%B0%D0%B9",)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<urlset><url><loc>/a</loc></url></urlset>", A),
        ("\ufeff \n<?xml version='1.0'?><urlset><url><loc>\n/a\n</loc></url></urlset>", A),
        ("<urlset><url><loc>/a?x=1&y=2</loc></url></urlset>", ("https://example.org/a?x=1&y=2",)),
        ("<urlset><url><loc>/a</loc></url><url><loc>/b", AB),
        ("<urlset><url>/a</url><url><loc><![CDATA[/b]]></loc></url></urlset>", AB),
        ("<urlset><url><loc>/a</loc></url><url><loc>/a</loc></url></urlset>", A),
        ("<urlset><url><loc>file:///a</loc></url><url><loc>/a</loc></url></urlset>", A),
        ('<?xml version="1.0" encoding="utf-16"?><urlset><url><loc>/a</loc></url></urlset>'.encode("utf-16"), A),
        (RSS, A),
        (RDF, A),
        (LOGO, A),
        (ATOM, A),
        (BASE, A),
        (JSON, A),
        ("https://example.org/a\r\nnot an address\r\n https://example.org/b", AB),
        ("https://example.org/a\n".encode("utf-16"), A),
    ],
    ids=[
        "sitemap",
        "space-around",
        "bare-ampersand",
        "cut-off",
        "no-loc-and-cdata",
        "twice",
        "other-scheme",
        "utf-16",
        "rss",
        "rdf",
        "rss-guid",
        "atom",
        "xml-base",
        "json-feed",
        "text",
        "utf-16-text",
    ],
)
def test_what_a_sitemap_or_a_feed_names(document: str | bytes, expected: tuple[str, ...]) -> None:
    assert pages(document) == expected


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("x-cp1251", "cp1251"),
        ("koi", "koi8-r"),
        ("utf-16", "utf-16"),
        ("rot13", "utf-8"),
        ("utf-7", "utf-8"),
        ("hex", "utf-8"),
    ],
)
def test_lists_are_in_the_encodings_of_the_web(declared: str, codec: str) -> None:
    assert pages(f"<?xml version='1.0' encoding='{declared}'?>{CYRILLIC}".encode(codec)) == TEA


def test_a_byte_order_mark_counts_before_what_a_list_declares() -> None:
    assert pages(f"\ufeff<?xml version='1.0' encoding='iso-8859-1'?>{CYRILLIC}".encode()) == TEA
    assert pages(CYRILLIC.encode("utf-16-le")) == TEA


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", UnreadableReason.EMPTY),
        ("\ufeff\n ", UnreadableReason.EMPTY),
        ("<!DOCTYPE html><html><body><h1>404", UnreadableReason.HTML),
        ("<urlset></urlset>", UnreadableReason.NO_ADDRESS),
        (
            "<s:urlset xmlns:s='urn:s'><s:url><s:loc>ftp://example.org/a</s:loc></s:url></s:urlset>",
            UnreadableReason.NO_ADDRESS,
        ),
        (OUTSIDE, UnreadableReason.NO_ADDRESS),
        ("<note>hello</note>", UnreadableReason.UNKNOWN),
        ("just words", UnreadableReason.UNKNOWN),
        ('{"posts": []}', UnreadableReason.UNKNOWN),
        ("{" * 100_000, UnreadableReason.UNKNOWN),
        (b"\x1f\x8bnot gzip at all", UnreadableReason.DAMAGED),
    ],
    ids=[
        "nothing",
        "white-space",
        "html",
        "empty-sitemap",
        "ftp",
        "external-entity",
        "other-xml",
        "words",
        "other-json",
        "deep-json",
        "broken-gzip",
    ],
)
def test_what_names_nothing_is_refused_with_the_reason(document: str | bytes, reason: UnreadableReason) -> None:
    body = document if isinstance(document, bytes) else document.encode()
    result = parse_url_list(body, URL)
    assert (result.pages, result.lists, result.unreadable) == ((), (), reason)


@pytest.mark.parametrize(
    ("entry", "modified"),
    [
        ("<urlset><url><loc>/a</loc><lastmod>2024-05-01</lastmod></url></urlset>", datetime(2024, 5, 1, tzinfo=UTC)),
        ("<urlset><url><loc>/a</loc><lastmod>2024-05</lastmod></url></urlset>", datetime(2024, 5, 1, tzinfo=UTC)),
        ("<urlset><url><loc>/a</loc><lastmod>2024-05-01T02:30:00+02:00</lastmod></url></urlset>",
         datetime(2024, 5, 1, 0, 30, tzinfo=UTC)),
        ("<urlset><url><loc>/a</loc><news><publication_date>2024-05-01</publication_date></news></url></urlset>",
         datetime(2024, 5, 1, tzinfo=UTC)),
        ("<rss><channel><item><link>/a</link><pubDate>Wed, 01 May 2024 02:30:00 +0200</pubDate></item></channel></rss>",
         datetime(2024, 5, 1, 0, 30, tzinfo=UTC)),
        ('<feed><entry><link href="/a"/><updated>2024-05-01T00:00:00Z</updated></entry></feed>',
         datetime(2024, 5, 1, tzinfo=UTC)),
        ("<urlset><url><loc>/a</loc><lastmod>yesterday</lastmod></url></urlset>", None),
        ("<urlset><url><loc>/a</loc><lastmod>0001-01-01T00:00:00+14:00</lastmod></url></urlset>", None),
    ],
    ids=["day", "month", "time-with-zone", "news", "rss", "atom", "unreadable", "before-all-time"],
)  # fmt: skip
def test_when_a_page_changed_last(entry: str, modified: datetime | None) -> None:
    assert parse_url_list(entry.encode(), URL).pages == (ListedUrl("https://example.org/a", modified),)


def test_an_index_names_sitemaps() -> None:
    index = b"<sitemapindex><sitemap><loc>/one.xml</loc></sitemap><sitemap>/two.xml</sitemap></sitemapindex>"
    lists = (ListedUrl("https://example.org/one.xml"), ListedUrl("https://example.org/two.xml"))
    assert parse_url_list(index, URL) == UrlList(ListFormat.SITEMAP_INDEX, lists=lists)


@pytest.mark.parametrize(
    "feed",
    [
        '<feed><link rel="next" href="/feed?page=2"/><entry><link href="/a"/></entry></feed>',
        '<rss><channel><link rel="next" href="/feed?page=2"/><item><link>/a</link></item></channel></rss>',
        '{"version": "https://jsonfeed.org/version/1", "next_url": "/feed?page=2", "items": [{"url": "/a"}]}',
    ],
    ids=["atom", "rss", "json"],
)
def test_a_feed_may_go_on_at_another_address(feed: str) -> None:
    result = parse_url_list(feed.encode(), URL)
    assert result.pages == (ListedUrl("https://example.org/a"),)
    assert result.lists == (ListedUrl("https://example.org/feed?page=2"),)


def test_packed_lists_are_unpacked_as_far_as_they_go() -> None:
    packed = gzip.compress(RSS.encode())
    assert pages(packed) == pages(gzip.compress(packed)) == A
    assert pages(gzip.compress(b"https://example.org/a\n") + gzip.compress(b"https://example.org/b\n")) == AB
    long = "".join(f"https://example.org/{number}\n" for number in range(9999)).encode()
    torn = parse_url_list(gzip.compress(long)[:-2000], URL)
    assert 1000 < len(torn.pages) < 9999


# -- limits


def test_an_entity_bomb_does_not_go_off() -> None:
    assert "https://example.org/a" in pages(BOMB)
    assert all(len(page) < 40 for page in pages(BOMB))


def test_no_more_addresses_are_read_than_the_protocol_allows() -> None:
    text = "".join(f"https://example.org/{number}\n" for number in range(MAX_LIST_URLS + 5))
    result = parse_url_list(text.encode(), URL)
    assert len(result.pages) == MAX_LIST_URLS
    assert result.is_truncated


@pytest.mark.parametrize(
    "document",
    [b"<urlset>" + b"<x/>" * 3_000_000, b"<urlset " + b"a='1' " * 500_000 + b">", b"<a>" * 1_000_000],
    ids=["elements", "attributes", "depth"],
)
def test_a_document_that_would_burn_memory_is_cut(document: bytes) -> None:
    assert parse_url_list(document, URL).unreadable


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;'\"=ahref lociturlse:?[]{}", max_size=120).map(str.encode))
def test_no_document_is_too_broken(document: bytes) -> None:
    result = parse_url_list(document, URL)
    assert bool(result.pages or result.lists) != bool(result.unreadable)


# -- lists that others wrote

# How many pages and further lists each file of crawler-commons names.
NAMED = {
    "atom.xml": (ListFormat.ATOM, 1, 0),
    "do-not-visit.txt": (ListFormat.TEXT_SITEMAP, 1, 0),
    "feed.rss": (ListFormat.RSS, 4, 0),
    "hebdenbridgetimes-articles-sitemap.xml": (ListFormat.SITEMAP, 74, 0),
    "pagemaps-sitemap.xml": (ListFormat.SITEMAP, 2, 0),
    "shinpaideshou-news-sitemap.xml": (ListFormat.SITEMAP, 3, 0),
    "sitemap-images.xml": (ListFormat.SITEMAP, 1, 0),
    "sitemap-links.xml": (ListFormat.SITEMAP, 3, 0),
    "sitemap-mobile.xml": (ListFormat.SITEMAP, 3, 0),
    "sitemap-news.xml": (ListFormat.SITEMAP, 2, 0),
    "sitemap-videos-tvshow.xml": (ListFormat.SITEMAP, 1, 0),
    "sitemap-videos.xml": (ListFormat.SITEMAP, 3, 0),
    "sitemap-with-bom.txt": (ListFormat.TEXT_SITEMAP, 2, 0),
    "sitemap.badns.xml": (ListFormat.SITEMAP, 2, 0),
    "sitemap.index.xml": (ListFormat.SITEMAP_INDEX, 0, 15),
    "sitemap.ns.xml": (ListFormat.SITEMAP, 2, 0),
    "sitemap.txt": (ListFormat.TEXT_SITEMAP, 2, 0),
    "sitemap.txt.gz": (ListFormat.TEXT_SITEMAP, 5, 0),
    "xmlRss_pubDate.xml": (ListFormat.RSS, 7, 0),
    "xmlSitemap.gz": (ListFormat.SITEMAP, 5, 0),
}


@pytest.mark.skipif(not SUITE.is_dir(), reason="../shared/suites/sitemaps is not here")
def test_every_list_of_crawler_commons_is_read() -> None:
    found = {path.name: parse_url_list(path.read_bytes(), URL + path.name) for path in SUITE.iterdir()}
    assert {name: (result.format, len(result.pages), len(result.lists)) for name, result in found.items()} == NAMED
    assert not any(result.unreadable or result.is_truncated for result in found.values())


@pytest.mark.parametrize(
    ("document", "content_type"),
    [
        ("<urlset><url><loc>https://example.org/café</loc></url></urlset>", "text/xml; charset=ISO-8859-1"),
        ("https://example.org/café\n", 'text/plain; charset="windows-1252"'),
        (
            "<rss><channel><item><link>https://example.org/café</link></item></channel></rss>",
            "application/rss+xml;charset=latin1",
        ),
    ],
)
def test_the_encoding_that_the_header_says_counts(document: str, content_type: str) -> None:
    (listed,) = parse_url_list(document.encode("latin-1"), URL, content_type).pages
    assert listed.url == "https://example.org/caf%C3%A9"
    (listed,) = parse_url_list(document.encode(), URL, content_type).pages  # and UTF-8 is UTF-8, whatever it says
    assert listed.url == "https://example.org/caf%C3%A9"
