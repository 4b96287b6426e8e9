"""What `scrapy crawl blog` must do for itself, as no command of ours stands around it: open its state, and refuse.

Scrapy ends with 1 and a traceback, whatever prevents a spider from starting.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

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
def exit_on_refusal() -> Iterator[None]:
    """End the process with one line and the documented exit code, where the block raises what is no error of ours."""
    try:
        yield
    except (LockedError, BusyLedgerError) as error:
        _exit(str(error), ExitCode.LOCKED)
    except (UnusableLedgerError, UsageError, ValueError) as error:
        _exit(str(error), ExitCode.USAGE)
    except OSError as error:
        _exit(f"cannot write {error.filename}: {error.strerror or error}", ExitCode.USAGE)
    except (ArchiveError, LedgerError) as error:
        _exit(str(error), ExitCode.UNEXPECTED)


@contextmanager
def open_state(crawler: Crawler) -> Iterator[Ledger]:
    """The ledger in the folder of the setting STATE, which belongs to this crawl for as long as the block runs.

    The setting OPEN_ARCHIVE opens its archive from then on. Without a STATE, a ledger that is
    forgotten and no archive.
    """
    settings = crawler.settings
    if not settings.get("STATE"):
        with Ledger() as ledger:
            yield ledger
        return
    state = StateFolder(Path(settings["STATE"]))
    with state.lock(), state.open_ledger() as ledger:
        ledger.lock_schema()
        open_archive = partial(state.open_archive, user_agent=format_user_agent(settings["CONTACT"]))
        settings.set("OPEN_ARCHIVE", open_archive, priority="spider")
        yield ledger


def _exit(problem: str, code: ExitCode) -> NoReturn:
    sys.stderr.write(f"Error: {problem}\n")
    raise SystemExit(code)
