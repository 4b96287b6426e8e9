"""Pictures go with the text beside them; banners go."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, labelled


def test_a_picture_shares_the_fate_of_the_text_beside_it() -> None:
    html = f"<main><article>{ARTICLE}<img src=in.jpg></article></main><footer>Us.<img src=out.jpg></footer>"
    pictures = [item.label for item in labelled(html) if not item.block.text]
    assert [label.is_kept for label in pictures] == [True, False]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/free-trial", False),
        ("/signup?x=1", False),
        ("/full-size.jpg", True),
        ("https://x.example/", True),
        ("/shop", False),
        ("/recipes/oats", True),
    ],
)
def test_a_picture_that_leads_to_a_shop_is_a_banner(href: str, kept: bool) -> None:  # noqa: FBT001 - the expected value
    html = f"<main><article>{ARTICLE}<a href='{href}'><img src=a.jpg></a></article></main>"
    assert [item.label.is_kept for item in labelled(html) if not item.block.text] == [kept]
