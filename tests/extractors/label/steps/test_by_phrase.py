"""Short blocks that say what they are: titles, names, phrases, labels without a value."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, labelled, labels_of
from wellread.extractors.article import Reason

SAID_BY_THE_PAGE = "No items found."


def test_the_printed_title_is_the_headline_and_not_the_text() -> None:
    found = labels_of("<h1>On sleep and rest</h1>")
    assert found["On sleep and rest"] == (Reason.HEADLINE, "printed-title")


def test_a_lower_heading_beside_paragraphs_is_no_printed_title() -> None:
    assert labels_of(f"<div><h2>On sleep and rest</h2>{ARTICLE}</div>")["On sleep and rest"][1] != "printed-title"


def test_an_item_of_a_list_is_no_printed_title() -> None:
    html = "<ul><li>On sleep and rest</li><li>On waking, which is the other half of the matter.</li></ul>"
    assert labels_of(html)["On sleep and rest"][1] != "printed-title"


def test_the_name_of_an_author_is_a_byline_above_the_text_in_any_language() -> None:
    head = '<meta name="author" content="Ayşe Demir">'
    items = labelled(f"{head}<main><h1>On sleep</h1><p>Yazan: Ayşe Demir</p>{ARTICLE}<p>Ayşe Demir</p></main>")
    rules = [item.label.rule for item in items if "Demir" in item.block.text]
    assert rules[0] == "names-an-author"
    assert rules[1] != "names-an-author"


@pytest.mark.parametrize(
    "around",
    ["<blockquote>{}</blockquote>", "<div class='w-richtext'><p>{}</p></div>", "<blockquote><p>{}</p></blockquote>"],
    ids=["quotation", "rich text", "paragraph in a quotation"],
)
def test_what_a_page_says_of_itself_may_be_quoted_in_an_article(around: str) -> None:
    assert labels_of(around.format(SAID_BY_THE_PAGE))[SAID_BY_THE_PAGE][1] != "empty-state-text"


def test_what_a_page_says_of_itself_outside_of_an_article_goes() -> None:
    found = labels_of(f"<div>{SAID_BY_THE_PAGE}</div>")
    assert found[SAID_BY_THE_PAGE] == (Reason.EMPTY_STATE, "empty-state-text")


def test_a_label_of_the_page_goes_from_rich_text_too() -> None:
    found = labels_of("<div class='w-richtext'><p>ADVERTISEMENT</p></div>")
    assert found["ADVERTISEMENT"] == (Reason.ADVERTISEMENT, "advertisement-label")


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("<p class='hidden'></p>", "label-without-value"),
        ("<p class='d-none'> </p>", "label-without-value"),
        ("<p hidden></p>", "label-without-value"),
        ("<p style='display:none'></p>", "label-without-value"),
        ("<p class='hidden'>four</p>", "model"),
        ("<p class='hidden'><b>four</b></p>", "model"),
        ("<p></p>", "model"),
        ("", "model"),
    ],
    ids=[
        "hidden by class",
        "white space hidden by class",
        "hidden by attribute",
        "hidden by style",
        "hidden with a value",
        "hidden with a value in bold",
        "shown and empty",
        "nothing",
    ],
)
def test_a_label_goes_where_its_value_was_left_empty_and_is_hidden(value: str, rule: str) -> None:
    assert labels_of(f"<p>Serves</p>{value}")["Serves"][1] == rule


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("<p>May 19, 2025 · <a href='/tags/bathing'>bathing</a></p>", "date-and-topics"),
        ("<div><a href='/kategorie/ruhe/'>Ruhe</a> | 12. März 2024</div>", "date-and-topics"),
        ("<p><a href='/topics/rest/'>Rest</a> — 7 min read</p>", "date-and-topics"),
        ("<p>Print Recipe Pin Recipe</p>", "recipe-controls"),
        ("<div>Rezept drucken · Rezept merken</div>", "recipe-controls"),
        ("<xml><w:View>Normal</w:View><w:Zoom>0</w:Zoom></xml>", "settings-of-word-processor"),
        ("<p>Normal 0 false false false EN-US X-NONE X-NONE</p>", "word-settings"),
    ],
)
def test_a_line_about_the_article_is_none_of_its_text(line: str, rule: str) -> None:
    *_, (_, found) = labels_of(line).values()
    assert found == rule


@pytest.mark.parametrize(
    "line",
    [
        "<p>In <a href='/tags/may'>May</a> the water is warm enough for those who do not mind.</p>",
        "<p><a href='/books/1'>The first book</a> · 12 March 2024</p>",
    ],
)
def test_a_line_that_says_more_is_none_about_the_article(line: str) -> None:
    assert all(rule != "date-and-topics" for _, rule in labels_of(line).values())


def test_a_list_of_facts_goes_and_a_list_of_the_article_stays() -> None:
    found = labels_of("<ul><li>May 19, 2025</li><li>7 min</li><li>Share</li></ul>")
    assert [rule for _, rule in found.values()][1:] == ["date-line", "reading-time-line", "share-label"]
    kept = labels_of("<p>Three of them were asked:</p><ul><li>Facebook</li><li>Instagram</li><li>Reddit</li></ul>")
    assert all(rule != "share-label" for _, rule in kept.values())


def test_a_word_right_above_the_title_is_a_label() -> None:
    page = f"<title>On sleep</title><main><div><span>Nebensaison</span></div><h1>On sleep</h1>{ARTICLE}</main>"
    (item,) = [item for item in labelled(page) if item.block.text == "Nebensaison"]
    assert (item.label.reason, item.label.rule) == (Reason.LABEL, "kicker")


def test_a_line_of_links_between_bars_is_a_menu() -> None:
    row = "<p><a href='/'>home</a> | <a href='/food'>food</a> | <a href='/links'>links</a></p>"
    assert labels_of(row)["home | food | links"] == (Reason.NAVIGATION, "row-of-links")
    text = "<p>See <a href='/'>one</a> | <a href='/food'>two</a></p>"
    assert labels_of(text)["See one | two"][1] != "row-of-links"
    assert labels_of(row + ARTICLE.replace("sleep", "rest"))["home | food | links"][1] != "row-of-links"


@pytest.mark.parametrize(
    ("markup", "is_tags"),
    [
        ("<p>Tags: <a href='/t/mint'>Mint</a>, <a href='/t/tea'>Tea</a></p>", True),
        ("<div>Schlagwörter: <a href='/t/tee'>Tee</a> <a href='/t/minze'>Minze</a></div>", True),
        ("<p>Topics such as <a href='/t/tea'>tea</a> come up in every talk.</p>", False),
    ],
    ids=["commas", "spaces", "a sentence"],
)
def test_a_label_with_links_to_tags_is_no_text(markup: str, *, is_tags: bool) -> None:
    assert any(rule == "tags-line" for _, rule in labels_of(markup).values()) == is_tags
