"""What `extract` promises: it never raises on bad HTML, it is pure, and every character is accounted for."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.markup import pages, tables
from wellread.extractors import Article, BlockExplanation, explain, extract
from wellread.extractors.article import PageType, Reason
from wellread.extractors.parse import PageInput, parse

URL = "https://example.org/blog/post"
FETCHED = datetime(2024, 5, 1, tzinfo=UTC)
PROSE = "".join(
    f"<p>Sentence number {number} says one thing about sleep, in a row of words that ends with a full stop.</p>"
    for number in range(20)
)


def around(html: str) -> str:
    """A page in which a piece of markup stands in the middle of an article."""
    return f"<html><body><main><h1>On sleep</h1>{PROSE}{html}{PROSE.replace('Sentence', 'Phrase')}</main></body></html>"


def is_balanced(article: Article) -> bool:
    count = article.accounting
    said = "unaccounted_text" in {warning.code for warning in article.warnings}
    return count.kept_chars + count.dropped_chars == count.visible_chars and not said


@given(pages)
def test_what_is_kept_and_what_is_dropped_add_up(html: str) -> None:
    assert is_balanced(extract(html, URL))


@given(pages)
def test_what_is_kept_in_an_article_and_what_is_dropped_add_up(html: str) -> None:
    assert is_balanced(extract(around(html), URL))


@given(tables())
def test_tables_add_up(html: str) -> None:
    assert is_balanced(extract(around(html), URL))


@given(pages)
def test_the_same_page_gives_the_same_bytes(html: str) -> None:
    first, second = (msgspec.json.encode(extract(html, URL, fetched_at=FETCHED)) for _ in range(2))
    assert first == second


@given(pages)
def test_an_article_survives_json(html: str) -> None:
    article = extract(html, URL)
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


@given(pages)
def test_what_is_explained_is_what_is_published(html: str) -> None:
    blocks = explain(html, URL)
    dropped = [item for item in extract(html, URL).dropped if item.rule != "quote-dash"]
    assert [describe(block) for block in blocks if not block.kept and block.text] == [
        (item.text, item.reason, item.rule, item.xpath) for item in dropped
    ]
    assert {item.reason for item in dropped} <= set(Reason)
    assert all((block.reason is None) == block.kept for block in blocks)


def describe(block: BlockExplanation) -> tuple[str, Reason | None, str, str]:
    return block.text, block.reason, block.rule, block.xpath


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article(html: bytes) -> None:
    assert is_balanced(extract(html, URL))


@given(st.text(max_size=200))
def test_any_text_gives_an_article(html: str) -> None:
    assert is_balanced(extract(html, URL))


@given(st.text("<>/!-=\"' abpdivtrlehm[]{}:,&#;x0", max_size=200))
def test_anything_like_markup_gives_an_article(html: str) -> None:
    assert is_balanced(extract(html, URL))


@pytest.mark.parametrize(
    "html",
    [
        b"",
        "",
        b"\0",
        b" \n\t ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"<",
        b"<!doctype html>",
        b"<html></html>",
        b"<!-- only a comment",
        b"<script>only();</script>",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"\x1f\x8b\x08\x00" + bytes(range(255, -1, -1)) * 4,
        b"PK\x03\x04" + b"\0" * 1000,
        b'{"json": ["is", "no", "page"]}',
        b"<?xml version='1.0'?><rss><channel><title>t</title></channel></rss>",
        "<p>&#0;&#xD800;&#x110000;&#99999999999;&nosuch;</p>",
        "<html><frameset><frame src=a></frameset></html>",
        "<body></body></html></html><p>after</p>",
        "</p></div></body><li></ul>",
        "<table><table><table></td></tr><caption>",
        "<a href='http://[bad'>link</a><img src='http://[bad'><base href='http://[bad'>",
    ],
    ids=lambda html: f"{type(html).__name__}-{html[:24]!a}",
)
def test_what_is_no_page_gives_an_article_of_nothing_much(html: bytes | str) -> None:
    article = extract(html, URL)
    assert is_balanced(article)
    assert article.url == URL
    assert article.page_type is not PageType.ARTICLE


def test_half_of_a_surrogate_pair_gives_an_article() -> None:
    assert extract(around("<p>alone: \ud83d</p>"), URL).article_body.count("alone: ?") == 1


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "not a url",
        "/relative",
        "http://",
        "https://example.org:port/",
        "data:text/html,x",
        "http://[",
    ],
    ids=["none", "empty", "words", "relative", "no host", "port that is no number", "data", "malformed"],
)
def test_any_address_gives_an_article(url: str | None) -> None:
    assert extract(around("<p><a href='x'>y</a> <img src=z></p>"), url).article_body


@pytest.mark.parametrize(
    "url", ["http://[", "https://[::1/x", "//[bad]/x"], ids=["open bracket", "IPv6 left open", "words in brackets"]
)
def test_an_address_that_is_none_is_said_to_be(url: str) -> None:
    document = parse(PageInput("<p>Text.</p>", url))
    assert (document.page.url, document.base_url) == (None, None)
    assert [warning.code for warning in document.warnings] == ["malformed_url"]
    assert repr(url) in document.warnings[0].message


def test_an_address_that_can_be_read_is_not_doubted() -> None:
    document = parse(PageInput("<p>Text.</p>", URL))
    assert (document.page.url, document.warnings) == (URL, ())


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src='http://[bad'></iframe>",
        "<img srcset='a.jpg 1.2.3x'>",
        "<img srcset='a.jpg .w, b.jpg'>",
    ],
    ids=["src of a frame", "two full stops in a size", "size without digits"],
)
def test_an_attribute_that_cannot_be_read_is_passed_over(markup: str) -> None:
    assert extract(around(markup)).article_body


@pytest.mark.parametrize("depth", [100, 500])
@pytest.mark.parametrize("tag", ["div", "table><tr><td", "blockquote", "span", "b", "font", "section"])
def test_depth_gives_an_article(tag: str, depth: int) -> None:
    assert is_balanced(extract(f"<{tag}>words " * depth, URL))


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "word " * 500_000 + "</p>",
        "word<br><br>" * 2_000,
        "<" * 500_000,
        "&amp;" * 300_000,
        "<p>short</p>" * 3_000,
        "<li>" * 3_000,
        "<table>" + "<tr><td>a<td>b" * 5_000,
        "<h2>head</h2>" * 2_000,
        "<img src=a>" * 4_000,
        "<p>" + "<a href=/x>y</a> " * 4_000,
        "<p>" + "\u200d" * 300_000,
        "<title>" + "t" * 300_000,
        "<meta name=description content='" + "d " * 150_000 + "'>",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<p>By " + "Ada " * 30_000 + "</p>",
    ],
    ids=lambda html: ascii(html[:24]),
)
def test_a_heap_of_anything_is_read_in_bounded_time(html: str) -> None:
    start = time.process_time()
    assert is_balanced(extract(html, URL))
    assert time.process_time() - start < 10


def test_the_arguments_are_left_as_they_are() -> None:
    headers = {"Content-Type": "text/html; charset=utf-8"}
    page = bytearray(around("<p>More.</p>").encode())
    extract(bytes(page), URL, headers=headers, fetched_at=FETCHED)
    assert headers == {"Content-Type": "text/html; charset=utf-8"}


def test_bytes_and_text_of_one_page_give_the_same() -> None:
    page = around("<p>Größe, “quotes” — and 眠り.</p>")
    assert extract(page, URL) == extract(page.encode(), URL)


def test_the_content_hash_is_that_of_the_article_alone() -> None:
    page = around("<p>More.</p>")
    again = page.replace("<main>", "<nav><a href=/x>Menu</a></nav><main>")
    assert extract(page).content_hash == extract(again).content_hash
    assert extract(page).content_hash != extract(page.replace("More.", "Less.")).content_hash


def test_every_key_is_in_the_json() -> None:
    written = msgspec.json.decode(msgspec.json.encode(extract("")), type=dict[str, object])
    assert len(written) == len(msgspec.structs.fields(Article))


@pytest.mark.parametrize(
    "start",
    [
        "<!doctype html><title>On sleep</title>",
        "<html><head><title>On sleep</title><nav>Menu</nav>",
        "<meta charset=utf-8>",
    ],
    ids=["no html, head and body", "head left open", "meta alone"],
)
def test_a_page_without_the_tags_that_may_be_left_out_is_read_in_full(start: str) -> None:
    article = extract(f"{start}<main><h1>On sleep</h1>{PROSE}</main><footer>The end.</footer>".encode(), URL)
    assert article.article_body.count("Sentence number") == 20
    assert is_balanced(article)


@pytest.mark.parametrize("control", ["&#1;", "\x01", "&#xb;", "\x1f", "&#xfffe;", "\uffff"])
@pytest.mark.parametrize(
    "markup",
    [
        '<img data-src="x" src="blank.gif" alt="a"><noscript><img src="a{0}.jpg" alt="b{0}" width="9"></noscript>',
        '<img src="blank.gif"><noscript><img src="a.jpg" srcset="b.jpg{0} 2x" width="9"></noscript>',
        "<style>.vh {{ position: absolute; clip: rect(0 0 0 0) }}</style><p>See<span class='vh {0}'>it</span></p>",
        "<p>About <sup>1</sup>/<sub>2</sub>{0} cup, <sup>1</sup>/4{0} spoon and 10<sup>9{0}</sup> cells{0}.</p>",
        "<p>10<sup><b>{0}</b>12</sup> and a<sup>({0}x)</sup> and H<sub>{0}2</sub>O<sup><i>b</i>{0}c</sup></p>",
        "<math><mi>x{0}</mi><msup><mi>y</mi><mn>2{0}</mn></msup></math>",
        "<p>x{0}<img alt='W' src='w.png'>hat{0} tends</p><p><span style='float:left'>M</span> ost{0} people.</p>",
        "<pre>one{0}\ntwo</pre><table><th>A{0}</th><td>{0}</td></table>",
        "<p class='{0}' id='a{0}' style='{0}'>{0}</p><a href='/x{0}' title='{0}'>{0}</a>",
    ],
)
def test_characters_that_xml_has_not_harm_no_page(markup: str, control: str) -> None:
    article = extract(around(markup.format(control)), URL)
    assert "Sentence number" in article.article_body
    assert is_balanced(article)
