"""Times as people write them: `36h`, `7d`, `2026-01-31`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"(\d{1,5})\s*([mhdw])")


class Duration(timedelta):
    """A length of time that was written as a number and a unit: the type of such keys in
    `sites.toml`.
    """


def parse_duration(text: str) -> Duration:
    """The length of time that `text` names: 90m, 36h, 7d, 2w.

    Raises ValueError for anything else.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"a duration such as 90m, 36h, 7d or 2w was expected, not {text!r}")
    return Duration(**{_UNITS[match[2]]: int(match[1])})


def parse_time(text: str, now: datetime) -> datetime:
    """The time that `text` names: a duration before `now`, or an ISO 8601 date or time, in UTC
    where it has no zone.

    Raises ValueError for anything else.
    """
    if _DURATION.fullmatch(text.strip()):
        return now - parse_duration(text)
    try:
        named = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"a date such as 2026-01-31, or a duration such as 7d, was expected, not {text!r}") from None
    return named if named.tzinfo else named.replace(tzinfo=UTC)
