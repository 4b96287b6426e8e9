"""Sitemaps, as https://sitemaps.org describes them and as sites write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wellread.crawler.discovery.sitemap_entry import Kind, Mention


def pages(url: etree._Element) -> Iterator[Mention]:
    """The page of a `<url>` element. A news sitemap without `<lastmod>` has its date of publication."""
    modified = _text(url, "lastmod") or _text(url, "news/{*}publication_date")
    yield Mention(Kind.SITEMAP, _location(url), modified)


def sitemaps(sitemap: etree._Element) -> Iterator[Mention]:
    """The sitemap of a `<sitemap>` element."""
    yield Mention(Kind.SITEMAP_INDEX, _location(sitemap), _text(sitemap, "lastmod"), is_list=True)


def lines(text: str) -> Iterator[Mention]:
    """The pages of a text sitemap: one absolute address a line."""
    for line in text.splitlines():
        if line.lstrip()[:4].lower() == "http":
            yield Mention(Kind.TEXT_SITEMAP, line)


def _location(element: etree._Element) -> str:
    return _text(element, "loc") or (element.text or "")  # some forget the <loc> around the address


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(f"{{*}}{path}") or "").strip()
