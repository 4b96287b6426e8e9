"""Where articles are found: the links of pages, sitemaps, feeds. Pure functions from bytes or text to absolute URLs.

`page_links(html, url)` gives the `Links` of an HTML page, `listed(body, url)` what a sitemap or a feed names, as a
`Listed`, whatever its kind. Neither raises, whatever the document. Every URL is absolute, http or https, and resolved
as browsers resolve it (`resolve`). `traps` says which of them lead nowhere.
"""

from wellread.crawler.discovery.links import Links, page_links
from wellread.crawler.discovery.lists import MAX_LIST_BYTES, MAX_LIST_URLS, Entry, Listed, Refusal, listed
from wellread.crawler.discovery.sitemap_entry import Kind
from wellread.crawler.discovery.traps import Traps
from wellread.crawler.discovery.urls import resolve

__all__ = [
    "MAX_LIST_BYTES",
    "MAX_LIST_URLS",
    "Entry",
    "Kind",
    "Links",
    "Listed",
    "Refusal",
    "Traps",
    "listed",
    "page_links",
    "resolve",
]
