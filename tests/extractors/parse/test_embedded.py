"""Pages whose article stands only in data for their own script."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors import extract
from wellread.extractors.parse import PageInput, parse

URL = "https://example.org/blog/on-sleep"
TEXTS = [
    f"Paragraph {name} says in some detail what helps people to fall asleep, and what keeps them awake at night, "
    "which is mostly light, noise, heat and the thought of tomorrow, in this order and for most of those asked."
    for name in ("one", "two", "three", "four")
]
HTML = "".join(f"<p>{text}</p>" for text in TEXTS)
LINKED = {"@type": "Article", "headline": "On sleep", "author": {"name": "Ada Green"}}
CONTENTFUL = [
    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TEXTS[0]}]},
    {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "What helps"}]},
    *({"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in TEXTS[1:]),
    {
        "nodeType": "unordered-list",
        "content": [
            {"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [{"value": "A dark room"}]}]}
        ],
    },
]
SANITY = [
    {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": TEXTS[0]}]},
    {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "What helps"}]},
    *({"_type": "block", "children": [{"_type": "span", "text": text}]} for text in TEXTS[1:]),
    {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "A dark room"}]},
]
PROSEMIRROR = [
    {"type": "paragraph", "content": [{"type": "text", "text": TEXTS[0]}]},
    {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "What helps"}]},
    *({"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in TEXTS[1:]),
    {
        "type": "bulletList",
        "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"text": "A dark room"}]}]}],
    },
]


def linked(body: str) -> str:
    return f'<script type="application/ld+json">{json.dumps(LINKED | {"articleBody": body})}</script>'


def state(value: object) -> str:
    data = json.dumps({"props": {"pageProps": {"post": {"title": "On sleep", "body": value}}}})
    return f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'


def page(script: str, shown: str = '<div id="root">Loading</div>') -> str:
    return f"<!doctype html><html><head><title>On sleep</title>{script}</head><body><main>{shown}</main></body></html>"


@pytest.mark.parametrize(
    "script",
    [linked("\n\n".join(TEXTS)), linked(HTML), linked(HTML.replace("<", "&lt;").replace(">", "&gt;")), state(HTML)],
    ids=["plain text", "html", "escaped html", "state"],
)
def test_text_that_stands_only_in_data_is_the_article(script: str) -> None:
    article = extract(page(script), URL)
    assert [text for text in TEXTS if text in article.article_body] == TEXTS
    assert [warning.code for warning in article.warnings] == ["text_from_data"]


@pytest.mark.parametrize("nodes", [CONTENTFUL, SANITY, PROSEMIRROR], ids=["contentful", "sanity", "prosemirror"])
def test_rich_text_keeps_its_headings_and_lists(nodes: list[object]) -> None:
    article = extract(page(state(nodes)), URL)
    assert article.article_body.split("\n\n")[0] == TEXTS[0]
    assert [section.heading for section in article.sections] == [None, "What helps"]
    assert article.article_body.rstrip().endswith("A dark room")


def test_text_that_the_page_shows_is_not_shown_again() -> None:
    article = extract(page(linked("\n".join(TEXTS)), "<br><br>".join(TEXTS)), URL)
    assert article.article_body.count(TEXTS[0]) == 1
    assert not article.warnings


def test_a_page_with_paragraphs_of_its_own_is_left_alone() -> None:
    own = HTML.replace("asleep", "awake")
    assert TEXTS[0] not in extract(page(linked("\n".join(TEXTS)), own), URL).article_body


def test_a_summary_in_the_data_is_no_article() -> None:
    assert not parse(PageInput(page(linked(TEXTS[0])), URL)).warnings


def test_scripts_in_embedded_markup_are_not_text() -> None:
    article = extract(page(linked(f"{HTML}<script>alert('no')</script>")), URL)
    assert "alert" not in article.article_body
    assert article.accounting.kept_chars + article.accounting.dropped_chars == article.accounting.visible_chars


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just(HTML),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["articleBody", "type", "content", "children", "text", "level", "style", "attrs"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_any_state_is_read_without_an_exception(value: object) -> None:
    accounting = extract(page(state(value)), URL).accounting
    assert accounting.kept_chars + accounting.dropped_chars == accounting.visible_chars
