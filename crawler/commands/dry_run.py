"""The work of `wellread crawl --dry-run`: what a run would visit that began now. It fetches and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from wellread.crawler.ledger import DATABASE_FILE, LedgerError, PlannedVisit, UrlKind
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.runs.state_folder import DATABASE, open_ledger
from wellread.crawler.sites import SiteConfig
from wellread.output.identity import normalise_url


def show_plan(sites: Sequence[SiteConfig], state: Path) -> None:
    """Print one line a visit: site, URL and reason, separated by tabs. A summary goes to standard error."""
    try:
        plans = [_plan(site, state) for site in sites]
    except LedgerError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    for site, plan in zip(sites, plans, strict=True):
        pages = sum(visit.kind is UrlKind.PAGE for visit in plan)
        for visit in _within(site.max_pages, plan):
            click.echo("\t".join(map(escape_unprintable, (site.name, visit.url, _why(visit)))))
        left = f", {pages - site.max_pages} more than max-pages" if pages > site.max_pages else ""
        click.echo(
            f"{escape_unprintable(site.name)}: {pages} pages{left}, and what its lists turn out to name", err=True
        )


def _plan(site: SiteConfig, state: Path) -> list[PlannedVisit]:
    start = normalise_url(site.url) or site.url
    never = [PlannedVisit(start, UrlKind.START, None, None, "")]
    if not (state / DATABASE_FILE).exists() and DATABASE not in os.environ:
        return never
    recheck = {} if site.recheck is None else {"recheck_seconds": site.recheck.total_seconds()}
    with open_ledger(state, read_only=True) as ledger:
        return ledger.plan_visits(start, **recheck) or never


def _within(limit: int, plan: Sequence[PlannedVisit]) -> Iterator[PlannedVisit]:
    """The visits for which there is room: lists are not counted."""
    room = limit
    for visit in plan:
        room -= visit.kind is not UrlKind.LIST
        if room >= 0 or visit.kind is UrlKind.LIST:
            yield visit


def _why(visit: PlannedVisit) -> str:
    if visit.visited_at is None:
        return "first visit: the start page" if visit.kind is UrlKind.START else "never visited"
    last = f"{datetime.fromtimestamp(visit.visited_at, UTC):%Y-%m-%d %H:%M} UTC"
    if visit.kind is not UrlKind.PAGE:
        return f"asked for in every run; last visit {last}"
    return f"due again; last visit {last}: {visit.reason or visit.outcome or 'unfinished'}"
