"""Which of the URLs that pages and lists name are to be visited: those in the scope of the blog, and in no trap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wellread.crawler.discovery import CrawlScope, TrapFilter
from wellread.crawler.discovery.article_directories import MAX_UNDECIDED_URLS
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.discovery.traps import has_own_pattern
from wellread.crawler.ledger import ARTICLE_OUTCOMES, DiscoveredLinks, Lease, Outcome, SiteRun, UrlKind
from wellread.output.identity import group_spellings

_MAX_ADMITTED = 10_000  # URLs that are known to be admitted, though the ledger may not have them yet
# Visits with these outcomes show of which type the pages of a directory are.
_OUTCOMES_WITH_PAGE_TYPE = ARTICLE_OUTCOMES | {Outcome.PAGE}


@dataclass(frozen=True)
class CrawlBounds:
    """What of a site is read: further paths that hold articles, paths that are left alone, and from when on."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: datetime | None = None  # aware


class LinkFilter:
    """The scope and the traps of one site, with all that earlier runs have shown of them. Methods raise LedgerError."""

    def __init__(self, run: SiteRun, bounds: CrawlBounds) -> None:
        self._run = run
        self._bounds = bounds
        self._traps = _restore_traps(run)
        self._admitted: set[str] = set()
        self._written: dict[str, str] = {}  # by normal form, where the site writes a URL in another way
        self._scope = self._restore_scope(run.home_url) if run.home_url else None

    @property
    def has_scope(self) -> bool:
        """Whether the start page has been read, now or in an earlier run: what belongs to the blog follows from it."""
        return self._scope is not None

    @property
    def scope(self) -> CrawlScope:
        """What belongs to the blog. Raises RuntimeError when the start page has not been read yet."""
        if self._scope is None:
            raise RuntimeError("a page was leased before the start page was read")
        return self._scope

    @property
    def rejected_by_pattern(self) -> Counter[str]:
        """How many URLs were left alone because their pattern was exhausted."""
        return self._traps.rejected

    def set_home_url(self, home_url: str) -> None:
        """Take note of where the start page really stands."""
        if self._scope is None or home_url != self._run.home_url:
            self._scope = self._restore_scope(home_url)
            self._run.set_home_url(home_url)

    def select_pages(
        self, urls: Iterable[str], source: str, depth: int, *, listing_url: str | None = None
    ) -> tuple[DiscoveredLinks, ...]:
        """Those of `urls` that lie in scope and in no trap; nothing if there are none.

        `listing_url` is the page that names them, if that is no article. Others are kept as
        undecided: see `pop_new_undecided`.
        """
        from_listing = listing_url is not None or source == LinkSource.FEED
        written = group_spellings(filter(None, map(self.scope.to_site_request_url, urls)))
        in_scope = tuple(url for url in written if self.scope.admit(url, from_listing=from_listing))
        self._keep_written(written)
        new = set(self._run.frontier.find_unknown(in_scope)) - self._admitted
        admitted = tuple(url for url in in_scope if url not in new or self._traps.admit(url))
        self._keep_admitted(new.intersection(admitted))
        if listing_url is not None and any(url in new and has_own_pattern(url) for url in admitted):
            self._traps.record_productive(listing_url)
        addresses = tuple(self._written.pop(url, written[url]) for url in admitted)
        return (DiscoveredLinks(addresses, source, UrlKind.PAGE, depth),) if addresses else ()

    def select_listing_links(self, urls: tuple[str, ...], lease: Lease) -> tuple[DiscoveredLinks, ...]:
        """Those links of a page that are to be visited, if the page is no article."""
        if lease.source == LinkSource.START and not self.scope.may_hold_article(lease.url):
            self.scope.note_listing_links(urls)  # what the further pages of the blog list may lie beside it
        return self.select_pages(urls, LinkSource.LISTING, lease.depth + 1, listing_url=lease.url)

    def select_decided_urls(self) -> tuple[DiscoveredLinks, ...]:
        """URLs that were undecided in earlier processes, and are known to belong to the blog now."""
        if not self.has_scope:
            return ()
        decided = self.select_pages(self._run.frontier.find_undecided_urls(), LinkSource.ARTICLE, 1)
        self.pop_new_undecided()  # these the ledger has
        return decided

    def pop_new_undecided(self) -> tuple[str, ...]:
        """The URLs of which it is not known whether they belong to the blog, of those named since the last call."""
        undecided = self._scope.pop_new_undecided() if self._scope else ()
        return tuple(self._written.get(url, url) for url in undecided)

    def record_outcome(self, lease: Lease, outcome: Outcome) -> None:
        """Learn from what a visit came to in the end: a pattern of URLs that brings articles is no trap."""
        if outcome in ARTICLE_OUTCOMES:
            self._traps.record_productive(lease.url)

    def _keep_admitted(self, new: set[str]) -> None:
        """Note what was admitted: until the visit that names it has ended, nobody else knows."""
        if len(self._admitted) > _MAX_ADMITTED:
            self._admitted.clear()
        self._admitted |= new

    def _keep_written(self, written: Mapping[str, str]) -> None:
        """Note how URLs are written that may be undecided, as the scope knows their normal form alone."""
        if len(self._written) < MAX_UNDECIDED_URLS:
            self._written |= {url: address for url, address in written.items() if address != url}

    def _restore_scope(self, home_url: str) -> CrawlScope:
        """The scope of the blog with all that earlier runs have shown of where its articles lie."""
        scope = CrawlScope.for_blog(home_url, self._bounds.include, self._bounds.exclude)
        for url, outcome in self._run.frontier.iter_pages():
            scope.restore(url)
            if outcome in _OUTCOMES_WITH_PAGE_TYPE:
                scope.record_visit(url, is_article=outcome in ARTICLE_OUTCOMES)
        return scope


def _restore_traps(run: SiteRun) -> TrapFilter:
    """The traps with all URLs that earlier runs have admitted, so that none is entered anew every night."""
    traps = TrapFilter()
    for url, outcome in run.frontier.iter_pages():
        if not has_own_pattern(url) and traps.admit(url) and outcome in ARTICLE_OUTCOMES:
            traps.record_productive(url)
    traps.rejected.clear()
    return traps
