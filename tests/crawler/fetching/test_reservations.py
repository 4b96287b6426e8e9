"""A tdmrep.json: which of its rules speaks of a page."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from wellread.crawler.fetching import reservations
from wellread.crawler.fetching.errors import RightsReservedError
from wellread.crawler.fetching.reservations import META_HOLDS_TEXT, ReservationMiddleware, TdmRep

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


@pytest.mark.parametrize("failure", [503, 429, OSError("reset")])
def test_a_file_whose_server_has_failed_is_asked_for_again(failure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [failure, Response(FILE, body=json.dumps([rule("/")]).encode())]
    asked = []

    async def download(request: Request) -> Response:
        asked.append(request.url)
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer if isinstance(answer, Response) else Response(FILE, status=answer)

    settings = Settings({"ROBOTSTXT_USER_AGENT": "wellread"})
    crawler: Any = SimpleNamespace(settings=settings, engine=SimpleNamespace(download_async=download))
    middleware = ReservationMiddleware(crawler)

    async def read_page() -> bool:
        try:
            await middleware.process_request(Request(URL, meta={META_HOLDS_TEXT: True}))
        except RightsReservedError:
            return False
        return True

    async def read_pages() -> list[bool]:
        soon = [await read_page(), await read_page()]
        monkeypatch.setattr(reservations, "ASK_AGAIN_SECONDS", 0.0)
        return [*soon, await read_page(), await read_page()]

    assert asyncio.run(read_pages()) == [True, True, False, False]
    assert asked == [FILE, FILE]
