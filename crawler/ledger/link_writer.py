"""Writes the URLs that pages and lists name into the frontier, within the transaction of whoever found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, insert, select, update

from wellread.crawler.ledger.database import split_values
from wellread.crawler.ledger.model import RANKS, DiscoveredLinks, UrlState
from wellread.crawler.ledger.revisit_policy import MIN_INTERVAL_SECONDS, ChangeHistory
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import link_sources, urls
from wellread.output.identity import group_spellings

_MAX_REMEMBERED_URLS = 20_000  # of a source: the menu of a site is on each of its pages

# Statements of every visit, built once: to build one costs as much as to execute it.
_FIND_URLS = select(urls.c.url, urls.c.id, urls.c.written).where(
    urls.c.site == bindparam("site_id"), urls.c.url.in_(bindparam("names", expanding=True))
)
_FIND_LINK_SOURCES = select(link_sources.c.url).where(
    link_sources.c.source == bindparam("source"), link_sources.c.url.in_(bindparam("url_ids", expanding=True))
)
_INSERT_URLS = insert(urls)
_INSERT_LINK_SOURCES = insert(link_sources)
_UNVISITED_URL = update(urls).where(urls.c.id == bindparam("url_id"), urls.c.visited_at.is_(None))
_ASK_FOR_NORMAL_FORM = _UNVISITED_URL.values(written=None)


class LinkWriter:
    """Writes each URL once, however often it is named, and each of its sources once.

    It remembers what it has written: after a transaction that has failed, it is to `forget`.
    """

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._remembered: dict[str, set[str]] = {}  # source -> URLs that it is known to name

    def write(self, connection: Connection, links: DiscoveredLinks) -> int:
        """Write these URLs and their source. How many of the URLs were new to the site."""
        remembered = self._remembered.setdefault(links.source, set())
        written = {url: address for url, address in group_spellings(links.urls).items() if url not in remembered}
        new = sum(self._write_chunk(connection, links, written, chunk) for chunk in split_values(tuple(written)))
        if len(remembered) > _MAX_REMEMBERED_URLS:
            remembered.clear()
        remembered.update(written)
        return new

    def forget(self) -> None:
        """Remember nothing that was written."""
        self._remembered.clear()

    def find_known(self, connection: Connection, names: Sequence[str]) -> set[str]:
        """Those of these URLs that the site is known to have."""
        known: set[str] = set()
        for chunk in split_values(names):
            named = {"site_id": self._context.site_id, "names": chunk}
            known.update(connection.execute(_FIND_URLS, named).scalars())
        return known

    def is_remembered(self, name: str) -> bool:
        """Whether a URL is known for certain without asking the database."""
        return any(name in names for names in self._remembered.values())

    def _write_chunk(
        self, connection: Connection, links: DiscoveredLinks, written: Mapping[str, str], chunk: Sequence[str]
    ) -> int:
        named = {"site_id": self._context.site_id, "names": chunk}
        known = connection.execute(_FIND_URLS, named).all()
        ids = {row.url: row.id for row in known}
        # The plainest of the spellings that the site uses itself.
        for row in known:
            if row.written is not None and written[row.url] == row.url:
                connection.execute(_ASK_FOR_NORMAL_FORM, {"url_id": row.id})
        new = [self._build_row(links, url, written[url]) for url in chunk if url not in ids]
        if new:
            connection.execute(_INSERT_URLS, new)
            ids = {row.url: row.id for row in connection.execute(_FIND_URLS, named)}
        by_source = {"source": links.source, "url_ids": list(ids.values())}
        unlinked = set(ids.values()) - set(connection.execute(_FIND_LINK_SOURCES, by_source).scalars())
        if unlinked:
            rows = [{"url": url_id, "source": links.source} for url_id in sorted(unlinked)]
            connection.execute(_INSERT_LINK_SOURCES, rows)
        return len(new)

    def _build_row(self, links: DiscoveredLinks, url: str, written: str) -> dict[str, object]:
        return {
            "site": self._context.site_id,
            "url": url,
            "written": None if written == url else written,
            "kind": links.kind,
            "source": links.source,
            "depth": links.depth,
            "hops": links.hops,
            "found_at": self._context.clock(),
            "found_in": self._context.run_id,
            "state": UrlState.PENDING,
            "rank": RANKS[links.kind],
            "attempts": 0,
            "not_before": 0.0,
            "reason": "",
            "failures": 0,
            **asdict(ChangeHistory(interval=MIN_INTERVAL_SECONDS)),
        }
