"""What goes into the ledger and what comes out of it.

Times are seconds since 1970 in UTC. A digest is the SHA-256 of a body, in hexadecimal digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wellread.crawler.record_location import RecordLocation
from wellread.output.changes import Change
from wellread.output.record import ArticleRecord


class LedgerError(Exception):
    """The state database cannot be used; the message names it, says why, and what to do."""


class BusyLedgerError(LedgerError):
    """Another crawl writes to the database."""


class BusySiteError(BusyLedgerError):
    """Another crawl has the site."""


class LostSiteError(LedgerError):
    """Another crawl has taken the site over, and nothing more may be requested from it or written about it."""


class UnusableLedgerError(LedgerError):
    """Nothing can be done with the database before somebody has looked at it: it is damaged, foreign, or read-only."""


class UrlKind(StrEnum):
    """What is expected at a URL."""

    START = "start"
    LIST = "list"  # a sitemap or a feed
    PAGE = "page"


# The low ones are visited first. A page that has failed comes after all others: it must not keep them waiting.
RANKS = {UrlKind.START: 0, UrlKind.LIST: 1, UrlKind.PAGE: 2}
RANK_AFTER_FAILURE = 3


class UrlState(StrEnum):
    """Where a URL stands in the crawl."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"


class Outcome(StrEnum):
    """What a visit came to. The values are stored and published. Only ARTICLE and PAYWALLED can write a revision."""

    ARTICLE = "article"
    DUPLICATE = "twin"  # an article that is published under another URL
    PENDING_CANONICAL = "held"  # an article whose canonical URL is still to be visited
    PAGE = "page"  # HTML, and no article
    LIST = "list"
    OTHER = "other"  # neither HTML nor a list
    UNCHANGED = "unchanged"
    GONE = "gone"
    REPLACED = "replaced"  # the URL had an article, and now shows something else
    REDIRECTED = "redirected"
    PAYWALLED = "paywalled"
    BLOCKED = "blocked"
    RESERVED = "reserved"  # its site reserves the rights, and such pages are left alone
    QUARANTINED = "quarantined"
    FAILED = "failed"
    RETRIED = "retried"  # failed, and to be tried once more in the same run


# The page showed an article.
ARTICLE_OUTCOMES = frozenset({Outcome.ARTICLE, Outcome.DUPLICATE, Outcome.PENDING_CANONICAL, Outcome.PAYWALLED})
# After each of these in a row the next visit waits longer.
FAILURE_OUTCOMES = frozenset({Outcome.GONE, Outcome.REPLACED, Outcome.BLOCKED, Outcome.QUARANTINED, Outcome.FAILED})


@dataclass(frozen=True)
class Validators:
    """What a server gave to ask it later whether a page has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Lease:
    """A URL taken from the frontier, to be visited now.

    `url` is normalised, `written` how the site writes it: that is asked for. `url_id` is the key of its row, `source`
    what named it first, `depth` how many links it lies from the start page, `hops` how many redirects or canonical
    links in a row have led to it. `attempt` counts the requests of this run, from 1. `validators` are set if the server
    may answer "not modified". `last_digest` is of the body that was read last, `last_location` is where that lies in
    the archive; `had_article`: it was an article then.
    """

    url_id: int
    url: str
    kind: UrlKind
    source: str
    depth: int
    attempt: int
    validators: Validators = Validators()
    last_digest: str | None = None
    last_location: RecordLocation | None = None
    had_article: bool = False
    hops: int = 0
    written: str = ""

    @property
    def address(self) -> str:
        """What is asked for: the URL as the site writes it."""
        return self.written or self.url


@dataclass(frozen=True)
class Subresource:
    """A script, a style or data that rendered pages load: how to ask whether it has changed, and its archived copy."""

    validators: Validators
    location: RecordLocation


@dataclass(frozen=True)
class PlannedVisit:
    """A URL that is to be visited: when it was last (None if never), what that came to, and why."""

    url: str
    kind: UrlKind
    visited_at: float | None
    outcome: str | None
    reason: str


@dataclass(frozen=True)
class SiteHolder:
    """The crawl that has a site: how it calls itself, and for how many seconds the server has not heard of it.

    `seems_dead`: for so long that the next crawl takes the site.
    """

    name: str
    silent_for: float
    seems_dead: bool


@dataclass(frozen=True)
class SiteSummary:
    """What is known of a site between two runs. Times are None if there was none, or the last has not ended.

    `pending_urls` are left from the last run, `due_urls` are those that a run would visit that began now, these among
    them. `unconfirmed` articles were not on their pages at the last visit. `is_unfinished`: the last run was cut short,
    or is under way; `holder` has it, on a server. `is_due`: it is time to crawl the site.
    """

    start_url: str
    articles: int
    unconfirmed: int
    known_urls: int
    pending_urls: int
    due_urls: int
    last_begun: float | None
    last_ended: float | None
    is_unfinished: bool
    is_due: bool = False
    holder: SiteHolder | None = None


@dataclass(frozen=True)
class FetchedResponse:
    """What the server sent, and where its copy lies in the archive; all defaults if it sent nothing."""

    status: int | None = None
    size_bytes: int = 0  # as received
    digest: str | None = None
    validators: Validators = Validators()
    location: RecordLocation | None = None
    sent_in_full: bool = True  # by the server: not restored from the archive after a "not modified"


@dataclass(frozen=True)
class ArticleCandidate:
    """An article as extracted at a URL: it may turn out to be a duplicate.

    `canonical_url` is the URL that the page gives itself, if it lies on the same site; otherwise the page's own.
    """

    canonical_url: str
    record: ArticleRecord
    paywalled: bool = False


@dataclass(frozen=True)
class DiscoveredLinks:
    """URLs that one source names: a page, a sitemap or feed, a redirect. `kind` is what is expected there.

    They are compared by their normal form, and asked for as they are written here.
    """

    urls: tuple[str, ...]
    source: str
    kind: UrlKind = UrlKind.PAGE
    depth: int = 0  # links from the start page
    hops: int = 0  # redirects or canonical links in a row


@dataclass(frozen=True)
class VisitResult:
    """What a visit came to, with all that is to be written in the one transaction that ends it.

    `redirect_target` is set if it stays on the site. `undecided_urls` are kept until it is known whether they belong to
    the site. `part_urls` are those of the further pages on which the article stands: they are not visited for
    themselves. `is_incomplete`: one of these could not be read, so that the next run is to visit the article again.
    """

    outcome: Outcome
    reason: str = ""
    redirect_target: str | None = None
    candidate: ArticleCandidate | None = None
    discovered: tuple[DiscoveredLinks, ...] = ()
    undecided_urls: tuple[str, ...] = ()
    part_urls: tuple[str, ...] = ()
    is_incomplete: bool = False
    response: FetchedResponse = field(default_factory=FetchedResponse)


@dataclass(frozen=True)
class Revision:
    """A state of an article that was written: as new, or because its content has changed, or is read otherwise."""

    change: Change
    record: ArticleRecord


@dataclass(frozen=True)
class FinishedVisit:
    """What the end of a visit has written.

    `outcome` is the final one: an article that says nothing new is UNCHANGED. `new_urls` counts the URLs that the visit
    was the first to name. `reason` is why a visit failed.
    """

    outcome: Outcome
    revisions: tuple[Revision, ...] = ()
    new_urls: int = 0
    reason: str = ""


MAX_FAILURES_LISTED = 100  # of a run: enough to see the pattern, and a file that opens


@dataclass(frozen=True)
class RunSummary:
    """What a run has done so far, also before it was interrupted and resumed."""

    discovered_by_source: dict[str, int]  # URLs of the site; one may be named by several sources
    known_urls: int  # of the site
    unvisited_urls: int  # of them still to be visited
    visits_by_outcome: dict[str, int]  # of this run, without those of sitemaps and feeds
    new_articles: int
    changed_articles: int
    received_bytes: int
    current_articles: int  # of the site: those in an export
    gone_articles: int = 0  # that have left the export in this run
    unconfirmed_articles: int = 0  # current ones that their pages did not show at the last visit
    suspended_articles: int = 0  # of them, those that a sick run has found missing
    responses: int = 0  # of this run, without those to sitemaps and feeds
    failures: tuple[tuple[str, str], ...] = ()  # the first MAX_FAILURES_LISTED: URL and reason
    reserved_articles: int = 0  # of the gone ones, those whose site reserves the rights
    reserved: tuple[tuple[str, str], ...] = ()  # the first MAX_FAILURES_LISTED pages left alone: URL and reason
