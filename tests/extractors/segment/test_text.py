"""White space as a reader sees it, and what counts as a character."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.markup import ALPHABET
from wellread.extractors.segment.text import LINE_BREAK, collapse_white_space, count_chars

texts = st.one_of(st.text(ALPHABET), st.text())
# Joiners only between letters: beside a space they are a matter of their own.
plain_texts = texts.map(lambda raw: raw.replace("\u200c", "").replace("\u200d", "").replace(LINE_BREAK, " "))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        (" \n\t ", ""),
        (" a  b\n c ", "a b c"),
        ("a\u00a0b", "a b"),
        ("a\u3000b", "a b"),
        ("co\u00adoperate", "cooperate"),
        ("\ufeffstart", "start"),
        ("\u200fשלום\u200e", "שלום"),
        ("a\u200bb", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\u200d", ""),
        ("\u200dword\u200c", "word"),
        (f"one{LINE_BREAK}two", "one\ntwo"),
        (f" one {LINE_BREAK} {LINE_BREAK} two {LINE_BREAK}", "one\ntwo"),
        (f"{LINE_BREAK}\u200d{LINE_BREAK}", ""),
    ],
)
def test_text_is_squashed_as_a_reader_sees_it(raw: str, text: str) -> None:
    assert collapse_white_space(raw) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("a b", 2), ("é", 1), ("眠り", 2), ("a\u200b\u00ad\u200db", 2), ("\n\u2028\u3000", 0), ("𝒜", 1)],
)
def test_characters_of_no_width_and_white_space_do_not_count(text: str, count: int) -> None:
    assert count_chars(text) == count


@given(texts)
def test_squashing_loses_no_visible_character(raw: str) -> None:
    assert count_chars(collapse_white_space(raw)) == count_chars(raw)


@given(plain_texts)
def test_squashing_twice_changes_nothing_more(raw: str) -> None:
    assert collapse_white_space(collapse_white_space(raw)) == collapse_white_space(raw)


@given(plain_texts)
def test_squashed_text_has_no_white_space_to_spare(raw: str) -> None:
    assert collapse_white_space(raw) == " ".join(collapse_white_space(raw).split())


@pytest.mark.parametrize("raw", ["word \u200c", "\u200d word", "\u200d \u200c word"])
def test_a_joiner_at_an_end_leaves_no_space(raw: str) -> None:
    assert collapse_white_space(raw) == "word"


@given(texts, texts)
def test_counts_add_up(one: str, other: str) -> None:
    assert count_chars(one + other) == count_chars(one) + count_chars(other)


@given(texts)
def test_text_is_visible_if_it_has_visible_characters(raw: str) -> None:
    assert bool(collapse_white_space(raw)) == bool(count_chars(raw))


@pytest.mark.parametrize("beside", ["", "é"])
def test_whatever_python_takes_for_white_space_does_not_count(beside: str) -> None:
    spaces = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
    ascii_spaces = "".join(filter(str.isascii, spaces))
    assert count_chars(ascii_spaces + beside) == len(beside)
    assert count_chars(spaces + beside) == len(beside)
