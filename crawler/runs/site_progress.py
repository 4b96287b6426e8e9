"""What the crawl of one site does: counted while it runs, summarised for the record of the run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import MAX_FAILURES_LISTED, Change, FinishedVisit, Outcome, Revision, RunSummary
from wellread.crawler.runs.health import WATCHED_FIELDS
from wellread.crawler.runs.record import FailedPage, SiteRecord, SiteStatus
from wellread.extractors.article import Article
from wellread.output.character_counts import count_characters

# Key in the JSON of an article -> attribute.
_ATTRIBUTES = {key.encode_name: key.name for key in msgspec.structs.fields(Article)}


@dataclass
class SiteProgress:
    """What has been done so far on the site whose start page is at `url`.

    The spider counts here, and a terminal shows it. `name` stands for the site; `summary` is what
    the ledger knows of the run once it has ended.
    """

    url: str
    name: str = ""
    fetched: int = 0  # responses of any kind, except to sitemaps and feeds
    waiting: int = 0  # URLs to be visited
    current_url: str = ""
    new: int = 0  # articles
    changed: int = 0  # articles
    outcomes: Counter[Outcome] = field(default_factory=Counter)  # of visits
    not_articles: Counter[str] = field(default_factory=Counter)  # pages, by what they are instead
    failed_pages: dict[str, str] = field(default_factory=dict)  # URL -> why it has no page
    reserved_pages: dict[str, str] = field(default_factory=dict)  # URL -> why it was left alone
    start_failure: str | None = None  # why there is no start page
    start_is_article: bool = False
    listed: int | None = None  # pages that the start page names; None if it was not read
    abort_reason: str | None = None  # why what is found can no longer be kept
    is_lost: bool = False  # which is that another crawl has taken the site over
    give_up_reason: str | None = None  # why the rest is left to the next run
    summary: RunSummary | None = None
    read: int = 0  # articles that were extracted
    field_counts: Counter[str] = field(default_factory=Counter)  # articles read that have a field
    characters: Counter[str] = field(default_factory=Counter)  # of their pages, kept and dropped by reason
    started: float = field(default_factory=time.monotonic)  # seconds

    def resume(self, summary: RunSummary) -> None:
        """Take over what the run had done before its process was killed."""
        self.new, self.changed = summary.new_articles, summary.changed_articles
        self.waiting = summary.unvisited_urls

    def count_visit(self, finished: FinishedVisit) -> None:
        """Count a visit that has ended, with what it has written and discovered."""
        self.outcomes[finished.outcome] += 1
        self.waiting += finished.new_urls - 1
        self.count_revisions(finished.revisions)

    def count_revisions(self, revisions: Iterable[Revision]) -> None:
        """Count articles that were written."""
        for revision in revisions:
            self.new += revision.change is Change.NEW
            self.changed += revision.change is not Change.NEW

    def count_article(self, article: Article) -> None:
        """Count an article that was read, which of the watched fields it has, and what became of its page's text."""
        self.read += 1
        self.characters += count_characters(article)
        self.field_counts.update(name for name in WATCHED_FIELDS if getattr(article, _ATTRIBUTES[name]))

    @property
    def coverage(self) -> dict[str, float]:
        """Field -> share of the articles read that have it, 0 to 1."""
        if not self.read:
            return {}
        return {name: round(self.field_counts[name] / self.read, 4) for name in WATCHED_FIELDS}

    @property
    def articles_written(self) -> int:
        """How many articles the run has added or changed."""
        return self.new + self.changed

    @property
    def seconds(self) -> float:
        """Time since the crawl began."""
        return time.monotonic() - self.started

    @property
    def failure(self) -> str | None:
        """Why the site counts as failed, in a few words; None if it does not."""
        if self.start_failure or self.give_up_reason:
            return self.start_failure or self.give_up_reason
        if (self.summary and self.summary.current_articles) or self.reserved_pages:
            return None
        if self.start_is_article:
            return "the start page is itself an article; give the page that lists the articles"
        return f"no article found ({self.fetched} pages read)"


def summarise_site(progress: SiteProgress, status: SiteStatus, reason: str | None) -> SiteRecord:
    """The site in the record of the run, with its `status` and, if that is "failed", the reason.

    If the ledger could not summarise the run, the counts of this process stand in.
    """
    outcomes: dict[str, int] = dict(progress.outcomes.items())
    counted = RunSummary({}, 0, progress.waiting, outcomes, progress.new, progress.changed, 0, 0)
    summary = progress.summary or counted
    visits, by_source = Counter(summary.visits_by_outcome), summary.discovered_by_source
    failures = summary.failures if progress.summary else tuple(progress.failed_pages.items())
    reserved = summary.reserved if progress.summary else tuple(progress.reserved_pages.items())
    return SiteRecord(
        site=progress.name or progress.url,
        url=progress.url,
        status=status,
        reason=reason,
        complete=status == "done" and not summary.unvisited_urls,
        discovered={source: by_source[source] for source in LinkSource if source in by_source},
        found=summary.known_urls,
        fetched=summary.responses if progress.summary else progress.fetched,
        unchanged=visits[Outcome.UNCHANGED],
        new=summary.new_articles,
        changed=summary.changed_articles,
        gone=summary.gone_articles,
        replaced=visits[Outcome.REPLACED],
        not_found=visits[Outcome.GONE],
        blocked=visits[Outcome.BLOCKED],
        reserved=visits[Outcome.RESERVED],
        reserved_articles=summary.reserved_articles,
        failed=visits[Outcome.FAILED] + visits[Outcome.QUARANTINED],
        waiting=summary.unvisited_urls,
        articles=summary.current_articles,
        unconfirmed=summary.unconfirmed_articles,
        suspended=summary.suspended_articles,
        read=progress.read,
        coverage=progress.coverage,
        characters=dict(progress.characters),
        listed=progress.listed,
        not_articles=dict(progress.not_articles),
        failures=_name_pages(failures),
        reserved_pages=_name_pages(reserved),
    )


def _name_pages(pages: Sequence[tuple[str, str]]) -> tuple[FailedPage, ...]:
    return tuple(FailedPage(url=url, reason=reason) for url, reason in pages[:MAX_FAILURES_LISTED])
