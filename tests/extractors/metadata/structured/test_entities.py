from __future__ import annotations

import pytest

from wellread.extractors.metadata.structured.entities import unescape_entities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Food &amp; Drink", "Food & Drink"),
        ("Food &amp;amp; Drink", "Food & Drink"),
        ("O&amp;#8217;Dell &#x2013; Caf&eacute;", "O’Dell – Café"),
        ("&amp;lt;b&amp;gt;", "<b>"),
        ("https://example.org/?a=1&copy=2&amp;lang=en", "https://example.org/?a=1&copy=2&lang=en"),
        ("AT&T; R&D", "AT&T; R&D"),
    ],
)
def test_references_are_unescaped_until_none_is_left(text: str, expected: str) -> None:
    assert unescape_entities(text) == expected
