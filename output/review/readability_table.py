"""How hard an article is to read, by the six indices that studies of health texts report, for English.

Automated Readability Index: Smith and Senter, "Automated Readability Index", AMRL-TR-66-220, 1967.
Flesch Reading Ease: Flesch, "A New Readability Yardstick", Journal of Applied Psychology 32 (3), 1948.
Gunning Fog: Gunning, "The Technique of Clear Writing", 1952.
Coleman-Liau: Coleman and Liau, "A Computer Readability Formula Designed for Machine Scoring", Journal of Applied
Psychology 60 (2), 1975. Flesch-Kincaid and SMOG: `wellread.extractors.signals.readability`, which counts for all six.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellread.extractors.article import Article, ListBlock, Paragraph, Quote, Role, Section, walk_items
from wellread.extractors.signals.readability import SMOG_SENTENCES, Readability, count_syllables, count_text

COUNTING = (
    "Counted are paragraphs, list items and quotations with whom they quote, without references, headings, tables and "
    "captions. Each of them ends a sentence, an item of a list too. Syllables are groups of vowels without a silent e, "
    "or the parts that hyphenation finds where those are more. Complex words for Gunning Fog have three syllables or "
    "more without the endings -es, -ed and -ing, and are neither names nor joined by hyphens."
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]")
_INFLECTION = re.compile("(?:es|ed|ing)$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…][\"'”’)\]]*\s+[\"'“‘(]*)$")
_MIN_COMPLEX_SYLLABLES = 3
_MAX_LOOK_BACK_CHARS = 8  # for the end of the sentence before a word


@dataclass(frozen=True)
class Index:
    """A readability index: its value, what it is a measure of, and what is doubtful about it."""

    name: str
    value: float
    scale: str
    note: str = ""


@dataclass(frozen=True)
class ReadabilityTable:
    """The six indices of a text, and the counts that they are made of by their names."""

    indices: tuple[Index, ...]
    counts: tuple[tuple[str, int], ...]


def measure_readability(article: Article) -> ReadabilityTable | None:
    """The indices of an article; None where it is not English, or too short to say anything."""
    if (article.in_language or "").partition("-")[0].lower() != "en":
        return None
    entries = {reference.text for reference in article.references}
    texts = tuple(text for text in _list_texts(article.sections) if text not in entries)
    counts = count_text(texts)
    return _tabulate(counts, texts) if counts else None


def _tabulate(counts: Readability, texts: Sequence[str]) -> ReadabilityTable:
    letters = sum(len(_LETTERS_AND_DIGITS.findall(text)) for text in texts)
    complex_words = sum(map(count_complex_words, texts))
    words, sentences = counts.words, counts.sentences
    grade = "years of school"
    is_short = sentences < SMOG_SENTENCES
    return ReadabilityTable(
        (
            Index("Automated Readability Index", 4.71 * letters / words + 0.5 * words / sentences - 21.43, grade),
            Index(
                "Flesch Reading Ease",
                206.835 - 1.015 * words / sentences - 84.6 * counts.syllables / words,
                "0 to 100, more is easier",
            ),
            Index("Gunning Fog", 0.4 * (words / sentences + 100 * complex_words / words), grade),
            Index("Flesch-Kincaid grade", counts.flesch_kincaid_grade, grade),
            Index("Coleman-Liau", 5.88 * letters / words - 29.6 * sentences / words - 15.8, grade),
            Index("SMOG", counts.smog_grade, grade, f"made for {SMOG_SENTENCES} sentences or more" if is_short else ""),
        ),
        (
            ("sentences", sentences),
            ("words", words),
            ("letters and digits", letters),
            ("syllables", counts.syllables),
            ("words of three syllables or more", counts.polysyllables),
            ("complex words", complex_words),
        ),
    )


def count_complex_words(text: str) -> int:
    """The words of a text that Gunning calls complex."""
    return sum(_is_complex(found, text) for found in _WORD.finditer(text))


def _is_complex(found: re.Match[str], text: str) -> bool:
    word = found[0]
    if "-" in word or count_syllables(word.lower()) < _MIN_COMPLEX_SYLLABLES:
        return False
    before = text[max(0, found.start() - _MAX_LOOK_BACK_CHARS) : found.start()]
    is_name = word[0].isupper() and not (found.start() == 0 or _SENTENCE_START.search(before))
    stem = _INFLECTION.sub("", word.lower())
    return not is_name and (stem == word.lower() or count_syllables(stem) >= _MIN_COMPLEX_SYLLABLES)


# -- what is counted


def _list_texts(sections: Sequence[Section]) -> Iterator[str]:
    """The running text of an article, but its sections of references."""
    for section in sections:
        if section.role is not Role.REFERENCES:
            for block in section.blocks:
                if isinstance(block, Paragraph | Quote):
                    yield block.text
                    if isinstance(block, Quote) and block.cite:
                        yield block.cite
                elif isinstance(block, ListBlock):
                    yield from (item.text for item in walk_items(block.items))
            yield from _list_texts(section.sections)
