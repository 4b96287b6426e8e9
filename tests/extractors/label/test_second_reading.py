"""An article that rules of one name have dropped in slices, and very long articles, are read whole."""

from __future__ import annotations

import pytest

from wellread.extractors import Article, extract

SENTENCES = (
    "The lamp beside the bed was turned down early, and the room grew quiet long before ten.",
    "Nobody in the house remembered who had opened the window that looks over the orchard.",
    "A cup of warm milk stood on the table, and beside it lay a notebook with a green cover.",
    "Sleep came slowly that week, as it does for most people who have moved to a new town.",
)


def paragraph(number: int) -> str:
    return f"<p>Night {number}. {SENTENCES[number % 4]} {SENTENCES[(number + 1) % 4]}</p>"


def sliced(name: str, around: str = "{}", slices: int = 6) -> str:
    """An article of six slices of four paragraphs, each slice in a box that is called `name`."""
    boxes = "".join(
        around.format(f'<div class="{name}">{"".join(paragraph(4 * box + place) for place in range(4))}</div>')
        for box in range(slices)
    )
    return f"<title>Quiet nights</title><body><nav><a href=/>Home</a></nav><main><h1>Quiet nights</h1>{boxes}</main>"


def nights(article: Article) -> int:
    return article.article_body.count("Night ")


NAMES = ["paywall", "related-posts", "newsletter-box", "author-box", "disclaimer", "hidden"]


@pytest.mark.parametrize("name", [*NAMES, "comments", "site-footer", "promo-box", "modal", "cookie-consent"])
def test_an_article_in_boxes_side_by_side_with_a_misleading_name_is_kept(name: str) -> None:
    article = extract(sliced(name), "https://example.org/blog/quiet-nights")
    assert nights(article) == 24


@pytest.mark.parametrize("name", NAMES)
def test_an_article_in_boxes_with_a_misleading_name_is_kept(name: str) -> None:
    article = extract(sliced(name, "<section><i></i>{}</section>"), "https://example.org/blog/quiet-nights")
    assert nights(article) == 24
    assert [warning.code for warning in article.warnings if warning.code == "misleading_names"]


@pytest.mark.parametrize("name", ["paywall", "related-posts", "newsletter-box", "comments"])
def test_boxes_beside_an_article_are_dropped_by_their_name(name: str) -> None:
    body = "".join(f"<p>Morning {number}. {SENTENCES[number % 4]} {SENTENCES[number % 3]}</p>" for number in range(16))
    beside = f'<div class="{name}">{paragraph(1)}</div><div class="{name}">{paragraph(2)}</div>'
    html = f"<title>Mornings</title><body><main><h1>Mornings</h1>{body}</main>{beside}"
    article = extract(html, "https://example.org/blog/mornings")
    assert nights(article) == 0
    assert "misleading_names" not in {warning.code for warning in article.warnings}


def test_comments_that_are_longer_than_the_article_are_no_article() -> None:
    body = "".join(f"<p>Morning {number}. {SENTENCES[number % 4]} {SENTENCES[number % 3]}</p>" for number in range(4))
    thread = "".join(f'<div class="comment">{paragraph(number)}</div>' for number in range(80))
    html = f'<title>Mornings</title><body><main><h1>Mornings</h1>{body}</main><div id="comments">{thread}</div>'
    article = extract(html, "https://example.org/blog/mornings")
    assert nights(article) == 0
    assert article.article_body.count("Morning ") == 4


@pytest.mark.parametrize("count", [40, 400, 1200])
def test_an_article_is_kept_whole_however_long_it_is(count: int) -> None:
    sections = "".join(
        (f"<h2>Part {number // 20}</h2>" if number % 20 == 0 else "") + paragraph(number) for number in range(count)
    )
    html = f"<title>Quiet nights</title><body><main><article><h1>Quiet nights</h1>{sections}</article></main>"
    article = extract(html, "https://example.org/blog/quiet-nights")
    assert nights(article) >= 0.97 * count
