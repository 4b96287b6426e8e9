"""The kinds of error with which a request may fail, and our own exceptions that refuse one."""

from __future__ import annotations

from enum import StrEnum

from scrapy.exceptions import IgnoreRequest


class ErrorKind(StrEnum):
    """Why a page could not be had. The kind decides what becomes of the page."""

    GONE = "gone"  # the server says that there is no such page
    BLOCKED = "blocked"  # the server, or its robots.txt, does not want us to have it
    RESERVED = "reserved"  # the site reserves the rights to the page, and we are to leave such pages alone
    BUSY = "busy"  # the server asks us to come back later
    SERVER = "server error"
    TIMEOUT = "timeout"
    CONNECTION = "connection"  # refused, reset, or cut off in the middle of a response
    NO_HOST = "no host"
    TLS = "tls"
    REFUSED = "refused"  # by our own guard: a private address, another scheme
    TOO_LARGE = "too large"
    BROKEN = "broken"  # a response that is no HTTP, or cannot be decompressed
    REDIRECTS = "redirects"  # in a circle, too many, or to nowhere
    OTHER = "other"


# Another attempt in the same run may help; what is left to the next run would cost the site, or us,
# too much.
RETRYABLE_KINDS = frozenset({ErrorKind.BUSY, ErrorKind.SERVER, ErrorKind.CONNECTION})
# Nobody answered. Many of these in a row mean that the host is down.
NO_RESPONSE_KINDS = frozenset({ErrorKind.TIMEOUT, ErrorKind.CONNECTION, ErrorKind.NO_HOST})


class RequestRefusedError(IgnoreRequest):
    """A request that one of our middlewares refuses. Its message is the reason, for a person."""

    kind = ErrorKind.OTHER


class RobotsDisallowedError(RequestRefusedError):
    """The robots.txt of the site disallows the page."""

    kind = ErrorKind.BLOCKED


class RobotsUnreachableError(RequestRefusedError):
    """The robots.txt could not be had, so that nothing may be fetched (RFC 9309, 2.3.1.4)."""

    kind = ErrorKind.BLOCKED


class RightsReservedError(RequestRefusedError):
    """The site reserves the rights to mine the page."""

    kind = ErrorKind.RESERVED


class HostPausedError(RequestRefusedError):
    """The host is not to be asked for `seconds` more, because it says so or does not respond. Nothing was sent."""

    kind = ErrorKind.BUSY

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the host is left alone for {seconds:.0f} s")
        self.seconds = seconds


class UnsupportedSchemeError(RequestRefusedError):
    """The address has another scheme than http and https."""

    kind = ErrorKind.REFUSED


class InvalidRedirectError(RequestRefusedError):
    """A redirect to an address that is too long, or neither http nor https."""

    kind = ErrorKind.REDIRECTS
