"""A tdmrep.json: which of its rules speaks of a page."""

from __future__ import annotations

import json

import pytest

from wellread.crawler.fetching.reservations import TdmRep

URL = "https://example.org/blog/tea?page=2"
FILE = "https://example.org/.well-known/tdmrep.json"


def rule(location: str, reservation: object = 1, **more: object) -> dict[str, object]:
    return {"location": location, "tdm-reservation": reservation, **more}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule("/")], "1"),
        ([rule("/blog/*")], "1"),
        ([rule("/shop/"), rule("/blog")], "1"),
        ([rule("/blog/tea$")], None),
        ([rule("*page=2$")], "1"),
        ([rule("/", 0)], "0"),
        ([rule("/", 0), rule("/blog/")], "1"),  # the longest
        ([rule("/"), rule("/blog/", 0)], "1"),  # the first
        ([rule("/", "1")], "1"),
        (rule("/"), "1"),
        ([], None),
        ([None, 7, {"location": 3}, {"location": "/x"}], None),
    ],
)
def test_what_a_file_says_of_a_page(rules: object, expected: str | None) -> None:
    found = TdmRep.parse(json.dumps(rules).encode(), FILE).list_rights(URL)
    assert [(each.term, each.value) for each in found] == ([] if expected is None else [("tdm-reservation", expected)])


def test_a_policy_stands_with_its_reservation() -> None:
    rules = [rule("/", **{"tdm-policy": "https://example.org/policy.json"})]
    found = TdmRep.parse(json.dumps(rules).encode(), FILE).list_rights(URL)
    assert [(each.term, each.value, each.source, each.selector) for each in found] == [
        ("tdm-reservation", "1", "tdmrep.json", FILE),
        ("tdm-policy", "https://example.org/policy.json", "tdmrep.json", FILE),
    ]


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000, b"null", b'"x"'])
def test_what_is_no_such_file_says_nothing(body: bytes) -> None:
    assert TdmRep.parse(body, FILE).list_rights(URL) == ()
