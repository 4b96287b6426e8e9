"""Signals: where they stand, and what is said when nothing is found."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from benchmarks.invariants import misplaced
from tests.extractors.markup import pages
from wellread.extractors import Article, extract
from wellread.extractors.article import Signal
from wellread.extractors.signals.catalog import SIGNALS

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


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ('<div class="d-none d-md-block">{}</div>', '<div class="d-md-none">{}</div>'),
        ("<p>{}</p>", "<aside><p>\n {} \n</p></aside>"),
    ],
)
@pytest.mark.parametrize(
    ("line", "language"), [("By Ada Green", "en"), ("Von Ada Green", "de"), ("Par Ada Green", "fr")]
)
def test_copies_of_a_byline_for_other_screens_are_one_signal(wide: str, narrow: str, line: str, language: str) -> None:
    article = read(wide.format(line) + narrow.format(line), language)
    assert [signal.value for signal in of(article, "byline")] == ["Ada Green"]


def test_what_the_article_says_twice_is_two_signals() -> None:
    said = "<p>Take 5 mg of it in the evening, and no more than that in a day.</p>"
    article = read(f"{said}<p>Then go to bed and read a little, but not too much.</p>")
    twice = read(f"{said}<p>Then go to bed.</p><p>Take another 5 mg if you wake up in the night, and no more.</p>")
    assert (len(of(article, "dosage")), len(of(twice, "dosage"))) == (1, 2)


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
    ids=["heading", "nested item", "cell", "quotation", "caption"],
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
