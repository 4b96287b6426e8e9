"""The work of `wellread worker`: one site that is due after the other, on as many machines as one likes."""

from __future__ import annotations

import logging
import secrets
import time
from typing import NoReturn

from wellread.crawler.commands.site_process import Crawls, SiteOutcome
from wellread.crawler.logs import log, set_up_logging
from wellread.crawler.runs.exit_status import CommandError, ExitCode

PAUSE_SECONDS = 5.0  # when nothing is due, or the server does not answer
REST_SECONDS = 60.0  # of a site that another crawl has, or whose crawl has failed
MAX_ERRORS = 12  # of the database in a row, which is a minute: then it is for the supervisor to try again
_MAX_DUE = 100


def work(crawls: Crawls, budget: float) -> NoReturn:
    """Crawl whatever is due, each site for at most `budget` seconds at a time, until a signal ends the process.

    Raises CommandError if the state cannot be used: at once where nothing has worked yet, or nothing will; otherwise
    once the database has failed MAX_ERRORS times in a row.
    """
    set_up_logging(level=logging.INFO, scrapy_level=logging.WARNING, as_json=True)
    resting: dict[str, float] = {}  # site -> until when it is left alone
    errors = MAX_ERRORS - 1
    while True:
        try:
            due = [site for site in crawls.due(_MAX_DUE) if resting.get(site, 0) <= time.monotonic()]
            errors = 0
        except CommandError as error:
            errors += 1
            if error.code == ExitCode.USAGE or errors == MAX_ERRORS:
                raise
            log.error("the state cannot be used", problem=str(error))
            due = []
        if not due:
            time.sleep(PAUSE_SECONDS)
            continue
        site = _choose(due)
        if not _crawl(crawls, site, budget):
            resting[site] = time.monotonic() + REST_SECONDS


def _choose(due: list[str]) -> str:
    """One of the first, mostly the very first, but not always, so that workers seldom meet."""
    return due[int(secrets.SystemRandom().expovariate(1)) % len(due)]


def _crawl(crawls: Crawls, site: str, budget: float) -> bool:
    """Whether the site has come nearer to its end."""
    try:
        outcome = crawls.crawl_site(site, budget)
    except CommandError as error:
        log.error("not crawled", site=site, problem=str(error))
        return False
    log.info("crawled", site=site, outcome=outcome)
    return outcome in {SiteOutcome.DONE, SiteOutcome.MORE}
