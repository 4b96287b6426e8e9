"""URLs in a page, made absolute as browsers do it."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.urls import _COMPLETE_URL, absolute_url, host_of, resolve_url

URL = "https://example.org/blog/post"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/a", "https://example.org/a"),
        ("b?c#d", "https://example.org/blog/b?c#d"),
        ("//other.example/x", "https://other.example/x"),
        (" https://other.example ", "https://other.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("http://[broken", None),
        ("about:blank", None),
        ("data:image/gif;base64,R0=", None),
        ("  \n", None),
        ("../up", "https://example.org/up"),
        ("?page=2", "https://example.org/blog/post?page=2"),
    ],
    ids=[
        "path",
        "relative with query and fragment",
        "other host without scheme",
        "white space around",
        "mailto",
        "fragment",
        "empty",
        "javascript",
        "malformed",
        "about:blank",
        "data",
        "white space alone",
        "parent folder",
        "query",
    ],
)
def test_links_are_absolute_or_left_out(href: str, address: str | None) -> None:
    assert absolute_url(href, URL) == address


@given(
    st.from_regex(_COMPLETE_URL, fullmatch=True),
    st.sampled_from((URL, "http://a/b?c#d", "mailto:a@b.example", "/c", "")),
)
def test_a_plain_complete_address_is_what_joining_makes_of_it(href: str, base: str) -> None:
    assert absolute_url(href, base) == urljoin(base, href)


@pytest.mark.parametrize("base", [None, ""], ids=["none", "empty"])
def test_without_an_address_of_the_page_links_are_as_they_stand(base: str | None) -> None:
    assert absolute_url("/a", base) == "/a"
    assert absolute_url("https://other.example/x", base) == "https://other.example/x"


def test_a_base_that_cannot_be_read_gives_no_address() -> None:
    assert absolute_url("a", "http://[bad") is None


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=40)))
def test_any_link_is_an_address_that_can_be_read_or_none(href: str, base: str | None) -> None:
    address = absolute_url(href, base)
    assert address is None or urlsplit(address).hostname != ""


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("#top", "https://example.org/blog/post#top"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:void(0)", "javascript:void(0)"),
        ("http://[broken", None),
    ],
    ids=["fragment", "mailto", "javascript", "malformed"],
)
def test_whatever_can_be_read_is_resolved(href: str, url: str | None) -> None:
    assert resolve_url(href, URL) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/x", "example.org"),
        ("//blog.example.org", "blog.example.org"),
        ("/x", ""),
        ("http://[broken", ""),
    ],
    ids=["www, capitals and port", "without scheme", "path", "malformed"],
)
def test_a_host_is_in_lower_case_without_www(url: str, host: str) -> None:
    assert host_of(url) == host
