"""The articles of the demo blog, read page by page, against the truth that its own sources tell."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import msgspec
import pytest

from crawler.demo import ExpectedArticle, expected_articles, serve
from extractors import Article, extract
from extractors.article import PageType, Section

FIELDS = ("headline", "authors", "reviewed_by", "date_published", "date_modified")
# The port is part of every address, and so of the truth: only the slugs are known before the server runs.
SLUGS = tuple(article.url.rsplit("/", 1)[-1] for article in expected_articles("http://localhost"))


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve() as url:
        yield url


@pytest.fixture(scope="module", params=SLUGS)
def read_and_expected(request: pytest.FixtureRequest, base_url: str) -> tuple[Article, ExpectedArticle]:
    expected = next(item for item in expected_articles(base_url) if item.url.endswith(f"/{request.param}"))
    with urllib.request.urlopen(expected.url) as response:
        return extract(response.read(), expected.url, headers=dict(response.headers)), expected


@pytest.mark.parametrize("field", FIELDS)
def test_the_demo_says_what_its_source_says(read_and_expected: tuple[Article, ExpectedArticle], field: str) -> None:
    article, expected = read_and_expected
    assert getattr(article, field) == getattr(expected, field)


def test_the_sections_of_the_demo_are_those_of_its_source(read_and_expected: tuple[Article, ExpectedArticle]) -> None:
    article, expected = read_and_expected
    assert _without_ids(article.sections) == _without_ids(expected.sections)


def test_a_demo_article_is_an_article(read_and_expected: tuple[Article, ExpectedArticle]) -> None:
    assert read_and_expected[0].page_type is PageType.ARTICLE


def _without_ids(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        msgspec.structs.replace(section, id="", sections=_without_ids(section.sections)) for section in sections
    )
