"""Each URL is fetched once, and each article speaks once, in whatever order the pages answer."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from crawler.extraction import Page
from crawler.frontier import Candidate, Frontier, Twins
from extractors.article import Accounting, Article


def a_page(url: str, canonical: str | None = None, headline: str = "Tea") -> Candidate:
    article = Article(
        url=url, headline=headline, content_hash=headline, accounting=Accounting(0, 0, 0), extractor_version="1"
    )
    return Candidate(url, canonical or url, article, Page(url, 200, {}, b"", datetime.now(UTC)))


def published(order: tuple[Candidate | str, ...], coming: set[str]) -> set[tuple[str, str]]:
    """What is published, as (URL, canonical URL), if pages answer in this order; a plain string is a URL that fails."""
    twins, chosen = Twins(), []
    for answer in order:
        if isinstance(answer, Candidate):
            chosen += [twins.offer(answer, canonical_comes=answer.canonical in coming)]
            chosen += twins.finish(answer.url)
        else:
            chosen += twins.finish(answer)
    return {(candidate.url, candidate.canonical) for candidate in chosen if candidate}


def test_the_frontier_admits_each_url_once_and_no_more_than_its_limit() -> None:
    frontier = Frontier(limit=2)
    assert [frontier.admit(url) for url in ("a", "b", "a", "c", "c")] == [True, True, False, False, False]
    assert frontier.knows("a")
    assert frontier.refused == {"c"}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([a_page("a")], {("a", "a")}),
        ([a_page("a"), a_page("print", "a"), a_page("amp", "a")], {("a", "a")}),
        (["a", a_page("print", "a"), a_page("amp", "a")], {("print", "a"), ("amp", "a")}),
        (["a", a_page("print", "a")], {("print", "a")}),
        ([a_page("a"), a_page("b", "a", "Coffee"), a_page("c", "a", "Cocoa")], {("a", "a"), ("b", "b"), ("c", "c")}),
    ],
    ids=["alone", "twins", "twins whose canonical fails", "one whose canonical fails", "a template that is wrong"],
)
def test_the_outcome_does_not_depend_on_the_order(pages: list[Candidate | str], expected: set[tuple[str, str]]) -> None:
    outcomes = [published(order, coming={"a"}) for order in permutations(pages)]
    assert all(
        {canonical for _, canonical in outcome} == {canonical for _, canonical in expected} for outcome in outcomes
    )
    assert all(outcome <= expected for outcome in outcomes)


@pytest.mark.parametrize("order", list(permutations([a_page("a", "b"), a_page("b", "a")])))
def test_pages_that_name_each_other_give_one_article(order: tuple[Candidate, ...]) -> None:
    assert len(published(order, coming={"a", "b"})) == 1


def test_a_canonical_url_that_is_not_fetched_is_not_waited_for() -> None:
    assert published((a_page("print", "a"),), coming=set()) == {("print", "a")}
