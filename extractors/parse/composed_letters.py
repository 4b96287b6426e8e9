"""Letters that a page writes as a letter and marks, as one character each where Unicode has it: `u` and `¨` as `ü`.

File systems and some editors take letters apart (NFD). Words would then differ from those of rules and other sources.
"""

from __future__ import annotations

import re
import unicodedata

# U+0300 to U+036F: accents, dots and hooks of the Latin, Greek and Cyrillic scripts. In UTF-8 they begin with these.
_FIRST_BYTES_OF_MARKS = (b"\xcc", b"\xcd")
_LETTER = "[^\\s\"'<>/\u0300-\u036f]"
# Tried where letters begin and no further on: in a long run without marks each place would be tried up to its end.
_WORD_WITH_MARK = re.compile(f"(?<!{_LETTER}){_LETTER}++[\u0300-\u036f][^\\s\"'<>]*")
# What stands before an address, or before a part of one.
_BEFORE_ADDRESS = re.compile(r"(?:/|(?:href|src)\s{0,3}=\s{0,3}[\"']?)$", re.IGNORECASE)
_MAX_CHARS_BEFORE = 12


def compose_letters(utf8: bytes) -> bytes:
    """A page with its letters composed (NFC). Addresses stay as they are: a server may know no other spelling."""
    if not any(first in utf8 for first in _FIRST_BYTES_OF_MARKS):
        return utf8
    return _WORD_WITH_MARK.sub(_compose, utf8.decode("utf-8", "replace")).encode("utf-8")


def _compose(word: re.Match[str]) -> str:
    before = word.string[max(0, word.start() - _MAX_CHARS_BEFORE) : word.start()]
    is_address = "/" in word[0] or _BEFORE_ADDRESS.search(before) is not None
    return word[0] if is_address else unicodedata.normalize("NFC", word[0])
