"""Which URLs of the frontier are visited next: a lease is nothing but a mark on the row of a URL, and any process that
begins after a crash takes it off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, exists, func, or_, select, update

from wellread.crawler.ledger.model import ARTICLE_OUTCOMES, Lease, UrlKind, UrlState, Validators
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import read_location, urls
from wellread.crawler.ledger.statements import Statement

_MARK_AS_LEASED = Statement(
    update(urls).where(urls.c.id == bindparam("url_id")).values(state=UrlState.LEASED, attempts=urls.c.attempts + 1)
)
_COUNT_BEGUN_PAGES = Statement(
    select(func.count().label("pages")).where(
        urls.c.site == bindparam("site_id"), urls.c.attempts > 0, urls.c.kind != UrlKind.LIST
    )
)


class LeaseQueue:
    """Hands out URLs to be visited, and takes back those that were not requested.

    Each method is one transaction; raises LedgerError if the database fails.
    """

    def __init__(self, context: RunContext) -> None:
        self._context = context
        # By whether the run may begin further pages.
        self._due = {begin: self._select_due(has_pages_left=begin) for begin in (True, False)}
        self._earliest = {begin: self._select_earliest(has_pages_left=begin) for begin in (True, False)}
        self._begun_pages: int | None = None  # whose visit this run has begun; None until it was counted

    def lease(self, count: int) -> list[Lease]:
        """Take at most `count` URLs to visit, in the order of their discovery: start page, lists, pages."""
        now = self._context.clock()
        with self._context.transaction() as connection:
            pages_left = self._count_pages_left(connection)
            asked = {"now": now, "count": min(count, pages_left) if pages_left else count}
            rows = self._due[pages_left != 0].execute(connection, asked)
            if rows:
                _MARK_AS_LEASED.execute_many(connection, [{"url_id": row.id} for row in rows])
        leases = [self._build_lease(row, now) for row in rows]
        self._add_begun_pages(_count_first_attempts(leases))
        return leases

    def lease_url(self, url: str) -> Lease:
        """Take this URL of the frontier, whatever was planned for it."""
        with self._context.transaction() as connection:
            known = update(urls).where(urls.c.site == self._context.site_id, urls.c.url == url)
            row = connection.execute(known.values(state=UrlState.LEASED).returning(urls)).one()
        return self._build_lease(row, self._context.clock())

    def find_wait_seconds(self) -> float | None:
        """Seconds until a URL can be leased, 0 if one can at once; None if none is to be visited."""
        with self._context.database.question() as connection:
            earliest = self._earliest[self._count_pages_left(connection) != 0].scalar(connection, {})
        return None if earliest is None else max(earliest - self._context.clock(), 0.0)

    def release(self, leases: Sequence[Lease]) -> None:
        """Put URLs back that were not requested: they may be leased again at once."""
        with self._context.transaction() as connection:
            ids = [lease.url_id for lease in leases]
            leased = update(urls).where(urls.c.id.in_(ids), urls.c.state == UrlState.LEASED)
            connection.execute(leased.values(state=UrlState.PENDING, attempts=urls.c.attempts - 1))
        self._add_begun_pages(-_count_first_attempts(leases))

    def postpone(self, lease: Lease, reason: str, *, wait_seconds: float) -> None:
        """Put a URL back that was not requested: it may be leased again after some time. It was no attempt."""
        values = {
            "state": UrlState.PENDING,
            "not_before": self._context.clock() + wait_seconds,
            "reason": reason,
            "attempts": lease.attempt - 1,
        }
        with self._context.transaction() as connection:
            connection.execute(update(urls).where(urls.c.id == lease.url_id).values(values))
        self._add_begun_pages(-_count_first_attempts([lease]))

    def _build_lease(self, row: Row[Any], now: float) -> Lease:
        is_recent = row.read_at is not None and now - row.read_at <= self._context.recheck_seconds
        return Lease(
            url_id=row.id,
            url=row.url,
            kind=UrlKind(row.kind),
            source=row.source,
            depth=row.depth,
            attempt=row.attempts + 1,
            validators=Validators(row.etag, row.last_modified) if is_recent else Validators(),
            last_digest=row.digest if is_recent else None,
            last_location=read_location(row),
            had_article=row.read_as in ARTICLE_OUTCOMES,
            hops=row.hops,
            written=row.written or "",
        )

    def _select_due(self, *, has_pages_left: bool) -> Statement:
        leasable = self._leasable_condition(has_pages_left=has_pages_left)
        due = select(urls).where(leasable, urls.c.not_before <= bindparam("now")).order_by(urls.c.rank, urls.c.id)
        return Statement(due.limit(bindparam("count")))

    def _select_earliest(self, *, has_pages_left: bool) -> Statement:
        return Statement(
            select(func.min(urls.c.not_before).label("earliest")).where(
                self._leasable_condition(has_pages_left=has_pages_left)
            )
        )

    def _leasable_condition(self, *, has_pages_left: bool) -> ColumnElement[bool]:
        """What may still be visited: without pages left only lists, and pages whose visit was begun."""
        leasable = (urls.c.site == self._context.site_id) & (urls.c.state == UrlState.PENDING)
        if self._context.lists_before_pages:
            other = urls.alias()
            has_unread_list = exists().where(
                other.c.site == self._context.site_id, other.c.kind == UrlKind.LIST, other.c.state != UrlState.DONE
            )
            leasable &= or_(urls.c.kind != UrlKind.PAGE, ~has_unread_list)
        return leasable if has_pages_left else leasable & or_(urls.c.attempts > 0, urls.c.kind == UrlKind.LIST)

    def _count_pages_left(self, connection: Connection) -> int | None:
        """How many pages the run may still begin; None for any number."""
        if self._context.max_pages is None:
            return None
        if self._begun_pages is None:
            self._begun_pages = int(_COUNT_BEGUN_PAGES.scalar(connection, {"site_id": self._context.site_id}) or 0)
        return max(self._context.max_pages - self._begun_pages, 0)

    def _add_begun_pages(self, count: int) -> None:
        if self._begun_pages is not None:
            self._begun_pages += count


def _count_first_attempts(leases: Sequence[Lease]) -> int:
    """How many pages are leased for the first time in this run; sitemaps and feeds are not counted."""
    return sum(lease.attempt == 1 and lease.kind is not UrlKind.LIST for lease in leases)
