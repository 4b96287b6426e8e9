"""White space as a reader sees it."""

from __future__ import annotations

import re

# Stands for <br> in raw text. A line separator is white space to `str.split` and does not occur in source text.
BREAK = "\u2028"

# Characters of no width that are only layout. The joiners are spelling in several scripts and in emoji: they go only
# where nothing stands beside them.
_LAYOUT = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_ASCII_SPACE = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
# All that takes no ink but the space itself, which is counted apart because there are so many of it.
_UNSEEN = "".join((
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
    _LAYOUT,
    _JOINERS,
))  # fmt: skip
_ANY_UNSEEN = re.compile(f"[{_UNSEEN}]")
# A longer text is searched for one after the other: faster than to look each of its characters up.
_LONG = 500


def squash(raw: str) -> str:
    """Runs of white space to one space, breaks to newlines, nothing at the ends."""
    if raw.isascii():
        return " ".join(raw.split())
    for character in _LAYOUT:
        if character in raw:
            raw = raw.replace(character, "")
    if BREAK in raw:
        lines = (" ".join(line.split()).strip(_JOINERS + " ") for line in raw.split(BREAK))
        return "\n".join(line for line in lines if line)
    return " ".join(raw.split()).strip(_JOINERS + " ")


def count_chars(text: str) -> int:
    """Visible characters: all but white space and characters of no width."""
    if text.isascii():
        return len(text.encode().translate(None, _ASCII_SPACE))
    if len(text) > _LONG:
        return len(text) - text.count(" ") - sum([text.count(unseen) for unseen in _UNSEEN if unseen in text])
    return len(text) - text.count(" ") - len(_ANY_UNSEEN.findall(text))
