"""What a crawl did: counted while it runs, shown when it ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.ledger import Change, Finished, Outcome, Revision, Summary


class Source(StrEnum):
    """Where a URL was found."""

    SITEMAP = "sitemaps"
    FEED = "feeds"
    START = "start page"
    LISTING = "listing pages"
    ARTICLE = "articles"


@dataclass
class Report:
    """The running count of one crawl; `summary` is what the ledger says of the whole run, once it has ended."""

    url: str
    fetched: int = 0
    waiting: int = 0
    current: str = ""
    new: int = 0
    changed: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    not_articles: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    start_failed: str | None = None
    start_is_article: bool = False
    aborted: str | None = None
    summary: Summary | None = None
    started: float = field(default_factory=time.monotonic)

    def begin(self, summary: Summary) -> None:
        """Take over what the run had done before its process was killed."""
        self.new, self.changed, self.waiting = summary.new, summary.changed, summary.waiting

    def count(self, finished: Finished) -> None:
        """Count a visit that has ended."""
        self.outcomes[finished.outcome] += 1
        self.waiting += finished.discovered - 1
        self.count_revisions(finished.revisions)

    def count_revisions(self, revisions: Iterable[Revision]) -> None:
        """Count articles that were written."""
        for revision in revisions:
            self.new += revision.change is Change.NEW
            self.changed += revision.change is Change.CHANGED

    @property
    def articles(self) -> int:
        """How many articles the run has added or changed."""
        return self.new + self.changed

    @property
    def seconds(self) -> float:
        """Time since the crawl began."""
        return time.monotonic() - self.started

    @property
    def failure(self) -> str | None:
        """Why the site counts as failed, in one line; None if it does not."""
        if self.start_failed:
            return f"{self.url}: {self.start_failed}"
        if self.summary and self.summary.articles:
            return None
        if self.start_is_article:
            return f"{self.url}: the start page is itself an article; give the page that lists the articles"
        return f"{self.url}: no article found ({self.fetched} pages read)"
