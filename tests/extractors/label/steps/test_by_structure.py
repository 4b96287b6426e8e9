"""Boxes that say what they are, and boxes that seem to."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import labels_of
from wellread.extractors.article import Reason


def test_the_footer_of_a_quotation_names_its_source_and_is_not_that_of_the_page() -> None:
    found = labels_of("<blockquote><p>Words that were said of sleep.</p><footer>Ada Green</footer></blockquote>")
    assert found["Ada Green"][1] != "footer"
    assert labels_of("<footer>Ada Green</footer>")["Ada Green"] == (Reason.FOOTER, "footer")


@pytest.mark.parametrize("name", ["text-size-regular", "font-size-large"])
def test_a_class_for_the_size_of_text_is_no_control_of_a_player(name: str) -> None:
    text = "Walk slowly after dinner."
    assert labels_of(f"<div class='{name}'><p>{text}</p></div>")[text][0] is not Reason.MEDIA_CONTROLS


@pytest.mark.parametrize(
    ("above", "hidden"),
    [
        ("<h3><button aria-expanded=false>Why early?</button></h3>", False),
        ("<h3>Why early?</h3>", True),
        ("<div><button>Why early?</button></div>", False),
    ],
    ids=["button in a heading", "heading", "button beside the text"],
)
def test_what_a_button_in_a_heading_unfolds_is_not_hidden(above: str, hidden: bool) -> None:  # noqa: FBT001
    answer = "Because the light of the morning is the one that the clock of the body asks for."
    reason, _ = labels_of(f"{above}<div hidden><p>{answer}</p></div>")[answer]
    assert (reason is Reason.HIDDEN) is hidden
