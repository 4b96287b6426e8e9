"""Which article a page is, and whether it says anything new: the part of a visit's transaction that concerns articles.

One article may answer at several URLs. It is published once, by its canonical page, whatever the order in which they
answer: an article that names another URL as its canonical one is pending until that was visited, and is published under
its own URL only if the canonical page fails or turns out to be another article. A template that gives every page the
same canonical URL must not cost a site its articles. The id of an article is made of the URL of the page that published
it, never of one that was not visited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, or_, select, update

from wellread.crawler.ledger.change_log import log_change
from wellread.crawler.ledger.missing_articles import find_moved_article, forget_missing_article
from wellread.crawler.ledger.model import ArticleCandidate, Outcome, Revision, UrlState
from wellread.crawler.ledger.schema import articles, fetches, missing_articles, pending_articles, revisions, urls
from wellread.crawler.ledger.statements import Statement
from wellread.output.changes import Change, is_read_from
from wellread.output.identity import make_article_id, make_site_id, make_spelling_key, query_parameters
from wellread.output.record import ArticleRecord, assign_identity
from wellread.output.record_json import decode_record, encode_record, replace_unstorable

_ARTICLE_OF_URL = Statement(select(articles).where(articles.c.url == bindparam("url_id")))
_ARTICLE_BY_ID = Statement(select(articles).where(articles.c.id == bindparam("article_id")))
_ID_OF_URL = Statement(select(urls.c.id).where(urls.c.site == bindparam("site_id"), urls.c.url == bindparam("address")))
_ADDRESSES: tuple[BindParameter[str], ...] = (bindparam("address"), bindparam("canonical"))
# Each side of the first "or" has an index. A headline says nothing where there is none.
_ARTICLE_WITH_SAME_URL_AND_TITLE = Statement(
    select(articles)
    .where(
        or_(
            articles.c.first_seen.in_(_ADDRESSES),
            articles.c.canonical.in_(_ADDRESSES),
            articles.c.url == bindparam("url_id"),
        ),
        or_(articles.c.headline == bindparam("title"), articles.c.content_hash == bindparam("hash")),
    )
    .order_by(articles.c.id)
    .limit(1)
)
# More than a few pages of one spelling that are several articles: none of them is asked for.
_MAX_SPELLINGS = 20
_ARTICLES_OF_SPELLING = Statement(
    select(articles)
    .where(articles.c.site == bindparam("site_id"), articles.c.spelling == bindparam("key"))
    .order_by(articles.c.id)
    .limit(_MAX_SPELLINGS)
)
_SELECT_PENDING = (
    select(pending_articles, urls.c.url.label("address"), fetches.c.run, fetches.c.at)
    .join(urls, urls.c.id == pending_articles.c.url)
    .join(fetches, fetches.c.id == pending_articles.c.fetch)
    .where(pending_articles.c.site == bindparam("site_id"))
    .order_by(pending_articles.c.url)
)
_PENDING_OF_SITE = Statement(_SELECT_PENDING)
_PENDING_ON_URL = Statement(_SELECT_PENDING.where(pending_articles.c.canonical == bindparam("address")))
_IS_SHOWN_ELSEWHERE = Statement(
    select(articles.c.id)
    .where(
        articles.c.site == bindparam("site_id"),
        articles.c.content_hash == bindparam("hash"),
        articles.c.id != bindparam("article_id"),
        articles.c.gone_at.is_(None),
    )
    .limit(1)
)
_ABSENCE = Statement(
    select(missing_articles.c.article).where(missing_articles.c.article == bindparam("article_id")).limit(1)
)
_UNVISITED = Statement(
    select(urls.c.id).where(
        urls.c.site == bindparam("site_id"), urls.c.url == bindparam("address"), urls.c.state != UrlState.DONE
    )
)
_RECORD_OF_REVISION = Statement(select(revisions.c.record).where(revisions.c.id == bindparam("revision_key")))
_INSERT_ARTICLE = Statement(insert(articles))
_INSERT_REVISION = Statement(insert(revisions).returning(revisions.c.id))
_UPDATE_ARTICLE = Statement(update(articles).where(articles.c.id == bindparam("article_id")))

RecordedArticle = tuple[Outcome, Revision | None]  # what the page turned out to be, and what was written


@dataclass(frozen=True)
class FetchedArticle:
    """A page that was read as an article: the keys of its URL, site, run and fetch, and when it was fetched."""

    url_id: int
    url: str
    site_id: int
    run_id: int
    fetch_id: int
    fetched_at: float
    candidate: ArticleCandidate

    @property
    def record(self) -> ArticleRecord:
        return self.candidate.record


def record_article(connection: Connection, fetched: FetchedArticle) -> RecordedArticle:
    """Decide which article a page is, and write what is new about it."""
    known = _find_known_article(connection, fetched)
    if known is None and _is_canonical_unvisited(connection, fetched):
        return _keep_pending(connection, fetched)
    return _record(connection, known, fetched)


def record_pending_articles(
    connection: Connection, site_id: int, canonical_url: str | None = None
) -> Iterator[Revision]:
    """Decide on the articles that were pending until `canonical_url` was visited; without it, on all of the site.

    Gives what was written. Nothing is done before the iterator is used.
    """
    if canonical_url is None:
        pending = _PENDING_OF_SITE.execute(connection, {"site_id": site_id})
    else:
        pending = _PENDING_ON_URL.execute(connection, {"site_id": site_id, "address": canonical_url})
    for row in pending:
        connection.execute(delete(pending_articles).where(pending_articles.c.url == row.url))
        candidate = ArticleCandidate(row.canonical, decode_record(row.record), bool(row.paywalled))
        fetched = FetchedArticle(row.url, row.address, site_id, row.run, row.fetch, row.at, candidate)
        outcome, revision = _record(connection, _find_known_article(connection, fetched), fetched)
        connection.execute(update(urls).where(urls.c.id == row.url).values(outcome=outcome, read_as=outcome))
        if revision:
            yield revision


def _find_known_article(connection: Connection, fetched: FetchedArticle) -> Any | None:
    return (
        _find_article_of_url(connection, fetched.url_id)
        or find_moved_article(
            connection, fetched.site_id, fetched.url, _storable_headline(fetched.record), fetched.record.content_hash
        )
        or _find_duplicated_article(connection, fetched)
        or _find_twin(connection, fetched)
    )


def _find_article_of_url(connection: Connection, url_id: int) -> Any | None:
    return _ARTICLE_OF_URL.first(connection, {"url_id": url_id})


def _find_duplicated_article(connection: Connection, fetched: FetchedArticle) -> Any | None:
    """The article that this page shows as well: it has the same title, and one of the URLs that the page goes by."""
    canonical_url, record = fetched.candidate.canonical_url, fetched.record
    canonical_id = _ID_OF_URL.scalar(connection, {"site_id": fetched.site_id, "address": canonical_url})
    same_url = {"address": fetched.url, "canonical": canonical_url, "url_id": canonical_id}
    same_title = {"title": _storable_headline(record), "hash": record.content_hash}
    return _ARTICLE_WITH_SAME_URL_AND_TITLE.first(connection, same_url | same_title)


def _find_twin(connection: Connection, fetched: FetchedArticle) -> Any | None:
    """The article that this page shows as well, at another spelling of its URL: it has the same title there, or, where
    one of the two has more parameters, the same content.
    """
    named = {"site_id": fetched.site_id, "key": make_spelling_key(fetched.url)}
    query, headline = query_parameters(fetched.url), _storable_headline(fetched.record)
    for twin in _ARTICLES_OF_SPELLING.execute(connection, named):
        twin_query = query_parameters(twin.first_seen)
        has_more_parameters = query <= twin_query or query >= twin_query
        if twin.content_hash == fetched.record.content_hash and has_more_parameters:
            return twin
        if headline is not None and twin.headline == headline and query == twin_query:
            return twin
    return None


def _is_canonical_unvisited(connection: Connection, fetched: FetchedArticle) -> bool:
    """Whether the page names another URL as its canonical one, and the visit of that is still to end."""
    canonical_url = fetched.candidate.canonical_url
    if canonical_url == fetched.url:
        return False
    named = {"site_id": fetched.site_id, "address": canonical_url}
    return _UNVISITED.first(connection, named) is not None


def _keep_pending(connection: Connection, fetched: FetchedArticle) -> RecordedArticle:
    connection.execute(delete(pending_articles).where(pending_articles.c.url == fetched.url_id))
    connection.execute(
        insert(pending_articles).values(
            url=fetched.url_id,
            site=fetched.site_id,
            fetch=fetched.fetch_id,
            canonical=fetched.candidate.canonical_url,
            paywalled=fetched.candidate.paywalled,
            record=encode_record(fetched.record).decode(),
        )
    )
    return Outcome.PENDING_CANONICAL, None


def _record(connection: Connection, known: Row[Any] | None, fetched: FetchedArticle) -> RecordedArticle:
    if known is None:
        return _record_unknown(connection, fetched)
    # Another page takes over from one that no longer shows the article, and the canonical page from any other.
    canonical_url = fetched.candidate.canonical_url
    is_canonical = fetched.url == canonical_url and fetched.url in {known.first_seen, known.canonical}
    if not (known.url == fetched.url_id or is_canonical or _is_missing(connection, known)):
        return Outcome.DUPLICATE, None
    if known.url == fetched.url_id and _shows_another_article(connection, known, fetched):
        return Outcome.REPLACED, None
    return _revise_article(connection, known, fetched)


def _shows_another_article(connection: Connection, known: Row[Any], fetched: FetchedArticle) -> bool:
    """Whether a page shows what another one shows already, in place of its own article.

    A page for logging in, or one that asks whether its reader is human, may be as long as an article: it is the same
    for all of them.
    """
    content_hash = fetched.record.content_hash
    if content_hash == known.content_hash:
        return False
    other = {"site_id": fetched.site_id, "hash": content_hash, "article_id": known.id}
    return _IS_SHOWN_ELSEWHERE.first(connection, other) is not None


def _is_missing(connection: Connection, known: Row[Any]) -> bool:
    return known.gone_at is not None or _ABSENCE.first(connection, {"article_id": known.id}) is not None


def _record_unknown(connection: Connection, fetched: FetchedArticle) -> RecordedArticle:
    """Write a new article; or a revision, if the id of this page is that of an article which has moved elsewhere."""
    name = make_article_id(make_site_id(fetched.url), fetched.url)
    known = _ARTICLE_BY_ID.first(connection, {"article_id": name})
    return _add_article(connection, fetched) if known is None else _revise_article(connection, known, fetched)


def _add_article(connection: Connection, fetched: FetchedArticle) -> RecordedArticle:
    record = assign_identity(fetched.record, fetched.url)
    row = {
        "id": record.article_id,
        "site": fetched.site_id,
        "url": fetched.url_id,
        "first_seen": fetched.url,
        "canonical": fetched.candidate.canonical_url,
        "spelling": make_spelling_key(fetched.url),
        "revision": 0,  # until it is there, two statements from here
        "headline": _storable_headline(record),
        "content_hash": record.content_hash,
        "paywalled": fetched.candidate.paywalled,
        "found_at": fetched.fetched_at,
    }
    _INSERT_ARTICLE.execute(connection, row)
    revision = _add_revision(connection, fetched, record, Change.NEW)
    log_change(connection, record.article_id, revision, Change.NEW, fetched.fetched_at)
    return _outcome_of(fetched), Revision(Change.NEW, record)


def _revise_article(connection: Connection, known: Row[Any], fetched: FetchedArticle) -> RecordedArticle:
    """Write a new state of an article, if it is one. A wall before the text never replaces the text."""
    read_from = {
        "url": fetched.url_id,
        "canonical": fetched.candidate.canonical_url,
        "spelling": make_spelling_key(fetched.url),
        "gone_at": None,
    }
    _UPDATE_ARTICLE.execute(connection, {"article_id": known.id, **read_from})
    forget_missing_article(connection, known.id)
    is_back, at = known.gone_at is not None, fetched.fetched_at
    if fetched.record.content_hash == known.content_hash or (fetched.candidate.paywalled and not known.paywalled):
        if is_back:
            log_change(connection, known.id, known.revision, Change.RETURNED, at)
        return _outcome_of(fetched), None
    record = assign_identity(fetched.record, known.first_seen)
    (before,) = _RECORD_OF_REVISION.scalars(connection, {"revision_key": known.revision})
    change = Change.REEXTRACTED if is_read_from(record, before) else Change.CHANGED
    revision = _add_revision(connection, fetched, record, change)
    log_change(connection, known.id, revision, Change.RETURNED if is_back else change, at)
    return _outcome_of(fetched), Revision(change, record)


def _add_revision(connection: Connection, fetched: FetchedArticle, record: ArticleRecord, change: Change) -> int:
    """Write a revision and make it the current one; gives its key."""
    row = {
        "article": record.article_id,
        "revision_id": record.revision_id,
        "run": fetched.run_id,
        "fetch": fetched.fetch_id,
        "change": change,
        "at": fetched.fetched_at,
        "record": encode_record(record).decode(),
    }
    (revision,) = _INSERT_REVISION.scalars(connection, row)
    current = {
        "article_id": record.article_id,
        "revision": revision,
        "headline": _storable_headline(record),
        "content_hash": record.content_hash,
        "paywalled": fetched.candidate.paywalled,
    }
    _UPDATE_ARTICLE.execute(connection, current)
    return int(revision)


def _outcome_of(fetched: FetchedArticle) -> Outcome:
    return Outcome.PAYWALLED if fetched.candidate.paywalled else Outcome.ARTICLE


def _storable_headline(record: ArticleRecord) -> str | None:
    return None if record.headline is None else replace_unstorable(record.headline)
