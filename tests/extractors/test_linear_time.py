"""A text that says the same over and over takes time in proportion to its length, wherever it stands on a page."""

from __future__ import annotations

import time

import pytest

from wellread.extractors import extract

CHARS = 20_000
# Each takes 0.15 s or less on a quiet machine, and with a quadratic pattern 0.8 s or more.
MAX_SECONDS = 0.5
# On a busy machine the same work takes several times the processor time, but not each time.
TRIES = 3
PROSE = "<p>Regular evening walks help many people settle before bed.</p>" * 12
PLACES = {
    "paragraph": "<p>{0}</p>",
    "letters-taken-apart": "<p>u\u0308 {0}</p>",
    "modified": "<meta property='article:modified_time' content='{0}'>",
    "published": "<meta property='article:published_time' content='{0}'><time datetime='{0}'>{0}</time>",
    "link": "<p><a href='{0}'>{0}</a></p>",
    "heading": "<h2>{0}</h2>",
    "author": "<meta name='author' content='{0}'><p class='byline'>By {0}</p>",
    "item": "<h2>References</h2><ol><li>{0}</li></ol>",
    "class": "<div class='{0}' style='{0}'><p>text</p></div>",
    "data": '<script type=\'application/ld+json\'>{{"@type": "Article", "author": "{0}", x}}</script>',
    "title": "<title>{0}</title>",
    "sheet": "<style>.unseen {{ position: absolute; clip: rect(0 0 0 0) }} {0}</style>",
    "logo": "<a href='/'><img src='/logo.png' alt='Calm {0} Days'></a>",
}
UNITS = (
    "10.",
    "2024-",
    "2024 ",
    "a+",
    "x-y.",
    "may 2024 ",
    "1234567 ab ",
    " ",
    ". ",
    "A b ",
    "(",
    "[1] ",
    "https://",
    "doi:10.",
    "by ",
    "www.",
    "\u2605 ",
    "a-",
    "<b",
    "&amp;",
    "10 mg ",
    "Dr. ",
    "-",
)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_repeated_text_takes_no_long_time(unit: str, place: str) -> None:
    text = unit * (CHARS // len(unit))
    html = f"<html><body><article><h1>Walks</h1>{PROSE}{place.format(text)}</article></body></html>"
    assert any(processor_seconds(html) < MAX_SECONDS for _ in range(TRIES))


def processor_seconds(html: str) -> float:
    """The processor time of one extraction."""
    start = time.process_time()
    extract(html)
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["|", "\u2605 ", ". ", "- ", "Walks help. ", "\u7761\u7720\u3002"])
def test_a_block_as_long_as_a_book_takes_no_long_time(unit: str) -> None:
    page = f"<html><body><article><h1>Walks</h1>{PROSE}<p>{unit * (400_000 // len(unit))}</p></article></body></html>"
    assert any(processor_seconds(page) < MAX_SECONDS for _ in range(TRIES))
