"""Texts as they are compared with one another: letters and digits alone, in lower case."""

from __future__ import annotations

import re

from wellread.extractors.metadata import Metadata

_WORD = re.compile(r"\w+")
_ASCII_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "_")


def comparable_text(text: str) -> str:
    """The letters, digits and underscores of a text, in lower case."""
    return comparable_ascii(text).decode() if text.isascii() else "".join(_WORD.findall(text.lower()))


def comparable_ascii(text: str) -> bytes:
    """What `comparable_text` keeps that is ASCII: many times as fast. Texts that are alike have the same."""
    return text.lower().encode("ascii", "ignore").translate(None, _ASCII_PUNCTUATION)


def comparable_titles(metadata: Metadata) -> set[str]:
    """The wordings under which a page may print its title, as `comparable_text` gives them."""
    return {comparable_text(title) for title in metadata.headline_variants if title}
