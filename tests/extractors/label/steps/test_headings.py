"""Headings without text below them are dropped."""

from __future__ import annotations

from tests.extractors.label.labelling import ARTICLE, all_kept, dropped_texts, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.steps.headings import drop_empty_headings


def test_a_heading_without_text_below_it_goes() -> None:
    html = f"{ARTICLE}<h2>Within</h2><h3>Deeper</h3><p>Text.</p><h2>Last</h2><h3>Very last</h3>"
    state = drop_empty_headings(all_kept(layout_of(html)))
    assert dropped_texts(state) == ["Last", "Very last"]
    assert {state.labels[index] for index in state.dropped_indices()} == {Label(Reason.LABEL, "heading-without-text")}
