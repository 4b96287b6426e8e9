"""Labelling: every block of a page gets one label, and running text is kept."""

from __future__ import annotations

from hypothesis import given

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled, labels_of, layout_of
from tests.extractors.markup import pages


@given(pages)
def test_every_block_has_one_label(html: str) -> None:
    layout = layout_of(html)
    items = labelled(html)
    assert [item.block.text for item in items] == [block.text for block in layout.blocks]
    assert all(item.label.rule for item in items)
    assert all(item.label.score is None or 0 <= item.label.score <= 1 for item in items)


@given(pages)
def test_the_same_page_gets_the_same_labels(html: str) -> None:
    assert [item.label for item in labelled(html)] == [item.label for item in labelled(html)]


def test_running_text_is_kept() -> None:
    items = labelled(f"<main><h1>On sleep and rest</h1><article>{ARTICLE}</article></main>")
    assert [item.block.text for item in items if item.label.is_kept] == SENTENCES


def test_the_last_heading_of_a_page_is_not_in_the_article() -> None:
    assert labels_of("<h2>More of this</h2>")["More of this"][0] is not None


def test_a_page_of_nothing_has_no_labels() -> None:
    assert labelled("") == ()
