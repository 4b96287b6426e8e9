"""The published record: an article with its identity and its provenance.

Identity says which article and which state of it; provenance says from which bytes, fetched when
and read by what. Everything between the two is `wellread.extractors.article.Article`, field by
field.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import msgspec

from wellread.extractors.article import SCHEMA_VERSION, Article, Record
from wellread.output.identity import make_article_id, make_revision_id, make_site_id, normalise_url


class Part(Record, frozen=True):
    """One page of an article that stands on several: its URL, its bytes, and where its response is archived."""

    url: str
    raw_sha256: str
    warc_file: str | None = None
    warc_record_id: str | None = None


class ArticleRecord(Article, frozen=True, kw_only=True):
    """One article as published. Every key is always present; null means "looked for, not found"."""

    schema_version: int = SCHEMA_VERSION
    article_id: str
    revision_id: str
    site_id: str | None
    date_downloaded: str | None
    http_status: int | None
    raw_sha256: str
    warc_file: str | None = None
    warc_record_id: str | None = None
    parts: tuple[Part, ...] = ()
    gone_at: str | None = None
    gone_reason: str | None = None


class Fetch(msgspec.Struct, frozen=True):
    """How a page was fetched: when (an aware datetime), the HTTP status, and where in an archive
    the response lies.
    """

    downloaded: datetime
    status: int
    warc_file: str | None = None
    warc_record_id: str | None = None


def publish(
    article: Article,
    raw: bytes,
    *,
    first_seen: str | None = None,
    fetch: Fetch | None = None,
    parts: tuple[Part, ...] = (),
) -> ArticleRecord:
    """The record of `article`, read from the bytes `raw`.

    `first_seen` is the URL where the article was first seen. Without it, the URLs of the article
    itself are used, and without any URL the hash of the bytes. `fetch` is None for a page that was
    read from a file. `parts` are all pages of an article that stands on several, the first among them.
    """
    raw_sha256 = hashlib.sha256(raw).hexdigest()
    home = _find_first_url(first_seen, article.url, article.canonical_url)
    site = make_site_id(home) if home else None
    identity = make_article_id(site, home or raw_sha256)
    return ArticleRecord(
        **msgspec.structs.asdict(article),
        article_id=identity,
        revision_id=make_revision_id(identity, article.content_hash),
        site_id=site,
        date_downloaded=_format_utc(fetch.downloaded) if fetch else None,
        http_status=fetch.status if fetch else None,
        raw_sha256=raw_sha256,
        warc_file=fetch.warc_file if fetch else None,
        warc_record_id=fetch.warc_record_id if fetch else None,
        parts=parts,
    )


def assign_identity(record: ArticleRecord, first_seen: str) -> ArticleRecord:
    """The record with the ids of the article that was first seen at `first_seen`, normalised."""
    site = make_site_id(first_seen)
    identity = make_article_id(site, first_seen)
    return msgspec.structs.replace(
        record, article_id=identity, revision_id=make_revision_id(identity, record.content_hash), site_id=site
    )


def _find_first_url(*candidates: str | None) -> str | None:
    return next((url for candidate in candidates if candidate and (url := normalise_url(candidate))), None)


def _format_utc(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
