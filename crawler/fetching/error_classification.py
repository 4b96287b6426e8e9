"""From an exception or a status to the kind of error, a reason for a person, and whether to try once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import responses
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from OpenSSL import SSL
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
from service_identity import CertificateError, VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web._newclient import BadHeaders, ParseError
from twisted.web.client import ResponseFailed

from wellread.crawler.fetching.errors import RETRYABLE_KINDS, ErrorKind, HostPausedError, RequestRefusedError
from wellread.crawler.fetching.guard import PublicAddressResolver
from wellread.crawler.fetching.limits import HeadersTooLargeError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Headers
    from twisted.python.failure import Failure

MAX_ATTEMPTS = 3  # in one run
MAX_RETRY_WAIT_SECONDS = 300.0  # a server that asks for more is visited in the next run
MAX_RETRY_AFTER_SECONDS = 3600.0  # more than that is believed of no server
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_FIRST_RETRY_WAIT_SECONDS = 2.0
_BACKOFF_FACTOR = 4.0

# The first that fits the error or one of its causes.
_KINDS_BY_EXCEPTION: tuple[tuple[type[BaseException], ErrorKind, str], ...] = (
    (HeadersTooLargeError, ErrorKind.TOO_LARGE, "the headers of the response are too large"),
    (CannotResolveHostError, ErrorKind.NO_HOST, "host not found"),
    (DownloadConnectionRefusedError, ErrorKind.CONNECTION, "connection refused"),
    (DownloadTimeoutError, ErrorKind.TIMEOUT, "no response in time"),
    (DownloadCancelledError, ErrorKind.TOO_LARGE, "the response is too large"),
    (ResponseDataLossError, ErrorKind.CONNECTION, "the response was cut off"),
    (UnsupportedURLSchemeError, ErrorKind.REFUSED, "neither http nor https"),
    (VerificationError, ErrorKind.TLS, "the TLS certificate is for another host"),
    (CertificateError, ErrorKind.TLS, "the TLS certificate names no host"),
    (SSL.Error, ErrorKind.TLS, "no TLS connection"),
    (ParseError, ErrorKind.BROKEN, "the response is not HTTP"),
    (BadHeaders, ErrorKind.BROKEN, "the headers of the response are broken"),
    (ValueError, ErrorKind.BROKEN, "the response is not HTTP"),
    (ConnectionClosed, ErrorKind.CONNECTION, "the connection was lost"),
    (ConnectError, ErrorKind.CONNECTION, "no connection"),
)
# Top-level modules that the errors of gzip, deflate, brotli and zstd come from.
_DECOMPRESSION_MODULES = frozenset({"_brotli", "backports", "brotli", "brotlicffi", "compression", "gzip", "zlib"})
# With 202 a server says that it has no page yet, as firewalls do that want to see a script run
# first; 206 is a part.
_SUCCESS_WITHOUT_PAGE = frozenset({202, 206})
_KINDS_BY_STATUS = {
    202: ErrorKind.BUSY, 401: ErrorKind.BLOCKED, 402: ErrorKind.BLOCKED, 403: ErrorKind.BLOCKED, 404: ErrorKind.GONE,
    407: ErrorKind.BLOCKED, 408: ErrorKind.SERVER, 410: ErrorKind.GONE, 425: ErrorKind.BUSY, 429: ErrorKind.BUSY,
    451: ErrorKind.BLOCKED, 503: ErrorKind.BUSY, 999: ErrorKind.BLOCKED,
}  # fmt: skip


@dataclass(frozen=True)
class FetchFailure:
    """Why a request brought no page. Times are in seconds.

    `retry_wait` is how long to leave the page alone before the same run asks for it again, None if
    it is not to; `host_pause` how long the host wants to be left alone as a whole. `was_sent` is
    False where no request has left this machine.
    """

    kind: ErrorKind
    reason: str
    retry_wait: float | None = None
    host_pause: float = 0.0
    was_sent: bool = True


def failed_request(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy hands it over in this way
    return request


def describe_failure(failure: Failure) -> str:
    """One line for a person that says what went wrong."""
    return classify_failure(failure).reason


def classify_failure(failure: Failure, *, attempt: int = MAX_ATTEMPTS, now: datetime | None = None) -> FetchFailure:
    """Why the `attempt`-th attempt of a request failed, counted from 1. `now` is aware; the clock if None."""
    error = failure.value
    if error is None:
        return FetchFailure(ErrorKind.OTHER, "unknown")
    if isinstance(error, HttpError):
        return classify_status(error.response.status, error.response.headers, attempt=attempt, now=now)
    return classify_error(error, urlsplit(failed_request(failure).url).hostname or "", attempt=attempt)


def is_page_status(status: int) -> bool:
    """Whether a response with this status holds what was asked for: 2xx, but neither 202 nor 206."""
    return 200 <= status < 300 and status not in _SUCCESS_WITHOUT_PAGE


def classify_status(status: int, headers: Headers, *, attempt: int, now: datetime | None = None) -> FetchFailure:
    """What a status means that is no page. A server may say when to come back (RFC 9110, 10.2.3)."""
    kind = _KINDS_BY_STATUS.get(status) or (ErrorKind.SERVER if 500 <= status < 600 else ErrorKind.OTHER)
    if 300 <= status < 400:
        kind = ErrorKind.REDIRECTS
    reason = f"{status} {responses.get(status, '')}".rstrip()
    if status in REDIRECT_STATUSES and "Location" not in headers:
        reason += ", without saying where to"
    requested = parse_retry_after(headers, now or datetime.now(UTC)) if kind is ErrorKind.BUSY else None
    # A 503 without a date may be the trouble of one page; too many requests are the trouble of all.
    pause = requested if requested is not None else _FIRST_RETRY_WAIT_SECONDS if status == 429 else 0.0
    return FetchFailure(kind, reason, _retry_wait(kind, attempt, requested), pause)


def classify_error(error: BaseException, host: str, *, attempt: int) -> FetchFailure:
    """What an exception means that came instead of a response of `host`."""
    if isinstance(error, HostPausedError):  # nobody has asked for the page: that cannot be its failure
        wait = min(max(error.seconds, _FIRST_RETRY_WAIT_SECONDS), MAX_RETRY_WAIT_SECONDS)
        return FetchFailure(error.kind, str(error), wait, was_sent=False)
    if isinstance(error, RequestRefusedError):
        return FetchFailure(error.kind, str(error))
    if isinstance(error, CannotResolveHostError) and host in PublicAddressResolver.refused_hosts:
        return FetchFailure(ErrorKind.REFUSED, "the host is on a private network; --allow-private permits it")
    if "certificate verify failed" in str(error):
        return FetchFailure(ErrorKind.TLS, "the TLS certificate has expired, or nobody vouches for it")
    if isinstance(error, IgnoreRequest):
        return _classify_ignored(str(error))
    kind, reason = _classify_known(error) or (ErrorKind.OTHER, f"{type(error).__name__}: {error}")
    return FetchFailure(kind, reason, _retry_wait(kind, attempt))


def parse_retry_after(headers: Headers, now: datetime) -> float | None:
    """The seconds in `Retry-After`, a number or a date (RFC 9110, 10.2.3). None where there is none that can be read.

    A date in the past is 0, and nothing is more than MAX_RETRY_AFTER_SECONDS.
    """
    value = (headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_RETRY_AFTER_SECONDS)
    try:
        date = parsedate_to_datetime(value)
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER_SECONDS)


def _retry_wait(kind: ErrorKind, attempt: int, requested: float | None = None) -> float | None:
    if kind not in RETRYABLE_KINDS or attempt >= MAX_ATTEMPTS:
        return None
    wait = max(_FIRST_RETRY_WAIT_SECONDS * _BACKOFF_FACTOR ** (attempt - 1), requested or 0.0)
    return wait if wait <= MAX_RETRY_WAIT_SECONDS else None


def _classify_ignored(message: str) -> FetchFailure:
    """Scrapy's own reasons to ignore a request."""
    if "redirections" in message:
        return FetchFailure(ErrorKind.REDIRECTS, "too many redirects")
    if "during decompression" in message:
        return FetchFailure(ErrorKind.TOO_LARGE, "the response is too large")
    return FetchFailure(ErrorKind.OTHER, message.lower())


def _classify_known(error: BaseException) -> tuple[ErrorKind, str] | None:
    causes = tuple(_causes(error))
    if any(_is_decompression_error(cause) for cause in causes):
        return ErrorKind.BROKEN, "the response cannot be decompressed"
    fitting = (
        (kind, reason)
        for exception, kind, reason in _KINDS_BY_EXCEPTION
        for cause in causes
        if isinstance(cause, exception)
    )
    return next(fitting, None)


def _is_decompression_error(error: BaseException) -> bool:
    return isinstance(error, EOFError) or type(error).__module__.partition(".")[0] in _DECOMPRESSION_MODULES


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that lies beneath it."""
    yield error
    beneath = [reason.value for reason in error.reasons] if isinstance(error, ResponseFailed) else []
    for cause in (*beneath, error.__cause__):
        if cause is not None:
            yield from _causes(cause)
