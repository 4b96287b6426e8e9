"""How readability is counted: words, sentences, syllables, and the grades that they give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyphen import Pyphen

from wellread.extractors.signals import readability
from wellread.extractors.signals.readability import count_divisions, count_syllables


def test_the_formulas_are_those_of_their_authors() -> None:
    counted = readability.Readability(words=100, sentences=5, syllables=150, polysyllables=10)
    assert round(counted.flesch_kincaid_grade, 2) == 9.91
    assert round(counted.smog_grade, 2) == 11.21


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("sleep", 1), ("walked", 1), ("times", 1), ("whole", 1), ("wanted", 2), ("boxes", 2), ("table", 2),
        ("little", 2), ("diet", 2), ("being", 2), ("area", 2), ("medicine", 3), ("vegetable", 4), ("meditation", 4),
        ("the", 1), ("you", 1), ("doctor's", 2), ("don’t", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


SYLLABLES = st.sampled_from("tion ment ab er un in ly hy phen ation med i cal sleep th a y ß é".split())


@given(st.lists(SYLLABLES).map("".join) | st.text("abcdefghijklmnopqrstuvwxyzßàéü"))
def test_words_are_divided_as_pyphen_divides_them(word: str) -> None:
    assert count_divisions(word) == len(Pyphen(lang="en_US").positions(word))


SENTENCE = "Most people sleep better in a room that is cool and dark and quiet at night."


@pytest.mark.parametrize(
    ("texts", "sentences"),
    [
        ([SENTENCE, SENTENCE], 2),
        ([SENTENCE.rstrip("."), SENTENCE], 2),
        ([f"{SENTENCE} {SENTENCE}"], 2),
        ([f"{SENTENCE}\n{SENTENCE.rstrip('.')}"], 2),
        ([f"Dr. A. Green said at 3.5 p.m. that it works, e.g. for her. {SENTENCE}"], 2),
        ([f"“Really?” she asked. {SENTENCE}"], 3),
        ([f"It helps.[1] It costs nothing.[2,3] {SENTENCE}"], 3),
        ([SENTENCE, "***", "12", SENTENCE], 2),
    ],
    ids=[
        "two blocks",
        "block without full stop",
        "two in one block",
        "line without full stop",
        "abbreviations",
        "question in quotation marks",
        "citation marks",
        "blocks without words",
    ],
)
def test_each_block_ends_a_sentence(texts: list[str], sentences: int) -> None:
    counted = readability.count_text([*texts, SENTENCE])
    assert counted is not None
    assert counted.sentences == sentences + 1


def test_too_few_words_have_no_grade() -> None:
    assert readability.count_text(["A short text."]) is None
