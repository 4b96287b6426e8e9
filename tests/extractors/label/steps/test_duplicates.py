"""Copies of kept texts are dropped; what an author says twice is none."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled
from wellread.extractors.article import Reason
from wellread.extractors.segment import BlockKind


def test_a_long_text_that_comes_again_is_a_copy() -> None:
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}</article><div>{ARTICLE}</div></main>")
    copies = [item for item in items if item.label.rule == "copy-of-kept-text"]
    assert [item.block.text for item in copies] == SENTENCES
    assert {item.label.reason for item in copies} == {Reason.DUPLICATE}


def test_a_short_text_that_comes_again_is_none() -> None:
    html = f"<p>Take it slowly.</p><p>{SENTENCES[0]} Again.</p><p>Take it slowly.</p>"
    items = labelled(f"<main><h1>On sleep</h1><article>{ARTICLE}{html}</article></main>")
    assert [item.label.is_kept for item in items if item.block.text == "Take it slowly."] == [True, True]


def test_items_that_come_again_in_another_list_are_none() -> None:
    step = "Warm up for ten minutes at an easy pace, then stretch both legs and both arms."
    week = f"<ul><li>{step}</li><li>Rest.</li></ul>"
    items = labelled(
        f"<main><h1>On running</h1><article>{ARTICLE}{week}<p>In the next week:</p>{week}</article></main>"
    )
    assert [item.label.is_kept for item in items if item.block.text == step] == [True, True]


@pytest.mark.parametrize("line", ["<ul><li>{}</li></ul>", "<p>{}</p>"])
def test_a_heading_that_a_list_above_has_announced_is_none(line: str) -> None:
    heading = "Le gouvernement annonce que les écoles du nord ferment une heure plus tôt en hiver"
    first, *others = SENTENCES
    text = f"<p>{first}</p>{line.format(heading)}<p>{others[0]}</p><h2>{heading}</h2>"
    items = labelled(
        f"<main><h1>On schools</h1><article>{text}{''.join(map('<p>{}</p>'.format, others[1:]))}</article>"
    )
    assert [item.label.is_kept for item in items if item.block.kind is BlockKind.HEADING][-1:] == [True]


PORRIDGE = "<p>Oats with apple: simmer half a cup of oats in a cup of milk and stir in one grated apple.</p>"
LENTILS = "<p>Lentils with greens: warm a cup of cooked lentils with two handfuls of spinach and some oil.</p>"
WATER = "<p>Drink a glass of water with it, and put the telephone away for as long as you are eating.</p>"


def plan(day: str) -> str:
    days = ("Lunes", "Martes", "Miércoles")
    return "".join(day.format(name, PORRIDGE, WATER, LENTILS) for name in days)


@pytest.mark.parametrize(
    "day",
    [
        "<h2>{}</h2><h3>Desayuno</h3>{}{}<h3>Comida</h3>{}",
        "<section class='day'><h3>{}</h3>{}{}{}</section>",
        "<p><strong>{}</strong></p>{}{}{}",
        "<div class='row'><div><h4>{}</h4></div><div>{}{}</div>{}</div>",
        "<div class='day'><div class='dt'>{}</div>{}{}{}</div>",
        "<section><span style='display:block'>{}</span><div>{}{}{}</div></section>",
    ],
    ids=["headings", "sections", "bold lines", "rows", "boxes", "lines above boxes"],
)
def test_what_a_plan_says_on_each_day_is_no_copy(day: str) -> None:
    items = labelled(f"<main><h1>On meals</h1><article>{ARTICLE}{plan(day)}</article></main>")
    texts = [item.block.text for item in items if item.label.is_kept]
    for text in (PORRIDGE, WATER, LENTILS):
        assert texts.count(text.removeprefix("<p>").removesuffix("</p>")) == 3


def test_a_copy_with_the_same_headings_is_one() -> None:
    text = f"<h2>First</h2>{ARTICLE}"
    items = labelled(f"<main><h1>On sleep</h1><article>{text}</article><div class='m'>{text}</div></main>")
    assert [item.block.text for item in items if item.label.rule == "copy-of-kept-text"] == SENTENCES


def test_a_copy_in_a_box_of_another_kind_is_one_whatever_stands_above_it() -> None:
    page = (
        f"<main><h1>On sleep</h1><div class='t'>{ARTICLE}</div><div class='print'><p>To print</p>{ARTICLE}</div></main>"
    )
    assert [item.block.text for item in labelled(page) if item.label.rule == "copy-of-kept-text"] == SENTENCES
