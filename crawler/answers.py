"""What the status of an answer means for its URL, and when one that failed is tried again. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.ledger import Outcome

ATTEMPTS = 3  # of one URL in one run
_FIRST_WAIT = 1.0  # seconds; four times as long after each further attempt
LONGEST_WAIT = 300.0  # a server that asks for more is left alone until the next run

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
_PASSING = frozenset({408, 425, 429})
_MEANING: Mapping[int, Outcome] = {
    401: Outcome.BLOCKED,
    402: Outcome.PAYWALLED,
    403: Outcome.BLOCKED,
    404: Outcome.GONE,
    410: Outcome.GONE,
    429: Outcome.BLOCKED,
    451: Outcome.BLOCKED,
}


def meaning(status: int) -> Outcome | None:
    """What a URL is after an answer with this status; None where the answer is to be read."""
    if 200 <= status < 300:
        return None
    return Outcome.UNCHANGED if status == NOT_MODIFIED else _MEANING.get(status, Outcome.FAILED)


def may_pass(status: int) -> bool:
    """Whether the same request may well succeed in a while."""
    return status >= 500 or status in _PASSING


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None where it says nothing that is known."""
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - now).total_seconds(), 0.0)


def wait_before_retry(attempt: int, asked: float | None) -> float | None:
    """How long to wait after the attempt with this number (from 1), in seconds; None to give up for this run."""
    wait = max(_FIRST_WAIT * 4 ** (attempt - 1), asked or 0.0)
    return wait if attempt < ATTEMPTS and wait <= LONGEST_WAIT else None
