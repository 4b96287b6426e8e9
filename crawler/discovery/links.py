"""The links of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from parsel import Selector

from wellread.crawler.discovery.urls import base_url, resolve

_NOT_A_PAGE = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|epub|exe|gif|ico|jpe?g|js|json|m4[av]|mov|mp[34]|og[gv]|pdf|png|pptx?|rar|svg|tar|t?gz"
    r"|tiff?|txt|wav|web[mp]|woff2?|xlsx?|xml|zip)(?:[?#]|$)",
    re.IGNORECASE,
)
# A further page of a list, as sites write it: /page/2, /p/2, ?page=2, ?paged=2, ?0a1b2c3d_page=2, ?offset=20.
# Not ?p=2, which is a post on many of them.
_FURTHER = re.compile(r"/p(?:ages?)?[/-]?\d+/?(?:[?#]|$)|[?&](?:[\w-]*_)?(?:paged?|pg|start|offset|skip)=\d+(?:&|#|$)")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)  # browsers read on behind it, libxml2 does not
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# Where buttons that load more keep the address of what they load.
_LOAD_MORE = ("data-next-url", "data-next-page-url", "data-next-href")
_BUTTONS = etree.XPath("//@" + "|//@".join(_LOAD_MORE), smart_strings=False)


@dataclass(frozen=True)
class Links:
    """Where an HTML page leads, in page order, each URL once.

    `pages` are all its links to pages; `further` are those of them that go on with a list that is spread over several
    pages: rel=next, numbered, "load more". `feeds` are the feeds that it announces.
    """

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


def page_links(html: str, url: str) -> Links:
    """The links of a page that came from `url`."""
    root = Selector(_END.sub("", html)).root
    base = base_url(next((tag.get("href") for tag in root.iter("base") if tag.get("href") is not None), None), url)
    # Collected as keys: each once, in the order of the page.
    pages: dict[str, None] = {}
    feeds: dict[str, None] = {}
    further: dict[str, None] = {}
    for href, rel, kind in _references(root):
        target = resolve(href, base)
        if target is None:
            continue
        if kind in _FEED_TYPES:
            feeds[target] = None
        elif not _NOT_A_PAGE.search(target):
            pages[target] = None
            if "next" in rel or _FURTHER.search(target):
                further[target] = None
    return Links(tuple(pages), tuple(feeds), tuple(further))


def _references(root: etree._Element) -> Iterator[tuple[str, frozenset[str], str]]:
    """Each reference with its relations and, for what is announced as another form of the page, its media type."""
    for tag in root.iter("a", "area", "link"):
        href = tag.get("href")
        if href is None:
            continue
        rel = frozenset(tag.get("rel", "").lower().split())
        if tag.tag != "link" or rel & {"next", "prev", "prerender"}:
            yield href, rel, ""
        elif "alternate" in rel and (kind := tag.get("type", "").lower().partition(";")[0].strip()) in _FEED_TYPES:
            yield href, rel, kind
    yield from ((href, frozenset({"next"}), "") for href in _BUTTONS(root))
