"""White space as a reader sees it."""

from __future__ import annotations

import re

# Stands for <br> in raw text. A line separator is white space to `str.split` and does not occur in source text.
LINE_BREAK = "\u2028"

# Characters of no width that are only layout. The joiners are spelling in several scripts and in emoji: they go only
# where nothing stands beside them.
_LAYOUT_CHARS = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
# All that takes no ink but the space itself, which is counted apart because there are so many of it.
_INVISIBLE_CHARS = "".join((
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
    _LAYOUT_CHARS,
    _JOINERS,
))  # fmt: skip
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE_CHARS}]")
# A longer text is searched for one after the other: faster than to look each of its characters up.
_MIN_LONG_CHARS = 500


def collapse_white_space(raw: str) -> str:
    """A text as CSS `white-space: normal` shows it: one space for a run of white space, none at the ends.

    `LINE_BREAK` becomes a newline, lines without text go, and so do characters of no width that are only layout.
    """
    if raw.isascii():
        return " ".join(raw.split())
    for character in _LAYOUT_CHARS:
        if character in raw:
            raw = raw.replace(character, "")
    if LINE_BREAK in raw:
        lines = (" ".join(line.split()).strip(_JOINERS + " ") for line in raw.split(LINE_BREAK))
        return "\n".join(line for line in lines if line)
    return " ".join(raw.split()).strip(_JOINERS + " ")


def count_chars(text: str) -> int:
    """How many visible characters a text has: code points but white space and characters of no width."""
    if text.isascii():
        return len(text.encode().translate(None, _ASCII_SPACE))
    if len(text) > _MIN_LONG_CHARS:
        return len(text) - text.count(" ") - sum([text.count(unseen) for unseen in _INVISIBLE_CHARS if unseen in text])
    return len(text) - text.count(" ") - len(_ANY_INVISIBLE.findall(text))
