"""Sections whose heading announces a notice, other pages or a transcript are no part of the article."""

from __future__ import annotations

import msgspec
import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, all_kept, dropped_texts, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.announced_sections import drop_announced_sections

SERVICE = "We keep older texts in our library. Please note the date of the last review on all of them."
NO_ADVICE = "Nothing here is a substitute for medical advice."


def state_of(html: str, given: dict[str, Label]) -> LabelState:
    """A page with everything kept but the texts in `given`."""
    state = all_kept(layout_of(f"<article>{html}</article>"))
    return msgspec.structs.replace(
        state, labels=tuple(given.get(block.text, Label(None, "given")) for block in state.layout.blocks)
    )


def newly_dropped(html: str, given: dict[str, Label]) -> list[str]:
    return [text for text in dropped_texts(drop_announced_sections(state_of(html, given))) if text not in given]


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        ("<h2>{}</h2>", "Disclaimer:"),
        ("<p><strong>{}</strong></p>", "Medical disclaimer"),
        ("<h4>{}</h4>", "Haftungsausschluss"),
        ("<div>{}</div>", "Avertissement médical"),
        ("<h3>{}</h3>", "Aviso médico"),
        ("<h2>{}</h2>", "免責事項"),
    ],
)
def test_a_notice_goes_as_a_whole_where_a_part_of_it_was_dropped(markup: str, heading: str) -> None:
    given = {NO_ADVICE: Label(Reason.DISCLAIMER, "medical-disclaimer")}
    found = newly_dropped(f"{ARTICLE}{markup.format(heading)}<p>{SERVICE}</p><p>{NO_ADVICE}</p>", given)
    assert found == [heading, SERVICE]


def test_what_an_article_says_of_its_own_limits_stays() -> None:
    assert newly_dropped(f"{ARTICLE}<h2>Disclaimer</h2><p>The method is for tools of some size.</p>", {}) == []


def test_the_section_after_a_notice_stays() -> None:
    given = {NO_ADVICE: Label(Reason.DISCLAIMER, "medical-disclaimer")}
    html = f"<h2>Disclaimer</h2><p>{NO_ADVICE}</p><h2>The bath</h2>{ARTICLE}"
    assert newly_dropped(html, given) == ["Disclaimer"]


@pytest.mark.parametrize("heading", ["More from the harbour clinic", "Verwandte Artikel", "À lire aussi"])
def test_the_lines_under_a_heading_of_other_pages_go_with_it(heading: str) -> None:
    given = {heading: Label(Reason.RELATED, "related-label")}
    line = "The harbour clinic has forty nurses."
    assert newly_dropped(f"{ARTICLE}<h2>{heading}</h2><p>{line}</p>", given) == [line]


def test_an_article_that_goes_on_below_a_heading_of_other_pages_stays() -> None:
    given = {"Related": Label(Reason.RELATED, "related-label")}
    assert newly_dropped(f"{ARTICLE}<h3>Related</h3>{ARTICLE}", given) == []


def test_a_paragraph_between_other_pages_and_the_next_section_stays() -> None:
    given = {"Related": Label(Reason.RELATED, "related-label")}
    line = "With the guests all went well, and they kept to the rules."
    assert newly_dropped(f"{ARTICLE}<h3>Related</h3><p>{line}</p><h2>The bath</h2>{ARTICLE}", given) == []


TALK = "[Music] As winter comes, many ask how to sleep. We spoke to a nurse about it."
PANELS = {
    "accordion": "<div class='accordion'><h3><button>{}</button></h3><div class='accordion-content'>{}</div></div>",
    "details": "<details><summary>{}</summary><p>{}</p></details>",
    "region": "<button aria-expanded='false'>{}</button><div role='region'><p>{}</p></div>",
}


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
@pytest.mark.parametrize(
    "heading",
    ["Video Transcript", "Transkript des Videos", "Transcription de la vidéo", "Ver transcripción", "動画の文字起こし"],
)
def test_a_transcript_that_is_folded_up_is_no_text(heading: str, panel: str) -> None:
    found = newly_dropped(f"{panel.format(heading, TALK)}{ARTICLE}", {})
    assert found == [heading, TALK]


def test_a_transcript_that_is_the_text_stays() -> None:
    panel = f"<details><summary>Transcript</summary>{ARTICLE}</details>"
    assert newly_dropped(f"<p>{SENTENCES[0]} And more.</p>{panel}", {}) == []


def test_a_transcript_that_is_shown_stays() -> None:
    assert newly_dropped(f"{ARTICLE}<h2>Transcript</h2><p>{TALK}</p>", {}) == []
