"""Labels: each block has one verdict, given by a rule or by the model, and what the context says comes last."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from extractors.article import Reason
from extractors.label import LabelledBlock, label
from extractors.label.features import NAMES, Features
from extractors.label.model import load_model
from extractors.label.regions import ends_sentence, measure
from extractors.metadata import describe
from extractors.parse import Page, parse
from extractors.segment import segment
from tests.extractors.markup import pages

URL = "https://example.org/blog/post"
PROSE = [
    f"Sentence number {number} says one thing about sleep, and says it in a row of words that ends with a full stop."
    for number in range(10)
]
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)


def labelled(html: str) -> tuple[LabelledBlock, ...]:
    document = parse(Page(html, URL))
    layout = segment(document)
    return label(layout, describe(document, layout), URL)


def verdicts(html: str) -> dict[str, tuple[Reason | None, str]]:
    """Reason and rule by text, for markup that stands below an article."""
    page = f"<main><h1>On sleep and rest</h1><article>{ARTICLE}{html}</article></main>"
    known = set(PROSE)
    return {
        item.block.text: (item.verdict.reason, item.verdict.rule)
        for item in labelled(page)
        if item.block.text not in known
    }


@settings(max_examples=80)
@given(pages)
def test_every_block_has_one_verdict(html: str) -> None:
    layout = segment(parse(Page(html, URL)))
    items = labelled(html)
    assert [item.block.text for item in items] == [block.text for block in layout.blocks]
    assert all(item.verdict.rule for item in items)
    assert all(item.verdict.score is None or 0 <= item.verdict.score <= 1 for item in items)


@settings(max_examples=50)
@given(pages)
def test_the_same_page_gets_the_same_verdicts(html: str) -> None:
    assert [item.verdict for item in labelled(html)] == [item.verdict for item in labelled(html)]


def test_running_text_is_kept() -> None:
    items = labelled(f"<main><h1>On sleep and rest</h1><article>{ARTICLE}</article></main>")
    assert [item.block.text for item in items if item.verdict.kept] == PROSE


def test_the_printed_title_is_the_headline_and_not_the_text() -> None:
    found = verdicts("<h2>On sleep and rest</h2>")
    assert found["On sleep and rest"] == (Reason.HEADLINE, "printed-title")


def test_an_item_of_a_list_is_no_printed_title() -> None:
    html = "<ul><li>On sleep and rest</li><li>On waking, which is the other half of the matter.</li></ul>"
    assert verdicts(html)["On sleep and rest"][1] != "printed-title"


def test_a_long_text_that_comes_again_is_a_copy() -> None:
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}</article><div>{ARTICLE}</div></main>")
    copies = [item for item in items if item.verdict.rule == "copy-of-kept-text"]
    assert [item.block.text for item in copies] == PROSE
    assert {item.verdict.reason for item in copies} == {Reason.DUPLICATE}


def test_a_short_text_that_comes_again_is_none() -> None:
    html = f"<p>Take it slowly.</p><p>{PROSE[0]} Again.</p><p>Take it slowly.</p>"
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}{html}</article></main>")
    assert [item.verdict.kept for item in items if item.block.text == "Take it slowly."] == [True, True]


def test_a_heading_without_text_below_it_goes() -> None:
    assert verdicts("<h2>More of this</h2>")["More of this"][0] is Reason.LABEL


def test_a_picture_shares_the_fate_of_the_text_beside_it() -> None:
    html = f"<main><article>{ARTICLE}<img src=in.jpg></article></main><footer>Us.<img src=out.jpg></footer>"
    pictures = [item.verdict for item in labelled(html) if not item.block.text]
    assert [verdict.kept for verdict in pictures] == [True, False]


@pytest.mark.parametrize(
    ("href", "kept"),
    [("/free-trial", False), ("/signup?x=1", False), ("/full-size.jpg", True), ("https://x.example/", True)],
)
def test_a_picture_that_leads_to_a_shop_is_a_banner(href: str, kept: bool) -> None:  # noqa: FBT001 - the expected value
    html = f"<main><article>{ARTICLE}<a href='{href}'><img src=a.jpg></a></article></main>"
    assert [item.verdict.kept for item in labelled(html) if not item.block.text] == [kept]


def test_the_site_praising_its_own_app_at_the_end_is_promotion() -> None:
    offer = "<p>Start your free trial of Quietude today and download the app.</p>"
    head = "<head><title>On sleep | Quietude</title><meta property='og:site_name' content='Quietude'></head>"
    items = labelled(f"<html>{head}<body><article><h1>On sleep</h1>{ARTICLE}{offer}</article></body></html>")
    last = [item.verdict for item in items if item.block.text][-1]
    assert not last.kept
    assert last.rule in {"own-product", "model"}


def test_a_page_of_nothing_has_no_verdicts() -> None:
    assert labelled("") == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("So it ends.", True),
        ("Is it?", True),
        ("“So.”", True),
        ("終わり。", True),
        ("(So.)", True),
        ("A title", False),
        ("", False),
    ],
)
def test_sentences_are_told_from_titles(text: str, ends: bool) -> None:  # noqa: FBT001 - the expected value
    assert ends_sentence(text) is ends


def test_the_box_with_the_article_is_found_among_menus() -> None:
    menu = "<div><ul>" + "<li><a href=/x>A page of the site</a></li>" * 40 + "</ul></div>"
    layout = segment(parse(Page(f"<body>{menu}<div id=here>{ARTICLE}</div>{menu}</body>")))
    regions = measure(layout)
    assert layout.boxes[regions.root].element.get("id") == "here"
    assert regions.total == pytest.approx(sum(regions.prose))


def test_names_of_features_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_the_model_gives_a_probability_for_any_block() -> None:
    model = load_model()
    extremes = [[value] * len(NAMES) for value in (-1e9, -1.0, 0.0, 1.0, 1e9)]
    assert all(0 < model.probability(vector) < 1 for vector in extremes)


@settings(max_examples=50)
@given(pages)
def test_a_block_is_described_by_one_number_for_each_name(html: str) -> None:
    layout = segment(parse(Page(html, URL)))
    blocks = [block for block in layout.blocks if block.chars]
    vectors = Features(layout, measure(layout), blocks, URL, "").vectors() if blocks else []
    assert len(vectors) == len(blocks)
    assert {len(vector) for vector in vectors} <= {len(NAMES)}
