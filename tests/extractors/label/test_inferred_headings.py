"""Headings that only bold type shows."""

from __future__ import annotations

from tests.extractors.label.labelling import ARTICLE, labelled
from wellread.extractors.segment import BlockKind


def test_bold_lines_divide_a_text_without_headings() -> None:
    text = "".join(
        f"<p><b>{line}</b></p><p>{number} of the things that help is to walk slowly after dinner, in any weather.</p>"
        for number, line in enumerate(("First the legs", "Then the head"))
    )
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{text}</main>")}
    assert kinds["First the legs"] is kinds["Then the head"] is BlockKind.HEADING


def test_a_single_bold_line_is_no_heading() -> None:
    html = "<p><b>Walk first</b></p><p>All of the things that help begin with a slow walk after dinner.</p>"
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{html}</main>")}
    assert kinds["Walk first"] is BlockKind.PARAGRAPH
