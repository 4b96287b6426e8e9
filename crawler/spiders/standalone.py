"""What `scrapy crawl blog` must do for itself, as no command of ours stands around it: hold its state, and refuse.

Scrapy ends with 1 and a traceback, whatever it is that keeps a spider from its work.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from scrapy import signals
from scrapy.exceptions import UsageError

from wellread.crawler.archive import ArchiveError
from wellread.crawler.fetching.user_agent import format_user_agent
from wellread.crawler.ledger import BusyLedgerError, Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.runs.exit_status import ExitCode
from wellread.crawler.runs.lock import LockedError
from wellread.crawler.runs.state_folder import StateFolder

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@contextmanager
def refusals() -> Iterator[None]:
    """End the process with one line and the documented exit code, if the block raises what is no error of ours."""
    try:
        yield
    except (LockedError, BusyLedgerError) as error:
        _leave(str(error), ExitCode.LOCKED)
    except (UnusableLedgerError, UsageError, ValueError) as error:
        _leave(str(error), ExitCode.USAGE)
    except OSError as error:
        _leave(f"cannot write {error.filename}: {error.strerror or error}", ExitCode.USAGE)
    except (ArchiveError, LedgerError) as error:
        _leave(str(error), ExitCode.UNEXPECTED)


def hold_state(crawler: Crawler) -> Ledger:
    """The ledger in the folder of the setting STATE, which belongs to this crawl until its engine has stopped.

    Its archive is the setting ARCHIVE from then on. Without a STATE, a ledger that is forgotten and no archive.
    """
    settings = crawler.settings
    if not settings.get("STATE"):
        return Ledger()
    state = StateFolder(Path(settings["STATE"]))
    with ExitStack() as held:
        held.enter_context(state.lock())
        ledger = held.enter_context(state.open_ledger())
        ledger.acquire_crawl_lock()
        archive = held.enter_context(state.open_archive(format_user_agent(settings["CONTACT"])))
        settings.set("ARCHIVE", archive, priority="spider")
        crawler.signals.connect(held.pop_all().close, signal=signals.engine_stopped, weak=False)
    return ledger


def _leave(problem: str, code: ExitCode) -> NoReturn:
    sys.stderr.write(f"Error: {problem}\n")
    raise SystemExit(code)
