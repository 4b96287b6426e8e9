"""The links of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from wellread.crawler.discovery.urls import document_base_url, resolve_url

_FILE_THAT_IS_NO_PAGE = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|epub|exe|gif|ico|jpe?g|js|json|m4[av]|mov|mp[34]|og[gv]|pdf|png|pptx?|rar|svg|tar|t?gz"
    r"|tiff?|txt|wav|web[mp]|woff2?|xlsx?|xml|zip)(?:[?#]|$)",
    re.IGNORECASE,
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_PAGE_RELATIONS = {"next", "prev", "prerender"}  # of <link> elements that lead to other pages
# Where buttons that load more keep the address of what they load.
_LOAD_MORE_ATTRIBUTES = ("data-next-url", "data-next-page-url", "data-next-href")
_LOAD_MORE_BUTTONS = etree.XPath("//@" + "|//@".join(_LOAD_MORE_ATTRIBUTES), smart_strings=False)


@dataclass(frozen=True)
class PageLinks:
    """Where an HTML page leads, as absolute URLs in page order, each once: its links to pages, and its feeds."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def extract_links(root: etree._Element, url: str) -> PageLinks:
    """The links of a page that came from `url`; `root` is that of its tree. Never raises."""
    base_href = next((tag.get("href") for tag in root.iter("base") if tag.get("href") is not None), None)
    base = document_base_url(base_href, url)
    # Collected as keys: each once, in the order of the page.
    pages: dict[str, None] = {}
    feeds: dict[str, None] = {}
    for href, is_feed in _references(root):
        target = resolve_url(href, base)
        if target is None:
            continue
        if is_feed:
            feeds[target] = None
        elif not _FILE_THAT_IS_NO_PAGE.search(target):
            pages[target] = None
    return PageLinks(tuple(pages), tuple(feeds))


def _references(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Each reference to a page or a feed, as written, and whether it is a feed."""
    for tag in root.iter("a", "area", "link"):
        href = tag.get("href")
        if href is None:
            continue
        relations = tag.get("rel", "").lower().split()
        if tag.tag != "link" or not _PAGE_RELATIONS.isdisjoint(relations):
            yield href, False
        elif "alternate" in relations and _media_type(tag) in _FEED_TYPES:
            yield href, True
    yield from ((href, False) for href in _LOAD_MORE_BUTTONS(root))


def _media_type(link: etree._Element) -> str:
    return link.get("type", "").lower().partition(";")[0].strip()
