"""Copies of kept texts are dropped; what an author says twice is none."""

from __future__ import annotations

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled
from wellread.extractors.article import Reason


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
