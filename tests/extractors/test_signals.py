"""Signals: where they stand, what is said when nothing is found, and how readability is counted."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyphen import Pyphen

from benchmarks.invariants import misplaced
from tests.extractors.markup import pages
from wellread.extractors import Article, extract
from wellread.extractors.article import Signal
from wellread.extractors.signals import readability
from wellread.extractors.signals.catalog import SIGNALS
from wellread.extractors.signals.readability import count_divisions, count_syllables

URL = "https://example.org/blog/post"
PROSE = "".join(
    f"<p>Sentence number {number} says one plain thing about beds, in a row of words that ends with a full stop.</p>"
    for number in range(12)
)


def read(html: str, language: str = "en") -> Article:
    return extract(f'<html lang="{language}"><body><main><h1>On beds</h1>{html}{PROSE}</main></body></html>', URL)


def of(article: Article, name: str) -> list[Signal]:
    return [signal for signal in article.signals if signal.id == name]


def test_every_signal_is_reported_in_the_order_of_the_catalogue() -> None:
    assert list(dict.fromkeys(signal.id for signal in read("").signals)) == list(SIGNALS)


@settings(max_examples=40)
@given(pages)
def test_a_quote_is_what_the_record_has_at_its_place(html: str) -> None:
    article = extract(html.replace("<body>", "<body><p>By Ada Green, 5 mg may cure pain.</p>"), URL)
    assert misplaced(article, msgspec.json.encode(article)) == []


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ("<h2>What 5 mg do</h2><p>Little, as a rule, and that is as it should be.</p>", "/sections/1/heading"),
        (
            "<ul><li>A walk</li><li>Some tea<ul><li>with 5 mg of salt</li></ul></li></ul>",
            "/sections/0/blocks/1/items/1/items/0/text",
        ),
        (
            "<table><tr><th>Salt</th><th>Dose</th></tr><tr><td>Sea</td><td>5 mg</td></tr></table>",
            "/sections/0/blocks/1/rows/0/1",
        ),
        (
            "<blockquote><p>I took it for a year.</p><p>It was 5 mg a day, no more.</p></blockquote>",
            "/sections/0/blocks/1/text",
        ),
        (
            '<figure><img src="/a.jpg"><figcaption>A pill of 5 mg on a spoon</figcaption></figure>',
            "/sections/0/blocks/1/caption",
        ),
    ],
)
def test_the_place_is_the_text_in_which_the_quote_stands(html: str, where: str) -> None:
    article = read(
        f"<p>It begins with a plain paragraph about beds and nights.</p>{html}".replace("<p>It begins", "<p>It begins")
    )
    (found,) = of(article, "dosage")
    assert found.quote is not None
    assert found.quote.startswith("5 mg")
    assert found.block_id == where


def test_what_is_dropped_has_signals_too() -> None:
    article = read("<footer><p>This site does not provide medical advice of any kind to anybody.</p></footer>")
    (found,) = of(article, "medical_disclaimer")
    assert (found.block_id or "").startswith("/dropped/")


def test_offsets_count_code_points() -> None:
    (found,) = of(read("<p>𝒜 😴 İ: 5 mg of salt are enough for everybody in the house, they say.</p>"), "dosage")
    assert (found.start, found.end, found.quote) == (7, 11, "5 mg")


def test_amounts_and_claims_of_other_articles_do_not_count() -> None:
    article = read('<aside class="related-posts"><h3>Related</h3><p>How 5 mg cure every pain</p></aside>')
    assert [signal.state for name in ("dosage", "health_claim") for signal in of(article, name)] == ["not_found"] * 2


def test_in_a_language_that_no_rule_can_read_words_are_not_checked_and_links_are() -> None:
    article = extract('<html lang="ja"><body><main><h1>眠り</h1><p>眠りは体の習慣です。</p></main></body></html>', URL)
    states = {signal.id: signal.state for signal in article.signals}
    assert states["medical_disclaimer"] == states["health_claim"] == states["smog_grade"] == "not_checked"
    assert states["citation_link"] == states["affiliate_link"] == states["sponsored_link"] == "not_found"


def test_grades_are_for_english_only() -> None:
    german = read("<p>Schlaf ist eine Gewohnheit.</p>", "de")
    assert [signal.state for signal in of(german, "flesch_kincaid_grade")] == ["not_checked"]


def test_a_page_that_declares_no_language_and_is_english_is_read_as_english() -> None:
    article = extract(f"<html><body><main><h1>On beds</h1>{PROSE}</main></body></html>", URL)
    assert [signal.state for signal in of(article, "flesch_kincaid_grade")] == ["present"]


def test_a_page_with_very_many_amounts_reports_a_bounded_number() -> None:
    article = read("".join(f"<p>On day {day} she took {day} mg of the salt, and slept.</p>" for day in range(1, 400)))
    assert len(of(article, "dosage")) == 200


# -- readability


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
)
def test_each_block_ends_a_sentence(texts: list[str], sentences: int) -> None:
    counted = readability.count_text([*texts, SENTENCE])
    assert counted is not None
    assert counted.sentences == sentences + 1


def test_too_few_words_have_no_grade() -> None:
    assert readability.count_text(["A short text."]) is None


def test_headings_tables_and_sources_are_not_counted() -> None:
    plain = {signal.id: signal.value for signal in read("").signals}
    more = read(
        "<h2>A heading of many words that would count</h2><table><tr><th>One</th><th>Two</th></tr><tr><td>Three</td>"
        "<td>Four</td></tr></table><h2>References</h2><ol><li>Green A. Light at night. 2019.</li><li>Holm K. "
        "2020.</li></ol><h2>More</h2>"
    )
    assert [of(more, name)[0].value for name in ("words", "sentences")] == [plain["words"], plain["sentences"]]


def test_a_short_text_says_that_smog_was_made_for_longer_ones() -> None:
    short, grade = (
        of(read(""), "smog_grade")[0],
        of(read("".join(f"<p>Night {night} was quiet, and nobody woke.</p>" for night in range(30))), "smog_grade")[0],
    )
    assert short.note == "made for 30 sentences or more"
    assert grade.note is None


# -- the crosswalk


def test_the_crosswalk_maps_every_signal_and_no_other() -> None:
    text = resources.files("wellread.extractors.signals").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    crosswalk = tomllib.loads(text)
    instruments = crosswalk.pop("instruments")
    assert set(crosswalk) == set(SIGNALS)
    for items in crosswalk.values():
        assert set(items) <= set(instruments)
        for instrument, named in items.items():
            assert set(named) <= set(instruments[instrument]["items"])
