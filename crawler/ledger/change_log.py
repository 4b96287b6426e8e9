"""Writes the change feed, each change in the transaction that makes it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, insert, select, update

from wellread.crawler.ledger.schema import articles, changes
from wellread.crawler.ledger.statements import Statement
from wellread.output.changes import Change

_FEED_LOCK_KEY = 0x66656564  # "feed" in ASCII
_LOCK_FEED = Statement(select(func.pg_advisory_xact_lock(bindparam("key")).label("locked")))
_INSERT_CHANGE = Statement(insert(changes).inline())
_GONE_ARTICLES_OF_URL = Statement(
    select(articles).where(articles.c.url == bindparam("url_id"), articles.c.gone_at.is_not(None))
)
_IS_BACK = update(articles).where(articles.c.id == bindparam("article_id")).values(gone_at=None)
_IS_GONE = update(articles).where(articles.c.id == bindparam("article_id"))


def log_change(
    connection: Connection, article_id: str, revision: int, change: Change, at: float, reason: str | None = None
) -> None:
    """Write that an article has changed; `revision` is the key of the current one after it.

    From here on no other transaction writes a change before this one has ended: whoever reads the feed may believe that
    no change comes after with a smaller sequence.
    """
    if connection.dialect.name == "postgresql":
        _LOCK_FEED.execute(connection, {"key": _FEED_LOCK_KEY})
    row = {"article": article_id, "revision": revision, "change": change, "at": at, "reason": reason}
    _INSERT_CHANGE.execute(connection, row)


def mark_article_gone(
    connection: Connection, article_id: str, revision: int, change: Change, at: float, reason: str | None
) -> None:
    """Take an article out of the current ones; `change` is GONE or REPLACED."""
    connection.execute(_IS_GONE, {"article_id": article_id, "gone_at": at})
    log_change(connection, article_id, revision, change, at, reason)


def mark_articles_returned(connection: Connection, url_id: int, at: float) -> None:
    """Put back those articles among the current ones that are read from this URL and were gone."""
    for article in _GONE_ARTICLES_OF_URL.execute(connection, {"url_id": url_id}):
        connection.execute(_IS_BACK, {"article_id": article.id})
        log_change(connection, article.id, article.revision, Change.RETURNED, at)
