from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wellread.extractors.metadata.dates.iso_dates import falls_on, is_after
from wellread.extractors.metadata.dates.parsing import find_dates, parse_date


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05", "2024-05"),
        ("2024-05-03T15:47:42Z", "2024-05-03T15:47:42Z"),
        ("2024-05-03T15:47:42.389+00:00", "2024-05-03T15:47:42Z"),
        ("2024-05-03T01:30:00+02:00", "2024-05-03T01:30:00+02:00"),
        ("2024-05-03 15:47:42 -0400", "2024-05-03T15:47:42-04:00"),
        ("20240503", "2024-05-03"),
        ("20240503T154742Z", "2024-05-03T15:47:42Z"),
        ("1714751262", "2024-05-03T15:47:42Z"),
        ("1714751262000", "2024-05-03T15:47:42Z"),
        ("Fri, 03 May 2024 15:47:42 GMT", "2024-05-03T15:47:42Z"),
        ("Fri May 03 2024 15:47:42 GMT+0200 (CEST)", "2024-05-03T15:47:42+02:00"),
        ("May 3, 2024", "2024-05-03"),
        ("May 3rd, 2024 at 3:47 pm", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Sept. 4, 2023", "2023-09-04"),
        ("3. Mai 2024", "2024-05-03"),
        ("03-may-2024", "2024-05-03"),
        ("03/mai/2024", "2024-05-03"),
        ("3 May '24", "2024-05-03"),
        ("3/5-2024", "2024-05-03"),
        ("3/5 2024", "2024-05-03"),
        ("3 V 2024", "2024-05-03"),
        ("3.v.2024", "2024-05-03"),
        ("3 نيسان/أبريل 2024", "2024-04-03"),
        ("令和6.5.3", "2024-05-03"),
        ("二〇二四年五月三日", "2024-05-03"),
        ("民國一百一十三年五月二十三日", "2024-05-23"),
        ("3 พ.ค. 67", "2024-05-03"),
        ("le 1er mai 2024", "2024-05-01"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("3 maggio 2024", "2024-05-03"),
        ("3 мая 2024", "2024-05-03"),
        ("2024年5月3日", "2024-05-03"),
        ("2024. május 3.", "2024-05-03"),
        ("03.05.2024", "2024-05-03"),
        ("2024/05/03", "2024-05-03"),
        ("25/12/2024", "2024-12-25"),
        ("June 2022", "2022-06"),
        ("Juni 2022", "2022-06"),
    ],
    ids=[
        "ISO day",
        "ISO month",
        "instant in UTC",
        "fraction of a second",
        "offset",
        "spaces for T",
        "basic day",
        "basic instant",
        "seconds",
        "milliseconds",
        "RFC 2822",
        "JavaScript",
        "English",
        "ordinal and time",
        "English, day first",
        "short month",
        "German",
        "short month between hyphens",
        "short month between slashes",
        "short year",
        "Danish",
        "Swedish",
        "Roman",
        "Roman with stops",
        "Arabic with both names",
        "Reiwa with stops",
        "Chinese digits",
        "Chinese number of a year",
        "Thai short year",
        "French",
        "Spanish",
        "Italian",
        "Russian",
        "Chinese",
        "Hungarian",
        "full stops",
        "slashes",
        "day first by its number",
        "month",
        "German month",
    ],
)
def test_dates_are_read_as_machines_and_people_write_them(raw: str, expected: str) -> None:
    assert parse_date(raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["2024-05-03T00:00:00+02:00", "2024-05-03T00:00:00Z", "2024-05-03T15:47:42"],
    ids=["midnight", "midnight in UTC", "no zone"],
)
def test_midnight_and_a_time_without_its_zone_stay_a_day(raw: str) -> None:
    assert parse_date(raw) == "2024-05-03"


@pytest.mark.parametrize(
    "raw",
    [
        "0000-00-00",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2024-13-45",
        "2024-02-30",
        "31.02.2024",
        "yesterday",
        "Invalid Date",
        "",
        "3 days ago",
        "1" * 500,
    ],
    ids=[
        "zero day",
        "zero instant",
        "year one",
        "epoch",
        "month 13",
        "30 February",
        "31 February",
        "yesterday",
        "invalid",
        "nothing",
        "days ago",
        "digits",
    ],
)
def test_what_is_no_date_gives_none(raw: str) -> None:
    assert parse_date(raw) is None


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-US", "2024-03-05"), ("en", "2024-03-05"), ("en-GB", "2024-05-03"), ("de", "2024-05-03")],
    ids=["American", "English", "British", "German"],
)
def test_the_language_says_whether_the_month_comes_first(language: str, expected: str) -> None:
    assert parse_date("03/05/2024", language) == expected


def test_a_month_is_named_as_the_language_has_it() -> None:
    assert parse_date("3 listopada 2024", "pl") == "2024-11-03"
    assert parse_date("3. listopada 2024.", "hr") == "2024-10-03"


def test_all_dates_of_a_text_are_found_with_their_places() -> None:
    text = "Updated November 11, 2022 ... Originally published November 9, 2022"
    assert [(text[m.start : m.end], m.date) for m in find_dates(text)] == [
        ("November 11, 2022", "2022-11-11"),
        ("November 9, 2022", "2022-11-09"),
    ]


@pytest.mark.parametrize("text", ["16-19 March 2026", "14. - 20. Januar 2022"], ids=["English", "German"])
def test_a_span_of_days_is_no_month(text: str) -> None:
    assert [mention.date for mention in find_dates(text) if len(mention.date) < 10] == []


def test_an_instant_falls_on_the_days_that_it_has_somewhere_on_earth() -> None:
    assert falls_on("2024-05-03T02:00:00Z", "2024-05-02")
    assert falls_on("2024-05-03T22:00:00Z", "2024-05-04")
    assert not falls_on("2024-05-03T22:00:00Z", "2024-05-02")
    assert not falls_on("2024-05-03", "2024-05-03")


@pytest.mark.parametrize(
    "text",
    ["up to 2024 people", "version 3.5.2", "call 030/2024 555", "1.500 Meter"],
    ids=["people", "version", "telephone", "metres"],
)
def test_numbers_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


def test_what_lies_after_a_moment_is_told_apart() -> None:
    moment = datetime(2024, 5, 3, 12, tzinfo=UTC)
    assert is_after("2024-05-04", moment)
    assert is_after("2024-05-03T12:00:01Z", moment)
    assert is_after("2024-06", moment)
    assert not any(is_after(date, moment) for date in ("2024-05-03", "2024-05-03T12:00:00Z", "2024-05"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("令和6年3月5日", "2024-03-05"),
        ("令和元年12月1日", "2019-12-01"),
        ("平成 30 年 5 月", "2018-05"),
        ("民國113年3月5日", "2024-03-05"),
        ("5 มีนาคม 2567", "2024-03-05"),
        ("5 มี.ค. 2567", "2024-03-05"),
        ("5 มีนาคม พ.ศ. 2567", "2024-03-05"),
        ("۱۵ اسفند ۱۴۰۲", "2024-03-05"),
        ("1403/01/01", "2024-03-20"),
        ("1399/12/30", "2021-03-20"),
        ("1 فروردین 1400", "2021-03-21"),
        ("令和6年13月5日", None),
        ("1402/13/01", None),
        ("05/03/2567", "2024-03-05"),
        ("๕ มีนาคม ๒๕๖๗", "2024-03-05"),
    ],
)
def test_years_of_other_eras_are_converted(raw: str, expected: str | None) -> None:
    assert parse_date(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("٣ مايو ٢٠٢٤", "2024-05-03"),
        ("3 أيار 2024", "2024-05-03"),
        ("3 آب 2024", "2024-08-03"),
        ("۲۰۲۴/۰۵/۰۳", "2024-05-03"),
        ("३ मई २०२४", "2024-05-03"),
        ("3 अप्रैल 2024", "2024-04-03"),
        ("２０２４年５月３日", "2024-05-03"),
        ("Ngày 3 tháng 5 năm 2024", "2024-05-03"),
        ("3 tháng 5, 2024", "2024-05-03"),
    ],
)
def test_dates_are_read_in_the_digits_and_months_of_other_scripts(raw: str, expected: str) -> None:
    assert parse_date(raw) == expected


def test_a_name_before_a_date_is_no_month_of_it() -> None:
    assert [mention.date for mention in find_dates("Lena Park 2024-05-03")] == ["2024-05-03"]


@pytest.mark.parametrize(
    "date", ["二〇二四年十二月二十五日", "二〇二四年十月十日", "民國一百一十三年五月二十三日", "２０２４年５月３日"]
)
def test_a_date_stands_where_the_text_has_it(date: str) -> None:
    text = f"{date} 王芳；{date}"
    assert [text[found.start : found.end] for found in find_dates(text)] == [date, date]
