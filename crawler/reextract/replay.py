"""From an archived response to what a crawl sees in it: by the same steps, so that both see the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, ArchiveEntry
from wellread.crawler.archive.model import ArchivedResponse
from wellread.crawler.fetching.content_coding import StrictDecompressionMiddleware
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.ledger import FetchedResponse, Outcome
from wellread.crawler.pages.classify import refreshed_to, refused
from wellread.crawler.pages.extraction import Page
from wellread.crawler.pages.response import page_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class UnreadableCaptureError(Exception):
    """The body of a response cannot be unpacked; the message says why, in a few words."""


@dataclass(frozen=True)
class Shown:
    """What a response shows: a page of HTML, where it redirects to, or what has become of its URL. None of them if it
    holds something else.
    """

    answer: FetchedResponse
    page: Page | None = None
    moved_to: str | None = None
    outcome: Outcome | None = None


def shown(capture: ArchivedResponse) -> Shown:
    """What a crawl sees in a response. Raises UnreadableCaptureError for one that is too large."""
    answer = FetchedResponse(capture.status)
    if capture.status == HTTPStatus.NOT_MODIFIED:
        return Shown(answer, outcome=Outcome.UNCHANGED)
    received = _as_received(capture)
    try:
        if target := redirect_target(received, capture.url):
            return Shown(answer, moved_to=target)
    except InvalidRedirectError:
        return Shown(answer, outcome=Outcome.FAILED)
    if refusal := refused(received):
        return Shown(answer, outcome=refusal.outcome)
    request = Request(capture.url, meta={META_ARCHIVE_ENTRY: ArchiveEntry(capture.fetched_at, capture.location)})
    return _page(_unpacked(request, received, is_ours=capture.fetch_context is not None), answer)


def response_of(request: Request, capture: ArchivedResponse) -> Response:
    """The archived answer as if it had come to `request` just now. Raises UnreadableCaptureError."""
    return _unpacked(request, _as_received(capture), is_ours=True)


def _page(response: Response, answer: FetchedResponse) -> Shown:
    if not isinstance(response, HtmlResponse):
        return Shown(answer)
    if len(response.body) > _settings().getint("DOWNLOAD_MAXSIZE"):
        raise UnreadableCaptureError(_too_large())
    return Shown(answer, moved_to=refreshed_to(response), page=page_of(response))


def _as_received(capture: ArchivedResponse) -> Response:
    headers = Headers(capture.headers)
    kind = responsetypes.from_args(headers=headers, url=capture.url, body=capture.payload)
    return kind(capture.url, status=capture.status, headers=headers, body=capture.payload)


def _unpacked(request: Request, response: Response, *, is_ours: bool) -> Response:
    compression = _compression()
    try:
        unpacked = compression.process_response(request, response)
    except IgnoreRequest as error:
        raise UnreadableCaptureError(_too_large()) from error
    except Exception as error:
        if is_ours:
            raise UnreadableCaptureError("its body cannot be unpacked") from error
        unpacked = response  # the archives of others may hold the body unpacked, under the headers that it came with
    unpacked = unpacked if isinstance(unpacked, Response) else response
    unpacked.request = request
    return unpacked


def _too_large() -> str:
    return f"its body is larger than {_settings().getint('DOWNLOAD_MAXSIZE') >> 20} MB"


@cache
def _compression() -> StrictDecompressionMiddleware:
    # All that it asks of a crawler, which has more only while it crawls.
    crawler = SimpleNamespace(settings=_settings(), stats=None, signals=SignalManager())
    return StrictDecompressionMiddleware(crawler=cast("Crawler", crawler))


@cache
def _settings() -> Settings:
    settings = Settings()
    settings.setmodule("wellread.crawler.settings", priority="project")
    return settings
