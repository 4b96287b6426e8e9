"""The downloader middleware that puts every response into the archive before anything else sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured

from wellread.crawler.archive.download_handler import META_RAW_HEADERS
from wellread.crawler.archive.http_headers import format_headers
from wellread.crawler.archive.model import ArchiveError, HttpExchange, RawHeaders
from wellread.crawler.record_location import RecordLocation

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from wellread.crawler.archive.writer import ArchiveWriter

# Keys of a request's meta. The sender may say for which visit the request is (a VisitContext), and
# where an earlier response from the same URL lies (a RecordLocation). Once the response is in the
# archive, its ArchiveEntry is here.
META_FETCH_CONTEXT = "fetch_context"
META_EARLIER_LOCATION = "earlier_location"
META_ARCHIVE_ENTRY = "archive_entry"
# What Scrapy says of a body that is not whole, in the words of WARC-Truncated (WARC 1.1, section
# 5.15).
_TRUNCATION_REASONS = {
    "partial": "disconnect",
    "dataloss": "disconnect",
    "download_stopped": "length",
}


@dataclass(frozen=True)
class ArchiveEntry:
    """When a response was received (aware, UTC), and where it lies in the archive."""

    received_at: datetime
    location: RecordLocation


class ArchiveMiddleware:
    """Writes each response, and lets it go on when it is on the disk.

    Also responses of robots.txt and sitemaps, redirects and errors are written. The setting ARCHIVE
    is an ArchiveWriter, which several crawls may share. The middleware stands next to the
    downloader: later, the content coding is undone and redirects are followed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        writer: ArchiveWriter | None = crawler.settings.get("ARCHIVE")
        if writer is None:
            raise NotConfigured
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Archive a response and note its ArchiveEntry in the request's meta.

        If it cannot be written, ends the crawl and raises IgnoreRequest.
        """
        now = datetime.now(UTC)
        try:
            earlier: RecordLocation | None = request.meta.get(META_EARLIER_LOCATION)
            location = await self._writer.archive(_exchange_of(request, response, now), earlier=earlier)
        except ArchiveError as error:
            self._crawler.spider.abort(str(error))  # type: ignore[union-attr]
            raise IgnoreRequest(str(error)) from error
        request.meta[META_ARCHIVE_ENTRY] = ArchiveEntry(now, location)
        return response


def _exchange_of(request: Request, response: Response, now: datetime) -> HttpExchange:
    raw_headers: RawHeaders = request.meta.pop(META_RAW_HEADERS, None) or _rebuild_raw_headers(request, response)
    return HttpExchange(
        url=response.url,
        fetched_at=now,
        status=response.status,
        raw_headers=raw_headers,
        payload=response.body,
        ip_address=str(response.ip_address) if response.ip_address else None,
        truncation_reason=next(
            (_TRUNCATION_REASONS[flag] for flag in response.flags if flag in _TRUNCATION_REASONS),
            None,
        ),
        fetch_context=request.meta.get(META_FETCH_CONTEXT),
    )


def _rebuild_raw_headers(request: Request, response: Response) -> RawHeaders:
    """The headers as far as Scrapy knows them, where our download handler was not used."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [(b"Host", parts.netloc.encode()), *_header_pairs(request.headers)]
    return RawHeaders(
        format_headers(f"{request.method} {target} HTTP/1.1".encode(), sent),
        format_headers(b"HTTP/1.1 %d" % response.status, _header_pairs(response.headers)),
    )


def _header_pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]
