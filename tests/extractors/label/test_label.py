"""Labels: each block has one label, given by a rule or by the classifier, and what the context says comes last."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extractors.markup import pages
from wellread.extractors.article import Reason
from wellread.extractors.label import LabelledBlock, label
from wellread.extractors.label.classifier import load_classifier
from wellread.extractors.label.comparison import comparable_ascii, comparable_text
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.between import keep_between
from wellread.extractors.label.steps.headings import drop_empty_headings
from wellread.extractors.label.steps.people import drop_author_sections
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import BlockIndex, Kind, Layout, segment

URL = "https://example.org/blog/post"
PROSE = [
    f"Sentence number {number} says one thing about sleep, and says it in a row of words that ends with a full stop."
    for number in range(10)
]
SAID_BY_THE_PAGE = "No items found."
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)


def labelled(html: str) -> tuple[LabelledBlock, ...]:
    document = parse(PageInput(html, URL))
    layout = segment(document)
    return label(layout, describe(document, layout), URL)


def all_kept(layout: Layout) -> LabelState:
    """A state on which every block is kept, as after a classifier that knows no better."""
    return LabelState(layout, Metadata(), URL, load_classifier(), (Label(None, "given"),) * len(layout.blocks))


def dropped_as_biography(html: str) -> list[str]:
    layout = segment(parse(PageInput(html, URL)))
    state = drop_author_sections(all_kept(layout))
    assert {state.labels[index] for index in state.dropped_indices()} <= {Label(Reason.AUTHOR_BOX, "about-the-author")}
    return [layout.blocks[index].text for index in sorted(state.dropped_indices())]


def labels(html: str) -> dict[str, tuple[Reason | None, str]]:
    """Reason and rule by text, for markup that stands below an article."""
    page = f"<main><h1>On sleep and rest</h1><article>{ARTICLE}{html}</article></main>"
    known = set(PROSE)
    return {
        item.block.text: (item.label.reason, item.label.rule) for item in labelled(page) if item.block.text not in known
    }


@settings(max_examples=80)
@given(pages)
def test_every_block_has_one_label(html: str) -> None:
    layout = segment(parse(PageInput(html, URL)))
    items = labelled(html)
    assert [item.block.text for item in items] == [block.text for block in layout.blocks]
    assert all(item.label.rule for item in items)
    assert all(item.label.score is None or 0 <= item.label.score <= 1 for item in items)


@settings(max_examples=50)
@given(pages)
def test_the_same_page_gets_the_same_labels(html: str) -> None:
    assert [item.label for item in labelled(html)] == [item.label for item in labelled(html)]


def test_running_text_is_kept() -> None:
    items = labelled(f"<main><h1>On sleep and rest</h1><article>{ARTICLE}</article></main>")
    assert [item.block.text for item in items if item.label.is_kept] == PROSE


def test_the_printed_title_is_the_headline_and_not_the_text() -> None:
    found = labels("<h1>On sleep and rest</h1>")
    assert found["On sleep and rest"] == (Reason.HEADLINE, "printed-title")


def test_a_lower_heading_beside_paragraphs_is_no_printed_title() -> None:
    assert labels(f"<div><h2>On sleep and rest</h2>{ARTICLE}</div>")["On sleep and rest"][1] != "printed-title"


def test_an_item_of_a_list_is_no_printed_title() -> None:
    html = "<ul><li>On sleep and rest</li><li>On waking, which is the other half of the matter.</li></ul>"
    assert labels(html)["On sleep and rest"][1] != "printed-title"


def test_the_name_of_an_author_is_a_byline_above_the_text_in_any_language() -> None:
    head = '<meta name="author" content="Ayşe Demir">'
    items = labelled(f"{head}<main><h1>On sleep</h1><p>Yazan: Ayşe Demir</p>{ARTICLE}<p>Ayşe Demir</p></main>")
    rules = [item.label.rule for item in items if "Demir" in item.block.text]
    assert rules[0] == "names-an-author"
    assert rules[1] != "names-an-author"


def test_a_long_text_that_comes_again_is_a_copy() -> None:
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}</article><div>{ARTICLE}</div></main>")
    copies = [item for item in items if item.label.rule == "copy-of-kept-text"]
    assert [item.block.text for item in copies] == PROSE
    assert {item.label.reason for item in copies} == {Reason.DUPLICATE}


def test_a_short_text_that_comes_again_is_none() -> None:
    html = f"<p>Take it slowly.</p><p>{PROSE[0]} Again.</p><p>Take it slowly.</p>"
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}{html}</article></main>")
    assert [item.label.is_kept for item in items if item.block.text == "Take it slowly."] == [True, True]


def test_items_that_come_again_in_another_list_are_none() -> None:
    step = "Warm up for ten minutes at an easy pace, then stretch both legs and both arms."
    week = f"<ul><li>{step}</li><li>Rest.</li></ul>"
    items = labelled(
        f"<main><h1>On running</h1><article>{ARTICLE}{week}<p>In the next week:</p>{week}</article></main>"
    )
    assert [item.label.is_kept for item in items if item.block.text == step] == [True, True]


def test_a_heading_without_text_below_it_goes() -> None:
    layout = segment(
        parse(PageInput(f"{ARTICLE}<h2>Within</h2><h3>Deeper</h3><p>Text.</p><h2>Last</h2><h3>Very last</h3>"))
    )
    state = drop_empty_headings(all_kept(layout))
    dropped = [layout.blocks[index].text for index in sorted(state.dropped_indices())]
    assert dropped == ["Last", "Very last"]
    assert {state.labels[index] for index in state.dropped_indices()} == {Label(Reason.LABEL, "heading-without-text")}


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.45, Label(None, "between-kept-text", 0.45)), (0.35, Label(Reason.UNLIKELY, "model", 0.35))],
)
def test_a_heading_in_doubt_is_kept_between_kept_texts(score: float, label: Label) -> None:
    layout = segment(parse(PageInput(f"<p>{PROSE[0]}</p><h2>Within</h2><p>{PROSE[1]}</p>")))
    doubt = Label(Reason.UNLIKELY, "model", score)
    assert keep_between(all_kept(layout).with_labels({BlockIndex(1): doubt})).labels[1] == label


def test_a_heading_in_doubt_above_dropped_text_stays_dropped() -> None:
    layout = segment(parse(PageInput(f"<p>{PROSE[0]}</p><h2>Within</h2><p>{PROSE[1]}</p>")))
    doubt = Label(Reason.UNLIKELY, "model", 0.45)
    state = all_kept(layout).with_labels({BlockIndex(1): doubt, BlockIndex(2): Label(Reason.RELATED, "related")})
    assert keep_between(state) == state


def test_the_last_heading_of_a_page_is_not_in_the_article() -> None:
    assert labels("<h2>More of this</h2>")["More of this"][0] is not None


@pytest.mark.parametrize(
    "heading", ["About the author", "Meet our experts:", "Über die Autorin", "À propos de l’auteur", "Sobre el autor"]
)
@pytest.mark.parametrize("tag", ["h2", "p"])
def test_what_stands_under_a_heading_about_the_author_goes_up_to_the_next_heading(tag: str, heading: str) -> None:
    about = f"<{tag}>{heading}</{tag}><p>Ada Green walks.</p><p>She also sleeps.</p>"
    found = dropped_as_biography(f"<p>Before.</p>{about}<h2>References</h2><p>After.</p>")
    assert found == [heading, "Ada Green walks.", "She also sleeps."]


@pytest.mark.parametrize("heading", ["About the authority of doctors", "What the author is about", "About sleep"])
def test_a_heading_about_something_else_stays_with_its_text(heading: str) -> None:
    assert dropped_as_biography(f"<p>Before.</p><h2>{heading}</h2><p>Text.</p>") == []


def test_an_article_without_headings_below_one_about_the_author_is_no_biography() -> None:
    assert dropped_as_biography(f"<h2>About the author</h2>{ARTICLE}<p>Two</p><p>more.</p>") == []


def test_the_author_introduced_below_an_article_is_dropped() -> None:
    found = labels("<h2>About the author</h2><p>Ada Green has written about rest for twenty years.</p>")
    assert all(reason is not None for reason, _ in found.values())


@pytest.mark.parametrize(
    "around",
    ["<blockquote>{}</blockquote>", "<div class='w-richtext'><p>{}</p></div>", "<blockquote><p>{}</p></blockquote>"],
)
def test_what_a_page_says_of_itself_may_be_quoted_in_an_article(around: str) -> None:
    assert labels(around.format(SAID_BY_THE_PAGE))[SAID_BY_THE_PAGE][1] != "empty-state-text"


def test_what_a_page_says_of_itself_outside_of_an_article_goes() -> None:
    assert labels(f"<div>{SAID_BY_THE_PAGE}</div>")[SAID_BY_THE_PAGE] == (Reason.EMPTY_STATE, "empty-state-text")


def test_a_label_of_the_page_goes_from_rich_text_too() -> None:
    assert labels("<div class='w-richtext'><p>ADVERTISEMENT</p></div>")["ADVERTISEMENT"][1] == "advertisement-label"


def test_the_footer_of_a_quotation_names_its_source_and_is_not_that_of_the_page() -> None:
    found = labels("<blockquote><p>Words that were said of sleep.</p><footer>Ada Green</footer></blockquote>")
    assert found["Ada Green"][1] != "footer"
    assert labels("<footer>Ada Green</footer>")["Ada Green"] == (Reason.FOOTER, "footer")


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
)
def test_a_label_goes_where_its_value_was_left_empty_and_is_hidden(value: str, rule: str) -> None:
    assert labels(f"<p>Serves</p>{value}")["Serves"][1] == rule


@pytest.mark.parametrize("name", ["text-size-regular", "font-size-large"])
def test_a_class_for_the_size_of_text_is_no_control_of_a_player(name: str) -> None:
    text = "Walk slowly after dinner."
    assert labels(f"<div class='{name}'><p>{text}</p></div>")[text][0] is not Reason.MEDIA_CONTROLS


def test_a_picture_shares_the_fate_of_the_text_beside_it() -> None:
    html = f"<main><article>{ARTICLE}<img src=in.jpg></article></main><footer>Us.<img src=out.jpg></footer>"
    pictures = [item.label for item in labelled(html) if not item.block.text]
    assert [label.is_kept for label in pictures] == [True, False]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/free-trial", False),
        ("/signup?x=1", False),
        ("/full-size.jpg", True),
        ("https://x.example/", True),
        ("/shop", False),
        ("/recipes/oats", True),
    ],
)
def test_a_picture_that_leads_to_a_shop_is_a_banner(href: str, kept: bool) -> None:  # noqa: FBT001 - the expected value
    html = f"<main><article>{ARTICLE}<a href='{href}'><img src=a.jpg></a></article></main>"
    assert [item.label.is_kept for item in labelled(html) if not item.block.text] == [kept]


def test_the_site_praising_its_own_app_at_the_end_is_promotion() -> None:
    offer = "<p>Start your free trial of Quietude today and download the app.</p>"
    head = "<head><title>On sleep | Quietude</title><meta property='og:site_name' content='Quietude'></head>"
    items = labelled(f"<html>{head}<body><article><h1>On sleep</h1>{ARTICLE}{offer}</article></body></html>")
    last = [item.label for item in items if item.block.text][-1]
    assert not last.is_kept
    assert last.rule in {"own-product", "model"}


def test_the_biography_of_an_author_at_the_end_is_no_text() -> None:
    head = "<meta name='author' content='Ada Green'>"
    about = "Ada Green, RD, is a dietitian who has worked in hospitals and kitchens for twenty years."
    items = labelled(f"{head}<main><h1>On sleep</h1>{ARTICLE}<p>{about}</p></main>")
    assert not next(item.label for item in items if item.block.text == about).is_kept


def test_what_an_author_says_of_somebody_else_at_the_end_is_text() -> None:
    head = "<meta name='author' content='Ada Green'>"
    about = "Bert Long, a baker, is the one who taught me that a warm kitchen puts nobody to sleep before nine."
    items = labelled(f"{head}<main><h1>On sleep</h1>{ARTICLE}<p>{about}</p></main>")
    assert next(item.label for item in items if item.block.text == about).rule != "biography"


def test_a_pull_quote_is_a_copy_of_what_the_text_says() -> None:
    said = "Nobody has ever slept better for having looked at the clock"
    html = f"<p>She says it to all of them. {said}, and that is the whole of her advice.</p>"
    assert labels(f"{html}<blockquote>{said}.</blockquote>")[f"{said}."] == (Reason.DUPLICATE, "pull-quote")


def test_bold_lines_divide_a_text_without_headings() -> None:
    text = "".join(
        f"<p><b>{line}</b></p><p>{number} of the things that help is to walk slowly after dinner, in any weather.</p>"
        for number, line in enumerate(("First the legs", "Then the head"))
    )
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{text}</main>")}
    assert kinds["First the legs"] is kinds["Then the head"] is Kind.HEADING


def test_a_single_bold_line_is_no_heading() -> None:
    html = "<p><b>Walk first</b></p><p>All of the things that help begin with a slow walk after dinner.</p>"
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{html}</main>")}
    assert kinds["Walk first"] is Kind.PARAGRAPH


def test_a_page_of_nothing_has_no_labels() -> None:
    assert labelled("") == ()


@given(st.text())
def test_copies_are_copies_by_their_letters_as_well(text: str) -> None:
    assert comparable_ascii(text) == comparable_ascii(comparable_text(text))


@pytest.mark.parametrize(
    ("above", "hidden"),
    [
        ("<h3><button aria-expanded=false>Why early?</button></h3>", False),
        ("<h3>Why early?</h3>", True),
        ("<div><button>Why early?</button></div>", True),
    ],
)
def test_what_a_button_in_a_heading_unfolds_is_not_hidden(above: str, hidden: bool) -> None:  # noqa: FBT001
    answer = "Because the light of the morning is the one that the clock of the body asks for."
    reason, _ = labels(f"{above}<div hidden><p>{answer}</p></div>")[answer]
    assert (reason is Reason.HIDDEN) is hidden
