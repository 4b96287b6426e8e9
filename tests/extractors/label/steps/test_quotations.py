"""Pull quotes are dropped."""

from __future__ import annotations

from tests.extractors.label.labelling import labels_of
from wellread.extractors.article import Reason


def test_a_pull_quote_is_a_copy_of_what_the_text_says() -> None:
    said = "Nobody has ever slept better for having looked at the clock"
    html = f"<p>She says it to all of them. {said}, and that is the whole of her advice.</p>"
    assert labels_of(f"{html}<blockquote>{said}.</blockquote>")[f"{said}."] == (
        Reason.DUPLICATE,
        "pull-quote",
    )


def test_a_line_in_quotation_marks_that_the_text_says_as_well_is_one_too() -> None:
    said = "Nobody has ever slept better for having looked at the clock"
    html = f"<p>She says it to all of them. {said}, and that is the whole of her advice.</p>"
    label = (Reason.DUPLICATE, "pull-quote")
    assert labels_of(f"{html}<div class='x'><p>“{said}”</p></div>")[f"“{said}”"] == label
    assert labels_of(f"{html}<p>“{said}”, she says.</p>")[f"“{said}”, she says."] != label
    other = "“Nobody has ever slept better for having counted the sheep”"
    assert labels_of(f"{html}<p>{other}</p>")[other] != label
