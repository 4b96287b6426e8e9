"""What the crawl of one site did: counted while it runs, recorded when it ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from wellread.crawler.ledger import Change, FinishedVisit, Outcome, Revision, RunSummary
from wellread.crawler.runs.health import WATCHED_FIELDS
from wellread.crawler.runs.record import MAX_FAILED_PAGES_LISTED, FailedPage, SiteRecord, SiteStatus
from wellread.extractors.article import Article


class Source(StrEnum):
    """Where a URL was found."""

    SITEMAP = "sitemaps"
    FEED = "feeds"
    START = "start page"
    LISTING = "listing pages"
    ARTICLE = "articles"


@dataclass
class Report:
    """The running count of one site, which is called `name`; `summary` is what the ledger says of
    it in the end.
    """

    url: str
    name: str = ""
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
    given_up: str | None = None
    summary: RunSummary | None = None
    read: int = 0
    fields: Counter[str] = field(default_factory=Counter)  # how many of the articles read have a field
    started: float = field(default_factory=time.monotonic)

    def begin(self, summary: RunSummary) -> None:
        """Take over what the run had done before its process was killed."""
        self.new, self.changed, self.waiting = summary.new_articles, summary.changed_articles, summary.unvisited_urls

    def count(self, finished: FinishedVisit) -> None:
        """Count a visit that has ended."""
        self.outcomes[finished.outcome] += 1
        self.waiting += finished.new_urls - 1
        self.count_revisions(finished.revisions)

    def count_revisions(self, revisions: Iterable[Revision]) -> None:
        """Count articles that were written."""
        for revision in revisions:
            self.new += revision.change is Change.NEW
            self.changed += revision.change is Change.CHANGED

    def note(self, article: Article) -> None:
        """Count an article that was read, and what it has."""
        self.read += 1
        self.fields.update(name for name, value in _watched(article).items() if value)

    @property
    def coverage(self) -> dict[str, float]:
        """Field to the share of the articles read that have it."""
        return {name: round(self.fields[name] / self.read, 4) for name in WATCHED_FIELDS} if self.read else {}

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
        """Why the site counts as failed, in a few words; None if it does not."""
        if self.start_failed or self.given_up:
            return self.start_failed or self.given_up
        if self.summary and self.summary.current_articles:
            return None
        if self.start_is_article:
            return "the start page is itself an article; give the page that lists the articles"
        return f"no article found ({self.fetched} pages read)"


def recorded(report: Report, status: SiteStatus, reason: str | None) -> SiteRecord:
    """The site in `run.json`."""
    done: dict[str, int] = dict(report.outcomes.items())
    summary = report.summary or RunSummary({}, 0, report.waiting, done, report.new, report.changed, 0, 0)
    outcomes, by_source = Counter(summary.visits_by_outcome), summary.discovered_by_source
    failures = [FailedPage(url=url, reason=why) for url, why in report.failed.items()]
    return SiteRecord(
        site=report.name or report.url,
        url=report.url,
        status=status,
        reason=reason,
        complete=status == "done" and not summary.unvisited_urls,
        discovered={source: by_source[source] for source in Source if source in by_source},
        found=summary.known_urls,
        fetched=report.fetched,
        unchanged=outcomes[Outcome.UNCHANGED],
        new=summary.new_articles,
        changed=summary.changed_articles,
        gone=outcomes[Outcome.GONE],
        replaced=outcomes[Outcome.REPLACED],
        blocked=outcomes[Outcome.BLOCKED] + outcomes[Outcome.PAYWALLED],
        failed=outcomes[Outcome.FAILED] + outcomes[Outcome.QUARANTINED],
        waiting=summary.unvisited_urls,
        articles=summary.current_articles,
        read=report.read,
        coverage=report.coverage,
        not_articles=dict(report.not_articles),
        failures=tuple(failures[:MAX_FAILED_PAGES_LISTED]),
    )


def _watched(article: Article) -> dict[str, object]:
    return {
        "headline": article.headline,
        "authors": article.authors,
        "datePublished": article.date_published,
        "mainImage": article.main_image,
        "description": article.description,
        "articleBody": article.article_body,
    }
