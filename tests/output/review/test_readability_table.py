"""The six indices are those of their authors, and count what the record has."""

from __future__ import annotations

import msgspec
import pytest

from tests.output.review.pages import REVIEWED
from wellread.extractors import extract
from wellread.output.review.readability_table import ReadabilityTable, count_complex_words, measure_readability

TEXT = "The medication helps many people. Walking in the evening is interesting. " * 20
PAGE = f"<html lang=en><body><article><h1>Walks</h1><p>{TEXT}</p><ul><li>Rest well</li></ul></article></body></html>"


def table_of(page: str) -> ReadabilityTable:
    table = measure_readability(extract(page))
    assert table
    return table


def test_the_counts_are_told() -> None:
    # Two sentences twenty times, and the item of a list. Without its ending, "evening" is not complex.
    assert dict(table_of(PAGE).counts) == {
        "sentences": 41, "words": 222, "letters and digits": 20 * (28 + 32) + 8, "syllables": 20 * (10 + 12) + 2,
        "words of three syllables or more": 60, "complex words": 40,
    }  # fmt: skip


def test_the_formulas_are_those_of_their_authors() -> None:
    counts = dict(table_of(PAGE).counts)
    words, sentences, letters = counts["words"], counts["sentences"], counts["letters and digits"]
    values = {index.name: round(index.value, 6) for index in table_of(PAGE).indices}
    per_100 = 100 / words
    assert values["Automated Readability Index"] == round(4.71 * letters / words + 0.5 * words / sentences - 21.43, 6)
    assert values["Gunning Fog"] == round(0.4 * (words / sentences + counts["complex words"] * per_100), 6)
    assert values["Coleman-Liau"] == round(0.0588 * letters * per_100 - 0.296 * sentences * per_100 - 15.8, 6)
    assert values["Flesch Reading Ease"] == round(
        206.835 - 1.015 * words / sentences - 84.6 * counts["syllables"] / words, 6
    )


QUOTATION = "<blockquote><p>Walk every evening.</p><p>— a nurse in Oslo</p></blockquote>"


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("<ul>", f"{QUOTATION}<ul>")], ids=["plain", "quotation"])
def test_grades_agree_with_the_signals_of_the_record(page: str) -> None:
    article = extract(page)
    grades = {signal.id: signal.value for signal in article.signals}
    table = table_of(page)
    values = {index.name: f"{index.value:.1f}" for index in table.indices}
    assert dict(table.counts)["sentences"] == int(grades["sentences"] or 0)
    assert values["Flesch-Kincaid grade"] == grades["flesch_kincaid_grade"]
    assert values["SMOG"] == grades["smog_grade"]


@pytest.mark.parametrize(
    ("text", "complex_words"),
    [
        ("Medication helps.", 1),
        ("It is medication.", 1),
        ("He met Jonathan.", 0),
        ("He slept. Medication helped.", 1),
        ("created and visited", 0),
        ("interesting", 1),
        ("a well-intentioned man", 0),
    ],
)
def test_complex_words_are_those_that_gunning_counts(text: str, complex_words: int) -> None:
    assert count_complex_words(text) == complex_words


def test_reference_lists_are_not_counted() -> None:
    references = "<h2>References</h2><ol><li>Falk I. Walks and sleep. J Harrow. 2020;4:1-9. doi:10.1234/h.1</li></ol>"
    assert table_of(PAGE).counts == table_of(PAGE.replace("</article>", f"{references}</article>")).counts


@pytest.mark.parametrize("language", ["de", "", "enm"])
def test_texts_in_other_languages_are_not_measured(language: str) -> None:
    article = msgspec.structs.replace(REVIEWED.article, in_language=language)
    assert measure_readability(article) is None
