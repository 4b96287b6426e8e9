"""From an archived response to the page that a crawl reads: by the same steps, so that both read the same."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.archive.middleware import ARCHIVED, Archived
from crawler.archive.model import Capture
from crawler.extraction import Page
from crawler.spiders.polite import page_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class UnreadableCaptureError(Exception):
    """The body of a response cannot be unpacked; the message says why, in a few words."""


def replayed(capture: Capture) -> Page | None:
    """The page in a response; None where it holds no HTML. Raises UnreadableCaptureError for one that is too large."""
    if not 200 <= capture.status < 300:
        return None
    request = Request(capture.url, meta={ARCHIVED: Archived(capture.fetched_at, capture.location)})
    response = _unpacked(request, _as_received(capture))
    if not isinstance(response, HtmlResponse):
        return None
    if len(response.body) > _settings().getint("DOWNLOAD_MAXSIZE"):
        raise UnreadableCaptureError(_too_large())
    response.request = request
    return page_of(response)


def _as_received(capture: Capture) -> Response:
    headers = Headers(capture.headers)
    kind = responsetypes.from_args(headers=headers, url=capture.url, body=capture.raw)
    return kind(capture.url, status=capture.status, headers=headers, body=capture.raw)


def _unpacked(request: Request, response: Response) -> Response:
    compression = _compression()
    try:
        unpacked = compression.process_response(request, response)
    except IgnoreRequest as error:
        raise UnreadableCaptureError(_too_large()) from error
    except Exception:  # noqa: BLE001  (each coding has errors of its own)
        return response  # the archives of others may hold the body unpacked, under the headers that it came with
    return unpacked if isinstance(unpacked, Response) else response


def _too_large() -> str:
    return f"its body is larger than {_settings().getint('DOWNLOAD_MAXSIZE') >> 20} MB"


@cache
def _compression() -> HttpCompressionMiddleware:
    # All that it asks of a crawler, which has more only while it crawls.
    crawler = SimpleNamespace(settings=_settings(), stats=None, signals=SignalManager())
    return HttpCompressionMiddleware(crawler=cast("Crawler", crawler))


@cache
def _settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings
