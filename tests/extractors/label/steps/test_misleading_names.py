"""What a box is called is not believed where it holds the text right below the headline."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import SENTENCES, labelled
from wellread.extractors.article import Reason

TEXT = "".join(f"<p>{text}</p>" for text in SENTENCES[:5])
# Longer than the article, as it is on many pages.
OTHERS = "".join(f"<p>The other side of the story, told by number {number}: {SENTENCES[9]}</p>" for number in range(9))


def reasons(box: str) -> set[Reason | None]:
    html = f"<title>On sleep</title><h1>On sleep</h1>{box}<section>{OTHERS}</section>"
    return {item.label.reason for item in labelled(html) if item.block.text in SENTENCES[:5]}


@pytest.mark.parametrize("name", ["comments", "popup", "related-posts", "cookie-consent"])
def test_the_text_right_below_the_headline_is_believed_whatever_its_box_is_called(name: str) -> None:
    assert reasons(f"<div class='{name}'>{TEXT}</div>") == {None}


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='comments'><p>Tess says</p>{TEXT}<p>Reply</p></div>",
        f"<div class='popup'>{TEXT}<button>Close</button></div>",
        f"<p>{SENTENCES[8]}</p><div class='comments'>{TEXT}</div>",
    ],
    ids=["lines of comments", "a button", "below other text"],
)
def test_a_name_is_believed_where_the_box_bears_it_out(box: str) -> None:
    assert None not in reasons(box)
