"""What a crawl did: counted while it runs, shown when it ends."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where a URL was found."""

    SITEMAP = "sitemaps"
    FEED = "feeds"
    START = "start page"
    LISTING = "listing pages"
    ARTICLE = "articles"


@dataclass
class Report:
    """The running count of one crawl."""

    url: str
    discovered: dict[Source, set[str]] = field(default_factory=lambda: {source: set() for source in Source})
    fetched: int = 0
    articles: int = 0
    waiting: int = 0
    current: str = ""
    beyond_limit: int = 0
    not_articles: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    start_failed: str | None = None
    start_is_article: bool = False
    aborted: str | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def found(self) -> int:
        """How many different URLs all sources together named."""
        return len(set().union(*self.discovered.values()))

    @property
    def seconds(self) -> float:
        """Time since the crawl began."""
        return time.monotonic() - self.started

    @property
    def failure(self) -> str | None:
        """Why the site counts as failed, in one line; None if it does not."""
        if self.start_failed:
            return f"{self.url}: {self.start_failed}"
        if self.articles:
            return None
        if self.start_is_article:
            return f"{self.url}: the start page is itself an article; give the page that lists the articles"
        return f"{self.url}: no article found ({self.fetched} pages read)"
