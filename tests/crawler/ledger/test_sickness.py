"""A night in which a site answers otherwise than ever is told from the ordinary life of a blog."""

import pytest

from wellread.crawler.ledger.sickness import ArticleResponses, is_missing_for_good, is_sick

DAY = 86_400.0


@pytest.mark.parametrize(
    "answers",
    [
        ArticleResponses(known=1000, visited=1000, missing=1000),
        ArticleResponses(known=2, visited=2, missing=2),
        ArticleResponses(known=4, visited=4, missing=2),
        ArticleResponses(known=200, visited=100, missing=100),
        ArticleResponses(known=200, visited=5, missing=5),
        ArticleResponses(known=200, visited=50, missing=21),
        ArticleResponses(known=200, visited=10, missing=1, refused=7),
        ArticleResponses(known=200, visited=10, missing=1, start_responded=False),
        ArticleResponses(known=1, visited=1, missing=1, start_responded=False),
    ],
    ids=[
        "all",
        "all-of-a-tiny-site",
        "half-of-a-small-site",
        "half-of-a-site",
        "all-that-were-asked-for",
        "more-than-a-tenth",
        "refusals-beside-it",
        "no-start-page",
        "no-start-page-of-a-single-article",
    ],
)
def test_what_is_sick(answers: ArticleResponses) -> None:
    assert is_sick(answers)


@pytest.mark.parametrize(
    "answers",
    [
        ArticleResponses(known=200, visited=20, missing=0, refused=20, start_responded=False),
        ArticleResponses(known=1, visited=1, missing=1),
        ArticleResponses(known=5, visited=5, missing=2),
        ArticleResponses(known=200, visited=1, missing=1),
        ArticleResponses(known=200, visited=2, missing=2),
        ArticleResponses(known=200, visited=40, missing=20),
        ArticleResponses(known=200, visited=40, missing=1, refused=10),
    ],
    ids=[
        "nothing-missing",
        "the-only-article",
        "two-of-five",
        "the-only-one-asked-for",
        "both-that-were-asked-for",
        "a-tenth",
        "some-refusals-beside-it",
    ],
)
def test_what_is_ordinary_life(answers: ArticleResponses) -> None:
    assert not is_sick(answers)


@pytest.mark.parametrize(
    ("runs", "days", "believed"), [(3, 7, True), (40, 7, True), (2, 30, False), (3, 6.9, False), (1, 365, False)]
)
def test_a_site_that_has_died_is_believed_after_three_runs_over_seven_days(
    runs: int, days: float, *, believed: bool
) -> None:
    assert is_missing_for_good(runs, days * DAY) is believed
