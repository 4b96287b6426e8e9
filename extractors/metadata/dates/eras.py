"""Years that are not counted from the birth of Christ: of Japanese emperors, of the Republic of China, of the Buddha.

Months and days are those of the Gregorian calendar in all three. Solar Hijri years, whose months are other ones, are
converted by the rule of 33 years that holds for all dates of the web. Dates in Chinese numbers are written in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from wellread.extractors.metadata.dates.iso_dates import build_date, from_day
from wellread.extractors.vocabulary.months import PERSIAN_MONTHS, THAI_MONTHS

# The year before the first of each era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_FIRST_YEAR = "元"
_EAST_ASIAN = re.compile(
    rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|{_FIRST_YEAR})(?:\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?日)?"
    r"|([./])(\d{1,2})\5(\d{1,2})(?!\d))"
)
# Years by their digits or as a number, months and days as numbers: 二〇二四年四月三日, 民國一百一十三年.
_CHINESE_DIGITS = {character: place for place, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_CHINESE = "".join(_CHINESE_DIGITS)
_CHINESE_DATE = re.compile(
    rf"([{_CHINESE}百十]{{2,7}})年([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})日)?"
)
_BUDDHIST_YEARS = 543
_THAI = re.compile(
    rf"(\d{{1,2}})\s?({'|'.join(re.escape(name) for names in THAI_MONTHS for name in names)})\s?"
    r"(?:พ\.ศ\.\s?)?(2[45]\d\d|20\d\d|[5-9]\d)(?![\d.:])"
)
# Nobody writes of the day and month of such a year by another calendar: `03/04/2567`.
_THAI_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(25[3-9]\d)(?!\d)")
_PERSIAN = re.compile(rf"(\d{{1,2}})\s({'|'.join(PERSIAN_MONTHS)})\s?(?:ماه\s)?(1[34]\d\d)(?!\d)")
_PERSIAN_NUMERIC = re.compile(r"(?<![\d/])(1[34]\d\d)/(\d{1,2})/(\d{1,2})(?![\d/])")
# Years since 1178 of the Hijra are leap years by their rest of 33.
_LEAP_RESTS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
# The first of Farvardin 1403.
_PERSIAN_EPOCH, _PERSIAN_EPOCH_YEAR = date(2024, 3, 20), 1403
_MARKS = re.compile(
    rf"[{''.join(sorted({name[0] for name in _ERAS}))}][和成国國]|[\u0e01-\u0e2e]|(?<!\d)1[34]|25[3-9]\d"
)


def find_era_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """The dates of other eras in a text: start, end and the date in ISO 8601."""
    if not _MARKS.search(text):
        return
    for match in _EAST_ASIAN.finditer(text):
        era, year, month, day = match[1], match[2], match[3] or match[6], match[4] or match[7]
        number = 1 if year == _FIRST_YEAR else int(year)
        yield from _place(match, build_date(_ERAS[era] + number, month, day))
    for match in _THAI.finditer(text):
        day, word, year = match.groups()
        month = 1 + next(index for index, names in enumerate(THAI_MONTHS) if word in names)
        full = year if len(year) == 4 else f"25{year}"
        gregorian = int(full) - (_BUDDHIST_YEARS if int(full) > 2400 else 0)
        yield from _place(match, build_date(gregorian, month, day))
    for match in _THAI_NUMERIC.finditer(text):
        yield from _place(match, build_date(int(match[4]) - _BUDDHIST_YEARS, match[3], match[1]))
    for match in _PERSIAN.finditer(text):
        yield from _place(match, _from_persian(int(match[3]), 1 + PERSIAN_MONTHS.index(match[2]), int(match[1])))
    for match in _PERSIAN_NUMERIC.finditer(text):
        yield from _place(match, _from_persian(int(match[1]), int(match[2]), int(match[3])))


class RewrittenText(NamedTuple):
    """A text with other dates in it; `ends` has for each of them where it ends, and where it ended before."""

    text: str
    ends: tuple[tuple[int, int], ...] = ()

    def place_before(self, place: int) -> int:
        """Where what stands at a place of the text stood before it was rewritten."""
        end, end_before = next((ends for ends in reversed(self.ends) if ends[0] <= place), (0, 0))
        return place - end + end_before


def write_chinese_numbers(text: str) -> RewrittenText:
    """The same text with the dates that are written in Chinese numbers in digits."""
    if "年" not in text or "月" not in text:
        return RewrittenText(text)
    pieces, ends, end = "", [], 0
    for match in _CHINESE_DATE.finditer(text):
        pieces += text[end : match.start()] + _write_digits(match)
        end = match.end()
        ends.append((len(pieces), end))
    return RewrittenText(pieces + text[end:], tuple(ends))


def _write_digits(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{_count(year)}年{_count(month)}月" + (f"{_count(day)}日" if day else "")


def _count(number: str) -> int:
    """A number below a thousand, or one that is written digit by digit."""
    if not set(number) & {"十", "百"}:
        return int("".join(str(_CHINESE_DIGITS[character]) for character in number))
    hundreds, _, rest = number.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        100 * (_CHINESE_DIGITS.get(hundreds[-1:], 1) if "百" in number else 0)
        + (10 * _CHINESE_DIGITS.get(tens[-1:], 1) if ten else 0)
        + _CHINESE_DIGITS.get(ones[-1:], 0)
    )


def _place(match: re.Match[str], found: str | None) -> Iterator[tuple[int, int, str]]:
    if found:
        yield match.start(), match.end(), found


def _from_persian(year: int, month: int, day: int) -> str | None:
    """A date of the Solar Hijri calendar: six months of 31 days, five of 30, and one of 29 or 30."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    step = 1 if year >= _PERSIAN_EPOCH_YEAR else -1
    years = range(min(year, _PERSIAN_EPOCH_YEAR), max(year, _PERSIAN_EPOCH_YEAR))
    days = step * sum(366 if one % 33 in _LEAP_RESTS else 365 for one in years)
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return from_day(_PERSIAN_EPOCH + timedelta(days=days))
