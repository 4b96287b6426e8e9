"""Generated pages: trees of real tags and names, with text of many scripts, not always closed."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

TAGS = (
    "div p span a b strong em section article main header footer nav aside ul ol li dl dt dd h1 h2 h3 h6 blockquote q "
    "cite figure figcaption pre code button form label select option details summary table caption thead tbody tr td "
    "th noscript template object iframe video audio center font sup ruby rt address time hgroup legend fieldset "
    "textarea x-card marquee"
).split()
EMPTY_TAGS = ("br", "img", "hr", "input", "wbr")
NAMES = (
    "w-richtext w-dyn-empty entry-content post-content hidden sr-only d-none sidebar related-posts newsletter cta "
    "comments accordion author-bio byline share cookie-banner popup menu card wp-caption-text"
).split()
ATTRIBUTES = st.sampled_from(
    [
        *(("class", name) for name in NAMES),
        ("style", "display:none"),
        ("style", "color:red"),
        ("hidden", ""),
        ("role", "navigation"),
        ("role", "presentation"),
        ("aria-level", "9"),
        ("href", "/there"),
        ("href", "http://[broken"),
        ("src", "/a.jpg"),
        ("src", "https://www.youtube.com/embed/x"),
        ("srcset", "/a.jpg 1x, /b.jpg 2x"),
        ("colspan", "3"),
        ("rowspan", "2"),
        ("colspan", "99999999999"),
        ("rowspan", "-1"),
        ("itemprop", "articleBody"),
        ("id", "S:1"),
        ("id", "B:1"),
        ("datetime", "2024-02-30"),
    ]
)
# Joiners, marks of direction, a line separator, a soft hyphen, the byte order mark, an astral letter, combining marks.
ALPHABET = "aB1 .,:?—“”©\n\t\u00a0\u00ad\u200b\u200c\u200d\u200f\u2028\u3000\ufeffßéשלاب。眠り😴𝒜e\u0301<>&"
SENTENCES = st.sampled_from(
    [
        "Most people sleep better in a room that is cool, dark and quiet.",
        "By Ada Green",
        "No items found.",
        "Read more",
        "March 4, 2024",
        "Key takeaways",
        "— Ada Green",
        "\u200d",
    ]
)
TEXTS = st.one_of(SENTENCES, st.text(ALPHABET, max_size=12)).map(lambda text: escape(text, quote=False))


@st.composite
def _elements(draw: st.DrawFn, children: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    opening = _opening(tag, draw(st.lists(ATTRIBUTES, max_size=2)))
    inside = "".join(draw(st.lists(children, max_size=4)))
    return f"{opening}{inside}" if draw(st.integers(0, 15)) == 0 else f"{opening}{inside}</{tag}>"


def _opening(tag: str, attributes: list[tuple[str, str]]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in dict(attributes).items())
    return f"<{tag}{written}>"


_EMPTY = st.builds(_opening, st.sampled_from(EMPTY_TAGS), st.lists(ATTRIBUTES, max_size=2))
_TREES = st.recursive(st.one_of(TEXTS, _EMPTY), _elements, max_leaves=25)

bodies = st.lists(_TREES, max_size=6).map("".join)
pages = bodies.map(lambda body: f"<!doctype html><html><head><title>A title</title></head><body>{body}</body></html>")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Tables whose rows have a number of cells of their own, and spans that need not fit."""
    rows = draw(st.lists(st.lists(_cells(), max_size=5), min_size=1, max_size=5))
    lines = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table>{lines}</table>"


@st.composite
def _cells(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(("td", "th")))
    spans = "".join(
        f' {name}="{draw(st.sampled_from(["0", "1", "2", "3", "101", "x", "-2", "²", ""]))}"'
        for name in draw(st.lists(st.sampled_from(("colspan", "rowspan")), max_size=2, unique=True))
    )
    return f"<{tag}{spans}>{draw(TEXTS)}</{tag}>"
