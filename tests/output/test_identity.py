"""URLs have one spelling, and ids follow from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.output.identity import (
    group_spellings,
    make_article_id,
    make_revision_id,
    make_site_id,
    make_spelling_key,
    normalise_url,
    query_parameters,
    to_request_url,
)


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


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://Example.com/view?sig=zz&id=1", "https://example.com/view?sig=zz&id=1"),
        ("https://example.com/r?b&a=&&c=1&", "https://example.com/r?b&a=&&c=1&"),
        ("https://example.com/x;jsessionid=A1?utm_source=m#top", "https://example.com/x;jsessionid=A1?utm_source=m"),
        ("https://example.com/%7euser/%c3%a4?q=%2f", "https://example.com/%7euser/%c3%a4?q=%2f"),
        ("https://me:pw@example.com./süß {1}", "https://example.com/s%C3%BC%C3%9F%20%7B1%7D"),
        ("http://[::1]:8000/a//b/", "http://[::1]:8000/a//b/"),
        ("ftp://example.com/x", None),
        ("/x", None),
    ],
)
def test_a_url_is_asked_for_as_it_is_written(url: str, asked: str | None) -> None:
    assert to_request_url(url) == asked


@given(st.from_regex(r"https?://[a-z]{1,9}\.(com|org)/[^\n]{0,40}", fullmatch=True))
def test_how_a_url_is_written_does_not_change_its_normal_form(text: str) -> None:
    asked = to_request_url(text)
    assert asked is None or normalise_url(asked) == normalise_url(text)


def test_of_the_spellings_of_a_url_the_first_is_kept_or_the_plainest() -> None:
    base = "https://example.com/x"
    assert group_spellings([f"{base}?b=2&a=1", f"{base}?b=2&a=1&utm_id=3"]) == {f"{base}?a=1&b=2": f"{base}?b=2&a=1"}
    assert group_spellings([f"{base}?utm_id=3", f"{base}#top", base, f"{base}?fbclid=1"]) == {base: base}


@pytest.mark.parametrize(
    "spelling",
    ["/tea/", "/tea//", "/Tea", "/tea.html", "/tea/index.html", "/tea/index.php", "/TEA/Default.aspx", "/tea.htm?a=1"],
)
def test_spellings_of_one_page_have_one_key(spelling: str) -> None:
    assert make_spelling_key(f"http://www.example.com{spelling}") == make_spelling_key("https://example.com/tea")


@pytest.mark.parametrize("other", ["/tea-2", "/tea/2", "/green/tea", "/", "/tea.pdf"])
def test_other_pages_have_another_key(other: str) -> None:
    assert make_spelling_key(f"https://example.com{other}") != make_spelling_key("https://example.com/tea")


def test_queries_are_compared_by_their_parameters() -> None:
    assert query_parameters("https://example.com/x?a=1&b=2") == {"a=1", "b=2"}
    assert query_parameters("https://example.com/x") == frozenset()
