"""Where articles are found: the links of pages, sitemaps, feeds. Pure functions from bytes or text
to absolute URLs.

`extract_links(root, url)` gives the `PageLinks` of a page's tree, `parse_url_list(body, url)` the
`UrlList` that a sitemap or a feed is, whatever its format. Neither raises, whatever the document.
Every URL is absolute, http or https, and resolved as browsers resolve it (`resolve_url`).
`CrawlScope` says which of them belong to the blog, `TrapFilter` which of them lead nowhere.
"""

from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.discovery.links import PageLinks, extract_links
from wellread.crawler.discovery.scope import CrawlScope
from wellread.crawler.discovery.sitemap_entry import ListFormat
from wellread.crawler.discovery.traps import TrapFilter
from wellread.crawler.discovery.url_lists import (
    MAX_LIST_BYTES,
    MAX_LIST_URLS,
    ListedUrl,
    UnreadableReason,
    UrlList,
    parse_url_list,
)
from wellread.crawler.discovery.urls import resolve_url

__all__ = [
    "MAX_LIST_BYTES",
    "MAX_LIST_URLS",
    "CrawlScope",
    "LinkSource",
    "ListFormat",
    "ListedUrl",
    "PageLinks",
    "TrapFilter",
    "UnreadableReason",
    "UrlList",
    "extract_links",
    "parse_url_list",
    "resolve_url",
]
