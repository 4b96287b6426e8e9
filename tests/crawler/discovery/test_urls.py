"""Who is contacted for a link is who a browser would contact: the WHATWG's own cases, and those of crawler-commons."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from tests.cli.command import ROOT
from wellread.crawler.discovery import resolve_url
from wellread.crawler.discovery.urls import document_base_url
from wellread.output.identity import normalise_url

SUITE = ROOT.parent / "shared" / "suites" / "urls"
needs_suite = pytest.mark.skipif(not SUITE.is_dir(), reason="../shared/suites/urls is not here")
ODD = st.text(alphabet="htps:/\\?#%&=@[].;- \t\n0123456789abcxyzüß茶\u3002\uff0e\u200d\ud800", max_size=60)


def whatwg() -> list[dict[str, str]]:
    cases = json.loads((SUITE / "wpt-urltestdata.json").read_text(encoding="utf-8"))
    return [case for case in cases if isinstance(case, dict)]


def rows(name: str) -> Iterator[list[str]]:
    lines = (SUITE / name).read_text(encoding="utf-8").split("\n")
    yield from csv.reader((line for line in lines if line and not line.startswith("#")), skipinitialspace=True)


def contacted(url: str) -> tuple[str, str]:
    """The host and port that Scrapy asks for a URL; the port is empty if it is that of the scheme."""
    parts = urlsplit(Request(url).url)
    default = {"http": 80, "https": 443}[parts.scheme]
    return parts.hostname or "", "" if parts.port in {None, default} else str(parts.port)


@needs_suite
def test_every_case_of_the_whatwg_leads_to_the_host_that_a_browser_asks_or_to_none() -> None:
    on_the_web = 0
    for case in whatwg():
        ours = resolve_url(case["input"], case["base"] or "about:blank")
        if case.get("protocol") not in {"http:", "https:"}:
            assert ours is None, case
            continue
        on_the_web += 1
        assert ours == case["href"], case
        host = case["hostname"].strip("[]")
        assert contacted(ours) == (host, case["port"]), case
        normal = normalise_url(ours)
        # "." and ".." are hosts for browsers; no name of the DNS is.
        assert (contacted(normal) if normal else None) == (
            (host.rstrip("."), case["port"]) if host.strip(".") else None
        )
    assert on_the_web == 244


@needs_suite
def test_addresses_are_resolved_as_crawler_commons_resolves_them() -> None:
    cases = list(rows("url-resolve.csv"))
    assert len(cases) == 22
    for href, base, expected in cases:
        ours = resolve_url(href, base or "about:blank")
        assert ours == (expected if expected.startswith("http") else None)


@needs_suite
def test_addresses_are_normalised_as_crawler_commons_normalises_them() -> None:
    """But for doubled slashes and `b=` for `b`, which servers may tell apart, and for what is no web address."""
    cases = list(rows("weirdToNormalizedUrls.csv"))
    agreed = [normalise_url(weird) == expected.strip() for weird, expected in cases]
    apart = [case for case, same in zip(cases, agreed, strict=True) if not same]
    slashes = [case for case in apart if "//" in case[0].partition("://")[2]]
    others = [case for case in apart if case not in slashes and not case[0].startswith(("file:", "ftp:", "foo.com"))]
    assert all("b=" in weird or "&=1" in weird or "?=1" in weird for weird, _ in others), others
    assert (len(cases), len(apart)) == (112, 19)


@needs_suite
def test_what_crawler_commons_calls_invalid_has_no_spelling() -> None:
    for (url,) in rows("invalidUrls.csv"):
        assert normalise_url(url) is None


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("http:\\\\other.example\\x", "http://other.example/x"),
        ("http:///other.example/x", "http://other.example/x"),
        ("https:other", "https://example.org/blog/other"),
        ("http:other.example", "http://other.example/"),
        ("//0x7f.1/", "https://127.0.0.1/"),
        ("//１２７.0.0.1/", "https://127.0.0.1/"),
        ("/a\n/b", "https://example.org/a/b"),
        ("#part", "https://example.org/blog/#part"),
        ("mailto:a@example.org", None),
        ("javascript:void(0)", None),
        ("file:///etc/passwd", None),
        ("http://[bad/", None),
    ],
)
def test_odd_links_are_read_as_browsers_read_them(href: str, expected: str | None) -> None:
    assert resolve_url(href, "https://example.org/blog/") == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (None, "https://example.org/blog/"),
        ("/x/", "https://example.org/x/"),
        ("data:text/html,x", "https://example.org/blog/"),
        ("javascript:1", "https://example.org/blog/"),
        ("http://[", "https://example.org/blog/"),
    ],
)
def test_a_base_element_counts_where_html_lets_it(href: str | None, expected: str) -> None:
    assert document_base_url(href, "https://example.org/blog/") == expected


@given(ODD | st.text() | st.from_regex(r"https?://[a-z]{1,9}\.(com|org)/[^\n]{0,40}", fullmatch=True))
def test_one_spelling_is_the_last_one_and_scrapy_leaves_it_alone(text: str) -> None:
    once = normalise_url(text)
    if once is not None:
        assert normalise_url(once) == once
        assert Request(once).url == once


@given(ODD, ODD.map("https://example.org/".__add__) | ODD)
def test_no_link_is_too_odd(href: str, base: str) -> None:
    found = resolve_url(href, base)
    assert found is None or found.startswith(("http://", "https://"))
