"""How the command ends: with which code, and what it says of the reason.

Scheduled jobs rely on the codes, and `wellread --help` explains them. Imports nothing at run time
that takes time to load: the command line needs it for `--help`.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellread.crawler.runs.record import SiteRecord

MAX_PROBLEMS_NAMED = 3  # in the message; the table of the run shows all


class ExitCode(IntEnum):
    """Every code that `wellread` ends with."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    UNHEALTHY = 3
    SOME_FAILED = 4
    LOCKED = 75  # EX_TEMPFAIL of sysexits.h
    INTERRUPTED = 130  # 128 + SIGINT, as shells say it
    TERMINATED = 143  # 128 + SIGTERM


@dataclass(frozen=True)
class ExitStatus:
    """The exit code of a command, and the line on standard error that explains it, if one does.

    `is_trusted`: whether what a crawl has found may replace what an earlier one has published.
    """

    code: ExitCode = ExitCode.DONE
    message: str | None = None
    is_trusted: bool = True


class CommandError(Exception):
    """Ends the command with a code and one line on standard error."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.code = code


def determine_exit_status(
    sites: Sequence[SiteRecord], interrupted_by: signal.Signals | None, unexpected: Sequence[str]
) -> ExitStatus:
    """The exit status of a crawl of `sites`.

    `unexpected` are errors that are not the fault of any site.

    The gravest problem decides. A failed health check goes before a failed site: a job that simply
    tries again after the latter would compare its next run with the unhealthy one, and the problem
    would never be reported again.
    """
    findings = [f"{site.site}: {finding.message}" for site in sites for finding in site.findings]
    is_trusted = not unexpected and not findings
    if interrupted_by:
        found = sum(site.new + site.changed for site in sites)
        return ExitStatus(ExitCode(128 + interrupted_by), f"interrupted; {found} new or changed articles", is_trusted)
    if unexpected:
        return ExitStatus(ExitCode.UNEXPECTED, _join(unexpected), is_trusted)
    if findings:
        return ExitStatus(ExitCode.UNHEALTHY, f"a health check failed: {_join(findings)}", is_trusted)
    failed = [site for site in sites if site.status == "failed"]
    if not failed:
        return _describe_taken_sites(sites)
    if len(sites) == 1:
        return ExitStatus(ExitCode.SOME_FAILED, f"{failed[0].url}: {failed[0].reason}")
    reasons = _join([f"{site.site}: {site.reason}" for site in failed])
    return ExitStatus(ExitCode.SOME_FAILED, f"{len(failed)} of {len(sites)} sites failed: {reasons}")


def _describe_taken_sites(sites: Sequence[SiteRecord]) -> ExitStatus:
    """Sites that another run has are to be tried again later. If that are all, this one has done nothing."""
    taken = [site for site in sites if site.is_of_another_run]
    if not taken:
        return ExitStatus()
    return ExitStatus(ExitCode.LOCKED, _join([site.reason or site.status for site in taken]), len(taken) < len(sites))


def _join(problems: Sequence[str]) -> str:
    more = len(problems) - MAX_PROBLEMS_NAMED
    return "; ".join(problems[:MAX_PROBLEMS_NAMED]) + (f"; and {more} more" if more > 0 else "")
