"""Why a page could not be had, in a few words that a person understands."""

from __future__ import annotations

from http.client import responses
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.guard import GuardResolver

if TYPE_CHECKING:
    from scrapy import Request
    from twisted.python.failure import Failure

_WORDS: dict[type[BaseException], str] = {
    CannotResolveHostError: "host not found",
    DownloadConnectionRefusedError: "connection refused",
    DownloadTimeoutError: "no answer in time",
    DownloadCancelledError: "the answer is too large",
    ResponseDataLossError: "the answer was cut off",
    UnsupportedURLSchemeError: "neither http nor https",
}


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy hands it over in this way
    return request


def reason_of(failure: Failure) -> str:
    """One line that says what went wrong."""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return f"{status} {responses.get(status, '')}".rstrip()
    if (
        isinstance(error, CannotResolveHostError)
        and urlsplit(request_of(failure).url).hostname in GuardResolver.refused
    ):
        return "the host is on a private network; --allow-private permits it"
    if "certificate verify failed" in str(error):
        return "the TLS certificate is not valid for this host"
    if isinstance(error, IgnoreRequest):
        return str(error).lower()
    return next(
        (words for kind, words in _WORDS.items() if isinstance(error, kind)), f"{type(error).__name__}: {error}"
    )
