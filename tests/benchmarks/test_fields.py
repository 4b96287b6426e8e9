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


def row(page: str, *, exact: bool) -> fields.Row:
    return fields.Row(
        corpus="made",
        system="ours",
        id=page,
        url="https://example.org/",
        scripts=True,
        field="headline",
        exact=exact,
        partial=exact,
        disputed=False,
        found="A",
        true="B",
        error=None,
    )


def test_truths_that_the_page_does_not_bear_out_are_left_out_beside_the_raw_figure() -> None:
    verdicts: dict[str, fields.Verdict] = {"2": "ours wrong", "3": "truth doubtful", "4": "not on the page"}
    read = [fields.Dispute("made", page, "headline", "B", "A", verdict, "-") for page, verdict in verdicts.items()]
    rows = [row("1", exact=True), *(row(str(number), exact=False) for number in range(2, 6))]
    assert list(fields.ceiling(rows, read)) == [("made", "headline", 5, 0.2, 1, 1, 1, 1, 1 / 3)]


def test_each_disagreement_was_read_once_and_has_a_reason() -> None:
    read = fields.disputes()
    assert len({dispute.key for dispute in read}) == len(read)
    assert all(dispute.reason and dispute.truth != dispute.ours for dispute in read)
