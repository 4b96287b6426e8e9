"""What a page says of its authors below the article is dropped."""

from __future__ import annotations

import msgspec
import pytest

from tests.extractors.label.labelling import ARTICLE, all_kept, dropped_texts, labelled, labels_of, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.steps.people import drop_author_sections, drop_biographies


def dropped_as_biography(html: str) -> list[str]:
    state = drop_author_sections(all_kept(layout_of(html)))
    assert {state.labels[index] for index in state.dropped_indices()} <= {Label(Reason.AUTHOR_BOX, "about-the-author")}
    return dropped_texts(state)


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
    found = labels_of("<h2>About the author</h2><p>Ada Green has written about rest for twenty years.</p>")
    assert all(reason is not None for reason, _ in found.values())


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


BIOGRAPHY = [
    "Ada Green, MD, is a doctor who works at the harbour clinic.",
    "Her work on rest comes from nights in which she could not sleep herself.",
    "In her free time she likes to swim, to row and to read by the fire with her two dogs.",
]


def rest_of_biography(texts: list[str], kept: set[str]) -> list[str]:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    state = all_kept(layout_of(f"<article>{ARTICLE}</article><div><div>{paragraphs}</div></div>"))
    gone, stays = Label(Reason.OUTSIDE_ARTICLE, "model"), Label(None, "model")
    labels = [gone if block.text in texts and block.text not in kept else stays for block in state.layout.blocks]
    before = msgspec.structs.replace(state, labels=tuple(labels))
    return [text for text in dropped_texts(drop_biographies(before)) if text in kept]


def test_what_is_left_of_a_biography_goes_with_it() -> None:
    assert rest_of_biography(BIOGRAPHY, {BIOGRAPHY[1]}) == [BIOGRAPHY[1]]


def test_degrees_behind_a_name_may_be_many() -> None:
    first = "Ada Green, MD, FAAFP, Dipl. ABOM, is a board-certified doctor of family medicine and works by the lake."
    assert rest_of_biography([first, *BIOGRAPHY[1:]], {BIOGRAPHY[1]}) == [BIOGRAPHY[1]]


def test_a_box_most_of_which_was_kept_is_no_biography() -> None:
    assert rest_of_biography(BIOGRAPHY, set(BIOGRAPHY[1:])) == []
    assert rest_of_biography(["Walks help.", *BIOGRAPHY[1:]], {BIOGRAPHY[1]}) == []
