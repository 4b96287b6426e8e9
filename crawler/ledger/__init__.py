"""The ledger: what the crawl knows of every URL, and every article in every state that was seen of it.

`Ledger` is the state database; `SiteRun` is the crawl of one site from its start to its end, however often the process
is killed in between. A URL is leased, visited, and one transaction ends its visit: what became of it, its revision, its
links. Nothing here knows Scrapy or the network.
"""

from wellread.crawler.ledger.database import DATABASE_FILE, IN_MEMORY_URL
from wellread.crawler.ledger.ledger import Ledger
from wellread.crawler.ledger.model import (
    ARTICLE_OUTCOMES,
    FAILURE_OUTCOMES,
    MAX_FAILURES_LISTED,
    ArticleCandidate,
    BusyLedgerError,
    BusySiteError,
    DiscoveredLinks,
    FetchedResponse,
    FinishedVisit,
    Lease,
    LedgerError,
    LostSiteError,
    Outcome,
    PlannedVisit,
    Revision,
    RunSummary,
    SiteSummary,
    Subresource,
    UnusableLedgerError,
    UrlKind,
    UrlState,
    Validators,
    VisitResult,
)
from wellread.crawler.ledger.revisit_policy import RECHECK_SECONDS
from wellread.crawler.ledger.site_run import SiteRun
from wellread.output.changes import Change

__all__ = [
    "ARTICLE_OUTCOMES",
    "DATABASE_FILE",
    "FAILURE_OUTCOMES",
    "IN_MEMORY_URL",
    "MAX_FAILURES_LISTED",
    "RECHECK_SECONDS",
    "ArticleCandidate",
    "BusyLedgerError",
    "BusySiteError",
    "Change",
    "DiscoveredLinks",
    "FetchedResponse",
    "FinishedVisit",
    "Lease",
    "Ledger",
    "LedgerError",
    "LostSiteError",
    "Outcome",
    "PlannedVisit",
    "Revision",
    "RunSummary",
    "SiteRun",
    "SiteSummary",
    "Subresource",
    "UnusableLedgerError",
    "UrlKind",
    "UrlState",
    "Validators",
    "VisitResult",
]
