"""URLs have one spelling, and ids follow from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.output.identity import make_article_id, make_revision_id, make_site_id, normalise_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.COM:80/a/../b", "http://example.com/b"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com.:8443/x", "https://example.com:8443/x"),
        ("https://example.com/x#part", "https://example.com/x"),
        ("https://user:secret@example.com/x", "https://example.com/x"),
        ("https://example.com/x?b=2&a=1", "https://example.com/x?a=1&b=2"),
        ("https://example.com/x?UTM_Source=mail&id=7&fbclid=z", "https://example.com/x?id=7"),
        ("https://example.com/x?a=1&a=2&gclid=3", "https://example.com/x?a=1&a=2"),
        ("https://example.com/x?utm_id=1", "https://example.com/x"),
        (" https://example.com/süß ", "https://example.com/s%C3%BC%C3%9F"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_a_url_has_one_spelling(url: str, expected: str) -> None:
    assert normalise_url(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "blog", "/blog", "//example.com/x", "ftp://example.com/x", "file:///etc/passwd", "javascript:alert(1)", "http://",
     "http://exa mple.com/", "http://[::1", "http://example.com:99999/", "data:text/html,x", "http://a%2fb/"],
)  # fmt: skip
def test_what_is_no_web_address_has_no_spelling(url: str) -> None:
    assert normalise_url(url) is None


@given(st.text() | st.from_regex(r"https?://[a-z]{1,9}\.(com|org)/[^\n]{0,40}", fullmatch=True))
def test_normalising_is_total_and_happens_once(text: str) -> None:
    once = normalise_url(text)
    assert once is None or normalise_url(once) == once


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://blog.example.co.uk/x", "example.co.uk"),
        ("https://www.example.com:8443/x", "example.com"),
        ("https://calm.blogspot.com/x", "calm.blogspot.com"),
        ("http://127.0.0.1:8765/blog", "127.0.0.1:8765"),
        ("http://localhost/blog", "localhost"),
        ("http://[::1]:8000/blog", "[::1]:8000"),
    ],
)
def test_a_site_is_a_registrable_domain_or_a_host_and_port(url: str, expected: str) -> None:
    assert make_site_id(url) == expected


def test_ids_depend_on_all_that_they_name_and_on_nothing_else() -> None:
    assert make_article_id("example.com", "https://example.com/a") == "e9934ac9ba49e770dabd41f06418187b"
    assert make_article_id("example.com", "https://example.com/b") != make_article_id(
        "example.com", "https://example.com/a"
    )
    assert make_article_id("example.org", "https://example.com/a") != make_article_id(
        "example.com", "https://example.com/a"
    )
    assert make_revision_id("a", "1") != make_revision_id("a", "2") != make_revision_id("b", "2")
