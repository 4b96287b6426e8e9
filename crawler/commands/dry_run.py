"""The work of `wellread crawl --dry-run`: what a run would visit that began now.

It fetches and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import click

from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.commands.targets import check_plan
from wellread.crawler.ledger import PlannedVisit, UrlKind
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.state_folder import StateFolder
from wellread.crawler.sites import SiteConfig
from wellread.output.identity import normalise_url


def show_plan(options: CrawlOptions) -> None:
    """Print a line for each visit: site, URL and reason, separated by tabs.

    A summary goes to standard error.

    Raises CommandError if the options or the state cannot be used.
    """
    crawl_plan = check_plan(options)
    with ledger_errors():
        plans = [_plan_visits(site, crawl_plan.state) for site in crawl_plan.sites]
    for site, plan in zip(crawl_plan.sites, plans, strict=True):
        for visit in _limit_pages(plan, site.max_pages):
            columns = (site.name, visit.url, _explain(visit))
            click.echo("\t".join(map(escape_unprintable, columns)))
        click.echo(_summarise(site, plan), err=True)


def _plan_visits(site: SiteConfig, state: StateFolder) -> list[PlannedVisit]:
    start_url = normalise_url(site.url) or site.url
    first_visit = [PlannedVisit(start_url, UrlKind.START, None, None, "")]
    if not state.has_database:
        return first_visit
    recheck = {} if site.recheck is None else {"recheck_seconds": site.recheck.total_seconds()}
    with state.open_ledger(read_only=True) as ledger:
        return ledger.plan_visits(start_url, **recheck) or first_visit


def _limit_pages(plan: Sequence[PlannedVisit], max_pages: int) -> Iterator[PlannedVisit]:
    """The visits up to `max_pages` pages; sitemaps and feeds are not counted."""
    left = max_pages
    for visit in plan:
        left -= visit.kind is not UrlKind.LIST
        if left >= 0 or visit.kind is UrlKind.LIST:
            yield visit


def _summarise(site: SiteConfig, plan: Sequence[PlannedVisit]) -> str:
    pages = sum(visit.kind is UrlKind.PAGE for visit in plan)
    more = f", {pages - site.max_pages} more than max-pages" if pages > site.max_pages else ""
    return f"{escape_unprintable(site.name)}: {pages} pages{more}, and those that sitemaps, feeds and lists will add"


def _explain(visit: PlannedVisit) -> str:
    """Why a URL would be visited."""
    if visit.visited_at is None:
        return "first visit: the start page" if visit.kind is UrlKind.START else "never visited"
    last = f"{datetime.fromtimestamp(visit.visited_at, UTC):%Y-%m-%d %H:%M} UTC"
    if visit.kind is not UrlKind.PAGE:
        return f"asked for in every run; last visit {last}"
    return f"due again; last visit {last}: {visit.reason or visit.outcome or 'unfinished'}"
