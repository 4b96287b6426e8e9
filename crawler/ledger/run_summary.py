"""What a run has done so far, counted in the database: also what it did before its process was killed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from http import HTTPStatus
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, or_, select

from wellread.crawler.ledger.missing_articles import count_unconfirmed, count_unconfirmed_by_site
from wellread.crawler.ledger.model import (
    FAILURE_OUTCOMES,
    MAX_FAILURES_LISTED,
    Outcome,
    RunSummary,
    SiteSummary,
    UrlKind,
    UrlState,
)
from wellread.crawler.ledger.schema import articles, fetches, link_sources, revisions, runs, sites, urls
from wellread.output.changes import Change

# A page that wants money instead of showing anything was refused; an article behind a wall was not.
_OUTCOME = case(
    (and_(fetches.c.outcome == Outcome.PAYWALLED, fetches.c.status == HTTPStatus.PAYMENT_REQUIRED), Outcome.BLOCKED),
    else_=fetches.c.outcome,
)


def summarise_run(connection: Connection, site_id: int, run_id: int, started_at: float) -> RunSummary:
    """Count what a run has done that began at `started_at`, and what is known of its site."""
    is_on_site = articles.c.site == site_id
    unconfirmed, suspended = count_unconfirmed(connection, site_id)
    known = select(func.count()).where(urls.c.site == site_id)
    size = select(func.coalesce(func.sum(fetches.c.size), 0)).where(fetches.c.run == run_id)
    by_change = _count_revisions_by_change(connection, run_id)
    return RunSummary(
        discovered_by_source=_count_by_source(connection, site_id),
        known_urls=connection.execute(known).scalar_one(),
        unvisited_urls=connection.execute(known.where(urls.c.state != UrlState.DONE)).scalar_one(),
        visits_by_outcome=_count_by_outcome(connection, run_id),
        new_articles=by_change.get(Change.NEW, 0),
        changed_articles=by_change.get(Change.CHANGED, 0) + by_change.get(Change.REEXTRACTED, 0),
        received_bytes=int(connection.execute(size).scalar_one()),
        current_articles=_count_articles(connection, is_on_site, articles.c.gone_at.is_(None)),
        gone_articles=_count_articles(connection, is_on_site, articles.c.gone_at >= started_at),
        unconfirmed_articles=unconfirmed,
        suspended_articles=suspended,
        responses=_count_responses(connection, run_id),
        failures=_list_visits(connection, run_id, FAILURE_OUTCOMES),
        reserved_articles=_count_reserved(connection, is_on_site, articles.c.gone_at >= started_at),
        reserved=_list_visits(connection, run_id, {Outcome.RESERVED}),
    )


def summarise_sites(connection: Connection, is_due: ColumnElement[bool]) -> Iterator[tuple[Row[Any], SiteSummary]]:
    """The row of each site and what is known of it, in the order in which they were first crawled.

    `is_due` is the condition for what was visited to be visited again. The database is asked a few times, however many
    sites there are.
    """
    is_pending = urls.c.state != UrlState.DONE
    counted = select(urls.c.site, func.count(), _count_if(is_pending), _count_if(or_(is_pending, is_due)))
    known = {site: counts for site, *counts in connection.execute(counted.group_by(urls.c.site))}
    current = select(articles.c.site, func.count()).where(articles.c.gone_at.is_(None)).group_by(articles.c.site)
    articles_by_site = {int(site): int(count) for site, count in connection.execute(current)}
    unconfirmed = count_unconfirmed_by_site(connection)
    last = select(func.max(runs.c.id)).group_by(runs.c.site)
    runs_by_site = {run.site: run for run in connection.execute(select(runs).where(runs.c.id.in_(last)))}
    for site in connection.execute(select(sites).order_by(sites.c.id)).all():
        run = runs_by_site.get(site.id)
        known_urls, pending_urls, due_urls = known.get(site.id, (0, 0, 0))
        yield (
            site,
            SiteSummary(
                start_url=site.start,
                articles=articles_by_site.get(site.id, 0),
                unconfirmed=unconfirmed.get(site.id, 0),
                known_urls=known_urls,
                pending_urls=pending_urls,
                due_urls=due_urls,
                last_begun=None if run is None else run.started_at,
                last_ended=None if run is None else run.ended_at,
                is_unfinished=run is not None and run.ended_at is None,
            ),
        )


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _count_by_source(connection: Connection, site_id: int) -> dict[str, int]:
    named = select(link_sources.c.source, func.count()).join(urls, urls.c.id == link_sources.c.url)
    named = named.where(urls.c.site == site_id).group_by(link_sources.c.source)
    return _to_counts(connection.execute(named).all())


def _count_by_outcome(connection: Connection, run_id: int) -> dict[str, int]:
    counted = select(_OUTCOME, func.count()).join(urls, urls.c.id == fetches.c.url)
    return _to_counts(connection.execute(counted.where(_is_visit_of(run_id)).group_by(_OUTCOME)).all())


def _count_responses(connection: Connection, run_id: int) -> int:
    responses = select(func.count()).select_from(fetches).join(urls, urls.c.id == fetches.c.url)
    return connection.execute(responses.where(_is_visit_of(run_id), fetches.c.status.is_not(None))).scalar_one()


def _list_visits(connection: Connection, run_id: int, outcomes: Collection[Outcome]) -> tuple[tuple[str, str], ...]:
    """The first visits that came to one of these outcomes: URL and reason."""
    visited = select(urls.c.url, fetches.c.reason).join(urls, urls.c.id == fetches.c.url)
    visited = visited.where(_is_visit_of(run_id), _OUTCOME.in_(outcomes)).order_by(fetches.c.id)
    rows = connection.execute(visited.limit(MAX_FAILURES_LISTED)).all()
    return tuple((url, reason) for url, reason in rows)


def _is_visit_of(run_id: int) -> ColumnElement[bool]:
    return and_(fetches.c.run == run_id, urls.c.kind != UrlKind.LIST)


def _count_revisions_by_change(connection: Connection, run_id: int) -> dict[str, int]:
    written = select(revisions.c.change, func.count()).where(revisions.c.run == run_id).group_by(revisions.c.change)
    return _to_counts(connection.execute(written).all())


def _count_articles(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(articles).where(*conditions)).scalar_one()


def _count_reserved(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """How many of the articles that fulfil the conditions stand on pages that were left alone."""
    counted = select(func.count()).select_from(articles).join(urls, urls.c.id == articles.c.url)
    return connection.execute(counted.where(urls.c.outcome == Outcome.RESERVED, *conditions)).scalar_one()


def _to_counts(rows: Sequence[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in rows}
