"""Articles that their pages no longer show: noted at once, believed at the end of a run, if that is not sick.

An article whose page does not show it is missing. It stays current, and in the export, until `settle_missing_articles`
believes that it is gone: see `sickness.py`. Its page is visited again in the next night. As soon as a page shows the
article again, it is no longer missing. Each function is part of a transaction of its caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from wellread.crawler.ledger.change_log import mark_article_gone, mark_articles_returned
from wellread.crawler.ledger.model import ARTICLE_OUTCOMES, FAILURE_OUTCOMES, Outcome, UrlKind, UrlState
from wellread.crawler.ledger.revisit_policy import MIN_INTERVAL_SECONDS
from wellread.crawler.ledger.schema import articles, missing_articles, urls
from wellread.crawler.ledger.sickness import ArticleResponses, is_missing_for_good, is_sick
from wellread.crawler.ledger.statements import Statement
from wellread.output.changes import Change

_REFUSALS = (Outcome.BLOCKED, Outcome.FAILED, Outcome.QUARANTINED)
# After these nobody knows what a URL shows.
_UNKNOWN_OUTCOMES = frozenset({*_REFUSALS, Outcome.REDIRECTED, Outcome.PAYWALLED})

_ARTICLES_OF_URL = Statement(select(articles.c.id).where(articles.c.url == bindparam("url_id")))
_MISSING = select(missing_articles).where(missing_articles.c.article == bindparam("article_id"))
_FORGET = Statement(delete(missing_articles).where(missing_articles.c.article == bindparam("article_id")))
_TARGET = select(urls).where(urls.c.site == bindparam("site_id"), urls.c.url == bindparam("target"))
_MOVED_HERE = Statement(
    select(articles)
    .join(missing_articles, missing_articles.c.article == articles.c.id)
    .where(missing_articles.c.target == bindparam("address"), articles.c.site == bindparam("site_id"))
    .order_by(articles.c.found_at, articles.c.id)
)


@dataclass(frozen=True)
class VisitKeys:
    """A visit of a URL in a run: the keys of their rows, and when it was."""

    site_id: int
    run_id: int
    url_id: int
    at: float


def mark_article_present(connection: Connection, url_id: int, at: float) -> None:
    """Note that the article read from this URL, if there is one, is there, also if it was missing or gone before."""
    for article_id in _ARTICLES_OF_URL.scalars(connection, {"url_id": url_id}):
        forget_missing_article(connection, article_id)
    mark_articles_returned(connection, url_id, at)


def forget_missing_article(connection: Connection, article_id: str) -> None:
    """Note that an article is not missing."""
    _FORGET.execute(connection, {"article_id": article_id})


def mark_article_missing(
    connection: Connection, seen: VisitKeys, *, is_certain: bool = True, target: str | None = None
) -> None:
    """Note that a URL no longer shows its article, if it had one; `target` is where it redirects to for good.

    `is_certain`: one such visit is enough for a run that is not sick.
    """
    for article_id in _ARTICLES_OF_URL.scalars(connection, {"url_id": seen.url_id}):
        known = connection.execute(_MISSING, {"article_id": article_id}).one_or_none()
        found = {"run": seen.run_id, "certain": is_certain, "target": target}
        if known is None:
            first = {"article": article_id, "since": seen.at, "runs": 1, "suspended": False}
            connection.execute(insert(missing_articles).values(first | found))
        else:
            runs = known.runs + (known.run != seen.run_id)
            same = missing_articles.c.article == article_id
            connection.execute(update(missing_articles).where(same).values(found | {"runs": runs}))


def mark_article_reserved(connection: Connection, url_id: int, at: float, reason: str) -> None:
    """Take the article of this URL out of the current ones at once: its site says so itself."""
    here = select(articles).where(articles.c.url == url_id, articles.c.gone_at.is_(None))
    for article in connection.execute(here).all():
        forget_missing_article(connection, article.id)
        mark_article_gone(connection, article.id, article.revision, Change.GONE, at, reason)


def move_article(connection: Connection, seen: VisitKeys, url: str, target: str | None) -> None:
    """Note that `url` redirects to `target` for good; None is another site.

    Its article is missing until the target shows it. If the target is known to show an article that is published under
    no other URL, that is the one.
    """
    redirected_here = missing_articles.c.target == url
    connection.execute(update(missing_articles).where(redirected_here).values(target=target))
    row = connection.execute(_TARGET, {"site_id": seen.site_id, "target": target}).one_or_none()
    if row is not None and _shows_article(row) and not _has_own_article(connection, row.id):
        moved = update(articles).where(articles.c.url == seen.url_id)
        connection.execute(moved.values(url=row.id))
        mark_article_present(connection, row.id, seen.at)
    else:
        mark_article_missing(connection, seen, target=target)


def find_moved_article(
    connection: Connection, site_id: int, url: str, headline: str | None, content_hash: str
) -> Any | None:
    """The row of the article whose page redirects to `url`, which shows an article now.

    Where several do so, it is one with the same headline or content: they may all have been sent to the same page.
    """
    moved = _MOVED_HERE.execute(connection, {"site_id": site_id, "address": url})
    if len(moved) == 1:
        return moved[0]
    same = (row for row in moved if row.content_hash == content_hash or (headline and row.headline == headline))
    return next(same, None)


def settle_missing_articles(connection: Connection, site_id: int, run_id: int, started_at: float, now: float) -> None:
    """Decide at the end of a run which of the articles that it found missing are gone."""
    missing = connection.execute(_select_missing(site_id).where(missing_articles.c.run == run_id)).all()
    if not missing:
        return
    undecided = {row.id for row in missing if row.target and not _is_decided(connection, site_id, row.target)}
    responses = _count_responses(connection, site_id, started_at, missing=len(missing), undecided=len(undecided))
    sick = is_sick(responses)
    for row in missing:
        is_believed = row.certain and not sick and row.id not in undecided
        if is_believed or is_missing_for_good(row.runs, now - row.since):
            change = Change.REPLACED if row.outcome == Outcome.REPLACED else Change.GONE
            mark_article_gone(connection, row.id, row.revision, change, now, _describe_loss(row))
            continue
        same = missing_articles.c.article == row.id
        connection.execute(update(missing_articles).where(same).values(suspended=sick))
        _visit_again_soon(connection, row.url)


def count_unconfirmed(connection: Connection, site_id: int) -> tuple[int, int]:
    """How many current articles of a site are missing, and how many of those a sick run has found missing."""
    counted = select(func.count(), func.coalesce(func.sum(case((missing_articles.c.suspended, 1), else_=0)), 0))
    counted = counted.select_from(missing_articles).join(articles, articles.c.id == missing_articles.c.article)
    unconfirmed, suspended = connection.execute(counted.where(_is_current(site_id))).one()
    return int(unconfirmed), int(suspended)


def count_unconfirmed_by_site(connection: Connection) -> dict[int, int]:
    """How many current articles of each site are missing, of those sites that have any."""
    counted = select(articles.c.site, func.count()).join(missing_articles, articles.c.id == missing_articles.c.article)
    counted = counted.where(articles.c.gone_at.is_(None)).group_by(articles.c.site)
    return {int(site): int(count) for site, count in connection.execute(counted)}


def _is_current(site_id: int) -> ColumnElement[bool]:
    return (articles.c.site == site_id) & articles.c.gone_at.is_(None)


def _select_missing(site_id: int) -> Any:
    shown = (urls.c.outcome, urls.c.reason, urls.c.target.label("leads_to"))
    joined = select(articles.c.id, articles.c.url, articles.c.revision, missing_articles, *shown)
    joined = joined.join(missing_articles, missing_articles.c.article == articles.c.id)
    return joined.join(urls, urls.c.id == articles.c.url).where(_is_current(site_id)).order_by(articles.c.id)


def _describe_loss(row: Row[Any]) -> str | None:
    """Why an article is gone, from the last visit of its page."""
    if row.outcome == Outcome.REDIRECTED:
        return f"redirects to {row.leads_to or 'another site'}"
    return row.reason or None


def _shows_article(row: Row[Any]) -> bool:
    return row.state == UrlState.DONE and row.read_as in ARTICLE_OUTCOMES


def _has_own_article(connection: Connection, url_id: int) -> bool:
    return _ARTICLES_OF_URL.first(connection, {"url_id": url_id}) is not None


def _is_decided(connection: Connection, site_id: int, target: str) -> bool:
    """Whether it is known that the page to which an article has moved does not show it: it was read, or is gone."""
    row = connection.execute(_TARGET, {"site_id": site_id, "target": target}).one()
    return row.state == UrlState.DONE and row.outcome not in _UNKNOWN_OUTCOMES


def _count_responses(
    connection: Connection, site_id: int, started_at: float, *, missing: int, undecided: int
) -> ArticleResponses:
    visited = urls.c.visited_at >= started_at
    refused = visited & urls.c.outcome.in_(_REFUSALS)
    counted = select(
        func.count(),
        func.coalesce(func.sum(case((visited, 1), else_=0)), 0),
        func.coalesce(func.sum(case((refused, 1), else_=0)), 0),
    )
    counted = counted.select_from(articles).join(urls, urls.c.id == articles.c.url)
    counted = counted.where(_is_current(site_id), articles.c.found_at < started_at)
    known, visits, refusals = connection.execute(counted).one()
    return ArticleResponses(
        known=known,
        visited=int(visits),
        missing=missing - undecided,
        refused=int(refusals) + undecided,
        start_responded=_has_start_responded(connection, site_id, started_at),
    )


def _has_start_responded(connection: Connection, site_id: int, started_at: float) -> bool:
    """Whether the start page was read in the run, and names pages; True if nobody has asked for it."""
    start = select(urls.c.outcome, urls.c.reason).where(urls.c.site == site_id, urls.c.kind == UrlKind.START)
    visits = connection.execute(start.where(urls.c.visited_at >= started_at)).all()
    unread = {*FAILURE_OUTCOMES, Outcome.REDIRECTED, Outcome.PAYWALLED}
    return not visits or any(visit.outcome not in unread and not visit.reason for visit in visits)


def _visit_again_soon(connection: Connection, url_id: int) -> None:
    """Plan the next visit of a page for the next night, if it would be later."""
    soon = urls.c.visited_at + MIN_INTERVAL_SECONDS
    late = or_(urls.c.next_visit.is_(None), urls.c.next_visit > soon)
    connection.execute(update(urls).where(urls.c.id == url_id, late).values(next_visit=soon))
