"""What those who work in Python get: articles that show themselves, and errors that say what to pass instead."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from wellread.extractors import explain, extract

PAGE = """<html lang=en><head><title>Tea &amp; sleep</title><meta name=author content="Ada Green"></head>
<body><article><h1>Tea &amp; sleep</h1><p>A cup of tea in the evening is warm, &lt;b&gt; and it calms most people.</p>
<p>Whoever sleeps badly should drink it before six, and leave the second cup for the morning.</p></article></body>"""
ARTICLE = extract(PAGE, "https://example.org/tea")


def test_an_article_is_dictionaries_and_json_with_the_same_keys() -> None:
    assert json.loads(ARTICLE.to_json()) == ARTICLE.to_dict()
    assert (ARTICLE.to_dict()["headline"], ARTICLE.to_dict()["datePublished"]) == ("Tea & sleep", None)
    assert "\n" not in ARTICLE.to_json()


def test_what_utf8_cannot_carry_is_replaced() -> None:
    article = msgspec.structs.replace(ARTICLE, headline="Tea \ud800\0")
    assert article.to_dict()["headline"] == "Tea \ufffd\ufffd"


def test_an_article_says_in_a_line_what_it_is() -> None:
    assert repr(ARTICLE).startswith("<Article 'Tea & sleep', ")
    assert repr(ARTICLE).endswith(" words, https://example.org/tea>")
    assert len(repr(extract(""))) < 80


def test_a_notebook_shows_the_text_and_no_markup_of_the_page() -> None:
    html = ARTICLE._repr_html_()
    assert "<h3>Tea &amp; sleep</h3>" in html
    assert "&lt;b&gt; and it calms" in html


def test_explanations_say_in_a_line_how_many_blocks_were_kept() -> None:
    explained = explain(PAGE)
    kept = sum(block.kept for block in explained)
    assert repr(explained) == f"<BlockExplanations {kept} kept, {len(explained) - kept} dropped>"
    assert isinstance(explained, tuple)


def test_a_notebook_shows_each_block_with_what_decided_and_no_markup_of_the_page() -> None:
    html = explain(PAGE)._repr_html_()
    assert html.count("<tr>") == len(explain(PAGE)) + 1
    assert "&lt;b&gt; and it calms" in html
    assert "✓ kept" in html
    assert "likely to be part of the article (model)" in html


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"html": None}, "html is None: pass the page itself, as bytes or text"),
        (
            {"html": Path("page.html")},
            "html is of type PosixPath: pass what the file holds, as in Path(...).read_bytes()",
        ),
        ({"html": io.BytesIO(b"")}, "html is of type BytesIO: pass what it holds, as in html.read()"),
        ({"html": SimpleNamespace(content=b"")}, "html is of type SimpleNamespace: pass its body, html.content"),
        ({"html": bytearray(b"")}, "html is of type bytearray: pass bytes(html)"),
        ({"html": b"", "url": b"x"}, "url is of type bytes: pass the address as text, as in str(url)"),
        (
            {"html": b"", "headers": []},
            "headers is of type list: pass a mapping of names to values, as in dict(headers)",
        ),
        ({"html": b"", "headers": {"Age": 5}}, "headers has a name or a value that is of type int: pass text"),
        (
            {"html": b"", "fetched_at": "2024-05-01"},
            "fetched_at is of type str: pass a datetime, as in datetime.fromisoformat(...)",
        ),
    ],
)
def test_an_argument_of_another_type_is_named_with_its_remedy(arguments: dict[str, Any], problem: str) -> None:
    for function in (extract, explain):
        with pytest.raises(TypeError) as raised:
            function(**arguments)
        assert str(raised.value) == problem


@pytest.mark.parametrize("html", ["https://example.org/tea", "page.html", "saved pages/Tea.HTM"])
def test_what_says_where_a_page_is_is_no_page(html: str) -> None:
    with pytest.raises(ValueError, match="pass the page itself"):
        extract(html)
    assert extract(f"<p>{html}").headline is None
    assert extract(html.encode()).headline is None  # a server may say anything
