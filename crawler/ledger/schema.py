"""The tables. The same on SQLite and Postgres.

Times are seconds since 1970 in UTC: they compare the same everywhere, and no driver turns them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
)

from wellread.crawler.record_location import RecordLocation

# To be raised with every change below, together with a step in `migrations.py`, which says how.
LEDGER_VERSION = 7

metadata = MetaData()
# SQLite counts up by itself only in a column that is called INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")
# Sorted by bytes everywhere: the order of an export must not depend on the language of a server.
_SortedText = Text().with_variant(Text(collation="C"), "postgresql")


def _location_columns() -> tuple[Column[str], Column[int], Column[str]]:
    """Where a response lies in the archive: all set, or none."""
    return Column("warc_file", Text), Column("warc_offset", BigInteger), Column("warc_record_id", Text)


ledger = Table("ledger", metadata, Column("schema_version", Integer, nullable=False))

# A blog, by its start page.
sites = Table(
    "sites",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("start", Text, nullable=False, unique=True),
    Column("home", Text),  # where the start page really stands
    # Counts how often a crawl has taken the site: what an older one writes is refused. See `site_lock.py`.
    Column("token", BigInteger, nullable=False, server_default="0"),
    Column("due_at", Double, nullable=False, server_default="0"),  # from when on it is to be crawled
    Index("sites_due", "due_at"),
)

# One row for a site from the start of its crawl to its end, however often the process was killed in between.
runs = Table(
    "runs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("site", ForeignKey(sites.c.id), nullable=False, index=True),
    Column("started_at", Double, nullable=False),
    Column("ended_at", Double),
)

# A URL of a site, its state and history.
urls = Table(
    "urls",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("site", ForeignKey(sites.c.id), nullable=False),
    Column("url", Text, nullable=False),  # normalised
    Column("written", Text),  # as the site writes it, where that is not its normal form
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),  # that named it first
    Column("depth", Integer, nullable=False),
    Column("hops", Integer, nullable=False, server_default="0"),  # redirects in a row that have led here
    Column("found_at", Double, nullable=False),
    Column("found_in", ForeignKey(runs.c.id), nullable=False),
    # Where it stands in the crawl.
    Column("state", Text, nullable=False),
    Column("rank", Integer, nullable=False),  # the low ones are visited first
    Column("attempts", Integer, nullable=False),  # in this run
    Column("not_before", Double, nullable=False),
    # What the last visit came to.
    Column("outcome", Text),
    Column("reason", Text, nullable=False),
    Column("target", Text),
    Column("failures", Integer, nullable=False),  # in a row
    Column("visited_at", Double),
    # When it last came whole, and not as "not modified", and what it was then.
    Column("read_at", Double),
    Column("read_as", Text),
    Column("next_visit", Double),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", Text),  # of the body
    *_location_columns(),
    # The history from which the next visit is computed.
    Column("visits", Double, nullable=False),
    Column("changes", Double, nullable=False),
    Column("span", Double, nullable=False),
    Column("interval", Double, nullable=False),
    UniqueConstraint("site", "url"),
    Index("urls_queue", "site", "state", "rank", "id"),
)

# Every source that has named a URL, not only the first.
link_sources = Table(
    "sightings",
    metadata,
    Column("url", ForeignKey(urls.c.id), primary_key=True),
    Column("source", Text, primary_key=True),
)

# URLs that were named and lie beside the blog: whether they belong to it is not decided yet.
# See wellread.crawler.discovery.article_directories.
undecided_urls = Table(
    "waiting",
    metadata,
    Column("site", ForeignKey(sites.c.id), primary_key=True),
    Column("url", Text, primary_key=True),
)

# What rendered pages load: their HTML as sent, scripts, data.
subresources = Table(
    "parts",
    metadata,
    Column("site", ForeignKey(sites.c.id), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    *_location_columns(),
)

# A response, or the failure to get one: outcome, status, bytes, place in the archive.
fetches = Table(
    "fetches",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("run", ForeignKey(runs.c.id), nullable=False, index=True),
    Column("url", ForeignKey(urls.c.id), nullable=False, index=True),
    Column("at", Double, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", Integer),
    Column("size", BigInteger, nullable=False),
    Column("digest", Text),
    *_location_columns(),
)

# An article, and the page that it is read from.
articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),  # articleId of the record
    Column("site", ForeignKey(sites.c.id), nullable=False),
    Column("url", ForeignKey(urls.c.id), nullable=False, index=True),  # the page that it is read from
    Column("first_seen", _SortedText, nullable=False),  # the URL that the id was made of
    Column("canonical", Text, nullable=False),  # the URL that this page gives itself
    Column("spelling", Text),  # what all spellings of the URL of this page have in common
    Column("revision", BigInteger, nullable=False),  # the current one
    Column("headline", Text),
    Column("content_hash", Text, nullable=False),
    Column("paywalled", Boolean, nullable=False),
    Column("found_at", Double, nullable=False),
    Column("gone_at", Double),  # since when it is believed that no page shows it any more
    Index("articles_in_order", "first_seen", "id"),
    Index("articles_canonical", "canonical"),
    Index("articles_spelling", "site", "spelling"),
)

# Articles that their pages did not show at the last visit. See `missing_articles.py`.
missing_articles = Table(
    "missing",
    metadata,
    Column("article", ForeignKey(articles.c.id), primary_key=True),
    Column("since", Double, nullable=False),
    Column("runs", Integer, nullable=False),  # that have found it missing, since then
    Column("run", ForeignKey(runs.c.id), nullable=False, index=True),  # the last of them
    Column("certain", Boolean, nullable=False),  # what was found would do for a healthy run
    Column("suspended", Boolean, nullable=False),  # but that run was sick
    Column("target", Text, index=True),  # where its page redirects to for good, if that is on the site
)

# A state of an article: its record as JSON.
revisions = Table(
    "revisions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("article", ForeignKey(articles.c.id), nullable=False),
    Column("revision_id", Text, nullable=False),  # of the record
    Column("run", ForeignKey(runs.c.id), nullable=False, index=True),
    Column("fetch", ForeignKey(fetches.c.id), nullable=False),
    Column("change", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("record", Text, nullable=False),  # the line of JSON that is published
    Index("revisions_of_article", "article", "id"),
)

# The change feed: every change of an article, in the order in which they were written. Nothing in it is ever altered.
changes = Table(
    "changes",
    metadata,
    Column("sequence", _Id, primary_key=True),
    Column("article", ForeignKey(articles.c.id), nullable=False),
    Column("revision", ForeignKey(revisions.c.id), nullable=False),  # the current one after the change
    Column("change", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("reason", Text),  # why an article is gone
    Index("changes_of_article", "article", "sequence"),
)

# How far each consumer of the change feed has read.
consumers = Table(
    "consumers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("cursor", BigInteger, nullable=False),  # the last sequence that it has had
)

# Articles whose canonical URL is still to be visited. What it shows decides whether they are published.
pending_articles = Table(
    "held",
    metadata,
    Column("url", ForeignKey(urls.c.id), primary_key=True),
    Column("site", ForeignKey(sites.c.id), nullable=False),
    Column("fetch", ForeignKey(fetches.c.id), nullable=False),
    Column("canonical", Text, nullable=False),
    Column("paywalled", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Index("held_canonical", "site", "canonical"),
)


def location_values(location: RecordLocation | None) -> dict[str, object]:
    """The values of the columns that say where a response lies in the archive."""
    if location is None:
        return {"warc_file": None, "warc_offset": None, "warc_record_id": None}
    return {"warc_file": location.file, "warc_offset": location.offset, "warc_record_id": location.record_id}


def read_location(row: Row[Any]) -> RecordLocation | None:
    """Where the response of a row lies in the archive; None if it was not archived."""
    return RecordLocation(row.warc_file, row.warc_offset, row.warc_record_id) if row.warc_file else None
