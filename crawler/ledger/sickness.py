"""Whether what a run found missing is to be believed. Pure.

A server that is being repaired answers 404 for everything, a firewall sends every reader to one page, a domain that was
not paid for leads to an advertisement. For one night that looks as if all articles had been taken down at once. Such a
run is sick: what it found missing stays in the export, until a run that is not sick finds the same, or until so many
runs over so many days have found it that the site has really died or moved.
"""

from __future__ import annotations

from dataclasses import dataclass

from wellread.crawler.ledger.revisit_policy import DAY_SECONDS

# A blog takes single articles down, and a few at once; from these numbers on it is more likely to be ill.
MIN_MISSING = 3
MAX_MISSING_SHARE = 0.10  # of all articles that it had
MIN_MISSING_OF_SMALL_SITE = 2
MAX_MISSING_SHARE_OF_SMALL_SITE = 0.50  # reached, not exceeded
MAX_UNSHOWN_SHARE_OF_VISITED = 0.50  # of the articles that were visited in the run

MIN_RUNS_TO_BELIEVE = 3
MIN_SECONDS_TO_BELIEVE = 7 * DAY_SECONDS


@dataclass(frozen=True)
class ArticleResponses:
    """How the pages of the articles that a site had before a run have answered in it.

    `known` is how many articles there were, `visited` how many of their pages were asked for. Of these, `missing` no
    longer show their article, and `refused` could not be had: that says nothing of an article, and much of a server.
    `start_responded`: the start page could be read, and names pages.
    """

    known: int
    visited: int
    missing: int
    refused: int = 0
    start_responded: bool = True


def is_sick(responses: ArticleResponses) -> bool:
    """Whether more articles are missing than a site takes down in one night, or its start page does not answer."""
    if not responses.missing:
        return False
    unshown = responses.missing + responses.refused
    return (
        not responses.start_responded
        or (responses.missing >= MIN_MISSING and responses.missing > MAX_MISSING_SHARE * responses.known)
        or (unshown >= MIN_MISSING and unshown > MAX_UNSHOWN_SHARE_OF_VISITED * responses.visited)
        or (
            responses.missing >= MIN_MISSING_OF_SMALL_SITE
            and responses.missing >= MAX_MISSING_SHARE_OF_SMALL_SITE * responses.known
        )
    )


def is_missing_for_good(runs: int, seconds: float) -> bool:
    """Whether an article is believed to be gone, though the runs were sick: so many in a row, over such a time."""
    return runs >= MIN_RUNS_TO_BELIEVE and seconds >= MIN_SECONDS_TO_BELIEVE
