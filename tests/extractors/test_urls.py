"""URLs in a page, made absolute as browsers do it."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.urls import _COMPLETE_URL, absolute_http_url, absolute_url, host_of, join_url

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
    assert join_url(href, URL) == url


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


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        pytest.param("/rest", "https://calm.example/rest", id="a path"),
        pytest.param("//cdn.example/a.jpg", "https://cdn.example/a.jpg", id="a host"),
        pytest.param(" https://calm.example:443/a ", "https://calm.example/a", id="the default port"),
        pytest.param("http://calm.example:8080/a", "http://calm.example:8080/a", id="another port"),
    ],
)
def test_declared_urls_are_absolute_and_without_default_ports(url: str, absolute: str) -> None:
    assert absolute_http_url(url, "https://calm.example/blog/sleep") == absolute


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(" ", id="nothing"),
        pytest.param("mailto:lena@calm.example", id="another scheme"),
        pytest.param("http://[bad", id="malformed"),
        pytest.param("https://-/rest", id="a host of signs"),
        pytest.param("https://calm.example:port/", id="a port of letters"),
        pytest.param("/a\0b", id="a null character"),
        pytest.param("/" + "a" * 2048, id="too long"),
    ],
)
def test_what_is_declared_and_no_url_of_the_web_is_none(url: str) -> None:
    assert absolute_http_url(url, "https://calm.example/") is None
