"""From Scrapy's response to the page that extraction takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, ArchiveEntry
from wellread.crawler.pages.extraction import Page

if TYPE_CHECKING:
    from scrapy.http import HtmlResponse


def page_of(response: HtmlResponse) -> Page:
    """The response as plain data."""
    headers = {
        name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
    }
    archived: ArchiveEntry | None = response.meta.get(META_ARCHIVE_ENTRY)
    at, location = (archived.received_at, archived.location) if archived else (datetime.now(UTC), None)
    return Page(response.url, response.status, headers, response.body, at, location)
