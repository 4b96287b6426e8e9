"""Sitemaps and feeds: which of them are read, and which of the pages that they name are to be visited."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urljoin

from scrapy.http import Response

from wellread.crawler.discovery import ListedUrl, parse_url_list
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import DiscoveredLinks, Lease, Outcome, SiteRun, UrlKind, VisitResult
from wellread.crawler.pages.link_filter import LinkFilter
from wellread.output.identity import to_request_url

MAX_LISTS = 500  # of one site
MAX_SITEMAP_DEPTH = 3
GUESSED = "guess"  # the source of a sitemap that nobody has named


class ListReader:
    """The sitemaps and feeds of one site. Methods raise LedgerError.

    `robots_sitemaps` are the sitemaps that the robots.txt of the site names, as keys. Pages that a
    list dates before `since` are left to later runs.
    """

    def __init__(self, run: SiteRun, link_filter: LinkFilter, since: datetime | None) -> None:
        self._run = run
        self._link_filter = link_filter
        self._since = since
        self.robots_sitemaps: dict[str, None] = {}

    async def read(self, response: Response, lease: Lease) -> VisitResult:
        """What a visit of a sitemap or feed came to: the further lists and the pages that it names."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        url_list = await asyncio.to_thread(parse_url_list, response.body, response.url, content_type)
        if url_list.unreadable:
            return VisitResult(Outcome.FAILED, url_list.unreadable)
        source = LinkSource.SITEMAP if lease.source == GUESSED else lease.source
        further = self.select_lists((listed.url for listed in url_list.lists), source, depth=lease.depth + 1)
        pages = self._select_pages(url_list.pages, source) if self._link_filter.has_scope else ()
        return VisitResult(Outcome.LIST, discovered=(*further, *pages))

    def select_lists(self, urls: Iterable[str], source: str, *, depth: int = 1) -> tuple[DiscoveredLinks, ...]:
        """Those of these sitemaps or feeds that are to be read, wherever they lie: a site may keep them elsewhere."""
        room = MAX_LISTS - self._run.frontier.count(UrlKind.LIST)
        selected = tuple(filter(None, map(to_request_url, urls)))[: max(room, 0)]
        if not selected or depth > MAX_SITEMAP_DEPTH:
            return ()
        return (DiscoveredLinks(selected, source, UrlKind.LIST, depth),)

    def select_sitemaps(self, home_url: str, *, guess: bool) -> tuple[DiscoveredLinks, ...]:
        """The sitemaps that robots.txt names; without any, the usual place is a `guess` worth a request."""
        if self.robots_sitemaps:
            return self.select_lists(self.robots_sitemaps, LinkSource.SITEMAP)
        return self.select_lists([urljoin(home_url, "/sitemap.xml")], GUESSED) if guess else ()

    def _select_pages(self, pages: Sequence[ListedUrl], source: str) -> tuple[DiscoveredLinks, ...]:
        old = [listed.url for listed in pages if self._is_too_old(listed)]
        recent = [listed for listed in pages if not self._is_too_old(listed)]
        recent_urls = [listed.url for listed in recent]
        self._enqueue_changed(recent)
        if source == LinkSource.FEED:
            self._link_filter.scope.note_listing_links(recent_urls)
        for links in self._link_filter.select_pages(old, source, depth=1):
            self._run.frontier.discover(links)
            self._run.frontier.postpone(links.urls)
        return self._link_filter.select_pages(recent_urls, source, depth=1)

    def _is_too_old(self, listed: ListedUrl) -> bool:
        return self._since is not None and listed.modified is not None and listed.modified < self._since

    def _enqueue_changed(self, pages: Iterable[ListedUrl]) -> None:
        """Believe a list that says that a page has changed since it was visited."""
        dated = ((self._link_filter.scope.to_site_url(listed.url), listed.modified) for listed in pages)
        self._run.frontier.enqueue_changed([(url, modified.timestamp()) for url, modified in dated if url and modified])
