"""From Scrapy's response to the page that extraction takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, ArchiveEntry
from wellread.crawler.fetching.content_coding import FLAG_CODING_CONTRADICTED
from wellread.crawler.fetching.robots import META_SITE_RIGHTS
from wellread.crawler.pages.fetched_page import FetchedPage

if TYPE_CHECKING:
    from scrapy.http import HtmlResponse, Response

    from wellread.extractors.article import RightsStatement


def to_fetched_page(response: HtmlResponse) -> FetchedPage:
    """The response as plain data. Fields of several lines are joined with commas (RFC 9110, 5.3).

    Those of `X-Robots-Tag` stay lines: each may speak to another crawler.
    """
    headers = {
        name.decode("latin-1"): (b"\n" if name == b"X-Robots-Tag" else b", ").join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    entry: ArchiveEntry | None = _meta_of(response).get(META_ARCHIVE_ENTRY)
    fetched_at, location = (entry.received_at, entry.location) if entry else (datetime.now(UTC), None)
    is_contradicted = FLAG_CODING_CONTRADICTED in response.flags
    rights = to_site_rights(response)
    body = response.body
    return FetchedPage(response.url, response.status, headers, body, fetched_at, location, is_contradicted, rights)


def to_site_rights(response: Response) -> tuple[RightsStatement, ...]:
    """What the files of the site say of the use of the page."""
    rights: tuple[RightsStatement, ...] = _meta_of(response).get(META_SITE_RIGHTS, ())
    return rights


def _meta_of(response: Response) -> dict[str, Any]:
    """The meta of the request; empty for a response that somebody else has made."""
    return response.meta if response.request else {}
