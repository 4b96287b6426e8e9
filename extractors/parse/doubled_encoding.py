"""UTF-8 that somebody read as Latin-1 or Windows-1252, and encoded as UTF-8 once more: `â€™` for an apostrophe.

The bytes are well-formed, so that no decoder doubts them. A run of characters that is the UTF-8 of another character,
byte by byte, is seldom an accident, and in a page where there is hardly anything else beyond ASCII it is none. One with
a control character of C1 (U+0080 to U+009F), as Latin-1 makes it, is never one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from itertools import chain

# So many runs are no accident, if so much of what is beyond ASCII stands in them.
MIN_RUNS = 3
MIN_SHARE_IN_RUNS = 0.9
# The same for the pieces between tags: so many runs in pieces that are long enough for a sentence.
MIN_RUNS_IN_LONG_PIECES, MIN_LONG_PIECE_CHARS = 5, 40
# How often a page can have been encoded, besides once.
MAX_ROUNDS = 3

# What each byte beyond ASCII becomes: in Latin-1 the character of its number, in Windows-1252 sometimes another one.
_WINDOWS = {byte: bytes((byte,)).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_TO_BYTE = {
    **{chr(byte): byte for byte in range(0x80, 0x100)},
    **{character: byte for byte, character in _WINDOWS.items() if character},
}
_TABLE = {ord(character): byte for character, byte in _TO_BYTE.items()}
_TRAILING = f"[{re.escape(''.join(character for character, byte in _TO_BYTE.items() if byte < 0xC0))}]"
_RUN = re.compile(f"[\u00c2-\u00df]{_TRAILING}|[\u00e0-\u00ef]{_TRAILING}{{2}}|[\u00f0-\u00f4]{_TRAILING}{{3}}")
_RUNS = re.compile(f"(?:{_RUN.pattern})+")
_PIECE = re.compile("[^<>]+")
_C1_CONTROL = re.compile("[\u0080-\u009f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Phonetic signs and letters of scripts that hardly any page is in are what capitals and quotation marks of true texts
# would become: `É»`, `Ü“`. Three of them are in Windows-1252, and come of what was encoded three times.
_UNLIKELY = re.compile("[\u0180-\u0191\u0193-\u02c5\u02c7-\u02db\u02dd-\u02ff\u0530-\u058f\u0700-\u08ff]")
# A letter of U+00C2 to U+00F4 and what can follow it, in UTF-8: without, a page need not be decoded.
_MAY_HAVE_RUN = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84]|[\xc5\xc6\xcb])")


def undo_doubled_encoding(utf8: bytes) -> tuple[bytes, int]:
    """A page with its doubly encoded characters as they were, and how many there were: 0 in nearly all pages."""
    if not _MAY_HAVE_RUN.search(utf8):
        return utf8, 0
    text, count = undo_in_text(utf8.decode("utf-8", "replace"))
    return (text.encode("utf-8"), count) if count else (utf8, 0)


def undo_in_text(text: str) -> tuple[str, int]:
    """The same for a text: the whole page, or a single value of its data."""
    total = 0
    for _ in range(MAX_ROUNDS):
        runs = _select_sure_runs(text)
        if not runs:
            break
        total += len(runs)
        ends = [0, *(run.end() for run in runs)]
        starts = [*(run.start() for run in runs), len(text)]
        between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        text = "".join(chain.from_iterable(zip(between, [*(_undo(run) or "" for run in runs), ""], strict=True)))
    return text, total


def _select_sure_runs(text: str) -> list[re.Match[str]]:
    """The runs that surely are characters encoded twice: all, those with a control character, those of some pieces."""
    runs = [run for run in _RUNS.finditer(text) if _undo(run)]
    if len(runs) < MIN_RUNS:
        return []
    beyond = len(_BEYOND_ASCII.findall(text))
    if sum(run.end() - run.start() for run in runs) >= MIN_SHARE_IN_RUNS * beyond:
        return runs
    controls = [run for run in runs if _C1_CONTROL.search(run.group())]
    if len(controls) >= MIN_RUNS:
        return controls
    return _select_runs_in_pieces(text, runs)


def _select_runs_in_pieces(text: str, runs: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The runs of the pieces between tags with hardly anything else beyond ASCII: an article in a sound template.

    Only where long pieces have some of them: a text about such characters has sound ones beside them.
    """
    found: list[re.Match[str]] = []
    in_long_pieces = 0
    waiting = deque(runs)
    for piece in _PIECE.finditer(text):
        inside: list[re.Match[str]] = []
        while waiting and waiting[0].start() < piece.end():
            inside.append(waiting.popleft())
        beyond = len(_BEYOND_ASCII.findall(piece.group())) if inside else 0
        if inside and sum(run.end() - run.start() for run in inside) >= MIN_SHARE_IN_RUNS * beyond:
            found += inside
            in_long_pieces += len(inside) * (len(piece.group()) >= MIN_LONG_PIECE_CHARS)
    return found if in_long_pieces >= MIN_RUNS_IN_LONG_PIECES else []


def _undo(run: re.Match[str]) -> str | None:
    """The characters that a run was; None where it cannot have been any."""
    try:
        found = run.group().translate(_TABLE).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return None if _UNLIKELY.search(found) else found
