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
