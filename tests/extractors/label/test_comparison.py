"""Texts as they are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.label.comparison import comparable_ascii, comparable_text


@given(st.text())
def test_copies_are_copies_by_their_letters_as_well(text: str) -> None:
    assert comparable_ascii(text) == comparable_ascii(comparable_text(text))
