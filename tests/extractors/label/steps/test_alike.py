"""Boxes in a row that look alike are kept together; a column of labels in them is not."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label.classifier import load_classifier
from wellread.extractors.label.labelled_block import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.alike import keep_alike
from wellread.extractors.metadata import Metadata

ANSWER = "Yes, if the bed is dry and warm, and less so in the winter months."


def scored(markup: str, scores: dict[str, float]) -> list[str]:
    """The texts that are kept after the step, where the classifier gave these scores and kept those from 0.5 on."""
    layout = layout_of(f"<main>{markup}</main>")
    labels = tuple(
        Label(None if (score := scores[block.text]) >= 0.5 else Reason.UNLIKELY, "model", score)
        for block in layout.blocks
    )
    state = keep_alike(LabelState(layout, Metadata(), None, load_classifier(), labels))
    return [block.text for block in state.kept_blocks()]


def row(box: str, titles: tuple[str, ...]) -> tuple[str, dict[str, float]]:
    texts = [f"{title} {ANSWER}" for title in titles]
    markup = "".join(box.format(title, text) for title, text in zip(titles, texts, strict=True))
    scores = {one: score for pair, score in zip(zip(titles, texts, strict=True), (0.7, 0.6, 0.2, 0.2), strict=True)
              for one in pair}  # fmt: skip
    return markup, scores


@pytest.mark.parametrize(
    "box", ["<div class='q'><h3>{}</h3><p>{}</p></div>", "<li><h4>{}</h4><div><div>{}</div></div></li>"]
)
def test_questions_of_one_row_are_kept_together(box: str) -> None:
    markup, scores = row(box, ("Ist es sicher?", "¿Es seguro?", "安全ですか？", "Is it safe?"))
    assert scored(markup, scores) == list(scores)


def test_other_rows_need_a_higher_score() -> None:
    markup, scores = row("<div><h3>{}</h3><p>{}</p></div>", ("One", "Two", "Three", "Four"))
    scores |= {text: 0.25 for text in scores if text.startswith(("Two", "Three", "Four"))}
    assert scored(markup, scores) == [text for text in scores if text.startswith("One")]


def test_a_label_in_each_box_of_a_row_stays_dropped() -> None:
    box = "<div><h3>{0}</h3><p>{0} " + ANSWER + "</p><p>Map</p></div>"
    titles = ("Ann", "Ben", "Cat")
    scores = dict.fromkeys(titles, 0.9) | {f"{title} {ANSWER}": 0.9 for title in titles} | {"Map": 0.3}
    assert "Map" not in scored("".join(box.format(title) for title in titles), scores)


def test_questions_need_no_heading() -> None:
    box = "<div class='r'><div class='f'>{}</div><div class='w'>{}</div></div>"
    markup, scores = row(box, ("Ist es sicher?", "Ist es neu?", "Wie lange?", "Wie oft?"))
    assert scored(markup, scores) == list(scores)
    markup, scores = row(box, ("Sicher", "Neu", "Lang", "Oft"))
    assert scored(markup, scores) != list(scores)


PANELS = (
    "<details><summary>Is it safe?</summary><p>Yes.</p></details>"
    "<div class='faq'><h3>Ist es neu?</h3><div hidden='until-found'>Nein.</div></div>"
)


@pytest.mark.parametrize(("score", "kept"), [(0.6, ["Is it safe?", "Yes.", "Ist es neu?", "Nein."]), (0.2, ["Yes."])])
def test_panels_of_one_box_are_kept_together_whatever_they_are_made_of(score: float, kept: list[str]) -> None:
    scores = {"Is it safe?": score, "Yes.": 0.6, "Ist es neu?": score, "Nein.": 0.2}
    assert scored(PANELS, scores) == kept
