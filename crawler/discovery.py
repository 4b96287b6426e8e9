"""Where articles are found: the links of pages, sitemaps, feeds. Pure functions from bytes or text to absolute URLs."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from parsel import Selector
from w3lib.html import get_base_url

MAX_SITEMAP_BYTES = 50 * 1024 * 1024  # the limit of sitemaps.org, uncompressed
_GZIP = b"\x1f\x8b"
_NOT_A_PAGE = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|epub|exe|gif|ico|jpe?g|js|json|m4[av]|mov|mp[34]|og[gv]|pdf|png|pptx?|rar|svg|tar|t?gz"
    r"|tiff?|txt|wav|web[mp]|woff2?|xlsx?|xml|zip)(?:[?#]|$)",
    re.IGNORECASE,
)
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,16};)")  # common in hand-made sitemaps; the parser would drop it
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True)
class Listed:
    """What a sitemap or a feed names: pages, and further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Links:
    """What an HTML page points to: pages, and the feeds that it announces."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def page_links(html: str, url: str) -> Links:
    """The links of a page in page order, each once. `url` is where the page came from."""
    selector = Selector(html)
    base = get_base_url(html, url)
    hrefs = selector.xpath(
        "//a/@href | //area/@href | //link[@rel='next' or @rel='prev' or @rel='prerender']/@href"
    ).getall()
    feeds = [
        link.attrib.get("href", "")
        for link in selector.xpath("//link[contains(@rel, 'alternate')]")
        if link.attrib.get("type", "").lower() in _FEED_TYPES
    ]
    pages = (page for page in _absolute(hrefs, base) if not _NOT_A_PAGE.search(page))
    return Links(tuple(dict.fromkeys(pages)), tuple(dict.fromkeys(_absolute(feeds, base))))


def listed(body: bytes, url: str) -> Listed:
    """What a sitemap, sitemap index, text sitemap, RSS or Atom document names; nothing where it is none of these."""
    text = _unzipped(body).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text.startswith(b"<"):
        return Listed(pages=tuple(line.strip() for line in text.decode("utf-8", "replace").splitlines()))
    root = _parsed(text)
    if root is None:
        return Listed()
    pages = dict.fromkeys(_absolute(_pages_of(root), url))
    return Listed(tuple(pages), tuple(dict.fromkeys(_absolute(_texts(root, "sitemap", "loc"), url))))


def _pages_of(root: etree._Element) -> Iterator[str]:
    yield from _texts(root, "url", "loc")
    yield from _texts(root, "item", "link")
    for link in root.iterfind(".//{*}entry/{*}link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href", "")


def _texts(root: etree._Element, parent: str, child: str) -> Iterator[str]:
    """The texts of `child` elements in `parent` elements, whatever the namespaces: sites use them as they please."""
    for element in root.iterfind(f".//{{*}}{parent}/{{*}}{child}"):
        if element.text and element.text.strip():
            yield element.text


def _parsed(text: bytes) -> etree._Element | None:
    # No entities, no network, no recovery past libxml2's own limits: the document comes from a stranger.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", text), parser)
    except etree.XMLSyntaxError:
        return None


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            return stream.read(MAX_SITEMAP_BYTES)
    except (OSError, EOFError):
        return b""


def _absolute(hrefs: Iterator[str] | list[str], base: str) -> Iterator[str]:
    for href in hrefs:
        try:
            yield urljoin(base, href.strip())
        except ValueError:
            continue
