"""The crawl of one site, from its start to its end, however often the process is killed in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, exists, func, insert, or_, select, update

from wellread.crawler.ledger.articles import Reading, move, reappear, settle, settle_held, vanish
from wellread.crawler.ledger.database import Database
from wellread.crawler.ledger.model import (
    READ,
    Answer,
    Finding,
    Finished,
    Found,
    Kind,
    Outcome,
    Part,
    Revision,
    Site,
    State,
    Summary,
    Validators,
    Visit,
)
from wellread.crawler.ledger.next_visit import MOVED_FOR_GOOD, outlook, place, shows_none
from wellread.crawler.ledger.revisit_policy import LEAST, History
from wellread.crawler.ledger.schema import articles, fetches, parts, revisions, runs, sightings, sites, urls, waiting
from wellread.crawler.record_location import RecordLocation

_REMEMBERED = 20_000  # pairs of URL and source: the menu of a site is on each of its pages
_CHUNK = 500  # values in one statement; older builds of SQLite refuse more than 999
_RANKS = {Kind.START: 0, Kind.LIST: 1, Kind.PAGE: 2}

# Statements of every visit, built once: to build one costs as much as to execute it.
_NOTE_FETCH = insert(fetches).returning(fetches.c.id)
_CORRECT_FETCH = update(fetches).where(fetches.c.id == bindparam("fetch"))
_OLD_ROW = select(urls).where(urls.c.id == bindparam("key"))
_NEW_ROW = update(urls).where(urls.c.id == bindparam("key"))
_KNOWN = select(urls.c.url, urls.c.id).where(
    urls.c.site == bindparam("site"), urls.c.url.in_(bindparam("names", expanding=True))
)
_SEEN = select(sightings.c.url).where(
    sightings.c.source == bindparam("source"), sightings.c.url.in_(bindparam("keys", expanding=True))
)
_ADD_URLS = insert(urls)
_ADD_SIGHTINGS = insert(sightings)


class Run:
    """What has to be visited on a site, and what became of it.

    `id` names the run in the database, `began` is when it was begun. `resumed`: by a process that never ended it.
    `limit` is the number of pages that it may visit; sitemaps and feeds are not counted. `lists_first`: no page before
    all of those are read.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float],
        site: Site,
        row: Row[Any],
        *,
        resumed: bool,
        recheck: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._recheck = recheck
        self.site = site
        self.id: int = row.id
        self.began: float = row.started_at
        self.resumed = resumed
        self.limit: int | None = None
        self.lists_first = False
        self._begun: int | None = None  # pages, in this run
        self._sighted: dict[str, set[str]] = {}  # source -> URLs of which it is known that it names them

    def discover(self, found: Found) -> int:
        """Take down URLs, each once however often it is named. How many of them were new."""
        with self._database.transaction() as connection:
            return self._discover(connection, found)

    def freshen(self, changed: Sequence[tuple[str, float]]) -> None:
        """Visit in this run what has changed, as a sitemap says, after its last visit: pairs of URL and time."""
        with self._database.transaction() as connection:
            for url, at in changed:
                stale = update(urls).where(urls.c.site == self.site.id, urls.c.url == url, urls.c.state == State.DONE)
                connection.execute(
                    stale.where(urls.c.visited_at < at, urls.c.attempts == 0).values(state=State.PENDING)
                )

    def postpone(self, names: Sequence[str]) -> None:
        """Leave these URLs to the next run, unless they are being visited."""
        with self._database.transaction() as connection:
            for chunk in _chunks(names):
                named = update(urls).where(urls.c.site == self.site.id, urls.c.url.in_(chunk))
                later = named.where(urls.c.state == State.PENDING).values(state=State.DONE, next_visit=self._clock())
                connection.execute(later)

    def unknown(self, names: Sequence[str]) -> list[str]:
        """Those of these URLs that are not known yet."""
        known = {name for name in names if any(name in urls for urls in self._sighted.values())}
        asked = [name for name in names if name not in known]
        if asked:
            with self._database.transaction() as connection:
                for chunk in _chunks(asked):
                    known.update(connection.execute(_KNOWN, {"site": self.site.id, "names": chunk}).scalars())
        return [name for name in asked if name not in known]

    def pages(self) -> Iterator[tuple[str, str | None]]:
        """Every page that is known and what it was when it was last read, in the order of their discovery.

        Nothing else can be asked of the ledger before the last one.
        """
        known = select(urls.c.url, urls.c.read_as).where(urls.c.site == self.site.id, urls.c.kind == Kind.PAGE)
        with self._database.transaction() as connection:
            rows = connection.execute(known.order_by(urls.c.id), execution_options={"yield_per": _CHUNK})
            yield from ((row.url, row.read_as) for row in rows)

    def lease(self, count: int) -> list[Visit]:
        """Take at most `count` URLs to visit, in the order of their discovery: start page, lists, pages."""
        now = self._clock()
        with self._database.transaction() as connection:
            room = self._room(connection)
            due = select(urls).where(self._waiting(room), urls.c.not_before <= now)
            due = due.order_by(urls.c.rank, urls.c.id).limit(min(count, room) if room else count)
            rows = connection.execute(due).all()
            taken = update(urls).where(urls.c.id.in_([row.id for row in rows]))
            connection.execute(taken.values(state=State.LEASED, attempts=urls.c.attempts + 1))
        visits = [self._visit(row, now) for row in rows]
        self._count_begun(visits, 1)
        return visits

    def expect(self, names: Sequence[str]) -> None:
        """Make these URLs wait for a visit in this run, whatever was planned for them."""
        self.discover(Found(tuple(names), "expected"))
        with self._database.transaction() as connection:
            for chunk in _chunks(names):
                known = update(urls).where(urls.c.site == self.site.id, urls.c.url.in_(chunk))
                connection.execute(known.values(state=State.PENDING))

    def take(self, url: str) -> Visit:
        """Lease this URL, whatever was planned for it."""
        with self._database.transaction() as connection:
            taken = update(urls).where(urls.c.site == self.site.id, urls.c.url == url)
            row = connection.execute(taken.values(state=State.LEASED).returning(urls)).one()
        return self._visit(row, self._clock())

    def next_due(self) -> float | None:
        """Seconds until a URL can be leased, 0 at once; None if none is waiting."""
        with self._database.transaction() as connection:
            earliest = connection.execute(
                select(func.min(urls.c.not_before)).where(self._waiting(self._room(connection)))
            ).scalar()
        return None if earliest is None else max(earliest - self._clock(), 0.0)

    def finish(self, visit: Visit, finding: Finding) -> Finished:
        """End a visit: the page's revision, its links and its done-mark, all or nothing."""
        now = self._clock()
        with self._database.transaction() as connection:
            fetch = self._note_fetch(connection, visit, finding.outcome, finding.reason, finding.answer)
            discovered = sum(self._discover(connection, found) for found in finding.found)
            row = connection.execute(_OLD_ROW, {"key": visit.id}).one()
            outcome, written = self._settle(connection, visit, finding, fetch, row)
            changed = bool(written) or (outcome in {Outcome.PAGE, Outcome.LIST} and discovered > 0)
            values = outlook(row, outcome, finding, now, changed=changed)
            connection.execute(_NEW_ROW, {"key": visit.id, **values})
            if outcome is Outcome.ARTICLE and not written:
                outcome = Outcome.UNCHANGED
            if outcome is not finding.outcome:
                connection.execute(_CORRECT_FETCH, {"fetch": fetch, "outcome": outcome})
            self._keep_waiting(connection, finding.waiting)
            written += settle_held(connection, self.site.id, visit.url)
        return Finished(outcome, tuple(written), discovered)

    def retry(
        self, visit: Visit, reason: str, *, wait: float, answer: Answer | None = None, asked: bool = True
    ) -> None:
        """Put a URL back, to be leased again after `wait` seconds. Without having `asked` it was no attempt."""
        with self._database.transaction() as connection:
            if asked:
                self._note_fetch(connection, visit, Outcome.RETRIED, reason, answer or Answer())
            again = {"state": State.PENDING, "not_before": self._clock() + wait, "reason": reason}
            attempts = visit.attempt if asked else visit.attempt - 1
            connection.execute(update(urls).where(urls.c.id == visit.id).values(again | {"attempts": attempts}))
        if not asked:
            self._count_begun([visit], -1)

    def release(self, visits: Sequence[Visit]) -> None:
        """Put URLs back that were leased and not asked for."""
        with self._database.transaction() as connection:
            back = update(urls).where(urls.c.id.in_([visit.id for visit in visits]), urls.c.state == State.LEASED)
            connection.execute(back.values(state=State.PENDING, attempts=urls.c.attempts - 1))
        self._count_begun(visits, -1)

    def reopen(self, visits: Sequence[Visit]) -> None:
        """Undo that visits have failed: it was not for the pages. The next process asks for them again."""
        keys = [visit.id for visit in visits]
        with self._database.transaction() as connection:
            failed = update(urls).where(urls.c.id.in_(keys), urls.c.state == State.DONE)
            connection.execute(failed.values(state=State.PENDING, attempts=0, failures=urls.c.failures - 1))
            noted = update(fetches).where(fetches.c.run == self.id, fetches.c.url.in_(keys))
            connection.execute(noted.where(fetches.c.outcome == Outcome.FAILED).values(outcome=Outcome.RETRIED))

    def waiting(self) -> tuple[str, ...]:
        """URLs that were named and are not known yet: whether they belong to the site has not been seen."""
        with self._database.transaction() as connection:
            found = select(waiting.c.url).where(waiting.c.site == self.site.id, ~_is_known())
            return tuple(connection.execute(found.order_by(waiting.c.url)).scalars())

    def part(self, url: str) -> Part | None:
        """What is known of a part of rendered pages."""
        with self._database.transaction() as connection:
            row = connection.execute(
                select(parts).where(parts.c.site == self.site.id, parts.c.url == url)
            ).one_or_none()
        if row is None:
            return None
        location = RecordLocation(row.warc_file, row.warc_offset, row.warc_record_id)
        return Part(Validators(row.etag, row.last_modified), location)

    def keep_part(self, url: str, part: Part) -> None:
        """Note a part as it is now."""
        row = {"site": self.site.id, "url": url, **asdict(part.validators), **place(part.location)}
        with self._database.transaction() as connection:
            connection.execute(delete(parts).where(parts.c.site == self.site.id, parts.c.url == url))
            connection.execute(insert(parts).values(row))

    def settle_home(self, home: str) -> None:
        """Note where the start page really stands."""
        with self._database.transaction() as connection:
            connection.execute(update(sites).where(sites.c.id == self.site.id).values(home=home))
        self.site = Site(self.site.id, self.site.start, home)

    def end(self) -> tuple[Revision, ...]:
        """End the run. Articles that still wait for a URL which was not visited are published as they are."""
        with self._database.transaction() as connection:
            connection.execute(delete(waiting).where(waiting.c.site == self.site.id, _is_known()))
            written = tuple(settle_held(connection, self.site.id))
            connection.execute(update(runs).where(runs.c.id == self.id).values(ended_at=self._clock()))
        return written

    def known(self, kind: Kind) -> int:
        """How many URLs of a kind are known on the site."""
        with self._database.transaction() as connection:
            same = select(func.count()).where(urls.c.site == self.site.id, urls.c.kind == kind)
            return connection.execute(same).scalar_one()

    def summary(self) -> Summary:
        """What the run has done so far."""
        here = urls.c.site == self.site.id
        standing = select(func.count()).select_from(articles).join(urls, urls.c.id == articles.c.url)
        standing = standing.where(articles.c.site == self.site.id, articles.c.gone_at.is_(None))
        standing = standing.where(func.coalesce(urls.c.outcome, "") != Outcome.REPLACED)
        with self._database.transaction() as connection:
            named = select(sightings.c.source, func.count()).join(urls, urls.c.id == sightings.c.url).where(here)
            visits = select(fetches.c.outcome, func.count()).join(urls, urls.c.id == fetches.c.url)
            visits = visits.where(fetches.c.run == self.id, urls.c.kind != Kind.LIST)
            size = select(func.coalesce(func.sum(fetches.c.size), 0)).where(fetches.c.run == self.id)
            kinds = select(revisions.c.change, func.count()).where(revisions.c.run == self.id)
            by_outcome = connection.execute(visits.group_by(fetches.c.outcome)).all()
            by_change = _counts(connection.execute(kinds.group_by(revisions.c.change)).all())
            return Summary(
                discovered=_counts(connection.execute(named.group_by(sightings.c.source)).all()),
                known=connection.execute(select(func.count()).where(here)).scalar_one(),
                waiting=connection.execute(select(func.count()).where(here, urls.c.state != State.DONE)).scalar_one(),
                outcomes=_counts(by_outcome),
                new=by_change.get("new", 0),
                changed=by_change.get("changed", 0),
                size=int(connection.execute(size).scalar_one()),
                articles=connection.execute(standing).scalar_one(),
            )

    def _keep_waiting(self, connection: Connection, names: Sequence[str]) -> None:
        for chunk in _chunks(names):
            here = waiting.c.site == self.site.id
            kept = set(connection.execute(select(waiting.c.url).where(here, waiting.c.url.in_(chunk))).scalars())
            if new := [{"site": self.site.id, "url": name} for name in chunk if name not in kept]:
                connection.execute(insert(waiting), new)

    def _visit(self, row: Row[Any], now: float) -> Visit:
        fresh = row.read_at is not None and now - row.read_at <= self._recheck
        return Visit(
            id=row.id,
            url=row.url,
            kind=Kind(row.kind),
            source=row.source,
            depth=row.depth,
            attempt=row.attempts + 1,
            validators=Validators(row.etag, row.last_modified) if fresh else Validators(),
            digest=row.digest if fresh else None,
            earlier=RecordLocation(row.warc_file, row.warc_offset, row.warc_record_id) if row.warc_file else None,
            had_article=row.read_as in READ,
        )

    def _waiting(self, room: int | None) -> ColumnElement[bool]:
        """What may still be visited: without room, only lists, and pages that were begun."""
        pending = (urls.c.site == self.site.id) & (urls.c.state == State.PENDING)
        if self.lists_first:
            other = urls.alias()
            unread = exists().where(
                other.c.site == self.site.id, other.c.kind == Kind.LIST, other.c.state != State.DONE
            )
            pending &= or_(urls.c.kind != Kind.PAGE, ~unread)
        return pending & or_(urls.c.attempts > 0, urls.c.kind == Kind.LIST) if room == 0 else pending

    def _room(self, connection: Connection) -> int | None:
        """How many pages the run may still begin; None for any number."""
        if self.limit is None:
            return None
        if self._begun is None:
            begun = select(func.count()).where(
                urls.c.site == self.site.id, urls.c.attempts > 0, urls.c.kind != Kind.LIST
            )
            self._begun = connection.execute(begun).scalar_one()
        return max(self.limit - self._begun, 0)

    def _count_begun(self, visits: Sequence[Visit], step: int) -> None:
        if self._begun is not None:
            self._begun += step * sum(visit.attempt == 1 and visit.kind is not Kind.LIST for visit in visits)

    def _discover(self, connection: Connection, found: Found) -> int:
        """Should the transaction fail after this, the run is over: what is remembered here does no harm."""
        sighted = self._sighted.setdefault(found.source, set())
        names = tuple(name for name in dict.fromkeys(found.urls) if name not in sighted)
        new = sum(self._take_down(connection, found, chunk) for chunk in _chunks(names))
        if len(sighted) > _REMEMBERED:
            sighted.clear()
        sighted.update(names)
        return new

    def _take_down(self, connection: Connection, found: Found, chunk: Sequence[str]) -> int:
        names = {"site": self.site.id, "names": chunk}
        ids = {row.url: row.id for row in connection.execute(_KNOWN, names)}
        new = [self._row(found, url) for url in chunk if url not in ids]
        if new:
            connection.execute(_ADD_URLS, new)
            ids = {row.url: row.id for row in connection.execute(_KNOWN, names)}
        keys = list(ids.values())
        unseen = set(keys) - set(connection.execute(_SEEN, {"source": found.source, "keys": keys}).scalars())
        if unseen:
            connection.execute(_ADD_SIGHTINGS, [{"url": key, "source": found.source} for key in sorted(unseen)])
        return len(new)

    def _row(self, found: Found, url: str) -> dict[str, object]:
        return {
            "site": self.site.id,
            "url": url,
            "kind": found.kind,
            "source": found.source,
            "depth": found.depth,
            "found_at": self._clock(),
            "found_in": self.id,
            "state": State.PENDING,
            "rank": _RANKS[found.kind],
            "attempts": 0,
            "not_before": 0.0,
            "reason": "",
            "failures": 0,
            **asdict(History(interval=LEAST)),
        }

    def _note_fetch(self, connection: Connection, visit: Visit, outcome: Outcome, reason: str, answer: Answer) -> int:
        row = {
            "run": self.id,
            "url": visit.id,
            "at": self._clock(),
            "outcome": outcome,
            "reason": reason,
            "status": answer.status,
            "size": answer.size,
            "digest": answer.digest,
            **place(answer.archived),
        }
        key: int = connection.execute(_NOTE_FETCH, row).scalar_one()
        return key

    def _settle(
        self, connection: Connection, visit: Visit, finding: Finding, fetch: int, row: Row[Any]
    ) -> tuple[Outcome, list[Revision]]:
        """What the visit means for articles: what it came to in the end, and what was written."""
        now = self._clock()
        outcome = finding.outcome
        if finding.candidate:
            reading = Reading(visit.id, visit.url, self.site.id, self.id, fetch, now, finding.candidate)
            outcome, revision = settle(connection, reading)
            return outcome, [revision] if revision else []
        if outcome is Outcome.UNCHANGED and row.read_as in READ:
            reappear(connection, visit.id)
        elif shows_none(row, finding):
            vanish(connection, visit.id, now)
        elif outcome is Outcome.REDIRECTED and finding.answer.status in MOVED_FOR_GOOD:
            target = select(urls.c.id).where(urls.c.site == self.site.id, urls.c.url == finding.target)
            move(connection, visit.id, connection.execute(target).scalar_one(), now)
        return outcome, []


def _is_known() -> ColumnElement[bool]:
    """Whether a URL that was waiting has been found to belong to the site."""
    return exists().where(urls.c.site == waiting.c.site, urls.c.url == waiting.c.url)


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK))


def _counts(rows: Sequence[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in rows}
