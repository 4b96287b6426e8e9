"""The review page of an article shows all blocks and all fields, links both ways, and nothing of the page acts."""

import re

import msgspec
import pytest
from lxml import html

from tests.output.review.hostile import HOSTILE, everywhere, hostile_page
from tests.output.review.pages import REVIEWED, REVISED
from wellread.extractors.article import FieldSources
from wellread.output.character_counts import KEPT, count_characters
from wellread.output.review.article_page import ReviewedPage, camel, render_article_page
from wellread.output.review.retractions import RetractionList

_ATTRIBUTES = frozenset(
    "aria-hidden aria-label aria-labelledby aria-live charset checked class colspan content data-reason dir for height"
    " hidden href http-equiv id lang name preserveaspectratio rel role scope src tabindex title type value viewbox"
    " width".split()
)


def tree_of(page: ReviewedPage) -> html.HtmlElement:
    return html.document_fromstring(render_article_page(page))


def target_of(link: html.HtmlElement) -> str:
    """The id to which a link within the page leads."""
    return str(link.get("href")).removeprefix("#")


def words_of(element: html.HtmlElement) -> str:
    """Its text without the signs of links to the other side."""
    return " ".join(element.text_content().replace("▤", " ").split())


def test_every_block_of_the_page_is_shown_in_order_with_its_label() -> None:
    shown = tree_of(REVIEWED).cssselect("#page .block")
    assert REVIEWED.blocks
    assert len(shown) == len(REVIEWED.blocks)
    for element, block in zip(shown, REVIEWED.blocks, strict=True):
        label = " ".join(element.cssselect(".label")[0].text_content().split())
        assert label.startswith("✓ kept" if block.kept else f"✕ dropped {str(block.reason).replace('_', ' ')}")
        assert " ".join(block.text.split()) in " ".join(element.text_content().split())


def test_a_kept_block_leads_to_its_text_in_the_article_and_back() -> None:
    tree = tree_of(REVIEWED)
    jumps = tree.cssselect("#page .jump")
    assert len(jumps) > 10
    for jump in jumps:
        (target,) = tree.xpath("//*[@id=$id]", id=target_of(jump))
        block = next(jump.iterancestors("li"))
        words = words_of(block.cssselect(".text")[0]) if block.cssselect(".text") else ""
        assert words in words_of(target) or words_of(target) in words
        assert target.cssselect(".jump")


def test_every_link_within_the_page_has_its_target() -> None:
    tree = tree_of(REVIEWED)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


def test_evidence_is_said_in_words() -> None:
    reasons = [" ".join(item.text_content().split()) for item in tree_of(REVIEWED).cssselect("#page details li")]
    assert any(re.fullmatch(r"\d+% likely to be part of the article \(model\)", reason) for reason in reasons)
    assert any("of the page's running text in the box around it" in reason for reason in reasons)


@pytest.mark.parametrize("name", FieldSources.__struct_fields__)
def test_every_field_is_shown_with_its_source(name: str) -> None:
    rows = {row.cssselect("th")[0].text: row for row in tree_of(REVIEWED).cssselect("#fields tbody tr")}
    found = getattr(REVIEWED.article.field_sources, name)
    value, *_, raw = rows[camel(name)].cssselect("td")
    assert (value.text_content() == "not found") is (found.source is None)
    assert (raw.text or "").removesuffix("\n") == (found.raw or "")


def test_what_the_page_offers_beside_the_value_of_a_field_is_shown() -> None:
    (row,) = [row for row in tree_of(REVIEWED).cssselect("#fields tbody tr") if row[0].text == "headline"]
    others = [" ".join(item.text_content().split()) for item in row.cssselect("details li")]
    assert others == ["Evening walks JSON-LD Article.headline · the same", "Evening walks title title · the same"]


def test_retracted_works_are_marked_among_the_references() -> None:
    notice = {
        "OriginalPaperDOI": "10.1234/harrow.2020.1", "OriginalPaperPubMedID": "0", "RetractionDate": "3/5/2021 0:00",
        "RetractionNature": "Retraction", "Reason": "+<b>Error</b> in Data;",
    }  # fmt: skip
    page = html.document_fromstring(render_article_page(REVIEWED, retractions=RetractionList([notice])))
    assert words_of(page.cssselect(".references .notice")[0]) == "⚠ Retraction 3/5/2021: <b>Error</b> in Data"
    assert "1 of 1 have a notice" in words_of(page.cssselect("#references")[0])
    assert "not compared" in words_of(tree_of(REVIEWED).cssselect("#references")[0])


def test_readability_is_told_by_six_indices() -> None:
    rows = [words_of(row) for row in tree_of(REVIEWED).cssselect("#readability tbody tr")]
    assert len(rows) == 6
    assert re.fullmatch(r"Gunning Fog\d+\.\dyears of school", rows[2])
    german = msgspec.structs.replace(REVIEWED, article=msgspec.structs.replace(REVIEWED.article, in_language="de"))
    assert "Not measured" in words_of(tree_of(german).cssselect("#readability")[0])


def test_states_are_compared_side_by_side_and_in_one_text() -> None:
    latest, first, whole = tree_of(REVISED).cssselect(".comparison")
    assert [words_of(each) for each in latest.cssselect(".beside del")] == [
        "The body learns the hour sooner than the mind does."
    ]
    (dose,) = [row for row in first.cssselect(".inline tr") if "melatonin" in row.text_content()]
    assert [(each.tag, each.text) for each in dose.cssselect("del, ins")] == [("del", "5"), ("ins", "15")]
    assert "added https://harrow.example/water" in words_of(first)
    authors = [row for row in whole.cssselect("tr") if row[0].text == "authors"]
    assert [each.text for each in authors[0].cssselect("del, ins")] == [
        "Ines Falk, MD · Physician · https://harrow.example/ines",
        "Ines Moor, MD · Physician · https://harrow.example/ines",
    ]


def test_an_article_with_one_state_has_no_changes_to_show() -> None:
    assert not tree_of(REVIEWED).cssselect("#changes, #comparison")


def test_signals_are_marked_in_the_text_and_explained() -> None:
    tree = tree_of(REVIEWED)
    assert "5 mg" in [mark.text_content() for mark in tree.cssselect("#article mark")]
    (dosage,) = [row for row in tree.cssselect("#signals tr") if row.text_content().strip().startswith("dosage")]
    assert "present" in dosage.text_content()
    (link,) = dosage.cssselect("a")
    assert tree.xpath("//*[@id=$id]", id=target_of(link))
    (byline,) = [row for row in tree.cssselect("#signals tr") if row.text_content().strip().startswith("byline")]
    assert "HON code of conduct (history since 2022): 1 Authority" in byline.text_content()


def test_references_lead_to_their_identifiers_and_to_what_cites_them() -> None:
    (reference,) = tree_of(REVIEWED).cssselect(".references li")
    links = [str(link.get("href")) for link in reference.cssselect("a")]
    assert "https://doi.org/10.1234/harrow.2020.1" in links
    assert any(link.startswith("#at-sections-") for link in links)


def test_what_the_site_says_of_the_use_of_its_text_is_shown() -> None:
    rows = [[cell.text_content() for cell in row] for row in tree_of(REVIEWED).cssselect("#rights tbody tr")]
    assert {row[0] for row in rows} == {"noai", "noimageai", "license"}
    assert {row[2] for row in rows} == {"all"}
    silent = msgspec.structs.replace(REVIEWED.article, rights=())
    page = tree_of(msgspec.structs.replace(REVIEWED, article=silent))
    assert "says nothing" in page.cssselect("#rights p")[0].text_content()


def test_the_characters_of_all_reasons_are_those_of_the_accounting() -> None:
    chars, accounting = count_characters(REVIEWED.article), REVIEWED.article.accounting
    assert chars.pop(KEPT) == accounting.kept_chars
    assert chars.total() == accounting.dropped_chars


def test_a_record_alone_shows_what_was_dropped_and_says_what_it_does_not_know() -> None:
    tree = tree_of(msgspec.structs.replace(REVIEWED, blocks=None))
    assert "in which order" in tree.cssselect("#page .note")[0].text_content()
    assert len(tree.cssselect("#page .block.dropped")) == len(REVIEWED.article.dropped)
    assert not tree.cssselect("#page .block.kept")
    assert "what else its page offered" in tree.cssselect("#fields .note")[0].text_content()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_a_page_says_becomes_markup(text: str) -> None:
    plain, poisoned = (tree_of(hostile_page(everywhere(said))) for said in ("words", text))
    tags = {element.tag for element in plain.iter() if isinstance(element.tag, str)}
    assert {element.tag for element in poisoned.iter()} <= tags
    assert len(poisoned.cssselect("script, style")) == len(plain.cssselect("script, style"))
    for element in poisoned.iter():
        assert set(element.keys()) <= _ATTRIBUTES
        link = element.get("href")
        assert link is None or link.startswith(("#", "https://", "http://"))
        assert element.get("src") is None
