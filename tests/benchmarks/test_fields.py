"""What counts as a right headline, author or date."""

from __future__ import annotations

from benchmarks import fields
from benchmarks.answers import Fields
from benchmarks.corpora import Corpus


def test_every_field_with_a_true_value_is_compared(corpus: Corpus) -> None:
    said = Fields("How to sleep", ("Jane Doe",), "2025-05-02T01:00:00Z")
    assert list(fields.compare(corpus.pages[0], said)) == [
        ("headline", True, True, "How to sleep", "How to sleep"),
        ("authors", True, True, "Jane Doe", "Jane Doe, RD"),
        ("date", False, True, "2025-05-02T01:00:00Z", "2025-05-01"),
    ]


def test_a_missing_author_and_an_impossible_date_of_the_truth_are_not_asked_for(corpus: Corpus) -> None:
    assert [field for field, *_ in fields.compare(corpus.pages[1], Fields())] == ["headline"]


def test_a_system_that_finds_nothing_is_wrong_everywhere(corpus: Corpus) -> None:
    assert not any(exact or partial for _, exact, partial, *_ in fields.compare(corpus.pages[0], Fields()))
