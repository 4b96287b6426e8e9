"""What a crawl sees in an archived response: by the same steps, so that both see the same."""

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
from wellread.crawler.fetching.content_coding import BodyDecodingMiddleware
from wellread.crawler.fetching.errors import InvalidRedirectError
from wellread.crawler.fetching.redirects import redirect_target
from wellread.crawler.ledger import FetchedResponse, Outcome
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.response import to_fetched_page
from wellread.crawler.pages.visit_results import find_refresh_target, result_of_error_status

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class UnreadableResponseError(Exception):
    """The body of a response cannot be decompressed, or is too large; the message says so."""


@dataclass(frozen=True)
class ReplayedResponse:
    """What a crawl sees in an archived response.

    One of these is set: `redirect_target`, the URL to which it leads, by its status or by a refresh
    of the page; `outcome`, what has become of its URL, if the response says that; `page`, if it is
    HTML. None of them if it holds something else. A page that refreshes itself at once has a
    `redirect_target` beside its `page`.
    """

    fetched_response: FetchedResponse
    page: FetchedPage | None = None
    redirect_target: str | None = None
    outcome: Outcome | None = None


def replay_response(archived: ArchivedResponse) -> ReplayedResponse:
    """What a crawl sees in a response. Raises UnreadableResponseError."""
    fetched = FetchedResponse(archived.status)
    if archived.status == HTTPStatus.NOT_MODIFIED:
        return ReplayedResponse(fetched, outcome=Outcome.UNCHANGED)
    received = _build_scrapy_response(archived)
    try:
        if target := redirect_target(received, archived.url):
            return ReplayedResponse(fetched, redirect_target=target)
    except InvalidRedirectError:
        return ReplayedResponse(fetched, outcome=Outcome.FAILED)
    if refusal := result_of_error_status(received):
        return ReplayedResponse(fetched, outcome=refusal.outcome)
    request = Request(
        archived.url,
        meta={META_ARCHIVE_ENTRY: ArchiveEntry(archived.fetched_at, archived.location)},
    )
    return _to_replayed_response(
        _decompress_response(request, received, is_ours=archived.fetch_context is not None), fetched
    )


def restore_response(request: Request, archived: ArchivedResponse) -> Response:
    """The archived response as if it had come to `request` just now.

    Raises UnreadableResponseError.
    """
    return _decompress_response(request, _build_scrapy_response(archived), is_ours=True)


def _to_replayed_response(response: Response, fetched: FetchedResponse) -> ReplayedResponse:
    if not isinstance(response, HtmlResponse):
        return ReplayedResponse(fetched)
    if len(response.body) > _max_body_bytes():
        raise UnreadableResponseError(_too_large_message())
    return ReplayedResponse(fetched, redirect_target=find_refresh_target(response), page=to_fetched_page(response))


def _build_scrapy_response(archived: ArchivedResponse) -> Response:
    headers = Headers(archived.headers)
    response_class = responsetypes.from_args(headers=headers, url=archived.url, body=archived.payload)
    return response_class(archived.url, status=archived.status, headers=headers, body=archived.payload)


def _decompress_response(request: Request, response: Response, *, is_ours: bool) -> Response:
    """The response without its content coding. `is_ours`: it was archived by this program."""
    try:
        decompressed = _decompression_middleware().process_response(request, response)
    except IgnoreRequest as error:
        raise UnreadableResponseError(_too_large_message()) from error
    except Exception as error:
        if is_ours:
            raise UnreadableResponseError("its body cannot be unpacked") from error
        # Other programs may store the body decompressed, under the headers that it came with.
        decompressed = response
    decompressed.request = request
    return decompressed


def _too_large_message() -> str:
    return f"its body is larger than {_max_body_bytes() >> 20} MB"


def _max_body_bytes() -> int:
    return _crawl_settings().getint("DOWNLOAD_MAXSIZE")


@cache
def _decompression_middleware() -> BodyDecodingMiddleware:
    # All that it asks of a crawler, which has more only while it crawls.
    crawler = SimpleNamespace(settings=_crawl_settings(), stats=None, signals=SignalManager())
    return BodyDecodingMiddleware(crawler=cast("Crawler", crawler))


@cache
def _crawl_settings() -> Settings:
    settings = Settings()
    settings.setmodule("wellread.crawler.settings", priority="project")
    return settings
