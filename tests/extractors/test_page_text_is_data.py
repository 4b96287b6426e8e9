"""Names, values and texts of a page are data: none becomes a pattern, a path or a codec, whatever is written there."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors import explain, extract

PROSE = "<p>Regular evening walks help many people settle before bed, and they ask for nothing but shoes.</p>" * 3
# What means something to lxml, XPath, CSS or regular expressions, and what XML allows in no name.
NAMES = (
    "a\x01b", "a\x1fb", "a\x7fb", "a\ufffeb", "a\uffffb", "a*", "*", "a{x}y", "{x}y", "{*}p", "a[1]", "a|b", "a::b",
    "o:p", "a..b", "a(b", "a)b", "a\\", "a'b", 'a"b', "a+", "a?", "a@b", "a$b", "a&lt;b", "xml:a", "xmlns:a",
    "a\u00e9", "a\U0001f600", "comment()", "a=b", "a\x00b",
)  # fmt: skip
PLACES = (
    "<div>one</div><{0} hidden>text</{0}>",
    "<{0} class='card one'>text</{0}><{0} class='card one' hidden>other text</{0}>",
    "<{0}><p>{1}</p></{0}><time class='{0}' datetime='2026-01-02'>2 January 2026</time>",
    "<p {0}='{0}' id='{0}' class='{0} author' itemprop='{0}' rel='{0}' style='{0}' hidden='{0}'>By {0}</p>",
    "<a href='#{0}' rel='author'>{0}</a><sup><a href='#{0}'>1</a></sup><ol><li id='{0}'>Smith J. 2019.</li></ol>",
    "<{0} rel='author'>By Mara Lindqvist</{0}><{0} itemprop='author'>Mara Lindqvist</{0}>",
    "<template id='B:{0}'></template><div hidden id='S:{0}'>{1}</div>",
    '<script type=\'application/ld+json\'>{{"@type": "Article", "author": "{0}", "{0}": "{0}"}}</script>',
    "<table><tr><th>{0}</th><td>{0}</td></tr><tr><th>x</th><td {0}='{0}'>y</td></tr></table>",
    "<noscript><{0}>{1}</{0}>{0}</noscript>",
    "<img alt='{0}' src='{0}'><svg><{0}/></svg><base href='{0}'><meta name='{0}' content='{0}'>",
)
HEADS = ("<title>{0}</title><meta property='og:title' content='{0}'>", "<{0}>text</{0}>", "<meta charset='{0}'>")


def page_with(place: str, name: str, head: str = "") -> bytes:
    inside, in_head = place.format(name, PROSE), head.format(name)
    article = f"<article><h1>Evening walks</h1>{PROSE}{inside}</article>"
    html = f"<html><head>{in_head}</head><body>{name}{article}{PROSE}</body>"
    return html.encode("utf-8", "surrogatepass")


def read_all(html: bytes) -> None:
    article = extract(html, url="https://example.org/blog/walks", headers={"Content-Type": "text/html"})
    assert article.accounting.visible_chars == article.accounting.kept_chars + article.accounting.dropped_chars
    explain(html)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_on_a_page_raises(name: str) -> None:
    for place, head in zip(("".join(PLACES[:5]), "".join(PLACES)), ("", "".join(HEADS)), strict=True):
        read_all(page_with(place, name, head))


SIGNS = st.characters(codec=None, max_codepoint=0xFFFF) | st.sampled_from("*{}[]()|\\^$+?.:@/'\"=&;#\x01\ufffe")


@given(
    st.sampled_from(PLACES),
    st.sampled_from(("", *HEADS)),
    st.text(SIGNS, max_size=12),
    st.sampled_from(("", *string.ascii_lowercase)),
)
def test_no_text_on_a_page_raises(place: str, head: str, signs: str, letter: str) -> None:
    read_all(page_with(place, letter + signs, head))
