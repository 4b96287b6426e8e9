"""Scrapy's download handler for http and https, which also keeps raw headers.

Scrapy and Twisted keep headers in a dictionary with names of their own spelling, and neither the
order nor the first line. An archive must hold what the server really sent.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, cast

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import IgnoreRequest

from wellread.crawler.archive.model import RawHeaders
from wellread.crawler.fetching.limits import HeaderLimitedProtocol
from wellread.crawler.ledger import LedgerError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as SentRequest
    from twisted.web.iweb import IResponse

    from wellread.crawler.ledger import SiteRun

META_RAW_HEADERS = "raw_headers"  # where a request's meta holds the RawHeaders of its exchange
# Scrapy makes its response from the headers of Twisted's, and nothing else: so the raw headers
# travel in one of them, which is taken out again before anybody sees it. What a server sends by
# this name is lost.
_CARRIER_HEADER = b"X-Wellread-Raw-Headers"


class RawHeadersDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, which leaves the RawHeaders of an exchange in the request's meta."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._pool._factory = _Factory  # noqa: SLF001  (as Scrapy's own handler does)

    async def download_request(self, request: Request) -> Response:
        """Download as Scrapy does, and put the RawHeaders into the request's meta.

        Raises IgnoreRequest, and ends the crawl, if another one has taken its site over while the request was waiting.
        """
        self._check_site_lock()
        response = await super().download_request(request)
        carried = response.headers.getlist(_CARRIER_HEADER)
        if carried:
            request.meta[META_RAW_HEADERS] = RawHeaders(*map(base64.b64decode, carried))
            del response.headers[_CARRIER_HEADER]
        return response

    def _check_site_lock(self) -> None:
        run: SiteRun | None = getattr(self._crawler.spider, "run", None)
        try:
            if run:
                run.check_lock()
        except LedgerError as error:
            self._crawler.spider.abort(str(error))  # type: ignore[union-attr]
            raise IgnoreRequest(str(error)) from error


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Protocol(HeaderLimitedProtocol):
    def request(self, request: SentRequest) -> Deferred[IResponse]:
        response_arrived = super().request(request)
        parser = cast("_Parser", self._parser)
        parser.__class__ = _Parser  # as Scrapy does: Twisted names the class of its parser in the middle of a method
        parser.lines = []

        def attach_raw_headers(response: IResponse) -> IResponse:
            raw_headers = (
                _format_sent_headers(request),
                b"".join(line + b"\n" for line in parser.lines),
            )
            response.headers.setRawHeaders(_CARRIER_HEADER, [base64.b64encode(each) for each in raw_headers])
            return response

        return response_arrived.addCallback(attach_raw_headers)


class _Parser(_LenientHTTPClientParser):
    lines: list[bytes]

    def connectionMade(self) -> None:  # noqa: N802
        """Begin again: what came was only "100 Continue" or the like."""
        super().connectionMade()  # type: ignore[no-untyped-call]
        self.lines = []

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.lines.append(line)
        super().lineReceived(line)


def _format_sent_headers(request: SentRequest) -> bytes:
    """What Twisted writes for a request without a body."""
    first_line = b" ".join((request.method, request.uri, b"HTTP/1.1\r\n"))
    connection = b"" if request.persistent else b"Connection: close\r\n"
    headers = (name + b": " + value for name, values in request.headers.getAllRawHeaders() for value in values)
    return first_line + connection + b"".join(header + b"\r\n" for header in headers) + b"\r\n"
