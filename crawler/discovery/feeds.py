"""Feeds: RSS in all its versions, Atom (RFC 4287) with paging (RFC 5005), JSON Feed (https://jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from wellread.crawler.discovery.sitemap_entry import ListFormat, SitemapEntry

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class JsonItem(msgspec.Struct):
    """An item of a JSON feed. `external_url` is the page that a link blog talks about, so it is not read."""

    url: str = ""
    date_modified: str = ""
    date_published: str = ""


class JsonFeed(msgspec.Struct):
    """A JSON feed, as far as it is of use here."""

    version: str
    items: list[JsonItem] = []
    next_url: str = ""


def parse_rss_item(item: etree._Element) -> Iterator[SitemapEntry]:
    """The page of an `<item>`: its link, or a guid that is a URL.

    Services that forward feeds put their own address into the link, and keep the author's in
    `origLink`.
    """
    guid = _text(item, "guid")
    href = _text(item, "origLink") or _text(item, "link") or (guid if guid.startswith("http") else "")
    modified = _text(item, "updated") or _text(item, "pubDate") or _text(item, "date")
    yield SitemapEntry(ListFormat.RSS, href, modified, _xml_base(item))


def parse_atom_entry(entry: etree._Element) -> Iterator[SitemapEntry]:
    """The page of an Atom `<entry>`: its alternate link, in HTML if it has several; edit links and
    enclosures are none.
    """
    links = [link for link in entry.iterfind("{*}link") if link.get("rel", "alternate") == "alternate"]
    chosen = next((link for link in links if link.get("type") == "text/html"), links[0] if links else None)
    if chosen is not None:
        modified = _text(entry, "updated") or _text(entry, "published")
        yield SitemapEntry(ListFormat.ATOM, chosen.get("href", ""), modified, _xml_base(chosen))


def parse_next_page_link(link: etree._Element) -> Iterator[SitemapEntry]:
    """The next page of a feed that is spread over several (RFC 5005, 3), in Atom or in RSS with an Atom `<link>`."""
    parent = link.getparent()
    if link.get("rel") == "next" and parent is not None:
        feed_format = {"feed": ListFormat.ATOM, "channel": ListFormat.RSS}.get(str(parent.tag).rpartition("}")[2])
        if feed_format:
            yield SitemapEntry(feed_format, link.get("href", ""), base=_xml_base(link), is_list=True)


def parse_json_feed(body: bytes) -> Iterator[SitemapEntry]:
    """The pages of a JSON feed. Raises ValueError when `body` is none."""
    feed = msgspec.json.decode(body, type=JsonFeed, strict=False)
    if "jsonfeed.org" not in feed.version:
        raise ValueError("JSON, but no feed")
    for item in feed.items:
        yield SitemapEntry(ListFormat.JSON_FEED, item.url, item.date_modified or item.date_published)
    if feed.next_url:
        yield SitemapEntry(ListFormat.JSON_FEED, feed.next_url, is_list=True)


def _xml_base(element: etree._Element) -> str:
    """What `xml:base` says for an element, where it says something."""
    return next((base for one in (element, *element.iterancestors()) if (base := one.get(_XML_BASE))), "")


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()
