"""Which article a page is, and whether it says anything new: the part of a visit's transaction that concerns articles.

One article may answer at several URLs. It is published once, by its canonical page, whatever the order in which they
answer: an article that names another URL waits for that one (it is held), and speaks for itself only if the canonical
page fails or turns out to be another article. A template that gives every page the same canonical URL must not cost a
site its articles. An article is named after the page that published it, and after none that was never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, exists, insert, or_, select, update

from wellread.crawler.ledger.model import READ, Candidate, Change, Outcome, Revision, State
from wellread.crawler.ledger.schema import articles, fetches, held, revisions, urls
from wellread.output.identity import article_id, site_id
from wellread.output.record import ArticleRecord, identified
from wellread.output.record_json import encode_record, replace_unstorable

# Statements of every article, built once: to build one costs as much as to execute it.
_READ_FROM = select(articles).where(articles.c.url == bindparam("page"))
_NAMED = select(articles).where(articles.c.id == bindparam("name"))
_ID_OF = select(urls.c.id).where(urls.c.site == bindparam("on_site"), urls.c.url == bindparam("page"))
_NAMES: BindParameter[Sequence[str]] = bindparam("names", expanding=True)
# Each side of the first "or" has an index. A headline says nothing where there is none.
_TWINS = (
    select(articles)
    .where(
        or_(articles.c.first_seen.in_(_NAMES), articles.c.canonical.in_(_NAMES), articles.c.url == bindparam("page")),
        or_(articles.c.headline == bindparam("headline"), articles.c.content_hash == bindparam("content")),
    )
    .order_by(articles.c.id)
    .limit(1)
)
_WAITING = (
    select(held, urls.c.url.label("address"), fetches.c.run, fetches.c.at)
    .join(urls, urls.c.id == held.c.url)
    .join(fetches, fetches.c.id == held.c.fetch)
    .where(held.c.site == bindparam("on_site"))
    .order_by(held.c.url)
)
_WAITING_FOR = _WAITING.where(held.c.canonical == bindparam("page"))
_STANDING = select(urls.c.state, urls.c.read_as).where(urls.c.id == bindparam("page"))
_COMES = select(
    exists().where(urls.c.site == bindparam("on_site"), urls.c.url == bindparam("page"), urls.c.state != State.DONE)
)
_ADD = insert(articles)
_ADD_REVISION = insert(revisions).returning(revisions.c.id)
_POINT_TO = update(articles).where(articles.c.id == bindparam("article"))

_DECODER = msgspec.json.Decoder(ArticleRecord)
Verdict = tuple[Outcome, Revision | None]


@dataclass(frozen=True)
class Reading:
    """A page that was read as an article: the row of its URL, and the fetch that brought it."""

    url_id: int
    url: str
    site: int
    run: int
    fetch: int
    at: float
    candidate: Candidate

    @property
    def record(self) -> ArticleRecord:
        return self.candidate.record


def settle(connection: Connection, reading: Reading) -> Verdict:
    """Decide what a page is that was read as an article, and write it."""
    known = _known(connection, reading)
    if known is None and _canonical_comes(connection, reading):
        return _hold(connection, reading)
    return _write_down(connection, known, reading)


def settle_held(connection: Connection, site: int, canonical: str | None = None) -> Iterator[Revision]:
    """Decide on the articles that waited for `canonical`, whose visit has ended; without it, on all of the site."""
    waiting = _WAITING if canonical is None else _WAITING_FOR
    for row in connection.execute(waiting, {"on_site": site, "page": canonical}).all():
        connection.execute(delete(held).where(held.c.url == row.url))
        candidate = Candidate(row.canonical, _DECODER.decode(row.record), row.paywalled)
        reading = Reading(row.url, row.address, site, row.run, row.fetch, row.at, candidate)
        outcome, revision = _write_down(connection, _known(connection, reading), reading)
        connection.execute(update(urls).where(urls.c.id == row.url).values(outcome=outcome, read_as=outcome))
        if revision:
            yield revision


def vanish(connection: Connection, url_id: int, at: float) -> None:
    """Note that the article read from this URL is no longer there. Its last revision stays."""
    gone = update(articles).where(articles.c.url == url_id, articles.c.gone_at.is_(None))
    connection.execute(gone.values(gone_at=at))


def move(connection: Connection, url_id: int, target_id: int, at: float) -> None:
    """Read the article of one URL from another from now on, unless that is known to show another one, or none."""
    target = connection.execute(_STANDING, {"page": target_id}).one()
    shows_none = target.state == State.DONE and target.read_as not in READ
    if shows_none or _read_from(connection, target_id):
        vanish(connection, url_id, at)
    else:
        connection.execute(update(articles).where(articles.c.url == url_id).values(url=target_id))


def reappear(connection: Connection, url_id: int) -> bool:
    """Note that the page of this URL is as it was; whether an article is read from it."""
    back = update(articles).where(articles.c.url == url_id).values(gone_at=None)
    return connection.execute(back).rowcount > 0


def _known(connection: Connection, reading: Reading) -> Row[Any] | None:
    return _read_from(connection, reading.url_id) or _twin(connection, reading)


def _write_down(connection: Connection, known: Row[Any] | None, reading: Reading) -> Verdict:
    if known is None:
        return _publish(connection, reading)
    # Another page takes over from one that has vanished, and the canonical page from any other.
    is_canonical = reading.url == reading.candidate.canonical and reading.url in {known.first_seen, known.canonical}
    if known.url == reading.url_id or known.gone_at is not None or is_canonical:
        return _revise(connection, known, reading)
    return Outcome.TWIN, None


def _read_from(connection: Connection, url_id: int) -> Row[Any] | None:
    return connection.execute(_READ_FROM, {"page": url_id}).first()


def _twin(connection: Connection, reading: Reading) -> Row[Any] | None:
    """The article that this page shows as well: it has the same title, and one of the URLs that the page goes by."""
    canonical, record = reading.candidate.canonical, reading.record
    page = connection.execute(_ID_OF, {"on_site": reading.site, "page": canonical}).scalar()
    names = {"names": [reading.url, canonical], "page": page}
    same = {"headline": _headline(record), "content": record.content_hash}
    return connection.execute(_TWINS, names | same).first()


def _canonical_comes(connection: Connection, reading: Reading) -> bool:
    """Whether the page names another URL whose visit is still to end."""
    canonical = reading.candidate.canonical
    if canonical == reading.url:
        return False
    return bool(connection.execute(_COMES, {"on_site": reading.site, "page": canonical}).scalar())


def _hold(connection: Connection, reading: Reading) -> Verdict:
    connection.execute(delete(held).where(held.c.url == reading.url_id))
    connection.execute(
        insert(held).values(
            url=reading.url_id,
            site=reading.site,
            fetch=reading.fetch,
            canonical=reading.candidate.canonical,
            paywalled=reading.candidate.paywalled,
            record=_line(reading.record),
        )
    )
    return Outcome.HELD, None


def _publish(connection: Connection, reading: Reading) -> Verdict:
    """Write a new article. If another one has its name, which was seen here and has moved, it is that from now on."""
    name = article_id(site_id(reading.url), reading.url)
    known = connection.execute(_NAMED, {"name": name}).first()
    return _added(connection, reading) if known is None else _revise(connection, known, reading)


def _added(connection: Connection, reading: Reading) -> Verdict:
    record = identified(reading.record, reading.url)
    row = {
        "id": record.article_id,
        "site": reading.site,
        "url": reading.url_id,
        "first_seen": reading.url,
        "canonical": reading.candidate.canonical,
        "revision": 0,  # until it is there, two statements from here
        "headline": _headline(record),
        "content_hash": record.content_hash,
        "paywalled": reading.candidate.paywalled,
        "found_at": reading.at,
    }
    connection.execute(_ADD, row)
    _write(connection, reading, record, Change.NEW)
    return _outcome(reading), Revision(Change.NEW, record)


def _revise(connection: Connection, known: Any, reading: Reading) -> Verdict:
    """Write a new state of an article, if it is one. A wall before the text never replaces the text."""
    read_from = {"url": reading.url_id, "canonical": reading.candidate.canonical, "gone_at": None}
    connection.execute(update(articles).where(articles.c.id == known.id).values(read_from))
    if reading.record.content_hash == known.content_hash or (reading.candidate.paywalled and not known.paywalled):
        return _outcome(reading), None
    record = identified(reading.record, known.first_seen)
    _write(connection, reading, record, Change.CHANGED)
    return _outcome(reading), Revision(Change.CHANGED, record)


def _write(connection: Connection, reading: Reading, record: ArticleRecord, change: Change) -> None:
    row = {
        "article": record.article_id,
        "revision_id": record.revision_id,
        "run": reading.run,
        "fetch": reading.fetch,
        "change": change,
        "at": reading.at,
        "record": _line(record),
    }
    state = {
        "article": record.article_id,
        "revision": connection.execute(_ADD_REVISION, row).scalar_one(),
        "headline": _headline(record),
        "content_hash": record.content_hash,
        "paywalled": reading.candidate.paywalled,
    }
    connection.execute(_POINT_TO, state)


def _outcome(reading: Reading) -> Outcome:
    return Outcome.PAYWALLED if reading.candidate.paywalled else Outcome.ARTICLE


def _headline(record: ArticleRecord) -> str | None:
    return None if record.headline is None else replace_unstorable(record.headline)


def _line(record: ArticleRecord) -> str:
    return encode_record(record).decode()
