"""The heads of requests and responses as they go over the wire.

Scrapy and Twisted keep headers in a dictionary with names of their own spelling, and neither the order nor the first
line. An archive is asked for what the server really sent.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple, cast

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTPClientParser,
)

from wellread.crawler.fetching.limits import LimitedProtocol

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as SentRequest
    from twisted.web.iweb import IResponse

HEADS = "heads"  # where a request's meta has them
# Scrapy makes its response from the headers of Twisted's, and nothing else. What a server sends by this name is lost.
_CARRIER = b"X-Wellread-Heads"


class Heads(NamedTuple):
    """First lines and headers up to and with the empty line, of a request and of its response."""

    request: bytes
    response: bytes


class WireHandler(HTTP11DownloadHandler):
    """Scrapy's own handler of http and https, which leaves the heads in the meta of the request."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001  (as Scrapy's own handler does)

    async def download_request(self, request: Request) -> Response:
        response = await super().download_request(request)
        carried = response.headers.getlist(_CARRIER)
        if carried:
            request.meta[HEADS] = Heads(*map(base64.b64decode, carried))
            del response.headers[_CARRIER]
        return response


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Protocol(LimitedProtocol):
    def request(self, request: SentRequest) -> Deferred[IResponse]:
        answered = super().request(request)
        parser = cast("_Parser", self._parser)
        parser.__class__ = _Parser  # as Scrapy does: Twisted names the class of its parser in the middle of a method
        parser.lines = []

        def carry(response: IResponse) -> IResponse:
            heads = Heads(_sent(request), b"".join(line + b"\n" for line in parser.lines))
            response.headers.setRawHeaders(_CARRIER, [base64.b64encode(one) for one in heads])
            return response

        return answered.addCallback(carry)


class _Parser(_LenientHTTPClientParser):
    lines: list[bytes]

    def connectionMade(self) -> None:  # noqa: N802
        """Begin again: what came was only "100 Continue" or the like."""
        super().connectionMade()  # type: ignore[no-untyped-call]
        self.lines = []

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.lines.append(line)
        super().lineReceived(line)


def _sent(request: SentRequest) -> bytes:
    """The head that Twisted writes for a request without a body."""
    first = b" ".join((request.method, request.uri, b"HTTP/1.1\r\n"))
    connection = b"" if request.persistent else b"Connection: close\r\n"
    headers = (name + b": " + value for name, values in request.headers.getAllRawHeaders() for value in values)
    return first + connection + b"".join(header + b"\r\n" for header in headers) + b"\r\n"
