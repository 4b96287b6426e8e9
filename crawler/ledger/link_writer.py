"""Writes the URLs that pages and lists name into the frontier, within the transaction of whoever found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from wellread.crawler.ledger.database import split_values
from wellread.crawler.ledger.model import RANKS, DiscoveredLinks, UrlState
from wellread.crawler.ledger.revisit_policy import MIN_INTERVAL_SECONDS, ChangeHistory
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import link_sources, urls
from wellread.crawler.ledger.statements import Statement, ValueList
from wellread.output.identity import group_spellings

_MAX_REMEMBERED_URLS = 20_000  # of a source: the menu of a site is on each of its pages

_FIND_URLS = ValueList(
    urls.c.url,
    lambda is_named: select(urls.c.url, urls.c.id, urls.c.written).where(urls.c.site == bindparam("site_id"), is_named),
)
_FIND_LINKED = ValueList(
    link_sources.c.url,
    lambda is_named: select(link_sources.c.url).where(link_sources.c.source == bindparam("named_by"), is_named),
)
_INSERT_URL = Statement(insert(urls))
_INSERT_LINK_SOURCE = Statement(insert(link_sources))
_ASK_FOR_NORMAL_FORM = Statement(
    update(urls).where(urls.c.id == bindparam("url_id"), urls.c.visited_at.is_(None)).values(written=None)
)


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
            known.update(row.url for row in self._find(connection, chunk))
        return known

    def is_remembered(self, name: str) -> bool:
        """Whether a URL is known for certain without asking the database."""
        return any(name in names for names in self._remembered.values())

    def _write_chunk(
        self, connection: Connection, links: DiscoveredLinks, written: Mapping[str, str], chunk: Sequence[str]
    ) -> int:
        known = self._find(connection, chunk)
        ids = {row.url: row.id for row in known}
        # The plainest of the spellings that the site uses itself.
        for row in known:
            if row.written is not None and written[row.url] == row.url:
                _ASK_FOR_NORMAL_FORM.execute(connection, {"url_id": row.id})
        new = [self._build_row(links, url, written[url]) for url in chunk if url not in ids]
        if new:
            _INSERT_URL.execute_many(connection, new)
            ids = {row.url: row.id for row in self._find(connection, chunk)}
        linked = {row.url for row in _FIND_LINKED.execute(connection, list(ids.values()), {"named_by": links.source})}
        unlinked = sorted(set(ids.values()) - linked)
        if unlinked:
            _INSERT_LINK_SOURCE.execute_many(connection, [{"url": key, "source": links.source} for key in unlinked])
        return len(new)

    def _find(self, connection: Connection, names: Sequence[str]) -> list[Any]:
        return _FIND_URLS.execute(connection, names, {"site_id": self._context.site_id})

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
