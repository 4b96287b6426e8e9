"""The metrics: bounds that hold for any text, and cases counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics

TEXT = st.text(st.sampled_from("ab cé. -\n"), max_size=30)
BLOCKS = st.lists(st.tuples(st.sampled_from(("heading", "text")), TEXT), max_size=6)


@given(TEXT, TEXT)
def test_f1_of_texts_is_symmetric_and_between_none_and_all(one: str, other: str) -> None:
    for compare in (metrics.word_score, metrics.shingle_score):
        there, back = compare(one, other), compare(other, one)
        assert 0 <= there.f1 <= 1
        assert there.f1 == back.f1
        assert (there.precision, there.recall) == (back.recall, back.precision)
        assert min(there.precision, there.recall) <= there.f1 + 1e-12
        assert there.f1 <= max(there.precision, there.recall) + 1e-12


@given(TEXT)
def test_a_text_is_perfect_against_itself_whatever_its_case_and_spacing(text: str) -> None:
    assert metrics.word_score(f" {text.upper()} ", text).f1 == 1
    assert metrics.shingle_score(text, text).f1 == 1
    assert metrics.snippets_found(text, [text]) == 1


@given(TEXT, TEXT)
def test_shingles_never_agree_where_words_do_not(one: str, other: str) -> None:
    if metrics.word_score(one, other).f1 == 0:
        assert metrics.shingle_score(one, other).f1 == 0


@given(BLOCKS, BLOCKS)
def test_structure_is_symmetric_and_does_not_mind_order(found: list[metrics.Block], true: list[metrics.Block]) -> None:
    score = metrics.structure_score(found, true)
    assert 0 <= score.f1 <= 1
    assert score.f1 == metrics.structure_score(true[::-1], found[::-1]).f1


@given(BLOCKS, TEXT)
def test_neutral_texts_never_lower_a_score(blocks: list[metrics.Block], neutral: str) -> None:
    extra: list[metrics.Block] = [*blocks, ("text", neutral)]
    assert metrics.structure_score(extra, blocks, [neutral]).f1 >= metrics.structure_score(extra, blocks).f1
    assert metrics.structure_score(blocks, blocks, [neutral]).f1 == 1


def test_words_count_as_often_as_they_stand_there() -> None:
    score = metrics.word_score("tea tea milk", "tea milk milk honey")
    assert (score.precision, score.recall) == (2 / 3, 2 / 4)
    assert score.f1 == pytest.approx(4 / 7)


def test_shingles_see_order_where_words_do_not() -> None:
    one, other = "take twelve grams of salt", "of salt take twelve grams"
    assert metrics.word_score(one, other).f1 == 1
    assert metrics.shingle_score(one, other).f1 == 0


def test_a_text_shorter_than_a_shingle_is_one_by_itself() -> None:
    assert metrics.shingles("Drink water") == [("drink", "water")]
    assert metrics.shingles("...") == []


def test_nothing_agrees_with_nothing_and_with_nothing_else() -> None:
    assert metrics.word_score("", "").f1 == 1
    assert metrics.word_score("", "text") == metrics.Score(0, 0, 0)
    assert metrics.structure_score([], []).f1 == 1


def test_snippets_are_found_across_punctuation_line_breaks_and_cut_words() -> None:
    text = "“Sleep,” she says,\nis a habit. It can be learned."
    assert metrics.snippets_found(text, ["sleep she says is a hab", "earned", "a Habit: it can"]) == 3
    assert metrics.snippets_found(text, ["she sleeps", "learned habit"]) == 0


def test_a_heading_taken_for_text_is_wrong_twice() -> None:
    true: list[metrics.Block] = [("heading", "Sleep"), ("text", "Sleep well.")]
    found: list[metrics.Block] = [("text", "Sleep"), ("text", "Sleep well!")]
    assert metrics.structure_score(found, true).f1 == 0.5
    assert metrics.structure_score(found, true, kind="heading").f1 == 0


def test_a_standfirst_counts_only_where_the_truth_has_it_among_its_blocks() -> None:
    body: metrics.Block = ("text", "Body.")
    standfirst: metrics.Block = ("text", "Standfirst.")
    assert metrics.structure_score([standfirst, body], [body], ["Standfirst"]).f1 == 1
    assert metrics.structure_score([body], [standfirst, body], ["Standfirst"]).f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("people", "names"),
    [
        (["Jane Doe"], {"jane doe"}),
        (["By Dr. Jane Doe, PhD, RD"], {"jane doe"}),
        (["Jane Doe and John Roe"], {"jane doe", "john roe"}),
        (["Jane Doe, M.D. FACLM, E-RYT 200", "JOHN ROE"], {"jane doe", "john roe"}),
        (["Von Jana Doe und Jan Roe"], {"jana doe", "jan roe"}),
        (["Ana Y. Sandoval"], {"ana y sandoval"}),
        (["Jo Ng; Adé McKee"], {"jo ng", "adé mckee"}),
        (["AFP"], {"afp"}),
        (["Jane Doe et AFP"], {"jane doe", "afp"}),
        (["Jane Doe (Editor)"], {"jane doe"}),
        ([], set()),
    ],
)
def test_names_are_told_from_what_stands_around_them(people: list[str], names: set[str]) -> None:
    assert metrics.names(people) == names


@pytest.mark.parametrize(
    ("found", "true", "verdict"),
    [
        ("2025-05-01T23:30:00-07:00", "2025-05-01", (True, True)),
        ("2025-05-02", "2025-05-01 22:00:00+00:00", (False, True)),
        ("2025-05-03", "2025-05-01", (False, False)),
        ("2025-05-20", "2025-05", (True, True)),
        ("May 1st", "2025-05-01", (False, False)),
        (None, "2025-05-01", (False, False)),
    ],
)
def test_dates_are_compared_by_day_as_written(found: str | None, true: str, verdict: tuple[bool, bool]) -> None:
    assert (metrics.same_day(found, true), metrics.nearly_same_day(found, true)) == verdict


def test_a_headline_with_the_name_of_the_site_is_right_in_part_only() -> None:
    assert not metrics.same_text("Sleep well | The Site", "Sleep well")
    assert metrics.shares_text("Sleep well | The Site", "Sleep well")
    assert metrics.same_text("Sleep — well", "sleep well")
    assert metrics.same_text("Schlaf\u00adstörung", "Schlafsto\u0308rung")
    assert not metrics.shares_text("Asleep well", "Sleep well")
    assert not metrics.shares_text("", "Sleep well")
