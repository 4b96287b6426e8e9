from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


AFFILIATED = (
    '<b itemprop="name">Ida Holm</b><div itemprop="affiliation" itemscope itemtype="https://schema.org/Organization">'
    '<b itemprop="name">The University</b></div>'
)


TOLD = f"<b>Ida Holm</b><p>Writes, sleeps, and keeps bees; settle down. {'Rest, calm, and quiet. ' * 9}</p>"


def marked_author(inner: str) -> str:
    person = '<div itemprop="author" itemscope itemtype="https://schema.org/Person">'
    article = '<div itemscope itemtype="https://schema.org/Article"><h1>How to Rest Well</h1>'
    return f"{article}{person}{inner}</div></div>"


def test_microdata_in_the_head_is_the_articles(described: Describe) -> None:
    head = '<meta itemprop="datePublished" content="2023-07-01"><meta itemprop="author" content="Lena Park">'
    found = described(head=head)
    assert ([person.name for person in found.authors], found.date_published) == (["Lena Park"], "2023-07-01")


def test_works_without_the_title_are_teasers(described: Describe) -> None:
    date = '<meta itemprop="datePublished" content="2023-0{}-01">'
    teaser = f'<article itemscope itemtype="https://schema.org/Article">{date}</article>'
    assert described(after="".join(map(teaser.format, range(1, 5)))).date_published is None


def test_the_one_work_with_another_title_is_a_teaser(described: Describe) -> None:
    teaser = (
        '<div itemscope itemtype="https://schema.org/Article"><b itemprop="headline">Soup for Slow Days</b>'
        '<meta itemprop="datePublished" content="2019-01-04"></div>'
    )
    assert described(after=teaser).date_published is None
    assert described(after=teaser.replace("Soup for Slow Days", "How to Rest Well")).date_published == "2019-01-04"


def test_what_the_article_cites_says_nothing_about_the_article(described: Describe) -> None:
    cited = (
        '<div itemscope itemtype="https://schema.org/Article"><ol><li itemprop="citation" itemscope'
        ' itemtype="https://schema.org/ScholarlyArticle"><span itemprop="author">Ida Holm</span>'
        '<meta itemprop="datePublished" content="2001-05-05"></li></ol></div>'
    )
    found = described(after=cited)
    assert (found.authors, found.date_published) == ((), None)


def test_microdata_of_the_article_is_read(described: Describe) -> None:
    marked = (
        '<div itemscope itemtype="https://schema.org/Article"><span itemprop="author" itemscope'
        ' itemtype="https://schema.org/Person"><span itemprop="name">Ida Holm</span></span>'
        '<meta itemprop="datePublished" content="2024-05-03"></div>'
    )
    found = described(after=marked)
    assert ([person.name for person in found.authors], found.date_published) == (["Ida Holm"], "2024-05-03")
    assert found.field_sources.authors.source == "microdata"


@pytest.mark.parametrize("inner", [AFFILIATED, TOLD], ids=["affiliation", "biography"])
def test_the_box_of_an_author_in_microdata_names_the_author_alone(described: Describe, inner: str) -> None:
    assert [person.name for person in described(after=marked_author(inner)).authors] == ["Ida Holm"]


def test_who_brought_an_article_up_to_date_is_no_author_in_microdata(described: Describe) -> None:
    assert described(after=marked_author("Updated by Ida Holm")).authors == ()


def test_rdfa_that_begins_in_the_page_is_read(described: Describe) -> None:
    found = described(
        '<div vocab="https://schema.org/" typeof="MedicalWebPage"><b property="author" typeof="Person">'
        '<b property="name">Lena Park</b></b><b property="lastReviewed" content="2024-06-07">June 7</b></div>'
    )
    assert ([person.name for person in found.authors], found.last_reviewed) == (["Lena Park"], "2024-06-07")


def test_microdata_in_a_menu_is_of_other_articles(described: Describe) -> None:
    assert described(after=f"<nav>{marked_author('<i>Ida Holm</i>')}</nav>").authors == ()
