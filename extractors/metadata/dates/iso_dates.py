"""Dates as the record has them, in ISO 8601.

There are three shapes: `2022-06` where only the month is said, `2022-06-03` for a day, and
`2022-06-03T17:47:42+02:00` for an instant, with `Z` for UTC. An instant keeps the offset that it
was written with, since only there it falls on the day that the page says. A time without its zone
is no instant, and midnight sharp is how systems write a day: both stay days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Older dates are defaults of databases, not of articles.
MIN_YEAR, MAX_YEAR = 1900, 2100
_DEFAULTS = frozenset(("1970-01-01", "1900-01-01"))
# A day has so many characters, a month fewer and an instant more.
DAY_CHARS = 10
# The clocks of the earth are so far behind UTC, and so far before it.
_MAX_BEHIND_UTC, _MAX_BEFORE_UTC = timedelta(hours=12), timedelta(hours=14)


def build_date(
    year: str | int,
    month: str | int,
    day: str | None = None,
    clock: tuple[str | None, ...] = (),
    zone: str | None = None,
) -> str | None:
    """A date of its parts as they are written.

    `clock` is hour, minute and second, `zone` is such as `Z`, `+0200` or `GMT`. None where there is
    no such day or time, or where it cannot be the date of an article.
    """
    try:
        if day is None:
            return _check(datetime(int(year), int(month), 1, tzinfo=UTC).strftime("%Y-%m"), int(year))
        hour, minute, second = (int(part or 0) for part in clock or (None, None, None))
        moment = datetime(int(year), int(month), int(day), hour, minute, min(second, 59), tzinfo=_parse_zone(zone))
    except ValueError:
        return None
    return from_datetime(moment, has_zone=zone is not None)


def from_datetime(moment: datetime, *, has_zone: bool) -> str | None:
    """The date of an aware datetime: an instant, but a day at midnight and without a zone."""
    if not has_zone or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return from_day(moment.date())
    return _check(moment.isoformat(timespec="seconds").replace("+00:00", "Z"), moment.year)


def from_day(day: date) -> str | None:
    """The date of a day; None where it cannot be the date of an article."""
    return _check(day.isoformat(), day.year)


def _check(found: str, year: int) -> str | None:
    return found if MIN_YEAR <= year <= MAX_YEAR and found[:DAY_CHARS] not in _DEFAULTS else None


def _parse_zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def falls_on(instant: str, day: str) -> bool:
    """Whether an instant falls on a day somewhere on earth.

    False where they are no instant and no day.
    """
    if len(instant) <= DAY_CHARS or len(day) != DAY_CHARS:
        return False
    moment = datetime.fromisoformat(instant).astimezone(UTC)
    return day in ((moment - _MAX_BEHIND_UTC).date().isoformat(), (moment + _MAX_BEFORE_UTC).date().isoformat())


def is_after(found: str, moment: datetime) -> bool:
    """Whether a date lies after an aware datetime.

    A day or a month does if it begins after it in UTC.
    """
    if len(found) > DAY_CHARS:
        return datetime.fromisoformat(found) > moment.astimezone(UTC)
    return found > moment.astimezone(UTC).isoformat()[: len(found)]


def count_days_between(one: str, other: str) -> int:
    """How many days lie between two days."""
    return abs(date.fromisoformat(one).toordinal() - date.fromisoformat(other).toordinal())


def is_same_instant(one: str, other: str) -> bool:
    """Whether two instants are less than a minute apart, whatever their zones."""
    return abs(datetime.fromisoformat(one) - datetime.fromisoformat(other)) < timedelta(minutes=1)
