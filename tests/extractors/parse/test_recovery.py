"""Pages that swallow their own text, or hold it where no reader looks: shown where a browser shows it, else said."""

from __future__ import annotations

import pytest

from wellread.extractors import extract
from wellread.extractors.article import Article
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

TEXT = "A bed is for sleeping. Whoever lies awake in it for half an hour does better to get up and read."
BODY = (
    f"<p>{TEXT}</p><p>Go back when you are drowsy, and not before.</p><p>After a week the bed means sleep again.</p>"
    * 2
)
XHTML = {"Content-Type": "application/xhtml+xml"}


def texts_of(markup: str, headers: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in segment(parse(PageInput(markup, headers=headers or {}))).blocks if block.text]


def read(markup: str) -> tuple[Article, list[str]]:
    article = extract(f"<html><head><title>Beds</title></head><body><h1>Beds</h1>{markup}</body></html>")
    return article, [warning.code for warning in article.warnings]


@pytest.mark.parametrize(
    "markup",
    [
        f"<svg><path d='M0 0'>{BODY}",
        f"<my-post><template shadowrootmode='open'><style>p {{}}</style>{BODY}</template></my-post>",
        f"<my-post><template shadowroot='open'>{BODY}</template></my-post>",
        f"<a href='/here'>{BODY}",
    ],
    ids=["drawing", "shadow tree", "shadow tree of old", "link"],
)
def test_what_a_browser_shows_all_the_same_is_read(markup: str) -> None:
    article, warnings = read(markup)
    assert TEXT in article.article_body
    assert warnings == []


@pytest.mark.parametrize("markup", ["<svg><desc><p>A bed</p></desc></svg>", "<svg><title>A bed</title></svg>"])
def test_a_drawing_is_no_text(markup: str) -> None:
    assert texts_of(f"{markup}<p>after</p>") == ["after"]


@pytest.mark.parametrize("tag", ["template", "noscript", "object", "video", "iframe", "canvas"])
@pytest.mark.parametrize("end", ["</{}>", ""])
def test_on_a_page_without_text_what_stands_for_other_browsers_is_read(tag: str, end: str) -> None:
    article, warnings = read(f"<{tag}>{BODY}{end.format(tag)}")
    assert article.article_body.startswith(TEXT)
    assert warnings == ["text_not_shown"]


@pytest.mark.parametrize("tag", ["template", "noscript", "object", "video", "iframe", "canvas"])
def test_beside_text_it_is_not(tag: str) -> None:
    assert TEXT not in texts_of(f"<{tag}><p>{TEXT}</p></{tag}>{BODY.replace(TEXT, TEXT[::-1])}")


def test_a_page_of_frames_shows_what_it_holds_for_browsers_without() -> None:
    assert TEXT in texts_of(f"<html><frameset><frame src=a><noframes><body>{BODY}</body></noframes></frameset></html>")


@pytest.mark.parametrize("opened", ["<!-- never closed ", "<script>", "<style>", '<a href="x>', "<iframe srcdoc='"])
def test_text_that_nobody_can_see_is_never_lost_in_silence(opened: str) -> None:
    article, warnings = read(opened + BODY)
    assert not article.article_body
    assert warnings == ["text_not_shown"]


def test_in_xhtml_a_cdata_section_is_text() -> None:
    section = "<script>//<![CDATA[\nif (a < b) {}\n//]]></script><div><![CDATA[5 < 6 & more]]></div>"
    assert texts_of(section, XHTML) == ["5 < 6 & more"]
    assert "5 < 6 & more" not in texts_of(section)


def test_a_page_of_few_words_shows_them() -> None:
    article, warnings = read("<p>The kettle talks</p>" * 5)
    assert warnings == []
    assert article.accounting.visible_chars
