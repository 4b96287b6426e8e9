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
from crawler.ledger import Outcome

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


_LASTING = (DownloadCancelledError, UnsupportedURLSchemeError)


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy hands it over in this way
    return request


def status_reason(status: int) -> str:
    """A status as people know it: `404 Not Found`."""
    return f"{status} {responses.get(status, '')}".rstrip()


def lasting(failure: Failure) -> Outcome | None:
    """What becomes of the URL if trying again would be idle; None where the failure may pass."""
    error = failure.value
    if isinstance(error, IgnoreRequest):
        return Outcome.BLOCKED
    if isinstance(error, _LASTING) or _is_refused_host(failure) or _is_untrusted(error):
        return Outcome.FAILED
    return None


def reason_of(failure: Failure) -> str:
    """One line that says what went wrong."""
    error = failure.value
    if isinstance(error, HttpError):
        return status_reason(error.response.status)
    if _is_refused_host(failure):
        return "the host is on a private network; --allow-private permits it"
    if _is_untrusted(error):
        return "the TLS certificate is not valid for this host"
    if isinstance(error, IgnoreRequest):
        return str(error).lower()
    return next(
        (words for kind, words in _WORDS.items() if isinstance(error, kind)), f"{type(error).__name__}: {error}"
    )


def _is_refused_host(failure: Failure) -> bool:
    """Whether the guard would not have the host looked up."""
    host = urlsplit(request_of(failure).url).hostname
    return isinstance(failure.value, CannotResolveHostError) and host in GuardResolver.refused


def _is_untrusted(error: BaseException | None) -> bool:
    return "certificate verify failed" in str(error)
