"""Marks around words change no word."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from wellread.output.review.highlights import Highlight, mark_words

spans = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=6)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=25), spans)
def test_marks_change_no_text(text: str, places: list[tuple[int, int]]) -> None:
    marked = mark_words(text, [Highlight(start, end, "dosage", f"s{start}") for start, end in places])
    assert html.fromstring(f"<p>{marked}</p>").text_content() == text


def test_the_words_of_a_signal_are_marked_with_its_name() -> None:
    marked = mark_words("Take 5 mg & rest", [Highlight(5, 9, "dosage", "signal-0")])
    assert marked == 'Take <span id="signal-0"></span><mark title="dosage">5 mg</mark> &amp; rest'


def test_words_of_two_signals_are_marked_once_and_found_by_both() -> None:
    marked = str(mark_words("cures in 5 mg", [Highlight(0, 13, "claim", "a"), Highlight(9, 13, "dosage", "b")]))
    assert marked.count("<mark") == 1
    assert 'id="a"' in marked
    assert 'id="b"' in marked
    assert "claim, dosage" in marked


def test_a_place_outside_of_the_text_is_left_out() -> None:
    assert mark_words("short", [Highlight(2, 99, "dosage", "a"), Highlight(4, 2, "dosage", "b")]) == "short"
