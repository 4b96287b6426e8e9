from __future__ import annotations

import json

import pytest

from wellread.extractors import extract
from wellread.extractors.article import RightsStatement
from wellread.extractors.rights import MAX_STATEMENTS, find_reservation

URL = "https://calmdays.example/blog/tea"
TEXT = f"<h1>Tea at night</h1>{'<p>Tea keeps many people awake at night, and some of them know it well.</p>' * 9}"


def read(head: str = "", after: str = "", headers: dict[str, str] | None = None) -> tuple[RightsStatement, ...]:
    html = f"<html><head><title>Tea at night</title>{head}</head><body><article>{TEXT}</article>{after}</body></html>"
    return extract(html, URL, headers=headers).rights


def told(statements: tuple[RightsStatement, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(statement.term, statement.value, statement.agent) for statement in statements]


def test_a_page_that_says_nothing_has_no_statements() -> None:
    assert read('<meta name="description" content="noai"><link rel="canonical" href="/blog/tea">') == ()


def test_robots_directives_are_read_one_by_one_with_their_place() -> None:
    assert read('<meta name="Robots" content="NOAI, noimageai,max-snippet:-1">') == (
        RightsStatement("noai", None, None, "meta", 'meta[name="Robots"]', "NOAI, noimageai,max-snippet:-1"),
        RightsStatement("noimageai", None, None, "meta", 'meta[name="Robots"]', "NOAI, noimageai,max-snippet:-1"),
        RightsStatement("max-snippet", "-1", None, "meta", 'meta[name="Robots"]', "NOAI, noimageai,max-snippet:-1"),
    )


@pytest.mark.parametrize("name", ["googlebot", "GPTBot", "Google-Extended", "anthropic-ai", "baiduspider", "bingbot"])
def test_a_meta_element_may_speak_to_one_crawler(name: str) -> None:
    assert told(read(f'<meta name="{name}" content="noindex">')) == [("noindex", None, name.lower())]


@pytest.mark.parametrize(
    ("value", "statements"),
    [
        ("noindex", [("noindex", None, None)]),
        ("noai, noimageai", [("noai", None, None), ("noimageai", None, None)]),
        ("otherbot: noindex, nofollow", [("noindex", None, "otherbot"), ("nofollow", None, "otherbot")]),
        ("googlebot: nofollow\nnoai", [("nofollow", None, "googlebot"), ("noai", None, None)]),
        ("a: noai, b: nofollow", [("noai", None, "a"), ("nofollow", None, "b")]),
        ("googlebot:noai,max-snippet:20", [("noai", None, "googlebot"), ("max-snippet", "20", "googlebot")]),
        (
            "unavailable_after: 25 Jun 2010 15:00:00 PST",
            [("unavailable_after", "25 Jun 2010 15:00:00 PST", None)],
        ),
        (
            "googlebot: unavailable_after: Friday, 25-Jun-10 15:00:00 UTC, noarchive",
            [("unavailable_after", "Friday, 25-Jun-10 15:00:00 UTC", "googlebot"), ("noarchive", None, "googlebot")],
        ),
        (" , ;<b>, ", []),
    ],
)
def test_x_robots_tag_in_all_its_forms(value: str, statements: list[tuple[str, str | None, str | None]]) -> None:
    found = read(headers={"x-robots-tag": value})
    assert told(found) == statements
    assert {(statement.source, statement.selector) for statement in found} <= {("http-header", "X-Robots-Tag")}


def test_a_reservation_of_text_and_data_mining_stands_in_headers_and_in_the_page() -> None:
    head = '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="/policy.json">'
    found = read(head, headers={"TDM-Reservation": " 0 ", "Tdm-Policy": "https://calmdays.example/p.json"})
    assert [(each.term, each.value, each.source) for each in found] == [
        ("tdm-reservation", "0", "http-header"),
        ("tdm-policy", "https://calmdays.example/p.json", "http-header"),
        ("tdm-reservation", "1", "meta"),
        ("tdm-policy", "/policy.json", "meta"),
    ]


def test_preferences_of_use_stand_in_headers() -> None:
    found = read(headers={"Content-Signal": "search=yes, AI-train=no", "Content-Usage": "train-ai=n;exp=1"})
    assert told(found) == [("search", "yes", None), ("ai-train", "no", None), ("train-ai", "n", None)]


def test_links_to_a_licence_are_absolute_with_the_text_as_found() -> None:
    after = '<footer><a rel="nofollow License" href="/terms">Terms</a><a rel="next" href="/2">Next</a></footer>'
    head = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    first, second = read(head, after)
    assert (first.value, first.selector) == ("https://creativecommons.org/licenses/by/4.0/", "/html/head/link")
    assert second == RightsStatement(
        "license", "https://calmdays.example/terms", None, "link", "/html/body/footer/a[1]", "/terms"
    )


@pytest.mark.parametrize(
    ("licence", "value"),
    [
        ("https://example.org/cc", "https://example.org/cc"),
        ({"@type": "CreativeWork", "name": "House terms", "url": "https://example.org/t"}, "https://example.org/t"),
        ({"@id": "https://example.org/id"}, "https://example.org/id"),
        ({"@type": "CreativeWork", "name": "All rights reserved"}, "All rights reserved"),
    ],
)
def test_json_ld_names_a_licence(licence: object, value: str) -> None:
    node = {"@type": "BlogPosting", "headline": "Tea at night", "license": licence}
    (found,) = read(f'<script type="application/ld+json">{json.dumps(node)}</script>')
    assert (found.term, found.value, found.source, found.selector) == (
        "license", value, "json-ld", "BlogPosting.license",
    )  # fmt: skip


def test_microdata_names_a_licence() -> None:
    after = '<div itemscope itemtype="https://schema.org/Article"><h2 itemprop="headline">Tea at night</h2>'
    found = read(after=f'{after}<a itemprop="license" href="/cc">CC</a></div>')
    assert [(each.source, each.value) for each in found] == [("microdata", "https://calmdays.example/cc")]


def test_a_page_cannot_fill_its_record_with_statements() -> None:
    found = read("".join(f'<meta name="robots" content="max-snippet:{number}">' for number in range(5000)))
    assert len(found) == MAX_STATEMENTS


@pytest.mark.parametrize(
    ("head", "headers", "term"),
    [
        ('<meta name="robots" content="noai">', {}, "noai"),
        ('<meta name="robots" content="noindex, nofollow, noarchive, noimageai">', {}, None),
        ('<meta name="otherbot" content="noai">', {}, None),
        ('<meta name="tdm-reservation" content="1">', {"tdm-reservation": "0"}, "tdm-reservation"),
        ('<meta name="tdm-reservation" content="0">', {"tdm-reservation": "1"}, None),
        ("", {"X-Robots-Tag": "wellread: noai"}, "noai"),
        ("", {"X-Robots-Tag": "otherbot: noai"}, None),
        ("", {"content-signal": "ai-train=no"}, "ai-train"),
        ("", {"content-signal": "search=yes, ai-input=no"}, "ai-input"),
        ("", {"content-signal": "search=no, ai-train=yes"}, None),
        ("", {"content-usage": "train-ai=y"}, None),
        ("", {"content-usage": "search=n, ai-use=n;exp=1"}, "ai-use"),
        ("", {"content-usage": "tdm=n"}, "tdm"),
        ("", {"content-usage": "search=n, painting=n"}, None),
        ('<link rel="license" href="https://example.org/all-rights-reserved">', {}, None),
    ],
)
def test_what_reserves_the_rights(head: str, headers: dict[str, str], term: str | None) -> None:
    found = find_reservation(read(head, headers=headers), "wellread")
    assert (found.term if found else None) == term
