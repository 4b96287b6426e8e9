"""Reads articles, their revisions and their changes: some rows at a time, as they may be more than the memory holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select, tuple_

from wellread.crawler.ledger.database import Database
from wellread.crawler.ledger.schema import articles, changes, revisions, sites, urls
from wellread.output.changes import ArticleChange, ArticleRevision, Change, list_changed_fields
from wellread.output.identity import normalise_url
from wellread.output.record_json import mark_gone, replace_unstorable, upgrade_json

_ROWS_PER_QUERY = 100
_MAX_SITES_IN_MEMORY = 8  # the ids of all their articles are held in memory
# The reason of the last change: of an article that is gone, why it is.
_REASON = (
    select(changes.c.reason)
    .where(changes.c.article == articles.c.id)
    .order_by(changes.c.sequence.desc())
    .limit(1)
    .scalar_subquery()
)
_RECORDS = select(articles.c.first_seen, articles.c.id, articles.c.gone_at, _REASON.label("reason"), revisions.c.record)
_RECORDS = _RECORDS.join(revisions, revisions.c.id == articles.c.revision)
_CHANGES = select(changes, revisions.c.revision_id, revisions.c.record)
_CHANGES = _CHANGES.join(revisions, revisions.c.id == changes.c.revision)
# After these an article may be other than it was last in the feed.
_REVISING_CHANGES = frozenset({Change.CHANGED, Change.REEXTRACTED, Change.RETURNED})


class ArticleReader:
    """What a state knows of articles. Every method raises LedgerError if the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def iter_current(
        self, start_urls: Sequence[str] | None = None, *, since: int = 0, include_gone: bool = False
    ) -> Iterator[str]:
        """The last record of every article, as JSON, in the order of their first URLs.

        `start_urls` names the sites, all without it; `since` leaves out what has not changed after that sequence; with
        `include_gone` articles that have vanished come as well, with `goneAt` and why.
        """
        chosen = _RECORDS
        if since:
            changed = select(changes.c.sequence).where(changes.c.article == articles.c.id, changes.c.sequence > since)
            chosen = chosen.where(exists(changed))
        if not include_gone:
            chosen = chosen.where(articles.c.gone_at.is_(None))
        if start_urls is None:
            rows = self._iter_rows(chosen)
        elif len(start_urls) <= _MAX_SITES_IN_MEMORY:
            rows = self._iter_rows_of_sites(chosen, start_urls)
        else:
            rows = self._iter_rows(chosen.where(_is_on_any_site(start_urls)))
        yield from map(_read_record, rows)

    def find(self, name: str) -> str | None:
        """The record of an article, as JSON, by its id or a URL that it goes by, normalised or not; None without."""
        if name != replace_unstorable(name):
            return None  # no database has such a text
        return self._find(name) or self._find(normalise_url(name) or name)

    def _find(self, name: str) -> str | None:
        by_page = select(urls.c.id).where(urls.c.url == name)
        named = or_(
            articles.c.id == name,
            articles.c.first_seen == name,
            articles.c.canonical == name,
            articles.c.url.in_(by_page),
        )
        # One that is current goes first, and of those the one that has this name itself.
        order = (articles.c.gone_at.is_not(None), articles.c.first_seen != name, articles.c.id)
        with self._database.transaction() as connection:
            row = connection.execute(_RECORDS.where(named).order_by(*order).limit(1)).one_or_none()
        return None if row is None else _read_record(row)

    def iter_revisions(self, article_id: str) -> Iterator[ArticleRevision]:
        """All revisions of an article, the oldest first."""
        chosen = select(revisions).where(revisions.c.article == article_id).order_by(revisions.c.id)
        last = 0
        while True:
            with self._database.transaction() as connection:
                rows = connection.execute(chosen.where(revisions.c.id > last).limit(_ROWS_PER_QUERY)).all()
            if not rows:
                return
            for row in rows:
                at = _format_time(row.at)
                yield ArticleRevision(row.article, row.revision_id, Change(row.change), at, upgrade_json(row.record))
            last = rows[-1].id

    def find_revision(self, prefix: str) -> str | None:
        """The record of the revision whose id begins so, as JSON; None if there is none, or several have such ids.

        `prefix` consists of hexadecimal digits. Where an article has said the same twice, it is the later record.
        """
        named = select(revisions.c.revision_id, revisions.c.record).where(revisions.c.revision_id.startswith(prefix))
        with self._database.transaction() as connection:
            rows = connection.execute(named.order_by(revisions.c.id.desc())).all()
        return upgrade_json(rows[0].record) if len({row.revision_id for row in rows}) == 1 else None

    def find_last_sequence(self, *, before: float | None = None) -> int:
        """The sequence of the last change; 0 if there is none. `before` counts no change from that time on."""
        last = select(func.coalesce(func.max(changes.c.sequence), 0))
        if before is not None:
            # Times need not rise with the sequence: everything from the first later change on counts as later.
            first = select(func.min(changes.c.sequence)).where(changes.c.at >= before).scalar_subquery()
            last = last.where(or_(first.is_(None), changes.c.sequence < first))
        with self._database.transaction() as connection:
            return int(connection.execute(last).scalar_one())

    def iter_history(self, article_id: str) -> Iterator[ArticleChange]:
        """All changes of one article, in their order."""
        yield from self._iter_changes(_CHANGES.where(changes.c.article == article_id), 0, self.find_last_sequence())

    def iter_changes(self, since: int, until: int) -> Iterator[ArticleChange]:
        """The changes after the sequence `since` up to `until`, in their order."""
        yield from self._iter_changes(_CHANGES, since, until)

    def _iter_changes(self, chosen: Select[Any], since: int, until: int) -> Iterator[ArticleChange]:
        chosen = chosen.where(changes.c.sequence <= until).order_by(changes.c.sequence).limit(_ROWS_PER_QUERY)
        while True:
            with self._database.transaction() as connection:
                rows = connection.execute(chosen.where(changes.c.sequence > since)).all()
                before = {row.sequence: _find_record_before(connection, row) for row in rows}
            if not rows:
                return
            yield from (_read_change(row, before[row.sequence]) for row in rows)
            since = rows[-1].sequence

    def _iter_rows(self, chosen: Select[Any]) -> Iterator[Row[Any]]:
        last = ("", "")
        while True:
            query = (
                chosen.where(tuple_(articles.c.first_seen, articles.c.id) > last)
                .order_by(articles.c.first_seen, articles.c.id)
                .limit(_ROWS_PER_QUERY)
            )
            with self._database.transaction() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield from rows
            last = (rows[-1].first_seen, rows[-1].id)

    def _iter_rows_of_sites(self, chosen: Select[Any], start_urls: Sequence[str]) -> Iterator[Row[Any]]:
        """Those of few sites, by the index of sites: their ids are sorted, and not their records."""
        ids = select(articles.c.id).where(articles.c.site.in_(_site_ids(start_urls)))
        with self._database.transaction() as connection:
            in_order = connection.execute(ids.order_by(articles.c.first_seen, articles.c.id)).scalars().all()
        for at in range(0, len(in_order), _ROWS_PER_QUERY):
            wanted = in_order[at : at + _ROWS_PER_QUERY]
            with self._database.transaction() as connection:
                rows = {row.id: row for row in connection.execute(chosen.where(articles.c.id.in_(wanted)))}
            yield from (rows[article_id] for article_id in wanted if article_id in rows)


def _is_on_any_site(start_urls: Sequence[str]) -> ColumnElement[bool]:
    """Whether an article is of these sites, which are many.

    The sum keeps databases from looking for the articles of a site by an index of sites: they would sort them all, with
    their records, for each hundred that is read. The index in the order of reading takes one pass.
    """
    return (articles.c.site + 0).in_(_site_ids(start_urls))


def _site_ids(start_urls: Sequence[str]) -> Select[Any]:
    return select(sites.c.id).where(sites.c.start.in_(start_urls))


def _read_record(row: Any) -> str:
    record = upgrade_json(row.record)
    return record if row.gone_at is None else mark_gone(record, _format_time(row.gone_at), row.reason)


def _find_record_before(connection: Any, row: Row[Any]) -> str | None:
    """The record that the article had in the feed before a change; None if it has no other one after it."""
    if row.change not in _REVISING_CHANGES:
        return None
    earlier = _CHANGES.where(changes.c.article == row.article, changes.c.sequence < row.sequence)
    before = connection.execute(earlier.order_by(changes.c.sequence.desc()).limit(1)).one_or_none()
    return None if before is None or before.revision == row.revision else str(before.record)


def _read_change(row: Row[Any], before: str | None) -> ArticleChange:
    change = Change(row.change)
    record = None if change.is_deletion else upgrade_json(row.record)
    return ArticleChange(
        sequence=row.sequence,
        change=change,
        article_id=row.article,
        revision_id=row.revision_id,
        changed_at=_format_time(row.at),
        reason=row.reason,
        fields=() if before is None or record is None else list_changed_fields(upgrade_json(before), record),
        article_json=record,
    )


def _format_time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
