"""The benchmark of signals: what it counts, and what its marks may say."""

from __future__ import annotations

import pytest

from benchmarks import corpora, signals
from benchmarks.signals import Marked, Row
from wellread.extractors import extract
from wellread.extractors.signals.catalog import SIGNALS

GOLD = signals.read_gold()


def row(*, found: bool, true: bool, held_out: bool = False, signal: str = "byline", page: str = "a") -> Row:
    return Row(page, held_out, signal, found, true, ())


def test_precision_and_recall_count_pages() -> None:
    rows = [
        row(found=True, true=True),
        row(found=True, true=False),
        row(found=False, true=True),
        row(found=True, true=True),
    ]
    assert signals.scores(rows) == (3, 2 / 3, 2 / 3)


def test_what_is_on_no_page_has_no_score() -> None:
    assert signals.scores([]) == (0, None, None)


def test_pages_held_out_are_scored_apart() -> None:
    shown = signals.table([row(found=True, true=True), row(found=False, true=True, held_out=True, page="b")])
    assert shown.rows == (("byline", 1, 1.0, 1.0, 1, None, 0.0),)


def test_what_nobody_is_sure_of_does_not_count() -> None:
    marked = Marked("here", "a", held_out=False, present=frozenset(("byline",)), unsure=frozenset(("dosage",)))
    article = extract('<html lang="en"><body><main><h1>On beds</h1><p>Take 5 mg of salt.</p></main></body></html>')
    assert [(each.signal, each.found, each.true) for each in signals.rows_of(marked, article) if each.true] == [
        ("byline", False, True)
    ]
    assert "dosage" not in {each.signal for each in signals.rows_of(marked, article)}


def test_there_are_enough_marks_and_a_third_or_more_is_held_out() -> None:
    assert len(GOLD) >= 60
    assert len({(marked.corpus, marked.id) for marked in GOLD}) == len(GOLD)
    assert 0.3 <= sum(marked.held_out for marked in GOLD) / len(GOLD) <= 0.45


def test_marks_name_signals_and_nothing_twice() -> None:
    for marked in GOLD:
        assert marked.present | marked.unsure <= set(SIGNALS), marked.id
        assert not marked.present & marked.unsure, marked.id


@pytest.mark.skipif(
    not corpora.names(corpora.ROOT), reason="needs the corpora in ../shared/corpora, which are not there"
)
def test_every_marked_page_is_there() -> None:
    for marked in GOLD:
        html, url = signals.html_of(marked, corpora.ROOT)
        assert html
        assert url.startswith("http")
