"""The crawl frontier of a site: which URLs are known, and which of them are to be visited in this run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update

from wellread.crawler.ledger.database import MAX_VALUES_PER_STATEMENT, split_values
from wellread.crawler.ledger.link_writer import LinkWriter
from wellread.crawler.ledger.model import DiscoveredLinks, Outcome, UrlKind, UrlState
from wellread.crawler.ledger.revisit_policy import DAY_SECONDS
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import urls
from wellread.crawler.ledger.statements import Statement
from wellread.crawler.ledger.undecided_urls import find_undecided_urls
from wellread.output.identity import group_spellings

# Of every page that a sitemap lists.
_ENQUEUE_OUTDATED = Statement(
    update(urls)
    .where(
        urls.c.site == bindparam("site_id"),
        urls.c.url == bindparam("address"),
        urls.c.state == UrlState.DONE,
        urls.c.visited_at < bindparam("changed_at"),
        urls.c.attempts == 0,
    )
    .values(state=UrlState.PENDING)
)


class Frontier:
    """The URLs of a site and their states. Each method is one transaction; raises LedgerError if the database fails."""

    def __init__(self, context: RunContext, link_writer: LinkWriter) -> None:
        self._context = context
        self._link_writer = link_writer

    def discover(self, links: DiscoveredLinks) -> int:
        """Add URLs, each once however often it is named. How many of them were new."""
        with self._context.transaction() as connection:
            return self._link_writer.write(connection, links)

    def enqueue(self, names: Sequence[str]) -> None:
        """Let these URLs be visited in this run, whatever was planned for them."""
        self.discover(DiscoveredLinks(tuple(names), "expected"))
        with self._context.transaction() as connection:
            for chunk in split_values(tuple(group_spellings(names))):
                known = update(urls).where(self._is_on_site(), urls.c.url.in_(chunk))
                connection.execute(known.values(state=UrlState.PENDING))

    def enqueue_again(self, name: str) -> None:
        """Let a URL be visited once more in this run, though its visit has ended."""
        with self._context.transaction() as connection:
            visited = update(urls).where(self._is_on_site(), urls.c.url == name, urls.c.state == UrlState.DONE)
            connection.execute(visited.values(state=UrlState.PENDING))

    def find_interrupted_chains(self) -> frozenset[str]:
        """The URLs still to be visited in this run to which a redirect has led, or which have themselves led on."""
        is_begun = or_(urls.c.hops > 0, and_(urls.c.attempts > 0, urls.c.outcome == Outcome.REDIRECTED))
        pending = select(urls.c.url).where(self._is_on_site(), urls.c.state == UrlState.PENDING, is_begun)
        with self._context.database.transaction() as connection:
            return frozenset(connection.execute(pending).scalars())

    def enqueue_changed(self, changed: Sequence[tuple[str, float]]) -> None:
        """Let URLs be visited in this run that have changed since their last visit: pairs of URL and time of change.

        A change in the future says nothing: it would be one in every run.
        """
        latest = self._context.clock() + DAY_SECONDS
        with self._context.transaction() as connection:
            for url, changed_at in changed:
                if changed_at <= latest:
                    named = {"site_id": self._context.site_id, "address": url, "changed_at": changed_at}
                    _ENQUEUE_OUTDATED.execute(connection, named)

    def postpone(self, names: Sequence[str]) -> None:
        """Leave these URLs to the next run, unless they are being visited."""
        later = {"state": UrlState.DONE, "next_visit": self._context.clock()}
        with self._context.transaction() as connection:
            for chunk in split_values(tuple(group_spellings(names))):
                named = update(urls).where(self._is_on_site(), urls.c.url.in_(chunk))
                connection.execute(named.where(urls.c.state == UrlState.PENDING).values(later))

    def find_unknown(self, names: Sequence[str]) -> list[str]:
        """Those of these URLs that are not in the frontier."""
        uncertain = [name for name in names if not self._link_writer.is_remembered(name)]
        if not uncertain:
            return []
        with self._context.database.question() as connection:
            known = self._link_writer.find_known(connection, uncertain)
        return [name for name in uncertain if name not in known]

    def find_undecided_urls(self) -> tuple[str, ...]:
        """URLs that were named of which is not known yet whether they belong to the site."""
        with self._context.database.transaction() as connection:
            return find_undecided_urls(connection, self._context.site_id)

    def iter_pages(self) -> Iterator[tuple[str, str | None]]:
        """The URL of every known page and the outcome when it was last read, in the order of their discovery.

        Nothing else can be asked of the ledger before the iterator is exhausted.
        """
        pages = select(urls.c.url, urls.c.read_as).where(self._is_on_site(), urls.c.kind == UrlKind.PAGE)
        in_batches = {"yield_per": MAX_VALUES_PER_STATEMENT}
        with self._context.database.transaction() as connection:
            rows = connection.execute(pages.order_by(urls.c.id), execution_options=in_batches)
            yield from ((row.url, row.read_as) for row in rows)

    def count(self, kind: UrlKind) -> int:
        """How many URLs of a kind are known."""
        with self._context.database.transaction() as connection:
            same = select(func.count()).where(self._is_on_site(), urls.c.kind == kind)
            return connection.execute(same).scalar_one()

    def _is_on_site(self) -> ColumnElement[bool]:
        return urls.c.site == self._context.site_id
