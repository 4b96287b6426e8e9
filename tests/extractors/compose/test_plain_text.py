"""The text of an article without markup."""

from __future__ import annotations

from tests.extractors.compose.composed import sections_of
from wellread.extractors.compose.text import render_plain_text


def test_plain_text_has_a_line_for_each_item_and_row_and_no_captions() -> None:
    html = (
        "<p>Lead</p><h2>Head</h2><ul><li>a<ul><li>b</ul></ul>"
        "<figure><img src=x.jpg><figcaption>No</figcaption></figure>"
        "<table><tr><th>c<th>d<tr><td>e<td></table><blockquote>q<br>— w</blockquote>"
    )
    assert render_plain_text(sections_of(html)) == "Lead\n\nHead\n\n- a\n  - b\n\nc | d\ne\n\nq\nw"
