"""The crawl of one site, bounded in time, for whoever decides on which machine and when: `Crawls`.

Each crawl is a process of its own, since Twisted's reactor starts once in a process: a fork of one that has loaded all
that it needs, which takes longer than a small site does. It may be killed at any time: what it had found is kept, and
the next call goes on from there.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path

from wellread.crawler.commands.child_processes import fork_server, watch_parent
from wellread.crawler.commands.crawl_options import CrawlOptions
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.commands.targets import CrawlPlan, check_plan
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.lock import find_lock_holder
from wellread.crawler.settings import MAX_SHUTDOWN_SECONDS
from wellread.output.identity import normalise_url

KILL_AFTER_SECONDS = MAX_SHUTDOWN_SECONDS + 10  # a process that was asked to stop
_CRAWL_MODULE = "wellread.crawler.commands.crawl"
_Answer = tuple[str | None, int, str | None]  # status of the site, exit code, error


class SiteOutcome(StrEnum):
    """What a call of `Crawls.crawl_site` came to."""

    DONE = "done"  # the run over the site has ended, also where the site or a health check has failed
    MORE = "more"  # the time was up: there is more to do
    BUSY = "busy"  # another crawl has the site, or it is not due any more; nothing was done
    LOST = "lost"  # another crawl has taken the site over; what this one has written before that counts


class Crawls:
    """The sites of a file, and the state of their crawls."""

    def __init__(
        self,
        sites: str | Path,
        state: str | Path,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        skip_reserved: bool = False,
    ) -> None:
        """`sites` is a file like that of `wellread crawl`, `state` the folder or, in WELLREAD_DATABASE, the server.

        The others are options of `wellread crawl`.

        Raises CommandError if the file cannot be used.
        """
        options = CrawlOptions(
            targets=(str(sites),),
            contact=contact,
            output=os.devnull,
            state=Path(state),
            allow_private=allow_private,
            skip_reserved=skip_reserved,
            log_format="json",
        )
        self._plan = check_plan(options)
        self._names = {normalise_url(site.url) or site.url: site.name for site in self._plan.sites}

    def due(self, limit: int) -> tuple[str, ...]:
        """The names of at most `limit` sites that are due and that no crawl has, those first that have waited longest.

        A site is due if it was never crawled, if its run was cut short, or 20 hours after its last run has ended.
        Without a server, one crawl has all sites of the state folder.
        Raises CommandError if the state cannot be used.
        """
        state = self._plan.state
        if not state.is_on_server and find_lock_holder(state.lock_file):
            return ()
        with ledger_errors(), state.open_ledger() as ledger:
            ledger.add_sites(tuple(self._names))
            return tuple(self._names[start_url] for start_url in ledger.find_due_sites(limit, self._names.keys()))

    def crawl_site(self, site: str, budget: float) -> SiteOutcome:
        """Crawl the site of this name for at most `budget` seconds, and half a minute in which it stops.

        May be called again at any time, by anybody. Raises CommandError if the state or the site cannot be used, or if
        the process has ended without an answer.
        """
        chosen = tuple(each for each in self._plan.sites if each.name == site)
        if not chosen:
            raise CommandError(f"{site}: there is no such site in the file", ExitCode.USAGE)
        processes = fork_server(_CRAWL_MODULE)
        receiver, sender = processes.Pipe(duplex=False)
        plan = replace(self._plan, sites=chosen, runs_of=site, only_if_due=True)
        process = processes.Process(target=_crawl, args=(plan, dict(os.environ), sender))
        process.start()
        sender.close()
        try:
            process.join(budget)
            is_late = process.is_alive()
        finally:
            process.terminate()  # has no effect on one that has ended
            process.join(KILL_AFTER_SECONDS)
            process.kill()
            process.join()
        try:
            return _read_outcome(receiver.recv())
        except EOFError as error:
            if is_late:  # so late that it did not even stop, or so early that it had not begun
                return SiteOutcome.MORE
            raise CommandError(f"{site}: {_describe_end(process.exitcode)}", ExitCode.UNEXPECTED) from error
        finally:
            receiver.close()


def _describe_end(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"its process was killed by signal {-exit_code}"
    return f"its process ended with {exit_code} and no answer; its standard error says why"


def _read_outcome(answer: _Answer) -> SiteOutcome:
    status, code, problem = answer
    if status in {SiteOutcome.BUSY, SiteOutcome.LOST}:
        return SiteOutcome(status)
    if code in {ExitCode.TERMINATED, ExitCode.INTERRUPTED}:
        return SiteOutcome.MORE
    if code == ExitCode.LOCKED:
        return SiteOutcome.BUSY
    if code in {ExitCode.DONE, ExitCode.UNHEALTHY, ExitCode.SOME_FAILED}:
        return SiteOutcome.DONE
    raise CommandError(problem or "unexpected", ExitCode(code))


def _crawl(plan: CrawlPlan, variables: dict[str, str], sender: Connection) -> None:
    """Crawl in this process, with these environment variables, and say what became of it."""
    from wellread.crawler.commands.crawl import run_crawl  # loaded by the server, so that a worker needs no Scrapy

    os.environ.clear()  # of the server, which may have begun before they were set
    os.environ.update(variables)
    watch_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        record = run_crawl(plan)
    except CommandError as error:
        answer: _Answer = None, error.code, str(error)
    else:
        answer = record.sites[0].status if record.sites else None, record.exit_code or 0, record.error
    sender.send(answer)
