"""Words beside names and dates as signals look for them: no other words than metadata knows."""

from __future__ import annotations

import re

import pytest

from wellread.extractors.vocabulary.byline_labels import ends_with_byline_label, match_by_line
from wellread.extractors.vocabulary.date_labels import DateKind, date_kind_from_text_before, mentions_date_kind
from wellread.extractors.vocabulary.people import (
    _PRINTED_CREDENTIAL,
    CREDENTIALS,
    CREDENTIALS_AFTER_NAME,
    TITLE_BEFORE_NAME,
)


def test_every_credential_that_is_looked_for_after_a_name_is_a_known_one() -> None:
    words = re.sub(r"\\\.\?|\\s\?|\(\?: \\d\+\)\?", "", _PRINTED_CREDENTIAL).split("|")
    assert {word.replace("-", "").upper() for word in words} <= CREDENTIALS


@pytest.mark.parametrize(
    ("after", "credentials"),
    [
        (", MD", "MD"),
        (", M.D., Ph.D., of Oslo", "M.D., Ph.D."),
        (" RN and mother", "RN"),
        (", RYT 200", "RYT 200"),
        (", MDs agree", None),
        (", a nurse", None),
    ],
    ids=["one", "two with full stops", "without a comma", "with a number", "longer word", "role"],
)
def test_credentials_follow_a_name_at_once(after: str, credentials: str | None) -> None:
    match = CREDENTIALS_AFTER_NAME.match(after)
    assert (match.group(1) if match else None) == credentials


@pytest.mark.parametrize(
    ("before", "title"),
    [("By Dr. ", "Dr. "), ("Prof. Dr. med. ", "Prof. Dr. med. "), ("By ", None), ("The doctor ", None)],
    ids=["one", "three", "label", "word"],
)
def test_a_title_stands_right_before_a_name(before: str, title: str | None) -> None:
    match = TITLE_BEFORE_NAME.search(before)
    assert (match.group() if match else None) == title


@pytest.mark.parametrize("before", ["By ", "Text: ", "with Dr. ", "geschrieben von ", "@"])
def test_a_label_introduces_the_name_after_it(before: str) -> None:
    assert ends_with_byline_label(before)


@pytest.mark.parametrize("before", ["", "standby", "By the way, "], ids=["nothing", "part of a word", "clause"])
def test_other_words_introduce_no_name(before: str) -> None:
    assert not ends_with_byline_label(before)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Green", "Ada Green"),
        ("Written by Ada Green", "Ada Green"),
        ("By the river", None),
        ("By Ada Green, who sleeps badly", None),
    ],
    ids=["by", "written by", "no name", "sentence"],
)
def test_a_line_that_begins_with_by_is_a_label_and_a_name(line: str, name: str | None) -> None:
    match = match_by_line(line)
    assert (match.group(1) if match else None) == name


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("Last medically reviewed on", DateKind.REVIEWED),
        ("Zuletzt aktualisiert am", DateKind.MODIFIED),
        ("Published", DateKind.PUBLISHED),
        ("Oslo", DateKind.PUBLISHED),
    ],
    ids=["reviewed", "modified", "published", "no label"],
)
def test_the_words_before_a_date_say_its_kind(before: str, kind: DateKind) -> None:
    assert date_kind_from_text_before(before) is kind


def test_a_place_is_no_kind_of_date() -> None:
    assert mentions_date_kind("Posted in Oslo")
    assert not mentions_date_kind("Oslo")
