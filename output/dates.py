"""The dates of a record as the types that tables have."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec


class DateParts(msgspec.Struct, frozen=True):
    """A date of a record: its day, and the time of that day with its offset, as far as the page gives them.

    `day` is None for a month alone.
    """

    day: date | None = None
    time: str | None = None


def divide_date(text: str | None) -> DateParts:
    """The parts of a date as the record has it."""
    if text is None:
        return DateParts()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return DateParts()
    return DateParts(day, text[11:] or None)


def to_instant(text: str | None) -> str | None:
    """The date in UTC, as in `2024-05-01T08:00:00Z`; a day begins at midnight. None for a month alone."""
    if divide_date(text).day is None:
        return None
    try:
        instant = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None
