"""How many boxes stand around a text changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.label.labelling import ARTICLE, labelled, layout_of
from wellread.extractors.label.wrappers import without_wrappers
from wellread.extractors.vocabulary import Trait

PAGE = "<nav><a href='/a'>One</a></nav>{}<main><h1>On sleep</h1><div class='text'>{}</div></main>{}<p>About us</p>{}"


def wrapped(text: str, boxes: int) -> str:
    return "<div>" * boxes + text + "</div>" * boxes


@given(st.integers(0, 6), st.integers(0, 6))
def test_boxes_around_a_text_are_one_box(outer: int, inner: int) -> None:
    plain = without_wrappers(layout_of(f"<main><h1>Rest</h1><div class='text'>{ARTICLE}</div></main>"))
    text = wrapped(f"<div class='text'>{wrapped(ARTICLE, inner)}</div>", outer)
    found = without_wrappers(layout_of(f"<main><h1>Rest</h1>{text}</main>"))
    assert [(box.tag, box.depth) for box in found.boxes] == [(box.tag, box.depth) for box in plain.boxes]
    assert [block.text for block in found.blocks] == [block.text for block in plain.blocks]


def test_scores_do_not_depend_on_boxes_around_the_text() -> None:
    one, five = (labelled(PAGE.format("", wrapped(ARTICLE, boxes), "", "")) for boxes in (0, 5))
    assert [item.label for item in one] == [item.label for item in five]


def test_a_box_with_a_name_stays() -> None:
    layout = without_wrappers(layout_of(f"<div class='sidebar'><div>{ARTICLE}</div></div><p>About us</p>"))
    assert any(box.traits & Trait.SIDEBAR for box in layout.boxes)


def test_boxes_that_say_something_by_their_tag_stay() -> None:
    layout = without_wrappers(layout_of(f"<article><div><blockquote><p>{ARTICLE}</p></blockquote></div></article>"))
    assert {"article", "blockquote"} <= {box.tag for box in layout.boxes}
