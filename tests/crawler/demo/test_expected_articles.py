"""What is expected of the demo agrees with its pages, and covers every kind of block."""

from __future__ import annotations

import pytest

from tests.crawler.demo.demo_pages import (
    ARTICLES,
    BASE_URL,
    GUEST,
    HIDDEN_COPY,
    NO_AUTHOR,
    PLAIN,
    TWO_AUTHORS,
    document,
    each_article,
    kinds,
    plain,
    sections,
    texts,
)
from wellread.crawler.demo.markdown import parse_markdown
from wellread.extractors.article import Figure, ListBlock, Paragraph, Quote, Role, Table


@each_article
def test_every_text_of_the_article_is_on_its_page(path: str) -> None:
    page = " ".join("".join(map(str, document(path).itertext())).split())
    for section in sections(ARTICLES[path]):
        assert (section.heading or "") in page
        for block in section.blocks:
            if isinstance(block, Paragraph | Quote):
                assert block.text in page


@each_article
def test_the_headings_are_those_of_the_page_in_order(path: str) -> None:
    body = document(path).find_class("blog-body_layout")[0]
    for hidden in body.find_class("blog-body_mobile"):
        hidden.drop_tree()
    not_article = {*texts(path, "blog-cta_heading"), *texts(path, "blog-promo_heading")}
    found = [heading.text_content() for heading in body.iter("h2", "h3", "h4")]
    headings = [section.heading for section in sections(ARTICLES[path]) if section.heading]
    assert [heading for heading in found if heading not in not_article] == headings


@each_article
def test_no_boilerplate_is_in_the_article_and_all_of_it_is_on_the_page(path: str) -> None:
    expected = ARTICLES[path]
    said = plain(expected)
    page = "".join(map(str, document(path).itertext()))
    assert len(expected.boilerplate) > 40
    assert [line for line in expected.boilerplate if line in said] == []
    assert [line for line in expected.boilerplate if line not in page] == []


@each_article
def test_the_introduction_comes_first_and_is_not_empty(path: str) -> None:
    introduction = ARTICLES[path].sections[0]
    assert (introduction.heading, introduction.level) == (None, 0)
    assert introduction.blocks


@each_article
def test_an_article_has_between_350_and_900_words(path: str) -> None:
    assert 350 <= len(plain(ARTICLES[path]).split()) <= 900


def test_together_they_hold_every_kind_of_block_and_role() -> None:
    assert len(ARTICLES) >= 8
    assert set.union(*map(kinds, ARTICLES)) == {Figure, ListBlock, Paragraph, Quote, Table}
    roles = {section.role for expected in ARTICLES.values() for section in sections(expected)}
    assert roles == {None, Role.FAQ, Role.KEY_TAKEAWAYS, Role.REFERENCES}
    assert {section.level for expected in ARTICLES.values() for section in sections(expected)} == {0, 2, 3, 4}


def test_lists_nest_and_tables_and_figures_have_captions() -> None:
    blocks = [b for expected in ARTICLES.values() for section in sections(expected) for b in section.blocks]
    assert any(item.items for block in blocks if isinstance(block, ListBlock) for item in block.items)
    assert any(block.ordered for block in blocks if isinstance(block, ListBlock))
    assert any(block.caption for block in blocks if isinstance(block, Table))
    assert all(block.caption and block.alt for block in blocks if isinstance(block, Figure))
    assert any(block.cite for block in blocks if isinstance(block, Quote))


def test_a_guest_has_an_honorific_and_credentials_a_reviewer_and_two_dates() -> None:
    guest = ARTICLES[GUEST]
    (author,) = guest.authors
    assert (author.name, author.honorific, author.credentials) == ("Helen Oduya", "Dr.", ("DPT", "GCS"))
    assert [(reviewer.name, reviewer.credentials) for reviewer in guest.reviewed_by] == [("Joaquín Ferrer", ("MD",))]
    assert (guest.date_published, guest.date_modified) == ("2024-11-05", "2025-04-22")


def test_authors_may_be_none_two_or_a_team() -> None:
    assert ARTICLES[NO_AUTHOR].authors == ()
    assert [author.name for author in ARTICLES[TWO_AUTHORS].authors] == ["Priya Ramanathan", "Mara Lindqvist"]
    assert [author.type for author in ARTICLES[PLAIN].authors] == ["organization"]


def test_links_are_absolute() -> None:
    links = [
        link.href
        for section in sections(ARTICLES[PLAIN])
        for block in section.blocks
        if isinstance(block, Paragraph)
        for link in block.links
    ]
    assert links == [BASE_URL + HIDDEN_COPY]


def test_markdown_beyond_the_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="no hr in"):
        parse_markdown("One.\n\n---\n\nTwo.\n")
