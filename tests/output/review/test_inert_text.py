"""What strangers wrote is shown as text, and only web addresses are followed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.output.review.inert_text import json_island, show_controls, web_link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — text\n\twith lines", "plain — text\n\twith lines"),
        ("abc\u202ecba", "abc[U+202E]cba"),
        ("a\x1b[31mb\x00", "a[U+001B][31mb[U+0000]"),
        ("half \ud83d of one", "half [U+D83D] of one"),
        ("עברית וגם عربى", "עברית וגם عربى"),
    ],
)
def test_what_acts_instead_of_being_read_is_written_out(text: str, shown: str) -> None:
    assert show_controls(text) == shown


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://example.org/ü"])
def test_a_web_address_can_be_followed(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " https://example.org",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org/a",
        "https:",
        "http://[::1",
        "vbscript:x",
        "https://example.org/\u202egpj.exe",
    ],
)
def test_nothing_else_is_a_link(url: str | None) -> None:
    assert web_link(url) is None


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_an_island_of_json_is_read_back_and_ends_no_element(value: object) -> None:
    island = str(json_island(value))
    assert json.loads(island) == value
    assert not re.search(r"[<>&]", island)
