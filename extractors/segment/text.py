"""White space as a reader sees it."""

from __future__ import annotations

# Stands for <br> in raw text. A line separator is white space to `str.split` and does not occur in source text.
BREAK = "\u2028"

# Characters of no width that are only layout. The joiners are spelling in several scripts and in emoji: they go only
# where nothing stands beside them.
_LAYOUT = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_NO_WIDTH = _LAYOUT + _JOINERS


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
    visible = "".join(text.split())
    return len(visible) if visible.isascii() else len(visible) - sum(map(visible.count, _NO_WIDTH))
