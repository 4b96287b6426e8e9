"""Crawl whatever is due, for ever: start it on as many machines as you like, with one Postgres server behind them.

    WELLREAD_DATABASE=postgresql://crawler@db/wellread python crawl_loop.py sites.toml state you@example.org

SIGTERM stops the crawl that is under way; the next process, here or elsewhere, goes on with it.
"""

from __future__ import annotations

import secrets
import signal
import sys
import time

from wellread import Crawls, SiteOutcome

BUDGET = 600.0  # seconds for a site, until another one has its turn
PAUSE = 30.0  # seconds, when nothing is due, or the server does not answer


def main(sites: str, state: str, contact: str) -> None:
    """Crawl one site after the other, by chance, so that those who do the same seldom meet."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    crawls = Crawls(sites, state, contact=contact)
    while True:
        try:
            due = crawls.due(100)
            outcome = crawls.crawl_site(secrets.choice(due), BUDGET) if due else SiteOutcome.BUSY
        except Exception as error:  # noqa: BLE001  (whatever it is, the next round may do better)
            sys.stderr.write(f"{error}\n")
            outcome = SiteOutcome.LOST
        if outcome in {SiteOutcome.BUSY, SiteOutcome.LOST}:
            time.sleep(PAUSE)


if __name__ == "__main__":
    main(*sys.argv[1:])
