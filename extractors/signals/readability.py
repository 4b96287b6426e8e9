"""How hard a text is to read: the Flesch-Kincaid grade and SMOG, for English.

Kincaid, Fishburne, Rogers, Chissom 1975, Derivation of new readability formulas for Navy enlisted personnel: grade =
0.39 words / sentences + 11.8 syllables / words - 15.59. McLaughlin 1969, SMOG grading: 3.1291 + 1.0430 times the root
of the words of three syllables or more in thirty sentences; he meant texts of thirty sentences and more.

What is counted: the paragraphs, list items and quotations that are kept, without sources. Each block ends a sentence,
with a full stop or without; an item of a list is a sentence of its own. Headings, tables, captions and code are left
out. Syllables are groups of vowels without a silent e, or the parts into which pyphen's American patterns divide the
word where those are more: typesetters do not divide `area`, and no group of vowels shows the two syllables of `diet`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import msgspec
from pyphen import Pyphen

_WORD = re.compile("[a-zß-ÿ]+(?:['’][a-z]+)*")
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st vs e.g i.e etc approx fig al inc ltd u.s u.k a.m p.m jan feb aug sept oct nov dec".split()
)
# The end of a sentence, with the quotation mark, the bracket or the mark of a source behind it.
_END = re.compile(r"[.!?…]+(?:[\"'”’)\]]|\[\d[\d, –-]*\])*$")
_VOWELS = re.compile("[aeiouy]+")
# `time`, `walked`, `times`, but not `table`, `wanted`, `boxes`.
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|(?:[^aeiouysxzcghl]|[aeiouy]l|[^cs]h)es$")
_MANY = 3
SMOG_SENTENCES = 30
_FEWEST_WORDS = 30
# So many letters stay together at both ends of a word.
_FEWEST_LETTERS = 2
_SHIFTS, _FIELD = (0, 30, 60, 90), (1 << 30) - 1
_REMEMBERED = 50_000
_CLOSING = frozenset(".!?…\"'”’)]")


class Readability(msgspec.Struct, frozen=True):
    """Counts of a text, and the grades that they give: years of school in the United States."""

    words: int
    sentences: int
    syllables: int
    polysyllables: int

    @property
    def flesch_kincaid_grade(self) -> float:
        """Flesch-Kincaid grade level."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog_grade(self) -> float:
        """SMOG grade."""
        return 3.1291 + 1.0430 * math.sqrt(self.polysyllables * SMOG_SENTENCES / self.sentences)


def measure(texts: Iterable[str]) -> Readability | None:
    """The counts of texts, each of which ends a sentence; None where there are too few words to say anything."""
    whole = "\n".join(texts).lower()
    unended = sum(map(_is_unended, whole.split("\n")))
    # One sum over four counts at once: no text has as many of anything as a field has room for.
    packed = sum(map(_PACKED.__getitem__, whole.split()))
    words, syllables, polysyllables, ends = (packed >> shift & _FIELD for shift in _SHIFTS)
    return Readability(words, ends + unended, syllables, polysyllables) if words >= _FEWEST_WORDS else None


def _is_unended(line: str) -> bool:
    """Whether a line has words in it and no mark that ends its last sentence."""
    return line.islower() and (line[-1] not in _CLOSING or not _PACKED[line.rsplit(None, 1)[-1]] >> _SHIFTS[-1])


class _Packed(dict[str, int]):
    """The counts of a piece in one number, remembered: looked up in a fifth of the time that `lru_cache` takes."""

    def __missing__(self, piece: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        packed = self[piece] = sum(count << shift for count, shift in zip(read_piece(piece), _SHIFTS, strict=True))
        return packed


_PACKED = _Packed()


def read_piece(piece: str) -> tuple[int, int, int, bool]:
    """What stands between two spaces, in lower case: words, syllables, polysyllables, whether a sentence ends."""
    counts = [count_syllables(word) for word in _WORD.findall(piece)]
    end = _END.search(piece)
    before = piece[: end.start()].lstrip("(\"“'") if end else ""
    is_abbreviation = piece.endswith(".") and (
        before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i")
    )
    many = sum(count >= _MANY for count in counts)
    return len(counts), sum(counts), many, end is not None and not is_abbreviation


@lru_cache(_REMEMBERED)
def count_syllables(word: str) -> int:
    """The syllables of a word in lower case."""
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    vowels = len(_VOWELS.findall(word)) - bool(_SILENT.search(word))
    return max(1, vowels, count_divisions(word) + 1)


def count_divisions(word: str) -> int:
    """In how many places the patterns divide a word: what `Pyphen.positions` finds.

    That tries all parts of a word and remembers every word for good; this stops where no pattern goes on.
    """
    root, pointed = _patterns(), f".{word}."
    points = [0] * (len(pointed) + 1)
    for start in range(len(pointed) - 1):
        node = root
        for letter in pointed[start:]:
            below = node.get(letter)
            if below is None:
                break
            node = below
            for place, value in node.points:
                points[start + place] = max(points[start + place], value)
    return sum([value % 2 for value in points[1 + _FEWEST_LETTERS : len(word) - _FEWEST_LETTERS + 2]])


class _Node(dict[str, "_Node"]):
    """Patterns that begin alike, by their next letter; the one that ends here gives values to places."""

    __slots__ = ("points",)

    def __init__(self) -> None:
        self.points: Sequence[tuple[int, int]] = ()


@cache
def _patterns() -> _Node:
    """The patterns of American English."""
    root = _Node()
    for pattern, (offset, values) in Pyphen(lang="en_US").hd.patterns.items():
        node = root
        for letter in pattern:
            if letter not in node:
                node[letter] = _Node()
            node = node[letter]
        node.points = [(place, value) for place, value in enumerate(values, offset) if value]
    return root
