"""What is left of HTML in values: character references (HTML Standard, 13.5) that were escaped twice, and elements."""

from __future__ import annotations

import html
import re

# Those with a semicolon: without, they stand in URLs (`?a=1&copy=2`).
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
# Elements of a text that somebody pasted in; a tag that nothing closes is what the text is about.
_ELEMENT = re.compile(r"<(a|b|em|font|h[1-6]|i|p|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?>(.*?)</\1>", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s?/?>")
_BLOCKS = ("p", "h")
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


def strip_markup(text: str) -> str:
    """A text without the tags of elements in it; tags that nothing closes stay, and so do those that are escaped."""
    for _ in range(MAX_ROUNDS):
        if "</" not in text:
            break
        stripped = _ELEMENT.sub(lambda match: f" {match[2]} " if match[1].startswith(_BLOCKS) else match[2], text)
        if stripped == text:
            break
        text = _LINE_BREAK.sub(" ", stripped)
    return text
