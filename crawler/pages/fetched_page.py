"""A page as the crawler has received it: plain data, which a worker process can take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wellread.crawler.record_location import RecordLocation
from wellread.extractors.article import RightsStatement
from wellread.output.record import Fetch


@dataclass(frozen=True)
class FetchedPage:
    """An HTML page: `body` after content decoding, `fetched_at` aware, `location` that of its archived copy, if any.

    `is_coding_contradicted`: its body was not compressed as its headers said. `site_rights` is what its robots.txt says
    of the use of the page.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    fetched_at: datetime
    location: RecordLocation | None = None
    is_coding_contradicted: bool = False
    site_rights: tuple[RightsStatement, ...] = ()

    @property
    def fetch(self) -> Fetch:
        """How the page came here, as its record says."""
        if self.location is None:
            return Fetch(self.fetched_at, self.status)
        return Fetch(self.fetched_at, self.status, self.location.file, self.location.record_id)
