"""Limits on what a server controls: how much of a response is read, and how large its headers may grow.

Scrapy limits the size of a body, compressed or not, and the time that a response takes (see
crawler/settings.py). But its HTTP client reads any number of headers, and a body that is too large
is lost as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol
from scrapy.exceptions import StopDownload
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred
    from twisted.web._newclient import Request as HttpRequest
    from twisted.web.iweb import IResponse

MAX_HEADER_BYTES = 256 * 1024  # status line and headers of one response; browsers take as much
MAX_ANNOUNCED_BYTES = 64 * 1024 * 1024
# Keys of a request's meta.
_META_READ_LIMIT = "read_limit"
_META_BYTES_READ = "bytes_read"


class HeadersTooLargeError(Exception):
    """The headers of a response do not end."""


def truncation_meta(max_bytes: int) -> dict[str, int]:
    """What to add to a request's `meta` so that a body longer than `max_bytes` is cut there, and not refused.

    A response must not announce, nor decompress to, more than MAX_ANNOUNCED_BYTES.
    """
    return {_META_READ_LIMIT: max_bytes, "download_maxsize": MAX_ANNOUNCED_BYTES}


class ReadLimitExtension:
    """Ends a download once as many bytes have come as its request asked for with `truncation_meta`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.bytes_received, signal=signals.bytes_received)
        return extension

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Count the bytes of a response. Raises StopDownload when there are enough."""
        limit = request.meta.get(_META_READ_LIMIT)
        if limit is not None:
            request.meta[_META_BYTES_READ] = request.meta.get(_META_BYTES_READ, 0) + len(data)
            if request.meta[_META_BYTES_READ] >= limit:
                raise StopDownload(fail=False)


class HeaderLimitedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is given up when the headers of a response are larger than MAX_HEADER_BYTES."""

    _header_bytes = 0

    def request(self, request: HttpRequest) -> Deferred[IResponse]:
        self._header_bytes = 0
        response = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = MAX_HEADER_BYTES  # of one line: the same limit, and the same error
        return response

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES:
                self._giveUp(Failure(HeadersTooLargeError("headers without end")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]
