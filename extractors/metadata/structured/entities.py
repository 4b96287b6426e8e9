"""Character references (HTML Standard, 13.5) that are left in values, since they were escaped more than once."""

from __future__ import annotations

import html
import re

# Those with a semicolon: without, they stand in URLs (`?a=1&copy=2`).
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
# Escaped so often, a value is no accident any more.
MAX_ROUNDS = 3


def unescape_entities(text: str) -> str:
    """A text without character references, however often they were escaped; tags stay what they are."""
    for _ in range(MAX_ROUNDS):
        if "&" not in text:
            return text
        unescaped = _REFERENCE.sub(lambda match: html.unescape(match.group()), text)
        if unescaped == text:
            return text
        text = unescaped
    return text
