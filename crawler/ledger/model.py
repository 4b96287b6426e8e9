"""What goes into the ledger and what comes out of it. Times are seconds since 1970 in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wellread.crawler.record_location import RecordLocation
from wellread.output.record import ArticleRecord


class LedgerError(Exception):
    """The state database cannot be used; the message names it, says why, and what to do."""


class BusyLedgerError(LedgerError):
    """Another crawl writes to the database."""


class UnusableLedgerError(LedgerError):
    """Nothing can be done with the database before somebody has looked at it: it is damaged, foreign, or read-only."""


class Kind(StrEnum):
    """What is expected at a URL."""

    START = "start"
    LIST = "list"  # a sitemap or a feed
    PAGE = "page"


class State(StrEnum):
    """Where a URL stands in the crawl."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"


class Outcome(StrEnum):
    """What a visit came to. None of them but ARTICLE writes a revision."""

    ARTICLE = "article"
    TWIN = "twin"  # an article that another URL speaks for
    HELD = "held"  # an article whose canonical URL is still to be read
    PAGE = "page"  # HTML, and no article
    LIST = "list"
    OTHER = "other"  # neither HTML nor a list
    UNCHANGED = "unchanged"
    GONE = "gone"
    REPLACED = "replaced"  # it answers, but no longer with the article that was read there
    REDIRECTED = "redirected"
    PAYWALLED = "paywalled"
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    RETRIED = "retried"  # failed, and to be tried once more in the same run


# An article was read.
READ = frozenset({Outcome.ARTICLE, Outcome.TWIN, Outcome.HELD, Outcome.PAYWALLED})
# After these a URL is left alone for longer each time.
SETBACKS = frozenset({Outcome.GONE, Outcome.REPLACED, Outcome.BLOCKED, Outcome.QUARANTINED, Outcome.FAILED})


class Change(StrEnum):
    """What a revision is to its article."""

    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Site:
    """A blog. `home` is where its start page really stands, once that is known."""

    id: int
    start: str
    home: str | None


@dataclass(frozen=True)
class Validators:
    """What a server gave to ask it later whether a page has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Visit:
    """A leased URL. `attempt` counts from 1.

    `validators` are there if the server may answer "not modified". `digest` is the sha256 of the body that was read
    last, `earlier` where it lies; `had_article`: it was an article then.
    """

    id: int
    url: str
    kind: Kind
    source: str
    depth: int
    attempt: int
    validators: Validators = Validators()
    digest: str | None = None
    earlier: RecordLocation | None = None
    had_article: bool = False


@dataclass(frozen=True)
class Part:
    """Something of which rendered pages are made: how to ask whether it has changed, and where it lies."""

    validators: Validators
    location: RecordLocation


@dataclass(frozen=True)
class Plan:
    """A URL that is to be visited: when it was last (None if never), what that came to, and why."""

    url: str
    kind: Kind
    visited_at: float | None
    outcome: str | None
    reason: str


@dataclass(frozen=True)
class Answer:
    """What came back from the server, and where its copy lies in the archive."""

    status: int | None = None
    size: int = 0  # bytes, as received
    digest: str | None = None  # sha256 of the body
    validators: Validators = Validators()
    archived: RecordLocation | None = None
    is_whole: bool = True  # and not made of what the server says has not changed


@dataclass(frozen=True)
class Candidate:
    """An article as read at a URL. `canonical` is the URL that the page gives itself, if it lies on the same site."""

    canonical: str
    record: ArticleRecord
    paywalled: bool = False


@dataclass(frozen=True)
class Found:
    """URLs that a page or a list names, and as what."""

    urls: tuple[str, ...]
    source: str
    kind: Kind = Kind.PAGE
    depth: int = 0


@dataclass(frozen=True)
class Finding:
    """What a visit came to, with all that is to be written in the one transaction that ends it."""

    outcome: Outcome
    reason: str = ""
    target: str | None = None  # of a redirect, if it stays on the site
    candidate: Candidate | None = None
    found: tuple[Found, ...] = ()
    waiting: tuple[str, ...] = ()  # URLs that are kept until it is known whether they belong to the site
    answer: Answer = field(default_factory=Answer)


@dataclass(frozen=True)
class Revision:
    """A state of an article that was written: as new, or because its content has changed."""

    change: Change
    record: ArticleRecord


@dataclass(frozen=True)
class Finished:
    """What ending a visit has written. `outcome` is what it came to in the end, `discovered` counts URLs never seen."""

    outcome: Outcome
    revisions: tuple[Revision, ...] = ()
    discovered: int = 0


@dataclass(frozen=True)
class Summary:
    """What a run has done so far, also before it was interrupted and went on."""

    discovered: dict[str, int]  # URLs of the site by the sources that name them; one may be named by several
    known: int  # URLs of the site
    waiting: int  # of them still to be visited
    outcomes: dict[str, int]  # visits of this run, but for those of sitemaps and feeds
    new: int
    changed: int
    size: int  # bytes received
    articles: int  # of the site that stand: neither gone nor replaced
