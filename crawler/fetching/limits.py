"""Limits on what a server controls: how much of an answer is read, and how large its headers may grow.

Scrapy limits the size of a body, packed or not, and the time that an answer takes (see crawler/settings.py). But its
HTTP client reads any number of headers, and a body that is too large is lost as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import StopDownload
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred
    from twisted.web._newclient import Request as HttpRequest
    from twisted.web.iweb import IResponse

MAX_HEAD_BYTES = 256 * 1024  # status line and headers of one answer; browsers take as much
MAX_ANNOUNCED = 64 * 1024 * 1024
_READ_AT_MOST = "read_at_most"
_BYTES_READ = "bytes_read"


class HeadTooLargeError(Exception):
    """The headers of an answer do not end."""


def read_at_most(size: int) -> dict[str, int]:
    """What to add to a request's `meta` so that only the first `size` bytes of the answer are read, and not refused.

    It must not announce, nor unpack to, more than MAX_ANNOUNCED.
    """
    return {_READ_AT_MOST: size, "download_maxsize": MAX_ANNOUNCED}


class ReadAtMost:
    """Ends a download once as much has come as its request asked for with `read_at_most`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        limiter = cls()
        crawler.signals.connect(limiter.bytes_received, signal=signals.bytes_received)
        return limiter

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Count, and stop when there is enough."""
        limit = request.meta.get(_READ_AT_MOST)
        if limit is not None:
            request.meta[_BYTES_READ] = request.meta.get(_BYTES_READ, 0) + len(data)
            if request.meta[_BYTES_READ] >= limit:
                raise StopDownload(fail=False)


class LimitedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is given up when the headers of an answer do not end."""

    _head = 0

    def request(self, request: HttpRequest) -> Deferred[IResponse]:
        self._head = 0
        answer = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = MAX_HEAD_BYTES  # of one line: the same limit, with the same words for it
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD_BYTES:
                self._giveUp(Failure(HeadTooLargeError("headers without end")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]
