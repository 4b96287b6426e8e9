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
