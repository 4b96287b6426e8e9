"""What is known of the scripts, styles and data that the rendered pages of a site load."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, insert, select

from wellread.crawler.ledger.model import Subresource, Validators
from wellread.crawler.ledger.run_context import RunContext
from wellread.crawler.ledger.schema import location_values, read_location, subresources


class SubresourceStore:
    """One row for each URL. Each method is one transaction; raises LedgerError if the database fails."""

    def __init__(self, context: RunContext) -> None:
        self._context = context

    def find(self, url: str) -> Subresource | None:
        """What was stored last of this URL; None for one that never was."""
        same = subresources.c.site == self._context.site_id, subresources.c.url == url
        with self._context.database.transaction() as connection:
            row = connection.execute(select(subresources).where(*same)).one_or_none()
        location = row and read_location(row)
        return Subresource(Validators(row.etag, row.last_modified), location) if row and location else None

    def store(self, url: str, subresource: Subresource) -> None:
        """Replace what is known of this URL."""
        site_id = self._context.site_id
        validators, location = asdict(subresource.validators), location_values(subresource.location)
        with self._context.transaction() as connection:
            connection.execute(delete(subresources).where(subresources.c.site == site_id, subresources.c.url == url))
            connection.execute(insert(subresources).values(site=site_id, url=url, **validators, **location))
