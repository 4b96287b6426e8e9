"""Dates as machines and people write them in pages, to ISO 8601 (see `iso_dates`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

from wellread.extractors.metadata.dates.eras import find_era_dates, write_chinese_numbers
from wellread.extractors.metadata.dates.iso_dates import build_date, from_datetime, from_day
from wellread.extractors.vocabulary.date_labels import remove_date_labels
from wellread.extractors.vocabulary.months import AMBIGUOUS_MONTH_WORDS, parse_month

# A longer string is a sentence.
MAX_DATE_CHARS = 80

# ISO 8601, also without leading zeros and with a space for the T; fractions of a second are not
# kept.
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?"
    r"(?:(?:T|\s{1,3}|\s?-\s?)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2}"
    r"|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
# The basic format of ISO 8601.
_ISO_BASIC = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_SLASHED = re.compile(r"((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?$")
# Seconds or milliseconds since 1970.
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
# RFC 2822, 3.3: as in HTTP and RSS.
_RFC_2822 = re.compile(r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}")
# What JavaScript's Date.toString and the `date` of Unix print.
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2}\s([A-Z][a-z]{2})\s{1,2}(\d{1,2})\s(?:(\d{4})\s)?(\d{2}):(\d{2}):(\d{2})\s(?:(?:GMT"
    r"|UTC)([+-]\d{4})?|[A-Z]{3,4})(?:\s(\d{4}))?"
)

# Dates in running text: y, m and d are numbers, w is the word for a month, s the separator.
# Scripts of India write vowels as marks, which are no letters by themselves.
_W = r"(?:[^\W\d_]{3,14}|[\u0600-\u06ff]{2,14}|[\u0900-\u0dff]{2,14})"
_DAY = r"\d{1,2}"
_ROMAN_MONTHS = "I II III IV V VI VII VIII IX X XI XII".split()
_ROMAN = rf"(?:{'|'.join(sorted(_ROMAN_MONTHS, key=len, reverse=True))})"
_DATE_IN_TEXT = re.compile(
    rf"(?<![\d/.,:-])(?:"
    rf"(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])\s?(?P<m1>\d{{1,2}})(?P=s1)\s?(?P<d1>{_DAY})(?!\d)"
    # `26 | 01 | 2022`
    rf"|(?P<d2>{_DAY})(?P<s2>[-/.]|(?<![|·]\s\d)(?<![|·]\s\d\d)\s[|·]\s(?=\d{{1,2}}\s[|·]\s(?:19|20)\d\d))\s?(?P<m2>\d{{1,2}})(?P=s2)\s?(?P<y2>(?:19|20)\d\d|\d\d)(?!\d|[/.:]\d)"
    rf"|(?P<y3>(?:19|20)\d\d)\s?[年년]\s?(?P<m3>\d{{1,2}})\s?[月월]\s?(?:(?P<d3>{_DAY})\s?[日일])?"
    rf"|(?P<d4>{_DAY})(?:st|nd|rd|th|er|[.º°ªa])?(?:\s|[-/]|\sde\s|\sd['’]|\sof\s)(?P<w4>{_W})(?:/{_W})?\.?[,،]?(?:\s|[-/]|\sde\s|\sdel\s)"
    rf"(?P<y4>(?:19|20)\d\d|['’]\d\d)(?!\d)"
    # `3/4-2024` and `3/4 2024`, as Danes and Swedes write; `3 IV 2024`, `3.iv.2024`.
    rf"|(?P<d9>{_DAY})/(?P<m9>\d{{1,2}})[-\s](?P<y9>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<d0>{_DAY})(?:\.\s?(?P<r0>{_ROMAN})\.\s?|\s(?-i:(?P<r1>{_ROMAN}))\s)(?P<y0>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<d8>{_DAY})\s(?:tháng)\s(?P<m8>\d{{1,2}})(?:,?\snăm\s|,\s?|/|\s)(?P<y8>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<y6>(?:19|20)\d\d)[.,]?\s(?:m\.\s)?(?P<w6>{_W})\.?\s(?P<d6>{_DAY})(?!\d)"
    rf")"
    rf"|\b(?P<w5>{_W})(?:\.\s?|\s|-)(?P<d5>{_DAY})(?:st|nd|rd|th)?(?:\s?,\s?|\s|\sof\s|-)(?P<y5>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d\s)(?<!\d[.]\s)\b(?P<w7>{_W})\.?,?\s(?:de\s|of\s)?(?P<y7>(?:19|20)\d\d)(?!\d|[-/.]\d)",
    re.IGNORECASE,
)
# Digits of other scripts, each for itself: Arabic, Persian, Devanagari, Bengali, Thai, fullwidth.
_ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\uff10"
_DIGITS_OF_SCRIPTS = {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}
# All that is between the first and the last digit; a month's name stands right beside them.
_DIGITS = re.compile(r"\D*(\d.*\d)", re.DOTALL)
MAX_CHARS_BESIDE_DIGITS = 20
# The month comes first in these languages (CLDR, dateFormats); everywhere else the day does.
_MONTH_FIRST_LANGUAGES = ("en-us", "en_us", "en-ph", "es-pr", "fil")


class DateMention(msgspec.Struct, frozen=True, gc=False):
    """A date that stands in a text, from code point `start` up to `end`."""

    start: int
    end: int
    date: str


def parse_date(raw: str, language: str | None = None) -> str | None:
    """The date that a whole string is, written by a machine or a person; None where it is no date.

    `language` is a tag of BCP 47: it decides whether 03/05 is in March, and between months of the
    same name.
    """
    text = " ".join(raw.split()).translate(_DIGITS_OF_SCRIPTS)
    if not text or len(text) > MAX_DATE_CHARS:
        return None
    machine = _ISO.match(text)
    if machine:
        year, month, day, *clock, zone = machine.groups()
        return build_date(year, month, day, tuple(clock), zone)
    for pattern, parse in _MACHINE_FORMS:
        match = pattern.match(text)
        if match:
            return parse(match)
    first = next(find_dates(text, language), None)
    return first.date if first else None


def find_dates(text: str, language: str | None = None) -> Iterator[DateMention]:
    """The dates in a running text, in order, as `parse_date` gives them."""
    if text.isascii():
        yield from _find_dates_in_digits(text, language)
        return
    rewritten = write_chinese_numbers(text)
    for mention in _find_dates_in_digits(rewritten.text.translate(_DIGITS_OF_SCRIPTS), language):
        yield DateMention(rewritten.place_before(mention.start), rewritten.place_before(mention.end), mention.date)


def _find_dates_in_digits(text: str, language: str | None) -> Iterator[DateMention]:
    digits = _DIGITS.match(text)
    if not digits:
        return
    in_eras = [DateMention(*found) for found in find_era_dates(text)]
    if in_eras:
        yield from sorted(in_eras, key=lambda mention: mention.start)
        return
    for match in _DATE_IN_TEXT.finditer(
        text, max(0, digits.start(1) - MAX_CHARS_BESIDE_DIGITS), digits.end(1) + MAX_CHARS_BESIDE_DIGITS
    ):
        date = _parse_match(match, language)
        if date:
            yield DateMention(match.start(), match.end(), date)


def replace_dates(text: str, replacement: str) -> str:
    """A text with a replacement for each of its dates."""
    for mention in reversed(list(find_dates(text))):
        text = f"{text[: mention.start]}{replacement}{text[mention.end :]}"
    return text


def count_letters_beside_dates(text: str) -> int | None:
    """How many letters a text has besides its dates and their labels; None where it has no date."""
    rest = replace_dates(text, "")
    return None if rest == text else sum(map(str.isalpha, remove_date_labels(rest)))


def detect_date_language(lines: Iterable[str], language: str | None) -> str | None:
    """The language to read dates in: English gets the region whose order of day and month is shown.

    A page shows it by a date that can be read in one order only, or that it writes a second time in
    words.
    """
    if language and not language.lower().startswith("en"):
        return language
    numeric, other = set(), set()
    for line in lines:
        for match in _DATE_IN_TEXT.finditer(line):
            if match["d2"] and match["s2"] != ".":
                numeric.add((match["y2"][-2:], int(match["d2"]), int(match["m2"])))
            elif date := _parse_match(match, language):
                other.add(date[2:])
    day_first = sum(two <= 12 < one or f"{year}-{two:02}-{one:02}" in other for year, one, two in numeric)
    month_first = sum(one <= 12 < two or f"{year}-{one:02}-{two:02}" in other for year, one, two in numeric)
    return language if day_first == month_first else "en-GB" if day_first > month_first else "en-US"


def guess_date(raw: str) -> str | None:
    """The day that the lenient parser `dateparser` reads in a short string, or None.

    It takes milliseconds, and is only for what `parse_date` does not read.
    """
    import dateparser

    found = dateparser.parse(raw, settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True})
    return from_day(found.date()) if found else None


def _parse_iso_basic(match: re.Match[str]) -> str | None:
    year, month, day, *clock, zone = match.groups()
    return build_date(year, month, day, tuple(clock), zone)


def _parse_slashed(match: re.Match[str]) -> str | None:
    year, month, day = match.groups()
    return build_date(year, month, day)


def _parse_epoch(match: re.Match[str]) -> str | None:
    seconds = int(match.group()[:10])
    return from_datetime(datetime.fromtimestamp(seconds, UTC), has_zone=True)


def _parse_rfc_2822(match: re.Match[str]) -> str | None:
    try:
        moment = parsedate_to_datetime(match.string)
    except ValueError:
        return None
    return from_datetime(moment.replace(tzinfo=moment.tzinfo or UTC), has_zone=moment.tzinfo is not None)


def _parse_javascript(match: re.Match[str]) -> str | None:
    word, day, early_year, hour, minute, second, zone, late_year = match.groups()
    month, year = parse_month(word), early_year or late_year
    if month is None or year is None:
        return None
    return build_date(year, str(month), day, (hour, minute, second), zone or "Z")


_MACHINE_FORMS = (
    (_ISO_BASIC, _parse_iso_basic),
    (_SLASHED, _parse_slashed),
    (_EPOCH, _parse_epoch),
    (_RFC_2822, _parse_rfc_2822),
    (_JAVASCRIPT, _parse_javascript),
)


def _parse_match(match: re.Match[str], language: str | None) -> str | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
    year = parts["y"].lstrip("'’")
    year = year if len(year) == 4 else f"20{year}"
    day = parts.get("d")
    if "r" in parts:
        return build_date(year, _ROMAN_MONTHS.index(parts["r"].upper()) + 1, day)
    if "w" in parts:
        month = parse_month(parts["w"], language)
        if month is None or (day is None and parts["w"].lower() in AMBIGUOUS_MONTH_WORDS and not parts["w"].istitle()):
            return None
        return build_date(year, str(month), day)
    if match["d2"] and _is_month_first(match, language):
        return build_date(year, parts["d"], parts["m"])
    return build_date(year, parts["m"], day)


def _is_month_first(match: re.Match[str], language: str | None) -> bool:
    first, second = int(match["d2"]), int(match["m2"])
    if first > 12 or second > 12:
        return second > 12
    code = (language or "").lower()
    return match["s2"] != "." and (code.startswith(_MONTH_FIRST_LANGUAGES) or code == "en")
