"""A status says what kind of error it is, and when the page or the host may be asked again."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Headers

from wellread.crawler.fetching.error_classification import (
    MAX_ATTEMPTS,
    MAX_RETRY_AFTER_SECONDS,
    MAX_RETRY_WAIT_SECONDS,
    classify_error,
    classify_status,
    is_page_status,
    parse_retry_after,
)
from wellread.crawler.fetching.errors import ErrorKind, HostPausedError

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120),
        (b" 7 ", 7),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True).encode(), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True).encode(), 0),
        (b"99999999999999999999", MAX_RETRY_AFTER_SECONDS),
        (b"9" * 5000, MAX_RETRY_AFTER_SECONDS),
        (b"3601", MAX_RETRY_AFTER_SECONDS),
        (b"Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER_SECONDS),
        (b"Fri, 31 Dec 9999 23:59:59 -2359", MAX_RETRY_AFTER_SECONDS),
        (b"Mon, 01 Jan 0001 00:00:00 +2359", 0),
        (b"Fri, 31 Dec 99999 23:59:59 GMT", None),
        (b"Wed, 31 Feb 2026 08:00:00 GMT", None),
        (b"1e9", None),
        (b"1.5", None),
        (b"inf", None),
        (b"-5", None),
        (b"soon", None),
        (b"", None),
        ("²".encode("latin-1"), None),
    ],
    ids=[
        "seconds",
        "space-around",
        "date",
        "date-in-the-past",
        "very-many-seconds",
        "more-digits-than-a-number-has",
        "over-an-hour",
        "year-9999",
        "year-9999-in-the-far-west",
        "year-1-in-the-far-east",
        "year-99999",
        "no-such-day",
        "exponent",
        "fraction",
        "infinite",
        "negative",
        "word",
        "nothing",
        "digit-that-is-none",
    ],
)
def test_a_server_says_when_to_come_back(value: bytes, seconds: float | None) -> None:
    assert parse_retry_after(Headers({b"Retry-After": value}), NOW) == seconds


def test_what_is_no_page_though_it_calls_itself_a_success() -> None:
    assert [status for status in range(200, 300) if not is_page_status(status)] == [202, 206]
    busy = classify_status(202, Headers(), attempt=1)
    assert (busy.kind, busy.retry_wait is not None) == (ErrorKind.BUSY, True)


def test_each_attempt_waits_longer_and_there_are_not_many() -> None:
    waits = [classify_status(503, Headers(), attempt=attempt).retry_wait for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert waits == [2, 8, None]


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_a_server_names_is_kept_within_bounds(status: int) -> None:
    short = classify_status(status, Headers({b"Retry-After": b"60"}), attempt=1)
    assert (short.retry_wait, short.host_pause) == (60, 60)
    long = classify_status(
        status, Headers({b"Retry-After": str(MAX_RETRY_WAIT_SECONDS + 1).partition(".")[0].encode()}), attempt=1
    )
    assert (long.retry_wait, long.host_pause) == (None, MAX_RETRY_WAIT_SECONDS + 1)


@pytest.mark.parametrize("seconds", [0.0, 12.0, 1e9, math.inf])
def test_a_page_that_nobody_has_asked_for_is_asked_for_later_and_has_not_failed(seconds: float) -> None:
    paused = classify_error(HostPausedError(seconds), "example.org", attempt=MAX_ATTEMPTS)
    assert not paused.was_sent
    assert paused.retry_wait is not None
    assert 2 <= paused.retry_wait <= MAX_RETRY_WAIT_SECONDS
