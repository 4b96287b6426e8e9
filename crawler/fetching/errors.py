"""What can go wrong with a request, and our own exceptions that say so."""

from __future__ import annotations

from enum import StrEnum

from scrapy.exceptions import IgnoreRequest


class Fault(StrEnum):
    """The kinds of fault. Each says what is to become of the page."""

    GONE = "gone"  # the server says that there is no such page
    BLOCKED = "blocked"  # the server, or its robots.txt, does not want us to have it
    BUSY = "busy"  # the server asks us to come back later
    SERVER = "server error"
    TIMEOUT = "timeout"
    CONNECTION = "connection"  # refused, reset, or cut off in the middle of an answer
    NO_HOST = "no host"
    TLS = "tls"
    REFUSED = "refused"  # by our own guard: a private address, another scheme
    TOO_LARGE = "too large"
    BROKEN = "broken"  # an answer that is no HTTP, or cannot be unpacked
    REDIRECTS = "redirects"  # in a circle, too many, or to nowhere
    OTHER = "other"


# Another attempt in the same run may help; what is left to the next run would cost the site, or us, too much.
WORTH_ANOTHER_ATTEMPT = frozenset({Fault.BUSY, Fault.SERVER, Fault.CONNECTION})


class RefusedRequest(IgnoreRequest):
    """A request that one of our middlewares refuses. Its message is the reason, for a person."""

    fault = Fault.OTHER


class RobotsForbid(RefusedRequest):
    """The robots.txt of the site closes the page to us."""

    fault = Fault.BLOCKED


class RobotsUnreachable(RefusedRequest):
    """The robots.txt could not be had, so that nothing may be asked for (RFC 9309, 2.3.1.4)."""

    fault = Fault.BLOCKED


class HostPaused(RefusedRequest):
    """The host is left alone for `wait` more seconds, as it wants or because it answers no more; it was not asked."""

    fault = Fault.BUSY

    def __init__(self, wait: float) -> None:
        super().__init__(f"the host is left alone for {wait:.0f} s")
        self.wait = wait


class NotOnTheWeb(RefusedRequest):
    """An address of another scheme than http and https."""

    fault = Fault.REFUSED


class LeadsNowhere(RefusedRequest):
    """A redirect without end, or to what is neither http nor https."""

    fault = Fault.REDIRECTS
