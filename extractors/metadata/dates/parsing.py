"""Dates as pages write them, to ISO 8601.

Three shapes come out: `2022-06` where only the month is said, `2022-06-03` for a day, and `2022-06-03T17:47:42+02:00`
for an instant, with `Z` for UTC. An instant keeps the offset that it was written with, since only there it falls on the
day that the page says. A time without its zone is no instant, and midnight sharp is how systems write a day: both stay
days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import msgspec

from wellread.extractors.vocabulary.months import month_number

# Older dates are defaults of databases, not of articles.
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2100
_DEFAULTS = frozenset(("1970-01-01", "1900-01-01"))
_LONGEST = 80
_DAY_LENGTH = 10
# How far behind UTC the clocks of the earth are, and how far before it.
_WESTMOST, _EASTMOST = timedelta(hours=12), timedelta(hours=14)

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?"
    r"(?:(?:T|\s{1,3}|\s?-\s?)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2}"
    r"|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_SLASHED = re.compile(r"((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_RFC_2822 = re.compile(r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}")
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2}\s([A-Z][a-z]{2})\s{1,2}(\d{1,2})\s(?:(\d{4})\s)?(\d{2}):(\d{2}):(\d{2})\s(?:(?:GMT"
    r"|UTC)([+-]\d{4})?|[A-Z]{3,4})(?:\s(\d{4}))?"
)

_W = r"[^\W\d_]{3,14}"
_DAY = r"\d{1,2}"
_TEXT = re.compile(
    rf"(?<![\d/.,:-])(?:"
    rf"(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])\s?(?P<m1>\d{{1,2}})(?P=s1)\s?(?P<d1>{_DAY})(?!\d)"
    rf"|(?P<d2>{_DAY})(?P<s2>[-/.])\s?(?P<m2>\d{{1,2}})(?P=s2)\s?(?P<y2>(?:19|20)\d\d|\d\d)(?!\d|[/.:]\d)"
    rf"|(?P<y3>(?:19|20)\d\d)\s?[年년]\s?(?P<m3>\d{{1,2}})\s?[月월]\s?(?:(?P<d3>{_DAY})\s?[日일])?"
    rf"|(?P<d4>{_DAY})(?:st|nd|rd|th|er|[.º°ªa])?(?:\s|-|\sde\s|\sd['’]|\sof\s)(?P<w4>{_W})\.?[,،]?(?:\s|-|\sde\s|\sdel\s)(?P<y4>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<y6>(?:19|20)\d\d)[.,]?\s(?:m\.\s)?(?P<w6>{_W})\.?\s(?P<d6>{_DAY})(?!\d)"
    rf")"
    rf"|\b(?P<w5>{_W})(?:\.\s?|\s|-)(?P<d5>{_DAY})(?:st|nd|rd|th)?(?:\s?,\s?|\s|\sof\s|-)(?P<y5>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d\s)(?<!\d[.]\s)\b(?P<w7>{_W})\.?,?\s(?:de\s|of\s)?(?P<y7>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# All that is between the first and the last digit; a month's name stands right beside them.
_DIGITS = re.compile(r"\D*(\d.*\d)", re.DOTALL)
_BESIDE_DIGITS = 20
# Month first where they write so; everywhere else the day comes first.
_MONTH_FIRST = ("en-us", "en_us", "en-ph", "es-pr", "fil")
_MONTHS_TOO_COMMON = frozenset(("set", "out", "may", "mar", "act", "led", "den", "sal", "des", "ago"))


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A date that stands in a text, from `start` to `end`."""

    start: int
    end: int
    date: str


def parse_date(raw: str, language: str | None = None) -> str | None:
    """The date that a whole string is, or null. The string may be a machine's or a person's."""
    text = " ".join(raw.split())
    if not text or len(text) > _LONGEST:
        return None
    machine = _ISO.match(text)
    if machine:
        year, month, day, *clock, zone = machine.groups()
        return _assemble(year, month, day, tuple(clock), zone)
    for pattern, read in _MACHINE_FORMS:
        match = pattern.match(text)
        if match:
            return read(match)
    first = next(find_dates(text, language), None)
    if first or not any(map(str.isdigit, text)):
        return first.date if first else None
    return None


def find_dates(text: str, language: str | None = None) -> Iterator[Mention]:
    """The dates in a running text, in order."""
    digits = _DIGITS.match(text)
    if not digits:
        return
    for match in _TEXT.finditer(text, max(0, digits.start(1) - _BESIDE_DIGITS), digits.end(1) + _BESIDE_DIGITS):
        date = _from_text(match, language)
        if date:
            yield Mention(match.start(), match.end(), date)


def dating_language(lines: Iterable[str], language: str | None) -> str | None:
    """The language to read dates in: English with the region whose order of day and month the page itself keeps to.

    A page shows it by a date that can be read in one order only, or that it writes a second time in words.
    """
    if language and not language.lower().startswith("en"):
        return language
    numeric, other = set(), set()
    for line in lines:
        for match in _TEXT.finditer(line):
            if match["d2"] and match["s2"] != ".":
                numeric.add((int(match["d2"]), int(match["m2"])))
            elif date := _from_text(match, language):
                other.add(date[5:])
    day_first = sum(second <= 12 < first or f"{second:02}-{first:02}" in other for first, second in numeric)
    month_first = sum(first <= 12 < second or f"{first:02}-{second:02}" in other for first, second in numeric)
    return language if day_first == month_first else "en-GB" if day_first > month_first else "en-US"


def guess_date(raw: str) -> str | None:
    """What a lenient parser makes of a short string that should be a date: slow, and only for what nothing
    else reads.
    """
    from dateparser import parse

    found = parse(raw, settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True})
    return _valid(found.date().isoformat(), found.year) if found else None


def falls_on(instant: str, day: str) -> bool:
    """Whether an instant falls on a day somewhere on earth."""
    if len(instant) <= _DAY_LENGTH or len(day) != _DAY_LENGTH:
        return False
    moment = datetime.fromisoformat(instant).astimezone(UTC)
    return day in ((moment - _WESTMOST).date().isoformat(), (moment + _EASTMOST).date().isoformat())


def is_after(date: str, moment: datetime) -> bool:
    """Whether a date lies after a moment; a day or a month, whether it begins after it in UTC."""
    if len(date) > _DAY_LENGTH:
        return datetime.fromisoformat(date) > moment.astimezone(UTC)
    return date > moment.astimezone(UTC).isoformat()[: len(date)]


def _assemble(year: str, month: str, day: str | None, clock: tuple[str | None, ...], zone: str | None) -> str | None:
    try:
        if day is None:
            return _valid(datetime(int(year), int(month), 1, tzinfo=UTC).strftime("%Y-%m"), int(year))
        hour, minute, second = (int(part or 0) for part in clock)
        local = datetime(int(year), int(month), int(day), hour, minute, min(second, 59), tzinfo=_zone(zone))
    except ValueError:
        return None
    return _from_datetime(local, has_zone=zone is not None)


def _from_datetime(local: datetime, *, has_zone: bool) -> str | None:
    if not has_zone or (local.hour, local.minute, local.second) == (0, 0, 0):
        return _valid(local.date().isoformat(), local.year)
    return _valid(local.isoformat(timespec="seconds").replace("+00:00", "Z"), local.year)


def _valid(date: str, year: int) -> str | None:
    return date if _EARLIEST_YEAR <= year <= _LATEST_YEAR and date[:10] not in _DEFAULTS else None


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _read_compact(match: re.Match[str]) -> str | None:
    year, month, day, *clock, zone = match.groups()
    return _assemble(year, month, day, tuple(clock), zone)


def _read_slashed(match: re.Match[str]) -> str | None:
    year, month, day = match.groups()
    return _assemble(year, month, day, (None, None, None), None)


def _read_epoch(match: re.Match[str]) -> str | None:
    seconds = int(match.group()[:10])
    return _from_datetime(datetime.fromtimestamp(seconds, UTC), has_zone=True)


def _read_rfc_2822(match: re.Match[str]) -> str | None:
    try:
        moment = parsedate_to_datetime(match.string)
    except ValueError:
        return None
    return _from_datetime(moment.replace(tzinfo=moment.tzinfo or UTC), has_zone=moment.tzinfo is not None)


def _read_javascript(match: re.Match[str]) -> str | None:
    word, day, early_year, hour, minute, second, zone, late_year = match.groups()
    month, year = month_number(word), early_year or late_year
    if month is None or year is None:
        return None
    return _assemble(year, str(month), day, (hour, minute, second), zone or "Z")


_MACHINE_FORMS = (
    (_COMPACT, _read_compact),
    (_SLASHED, _read_slashed),
    (_EPOCH, _read_epoch),
    (_RFC_2822, _read_rfc_2822),
    (_JAVASCRIPT, _read_javascript),
)


def _from_text(match: re.Match[str], language: str | None) -> str | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
    year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']}"
    day = parts.get("d")
    if "w" in parts:
        month = month_number(parts["w"], language)
        if month is None or (day is None and parts["w"].lower() in _MONTHS_TOO_COMMON and not parts["w"].istitle()):
            return None
        return _assemble(year, str(month), day, (None, None, None), None)
    if match["d2"] and _is_month_first(match, language):
        return _assemble(year, parts["d"], parts["m"], (None, None, None), None)
    return _assemble(year, parts["m"], day, (None, None, None), None)


def _is_month_first(match: re.Match[str], language: str | None) -> bool:
    first, second = int(match["d2"]), int(match["m2"])
    if first > 12 or second > 12:
        return second > 12
    code = (language or "").lower()
    return match["s2"] != "." and (code.startswith(_MONTH_FIRST) or code == "en")
