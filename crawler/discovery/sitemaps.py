"""Sitemaps, as https://www.sitemaps.org/protocol.html describes them and as sites write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wellread.crawler.discovery.sitemap_entry import ListFormat, SitemapEntry


def parse_url_element(url: etree._Element) -> Iterator[SitemapEntry]:
    """The page of a `<url>` element. A news sitemap without `<lastmod>` has its date of publication."""
    modified = _text(url, "lastmod") or _text(url, "news/{*}publication_date")
    yield SitemapEntry(ListFormat.SITEMAP, _location(url), modified)


def parse_sitemap_element(sitemap: etree._Element) -> Iterator[SitemapEntry]:
    """The sitemap of a `<sitemap>` element."""
    yield SitemapEntry(ListFormat.SITEMAP_INDEX, _location(sitemap), _text(sitemap, "lastmod"), is_list=True)


def parse_text_sitemap(text: str) -> Iterator[SitemapEntry]:
    """The pages of a text sitemap: one absolute URL a line."""
    for line in text.splitlines():
        if line.lstrip()[:4].lower() == "http":
            yield SitemapEntry(ListFormat.TEXT_SITEMAP, line)


def _location(element: etree._Element) -> str:
    return _text(element, "loc") or (element.text or "")  # some forget the <loc> around the URL


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(f"{{*}}{path}") or "").strip()
