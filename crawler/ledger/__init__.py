"""The ledger: what the crawl knows of every URL, and every article in every state that was seen of it.

`Ledger` is the state database; `Run` is the crawl of one site from its start to its end, however often the process is
killed in between. A page is leased, and one transaction ends its visit: what became of it, its revision, its links.
Nothing here knows Scrapy or the network.
"""

from wellread.crawler.ledger.database import MEMORY, database_url
from wellread.crawler.ledger.ledger import Ledger
from wellread.crawler.ledger.model import (
    READ,
    SETBACKS,
    Answer,
    BusyLedgerError,
    Candidate,
    Change,
    Finding,
    Finished,
    Found,
    Kind,
    LedgerError,
    Outcome,
    Part,
    Plan,
    Revision,
    Site,
    State,
    Summary,
    UnusableLedgerError,
    Validators,
    Visit,
)
from wellread.crawler.ledger.run import Run

__all__ = [
    "MEMORY",
    "READ",
    "SETBACKS",
    "Answer",
    "BusyLedgerError",
    "Candidate",
    "Change",
    "Finding",
    "Finished",
    "Found",
    "Kind",
    "Ledger",
    "LedgerError",
    "Outcome",
    "Part",
    "Plan",
    "Revision",
    "Run",
    "Site",
    "State",
    "Summary",
    "UnusableLedgerError",
    "Validators",
    "Visit",
    "database_url",
]
