"""The downloader middleware that puts every response into the archive before anything else sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest, NotConfigured

from wellread.crawler.archive.download_handler import HEADS, Heads
from wellread.crawler.archive.http_headers import head
from wellread.crawler.archive.model import ArchiveError, Exchange
from wellread.crawler.record_location import RecordLocation

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from wellread.crawler.archive.writer import ArchiveWriter

ARCHIVED = "archived"  # where a request's meta says what became of its response
ERRAND = "errand"  # where it may say for which visit it is sent: an Errand
EARLIER = "earlier"  # where it may say where an earlier response from the same URL lies: a RecordLocation
_TRUNCATED = {"partial": "disconnect", "dataloss": "disconnect", "download_stopped": "length"}


@dataclass(frozen=True)
class Archived:
    """When a response came, and where it lies."""

    at: datetime
    location: RecordLocation


class ArchiveResponses:
    """Writes each response, also those of robots.txt, sitemaps, redirects and errors, and lets it go on when it is on
    the disk.

    The setting ARCHIVE is an ArchiveWriter, which several crawls may share. It stands next to the downloader: later,
    compression is undone and redirects are followed.
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
        now = datetime.now(UTC)
        try:
            location = self._writer.write(_exchange(request, response, now), earlier=request.meta.get(EARLIER))
            await self._writer.synced()
        except ArchiveError as error:
            self._crawler.spider.abort(str(error))  # type: ignore[union-attr]
            raise IgnoreRequest(str(error)) from error
        request.meta[ARCHIVED] = Archived(now, location)
        return response


def _exchange(request: Request, response: Response, now: datetime) -> Exchange:
    heads: Heads = request.meta.pop(HEADS, None) or _heads(request, response)
    return Exchange(
        url=response.url,
        fetched_at=now,
        status=response.status,
        request_head=heads.request,
        response_head=heads.response,
        body=response.body,
        ip_address=str(response.ip_address) if response.ip_address else None,
        truncated=next((_TRUNCATED[flag] for flag in response.flags if flag in _TRUNCATED), None),
        errand=request.meta.get(ERRAND),
    )


def _heads(request: Request, response: Response) -> Heads:
    """The heads as far as Scrapy knows them, of a response that did not come over the wire that is listened to."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = [(b"Host", parts.netloc.encode()), *_pairs(request.headers)]
    return Heads(
        head(f"{request.method} {target} HTTP/1.1".encode(), asked),
        head(b"HTTP/1.1 %d" % response.status, _pairs(response.headers)),
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]
