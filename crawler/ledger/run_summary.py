"""What a run has done so far, counted in the database: also what it did before its process was killed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from wellread.crawler.ledger.absences import count_unconfirmed
from wellread.crawler.ledger.model import RunSummary, UrlKind, UrlState
from wellread.crawler.ledger.schema import articles, fetches, link_sources, revisions, urls


def summarise_run(connection: Connection, site_id: int, run_id: int, started_at: float) -> RunSummary:
    """Count what a run has done that began at `started_at`, and what is known of its site."""
    is_on_site = articles.c.site == site_id
    unconfirmed, suspended = count_unconfirmed(connection, site_id)
    known = select(func.count()).where(urls.c.site == site_id)
    size = select(func.coalesce(func.sum(fetches.c.size), 0)).where(fetches.c.run == run_id)
    by_change = _count_by_change(connection, run_id)
    return RunSummary(
        discovered_by_source=_count_by_source(connection, site_id),
        known_urls=connection.execute(known).scalar_one(),
        unvisited_urls=connection.execute(known.where(urls.c.state != UrlState.DONE)).scalar_one(),
        visits_by_outcome=_count_by_outcome(connection, run_id),
        new_articles=by_change.get("new", 0),
        changed_articles=by_change.get("changed", 0),
        received_bytes=int(connection.execute(size).scalar_one()),
        current_articles=_count_articles(connection, is_on_site, articles.c.gone_at.is_(None)),
        gone_articles=_count_articles(connection, is_on_site, articles.c.gone_at >= started_at),
        unconfirmed_articles=unconfirmed,
        suspended_articles=suspended,
    )


def _count_by_source(connection: Connection, site_id: int) -> dict[str, int]:
    named = select(link_sources.c.source, func.count()).join(urls, urls.c.id == link_sources.c.url)
    named = named.where(urls.c.site == site_id).group_by(link_sources.c.source)
    return _to_counts(connection.execute(named).all())


def _count_by_outcome(connection: Connection, run_id: int) -> dict[str, int]:
    visits = select(fetches.c.outcome, func.count()).join(urls, urls.c.id == fetches.c.url)
    visits = visits.where(fetches.c.run == run_id, urls.c.kind != UrlKind.LIST).group_by(fetches.c.outcome)
    return _to_counts(connection.execute(visits).all())


def _count_by_change(connection: Connection, run_id: int) -> dict[str, int]:
    written = select(revisions.c.change, func.count()).where(revisions.c.run == run_id).group_by(revisions.c.change)
    return _to_counts(connection.execute(written).all())


def _count_articles(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(articles).where(*conditions)).scalar_one()


def _to_counts(rows: Sequence[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in rows}
