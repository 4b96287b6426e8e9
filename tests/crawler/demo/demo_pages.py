"""The pages of the demo, the articles that are expected of them, and how the tests look at both."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement, document_fromstring

from wellread.crawler.demo import ExpectedArticle, build_expected_articles
from wellread.crawler.demo.site import build_site
from wellread.extractors.article import ListBlock, Paragraph, Quote, Section, Table

BASE_URL = "http://demo.test"
SITE = build_site(BASE_URL)
ARTICLES = {urlsplit(expected.url).path: expected for expected in build_expected_articles(BASE_URL)}
HTML_PATHS = [path for path, page in SITE.items() if page.content_type.startswith("text/html")]
XML_PATHS = [path for path, page in SITE.items() if "xml" in page.content_type]

PLAIN = "/blog/a-wind-down-hour-that-survives-real-life"
QUOTES_EMPTY_STATE = "/blog/how-to-check-a-supplement-before-you-buy"
GUEST = "/blog/balance-training-after-sixty"
HIDDEN_COPY = "/blog/light-and-the-body-clock"
NO_AUTHOR = "/blog/five-minutes-of-slow-breathing"
QUESTIONS = "/blog/more-fibre-without-the-bloating"
TWO_AUTHORS = "/blog/staying-active-with-a-sore-back"

each_article = pytest.mark.parametrize("path", ARTICLES)


def text(path: str) -> str:
    return SITE[path].content.decode()


def document(path: str) -> HtmlElement:
    return document_fromstring(text(path))


def texts(path: str, css_class: str) -> list[str]:
    return [element.text_content() for element in document(path).find_class(css_class)]


def sections(expected: ExpectedArticle) -> Iterator[Section]:
    pending = list(expected.sections)
    while pending:
        section = pending.pop(0)
        yield section
        pending = [*section.sections, *pending]


def plain(expected: ExpectedArticle) -> str:
    """All words of the expected article, in order."""

    def items(block: ListBlock) -> Iterator[str]:
        for item in block.items:
            yield item.text
            yield from (nested.text for nested in item.items)

    def words(section: Section) -> Iterator[str]:
        yield section.heading or ""
        for block in section.blocks:
            match block:
                case Paragraph(said) | Quote(said):
                    yield said
                case ListBlock():
                    yield from items(block)
                case Table(_, header, rows):
                    yield from (*header, *(cell for row in rows for cell in row))

    return " ".join(part for section in sections(expected) for part in words(section))


def kinds(path: str) -> set[type]:
    return {type(block) for section in sections(ARTICLES[path]) for block in section.blocks}
