"""The heading and the sentence that invite to a form go with it; the text of the article does not."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, labels_of
from wellread.extractors.article import Reason

FORM = "<form><p>Your name</p><input><button>Send</button></form>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><h2>Was hält dich wach?</h2><p>Sag es uns in zwei Worten.</p><div>{FORM}</div></div>",
        f"<section><div><h3>Was hält dich wach?</h3></div><div>{FORM}</div><p>Sag es uns in zwei Worten.</p></section>",
    ],
)
def test_what_invites_to_a_form_goes_with_it(markup: str) -> None:
    found = labels_of(markup + ARTICLE.replace("one", "some"))
    for text in ("Was hält dich wach?", "Sag es uns in zwei Worten."):
        assert found[text] == (Reason.FORM, "invitation-to-form")


def test_text_beside_a_form_stays() -> None:
    found = labels_of(f"<div><h2>The second night</h2>{ARTICLE.replace('one', 'some')}{FORM}</div>")
    assert found["The second night"][0] is None
