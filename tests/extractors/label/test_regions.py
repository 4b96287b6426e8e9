"""Where the running text is: sentences, the box of the article, sums over boxes."""

from __future__ import annotations

import pytest

from wellread.extractors.label.regions import ends_sentence, find_regions
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

ARTICLE = "".join(
    f"<p>Sentence number {number} says one thing about sleep, in a row of words that ends with a full stop.</p>"
    for number in range(10)
)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("So it ends.", True),
        ("Is it?", True),
        ("“So.”", True),
        ("終わり。", True),
        ("(So.)", True),
        ("A title", False),
        ("", False),
    ],
    ids=["full stop", "question mark", "closing quote", "Japanese", "bracket", "title", "nothing"],
)
def test_sentences_are_told_from_titles(text: str, ends: bool) -> None:  # noqa: FBT001 - the expected value
    assert ends_sentence(text) is ends


def test_the_box_with_the_article_is_found_among_menus() -> None:
    menu = "<div><ul>" + "<li><a href=/x>A page of the site</a></li>" * 40 + "</ul></div>"
    layout = segment(parse(PageInput(f"<body>{menu}<div id=here>{ARTICLE}</div>{menu}</body>")))
    regions = find_regions(layout)
    assert layout.boxes[regions.top_candidate].element.get("id") == "here"
    assert regions.running_text.total == pytest.approx(sum(regions.running_text.of_block))
