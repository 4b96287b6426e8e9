"""A run that read half a site, or half of each page, is noticed; the ordinary life of a blog is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.runs.health import check_health
from wellread.crawler.runs.record import SiteRecord

FULL = {"headline": 1.0, "authors": 0.95, "datePublished": 1.0, "articleBody": 1.0}


def site(**changes: Any) -> SiteRecord:
    ordinary: dict[str, Any] = {
        "site": "tea", "url": "https://tea.example/", "status": "done", "complete": True, "articles": 100, "read": 100,
        "fetched": 110, "coverage": FULL,
    }  # fmt: skip
    return SiteRecord(**(ordinary | changes))


def messages(now: SiteRecord, *earlier: SiteRecord) -> list[str]:
    return [f"{finding.check}: {finding.message}" for finding in check_health(now, earlier)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"articles": 80}, "vanished: 20 of 100 articles have vanished"),
        ({"articles": 85, "new": 5}, "vanished: 20 of 100 articles have vanished"),
        ({"suspended": 1}, "vanished: 1 of 100 articles have vanished; they count until a later run confirms it"),
        ({"listed": 0}, "start: the start page names no page of the site any more"),
        (
            {"missing_archive_files": ("a.warc.gz", "b.warc.gz")},
            "archive: archive files that hold pages of current articles are gone: a.warc.gz, b.warc.gz",
        ),
        ({"coverage": FULL | {"authors": 0.5}}, "coverage: authors: in 50% of the articles read, 95% before"),
        ({"blocked": 60}, "blocked: 60 of 110 responses were refusals"),
        ({"failed": 30}, "failing: 30 pages could not be fetched, with 110 responses in all"),
    ],
    ids=["vanished", "vanished-though-some-are-new", "suspended", "start", "archive", "coverage", "blocked", "failing"],
)
def test_what_is_noticed(changes: dict[str, Any], message: str) -> None:
    assert messages(site(**changes), site()) == [message]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"articles": 130, "new": 30},
        {"articles": 95, "gone": 5},
        {"coverage": FULL | {"authors": 0.8}},
        {"read": 9, "coverage": {"headline": 0.1}},
        {"blocked": 4, "fetched": 5},
        {"failed": 4, "fetched": 5},
        {"failed": 50, "status": "failed", "complete": False},
        {"complete": False, "status": "interrupted", "articles": 95},
    ],
    ids=[
        "nothing-changed",
        "new-articles",
        "few-gone",
        "coverage-fell-a-little",
        "few-articles-read",
        "few-blocked",
        "few-failed",
        "failed-as-a-whole",
        "interrupted",
    ],
)
def test_what_is_ordinary_life(changes: dict[str, Any]) -> None:
    assert messages(site(**changes), site()) == []


def test_a_small_blog_may_take_two_articles_down() -> None:
    assert messages(site(articles=3, gone=2), site(articles=5)) == []


def test_what_is_not_settled_is_told_again_and_all_else_once() -> None:
    lost = {"suspended": 3, "listed": 0, "missing_archive_files": ("a.warc.gz",)}
    assert messages(site(**lost), site(**lost)) == [
        "vanished: 3 of 100 articles have vanished; they count until a later run confirms it"
    ]


def test_the_first_run_has_nothing_to_be_compared_with() -> None:
    assert messages(site(articles=1, coverage={})) == []


def test_coverage_is_compared_with_the_last_run_that_read_enough() -> None:
    quiet = site(read=2, coverage={"headline": 1.0})
    broken = site(coverage=FULL | {"datePublished": 0.0})
    assert messages(broken, quiet, quiet, site()) == [
        "coverage: datePublished: in 0% of the articles read, 100% before"
    ]
    assert messages(broken, quiet) == []


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_run_like_the_one_before_is_healthy(articles: int, read: int) -> None:
    same = site(articles=articles, read=read)
    assert messages(same, same) == []
