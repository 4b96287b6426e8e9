"""How hard a text is to read: the Flesch-Kincaid grade and SMOG, for English.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research
Branch Report 8-75, 1975: grade = 0.39 words / sentences + 11.8 syllables / words - 15.59. McLaughlin, "SMOG Grading: a
New Readability Formula", Journal of Reading 12 (8), 1969: 3.1291 + 1.0430 times the square root of the words of three
syllables or more in thirty sentences; it is made for texts of thirty sentences and more.

What is counted: the paragraphs, list items and quotations that are kept, without reference lists. Each block ends a
sentence, with a full stop or without; an item of a list is a sentence of its own. Headings, tables, captions and code
are left out. Syllables are groups of vowels without a silent e, or the parts into which pyphen's American patterns
(Liang, "Word Hy-phen-a-tion by Com-put-er", 1983) divide the word where those are more: typesetters do not divide
`area`, and no group of vowels shows the two syllables of `diet`.
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
# The end of a sentence, with the quotation mark, the bracket or the citation mark after it.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?:[\"'”’)\]]|\[\d[\d, –-]*\])*$")
_VOWEL_GROUP = re.compile("[aeiouy]+")
# `time`, `walked`, `times`, but not `table`, `wanted`, `boxes`.
_SILENT_ENDING = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|(?:[^aeiouysxzcghl]|[aeiouy]l|[^cs]h)es$")
_MIN_POLYSYLLABLE_SYLLABLES = 3
SMOG_SENTENCES = 30
_MIN_WORDS = 30
# So many letters stay together at both ends of a word.
_MIN_PART_LETTERS = 2
_SHIFTS, _FIELD_MASK = (0, 30, 60, 90), (1 << 30) - 1
_MAX_CACHED_WORDS = 50_000
_CLOSING_MARKS = frozenset(".!?…\"'”’)]")


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


def count_text(texts: Iterable[str]) -> Readability | None:
    """The counts of texts, each of which ends a sentence; None where there are too few words to say anything."""
    whole = "\n".join(texts).lower()
    unended = sum(map(_lacks_end, whole.split("\n")))
    # One sum over four counts at once: no text has as many of anything as a field has room for.
    packed = sum(map(_COUNTS_OF_PIECE.__getitem__, whole.split()))
    words, syllables, polysyllables, ends = (packed >> shift & _FIELD_MASK for shift in _SHIFTS)
    return Readability(words, ends + unended, syllables, polysyllables) if words >= _MIN_WORDS else None


def _lacks_end(line: str) -> bool:
    """Whether a line has words in it and no mark that ends its last sentence."""
    return line.islower() and (
        line[-1] not in _CLOSING_MARKS or not _COUNTS_OF_PIECE[line.rsplit(None, 1)[-1]] >> _SHIFTS[-1]
    )


class _PackedCounts(dict[str, int]):
    """The counts of a piece in one number, remembered: looked up in a fifth of the time that `lru_cache` takes."""

    def __missing__(self, piece: str) -> int:
        if len(self) >= _MAX_CACHED_WORDS:
            self.clear()
        packed = self[piece] = sum(count << shift for count, shift in zip(count_piece(piece), _SHIFTS, strict=True))
        return packed


_COUNTS_OF_PIECE = _PackedCounts()


def count_piece(piece: str) -> tuple[int, int, int, bool]:
    """What stands between two spaces, in lower case: words, syllables, polysyllables, whether a sentence ends."""
    counts = [count_syllables(word) for word in _WORD.findall(piece)]
    end = _SENTENCE_END.search(piece)
    before = piece[: end.start()].lstrip("(\"“'") if end else ""
    is_abbreviation = piece.endswith(".") and (
        before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i")
    )
    many = sum(count >= _MIN_POLYSYLLABLE_SYLLABLES for count in counts)
    return len(counts), sum(counts), many, end is not None and not is_abbreviation


@lru_cache(_MAX_CACHED_WORDS)
def count_syllables(word: str) -> int:
    """The syllables of a word in lower case."""
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    vowels = len(_VOWEL_GROUP.findall(word)) - bool(_SILENT_ENDING.search(word))
    return max(1, vowels, count_divisions(word) + 1)


def count_divisions(word: str) -> int:
    """In how many places the patterns divide a word: what `Pyphen.positions` finds.

    That tries all parts of a word and remembers every word for good; this stops where no pattern goes on.
    """
    root, pointed = _hyphenation_patterns(), f".{word}."
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
    return sum([value % 2 for value in points[1 + _MIN_PART_LETTERS : len(word) - _MIN_PART_LETTERS + 2]])


class _PatternNode(dict[str, "_PatternNode"]):
    """Patterns that begin alike, by their next letter; the one that ends here gives values to places."""

    __slots__ = ("points",)

    def __init__(self) -> None:
        self.points: Sequence[tuple[int, int]] = ()


@cache
def _hyphenation_patterns() -> _PatternNode:
    """The patterns of American English."""
    root = _PatternNode()
    for pattern, (offset, values) in Pyphen(lang="en_US").hd.patterns.items():
        node = root
        for letter in pattern:
            if letter not in node:
                node[letter] = _PatternNode()
            node = node[letter]
        node.points = [(place, value) for place, value in enumerate(values, offset) if value]
    return root
