"""Why a page could not be had: what kind of fault, a few words for a person, and whether to ask once more."""

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

from wellread.crawler.fetching.errors import WORTH_ANOTHER_ATTEMPT, Fault, HostPaused, RefusedRequest
from wellread.crawler.fetching.guard import GuardResolver
from wellread.crawler.fetching.limits import HeadTooLargeError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Headers
    from twisted.python.failure import Failure

MAX_ATTEMPTS = 3  # in one run
MAX_WAIT = 300.0  # seconds; whoever asks for more is visited in the next run
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FIRST_WAIT = 2.0
_GROWTH = 4.0

# The first that fits the error or one of its causes.
_WORDS: tuple[tuple[type[BaseException], Fault, str], ...] = (
    (HeadTooLargeError, Fault.TOO_LARGE, "the headers of the answer are too large"),
    (CannotResolveHostError, Fault.NO_HOST, "host not found"),
    (DownloadConnectionRefusedError, Fault.CONNECTION, "connection refused"),
    (DownloadTimeoutError, Fault.TIMEOUT, "no answer in time"),
    (DownloadCancelledError, Fault.TOO_LARGE, "the answer is too large"),
    (ResponseDataLossError, Fault.CONNECTION, "the answer was cut off"),
    (UnsupportedURLSchemeError, Fault.REFUSED, "neither http nor https"),
    (VerificationError, Fault.TLS, "the TLS certificate is for another host"),
    (CertificateError, Fault.TLS, "the TLS certificate names no host"),
    (SSL.Error, Fault.TLS, "no TLS connection"),
    (ParseError, Fault.BROKEN, "the answer is not HTTP"),
    (BadHeaders, Fault.BROKEN, "the headers of the answer are broken"),
    (ValueError, Fault.BROKEN, "the answer is not HTTP"),
    (ConnectionClosed, Fault.CONNECTION, "the connection was lost"),
    (ConnectError, Fault.CONNECTION, "no connection"),
)
# Where the errors of gzip, deflate, brotli and zstd come from.
_UNPACKERS = frozenset({"_brotli", "backports", "brotli", "brotlicffi", "compression", "gzip", "zlib"})
# With 202 a server says that it has no answer yet, as firewalls do that want to see a script run first; 206 is a part.
_NO_PAGE = frozenset({202, 206})
_STATUSES = {202: Fault.BUSY, 401: Fault.BLOCKED, 402: Fault.BLOCKED, 403: Fault.BLOCKED, 404: Fault.GONE,
             407: Fault.BLOCKED, 408: Fault.SERVER, 410: Fault.GONE, 425: Fault.BUSY, 429: Fault.BUSY,
             451: Fault.BLOCKED, 503: Fault.BUSY, 999: Fault.BLOCKED}  # fmt: skip


@dataclass(frozen=True)
class Diagnosis:
    """What went wrong with a request. Times are in seconds.

    `wait` is how long to leave the page alone before the same run asks for it again, None if it is not to; `pause` how
    long the host wants to be left alone as a whole. `asked` is False where no request has left this machine.
    """

    fault: Fault
    reason: str
    wait: float | None = None
    pause: float = 0.0
    asked: bool = True


def request_of(failure: Failure) -> Request:
    """The request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy hands it over in this way
    return request


def reason_of(failure: Failure) -> str:
    """One line that says what went wrong."""
    return diagnose(failure).reason


def diagnose(failure: Failure, *, attempt: int = MAX_ATTEMPTS, now: datetime | None = None) -> Diagnosis:
    """What went wrong with a request in its `attempt`-th attempt, counted from 1."""
    error = failure.value
    if error is None:
        return Diagnosis(Fault.OTHER, "unknown")
    if isinstance(error, HttpError):
        return diagnose_status(error.response.status, error.response.headers, attempt=attempt, now=now)
    return diagnose_error(error, urlsplit(request_of(failure).url).hostname or "", attempt=attempt)


def is_page(status: int) -> bool:
    """Whether an answer with this status holds what was asked for."""
    return 200 <= status < 300 and status not in _NO_PAGE


def diagnose_status(status: int, headers: Headers, *, attempt: int, now: datetime | None = None) -> Diagnosis:
    """What a status says that is no page. A server may say when to come back (RFC 9110, 10.2.3)."""
    fault = _STATUSES.get(status) or (Fault.SERVER if 500 <= status < 600 else Fault.OTHER)
    if 300 <= status < 400:
        fault = Fault.REDIRECTS
    reason = f"{status} {responses.get(status, '')}".rstrip()
    if status in REDIRECTS and "Location" not in headers:
        reason += ", without saying where to"
    named = retry_after(headers, now or datetime.now(UTC)) if fault is Fault.BUSY else None
    # A 503 without a date may be the trouble of one page; too many requests are the trouble of all.
    pause = named if named is not None else _FIRST_WAIT if status == 429 else 0.0
    return Diagnosis(fault, reason, _wait(fault, attempt, named), pause)


def diagnose_error(error: BaseException, host: str, *, attempt: int) -> Diagnosis:
    """What an exception says that came instead of an answer of `host`."""
    if isinstance(error, HostPaused):
        return Diagnosis(error.fault, str(error), _wait(error.fault, 1, error.wait), asked=False)
    if isinstance(error, RefusedRequest):
        return Diagnosis(error.fault, str(error))
    if isinstance(error, CannotResolveHostError) and host in GuardResolver.refused:
        return Diagnosis(Fault.REFUSED, "the host is on a private network; --allow-private permits it")
    if "certificate verify failed" in str(error):
        return Diagnosis(Fault.TLS, "the TLS certificate has expired, or nobody vouches for it")
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error))
    fault, reason = _known(error) or (Fault.OTHER, f"{type(error).__name__}: {error}")
    return Diagnosis(fault, reason, _wait(fault, attempt))


def retry_after(headers: Headers, now: datetime) -> float | None:
    """The seconds after which a server wants to be asked again, if it says so, as a number or as a date."""
    value = (headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max((date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds(), 0.0)


def _wait(fault: Fault, attempt: int, named: float | None = None) -> float | None:
    if fault not in WORTH_ANOTHER_ATTEMPT or attempt >= MAX_ATTEMPTS:
        return None
    wait = max(_FIRST_WAIT * _GROWTH ** (attempt - 1), named or 0.0)
    return wait if wait <= MAX_WAIT else None


def _ignored(message: str) -> Diagnosis:
    """Scrapy's own reasons to ignore a request."""
    if "redirections" in message:
        return Diagnosis(Fault.REDIRECTS, "too many redirects")
    if "during decompression" in message:
        return Diagnosis(Fault.TOO_LARGE, "the answer is too large")
    return Diagnosis(Fault.OTHER, message.lower())


def _known(error: BaseException) -> tuple[Fault, str] | None:
    causes = tuple(_causes(error))
    if any(type(one).__module__.partition(".")[0] in _UNPACKERS or isinstance(one, EOFError) for one in causes):
        return Fault.BROKEN, "the answer cannot be unpacked"
    return next(((fault, words) for kind, fault, words in _WORDS for one in causes if isinstance(one, kind)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that lies beneath it."""
    yield error
    below = [reason.value for reason in error.reasons] if isinstance(error, ResponseFailed) else []
    for one in (*below, error.__cause__):
        if one is not None:
            yield from _causes(one)
