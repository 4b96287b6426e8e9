"""A run over a blog in a ledger that is forgotten, and the leases of its URLs."""

from __future__ import annotations

from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import DiscoveredLinks, Lease, Ledger, Outcome, SiteRun, UrlKind, VisitResult

SITE = "https://example.org"
BLOG = f"{SITE}/blog"


def begin_run(ledger: Ledger | None = None, *, home_url: str | None = BLOG) -> SiteRun:
    """A run whose start page is known to stand at `home_url`; with None, its start page was not visited yet."""
    run = (ledger or Ledger()).begin_run(BLOG)
    run.frontier.discover(DiscoveredLinks((BLOG,), LinkSource.START, UrlKind.START))
    if home_url:
        run.set_home_url(home_url)
    return run


def lease(url: str = BLOG, kind: UrlKind = UrlKind.PAGE, **details: object) -> Lease:
    """A lease of a URL at its first visit, but for `details`."""
    defaults: dict[str, object] = {"url_id": 1, "source": LinkSource.SITEMAP, "depth": 1, "attempt": 1}
    return Lease(url=url, kind=kind, **(defaults | details))  # type: ignore[arg-type]


def visit(run: SiteRun, url: str, outcome: Outcome) -> None:
    """End a visit of a page with an outcome that writes no article."""
    run.frontier.discover(DiscoveredLinks((url,), LinkSource.LISTING))
    run.visits.finish(run.queue.lease_url(url), VisitResult(outcome))
