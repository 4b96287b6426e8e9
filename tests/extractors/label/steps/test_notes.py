"""Notes go with the text that they belong to."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import SENTENCES, all_kept, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.notes import keep_notes
from wellread.extractors.segment import Layout

UNLIKELY = Label(Reason.UNLIKELY, "model", 0.1)
SIDE_NOTE = "<p>Läuten darf man<span class='sidenote'>Der Arzt wohnt im Torhaus.</span> zu jeder Stunde.</p>"
MARKS = "<p>Früh<sup><a href='#n1'>1</a></sup> und spät<sup><a href='#n2'>2</a></sup>.</p>"
LISTED = f"{MARKS}<ol><li id='n1'><p>Die erste Note.</p></li><li id='n2'><p>Die zweite Note.</p></li></ol>"


def state_with(layout: Layout, **labels: Label) -> LabelState:
    """All kept but the blocks that begin with these words."""
    chosen = {
        block.index: label
        for block in layout.blocks
        for word, label in labels.items()
        if block.text.startswith(word.replace("_", " "))
    }
    return all_kept(layout).with_labels(chosen)


def kept_texts(state: LabelState) -> list[str]:
    return [block.text for block in keep_notes(state).kept_blocks()]


def test_a_note_is_kept_with_the_text_that_it_stands_behind() -> None:
    layout = layout_of(f"{SIDE_NOTE}<p>{SENTENCES[0]}</p>")
    assert "Der Arzt wohnt im Torhaus." in kept_texts(state_with(layout, Der_Arzt=UNLIKELY))
    assert "Der Arzt wohnt im Torhaus." not in kept_texts(state_with(layout, Der_Arzt=UNLIKELY, Läuten=UNLIKELY))


def test_what_a_rule_dropped_stays_dropped() -> None:
    layout = layout_of(SIDE_NOTE)
    dropped = Label(Reason.PROMOTION, "own-product")
    assert "Der Arzt wohnt im Torhaus." not in kept_texts(state_with(layout, Der_Arzt=dropped))


def test_of_a_list_of_notes_all_are_kept_or_none() -> None:
    layout = layout_of(LISTED)
    one = kept_texts(state_with(layout, Die_zweite=UNLIKELY))
    assert one[1:] == ["Die erste Note.", "Die zweite Note."]
    assert len(kept_texts(state_with(layout, Die_erste=UNLIKELY, Die_zweite=UNLIKELY))) == 1


@pytest.mark.parametrize(
    ("form", "around"),
    [
        ("<tr><td><a id='f{0}' href='#m{0}'>{0}</a></td><td>Die {1} Note.</td></tr>", "<table>{}</table>"),
        (
            "<tr><td><b><a name='f{0}' href='#m{0}'>{0}.</a></b></td><td><p>Die {1} Note.</p></td></tr>",
            "<table>{}</table>",
        ),
        ("<dt><a id='f{0}' href='#m{0}'>{0}</a></dt><dd>Die {1} Note.</dd>", "<dl>{}</dl>"),
        ("<dt id='f{0}'><a href='#m{0}'>[{0}]</a></dt><dd><p>Die {1} Note.</p></dd>", "<dl>{}</dl>"),
    ],
    ids=["cells", "bold numbers in cells", "descriptions", "named terms"],
)
def test_a_note_beside_the_cell_or_below_the_term_of_its_number_is_kept(form: str, around: str) -> None:
    notes = around.format("".join(form.format(number, name) for number, name in ((1, "erste"), (2, "zweite"))))
    text = f"<p>Läuten.<a id='m1' href='#f1'>1</a></p>{notes}<p>Ende.</p>"
    kept = kept_texts(state_with(layout_of(text), Die_erste=UNLIKELY, Die_zweite=UNLIKELY, Ende=UNLIKELY))
    assert "Die erste Note." in kept
    assert "Die zweite Note." not in kept
    assert "Ende." not in kept


def test_a_note_whose_number_leads_back_to_a_mark_in_kept_text_is_kept() -> None:
    note = "<a id='f{0}' href='https://example.org/blog/post#m{0}'>{0}</a><div><p>Die {1} Note.</p></div>"
    notes = "".join(
        f"<div class='x'>{note.format(number, name)}</div>" for number, name in ((1, "erste"), (2, "zweite"))
    )
    text = f"<p>Läuten.<a id='m1' href='https://example.org/blog/post#f1'>1</a></p>{notes}"
    kept = kept_texts(state_with(layout_of(text), Die_erste=UNLIKELY, Die_zweite=UNLIKELY))
    assert "Die erste Note." in kept
    assert "Die zweite Note." not in kept


def test_a_note_with_an_arrow_back_is_kept_although_all_others_are_dropped() -> None:
    note = "<li id='f{0}'><p>Die {1} Note. <a href='#m{0}'>↩</a></p></li>"
    notes = "".join(note.format(number, name) for number, name in ((1, "erste"), (2, "zweite")))
    text = f"<p>Läuten.<a id='m1' href='#f1'>1</a></p><aside><ol>{notes}</ol></aside>"
    kept = kept_texts(state_with(layout_of(text), Die_erste=UNLIKELY, Die_zweite=UNLIKELY))
    assert kept[1:2] == ["Die erste Note."]
    assert "Die zweite Note." not in kept
