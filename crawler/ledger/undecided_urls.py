"""URLs of which is not known yet whether they belong to the site: they lie beside the blog, and wait for proof.

See `wellread.crawler.discovery.article_directories`. Each function is part of a transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select

from wellread.crawler.ledger.database import split_values
from wellread.crawler.ledger.schema import undecided_urls, urls


def add_undecided_urls(connection: Connection, site_id: int, names: Sequence[str]) -> None:
    """Keep URLs of which is not known yet whether they belong to the site, each once."""
    for chunk in split_values(names):
        same = (undecided_urls.c.site == site_id) & undecided_urls.c.url.in_(chunk)
        kept = set(connection.execute(select(undecided_urls.c.url).where(same)).scalars())
        if new := [{"site": site_id, "url": name} for name in chunk if name not in kept]:
            connection.execute(insert(undecided_urls), new)


def find_undecided_urls(connection: Connection, site_id: int) -> tuple[str, ...]:
    """The URLs of which is still not known whether they belong to the site, in their order."""
    undecided = select(undecided_urls.c.url).where(undecided_urls.c.site == site_id, ~_belongs_to_site())
    return tuple(connection.execute(undecided.order_by(undecided_urls.c.url)).scalars())


def delete_decided_urls(connection: Connection, site_id: int) -> None:
    """Forget that URLs were undecided which turned out to belong to the site."""
    connection.execute(delete(undecided_urls).where(undecided_urls.c.site == site_id, _belongs_to_site()))


def _belongs_to_site() -> ColumnElement[bool]:
    return exists().where(urls.c.site == undecided_urls.c.site, urls.c.url == undecided_urls.c.url)
