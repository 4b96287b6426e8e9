"""The articles of the demo blog, read page by page, against the truth that its own sources tell."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import msgspec
import pytest

from wellread.crawler.demo import ExpectedArticle, build_expected_articles, serve_demo_site
from wellread.extractors import Article, extract
from wellread.extractors.article import Item, ListBlock, PageType, Role, Section

FIELDS = ("headline", "authors", "reviewed_by", "date_published", "date_modified")
# The port is part of every address, and so of the truth: only the slugs are known before the server runs.
SLUGS = tuple(article.url.rsplit("/", 1)[-1] for article in build_expected_articles("http://localhost"))


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve_demo_site() as url:
        yield url


@pytest.fixture(scope="module", params=SLUGS)
def read_and_expected(request: pytest.FixtureRequest, base_url: str) -> tuple[Article, ExpectedArticle]:
    expected = next(item for item in build_expected_articles(base_url) if item.url.endswith(f"/{request.param}"))
    with urllib.request.urlopen(expected.url) as response:
        return extract(response.read(), expected.url, headers=dict(response.headers)), expected


@pytest.mark.parametrize("field", FIELDS)
def test_the_demo_says_what_its_source_says(read_and_expected: tuple[Article, ExpectedArticle], field: str) -> None:
    article, expected = read_and_expected
    assert getattr(article, field) == getattr(expected, field)


def test_the_sections_of_the_demo_are_those_of_its_source(read_and_expected: tuple[Article, ExpectedArticle]) -> None:
    article, expected = read_and_expected
    assert _without_ids(article.sections) == _without_ids(expected.sections)


def test_the_references_of_the_demo_are_the_items_of_its_lists_of_sources(
    read_and_expected: tuple[Article, ExpectedArticle],
) -> None:
    article, expected = read_and_expected
    listed = [item for section in expected.sections if section.role is Role.REFERENCES for item in _items(section)]
    assert [reference.text for reference in article.references] == [item.text for item in listed]
    assert [reference.url for reference in article.references] == [
        item.links[0].href if item.links else None for item in listed
    ]
    assert all(reference.doi for reference in article.references if "doi.org" in (reference.url or ""))


def test_what_an_auditor_looks_for_is_found_in_the_demo(read_and_expected: tuple[Article, ExpectedArticle]) -> None:
    article, expected = read_and_expected
    present = {signal.id for signal in article.signals if signal.state == "present"}
    assert ("medical_review" in present) is bool(expected.reviewed_by)
    assert ("date_modified" in present) is (expected.date_modified is not None)
    assert ("references_heading" in present) is any(s.role is Role.REFERENCES for s in expected.sections)
    assert ("byline" in present) is bool(expected.authors)
    assert ("medical_disclaimer" in present) is any("do not replace" in text for text in expected.boilerplate)
    assert {"date_published", "flesch_kincaid_grade"} <= present
    assert "affiliate_link" not in present


@pytest.mark.parametrize(
    ("slug", "name", "quote"),
    [
        ("how-to-check-a-supplement-before-you-buy", "dosage", "25 mg"),
        ("an-appointment-with-your-worries", "crisis_line", "call or text 988"),
        ("light-and-the-body-clock", "citation_marker", "[1]"),
    ],
)
def test_the_demo_shows_a_dose_a_helpline_and_a_mark(base_url: str, slug: str, name: str, quote: str) -> None:
    with urllib.request.urlopen(f"{base_url}/blog/{slug}") as response:
        signals = extract(response.read(), response.url).signals
    assert quote in {signal.quote for signal in signals if signal.id == name}


def test_a_demo_article_is_an_article(read_and_expected: tuple[Article, ExpectedArticle]) -> None:
    assert read_and_expected[0].page_type is PageType.ARTICLE


def _items(section: Section) -> list[Item]:
    return [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items]


def _without_ids(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        msgspec.structs.replace(section, id="", sections=_without_ids(section.sections)) for section in sections
    )
