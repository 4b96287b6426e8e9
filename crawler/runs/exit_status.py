"""From what a run did to its exit code. Pure."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.runs.record import SiteRecord

NAMED = 3  # sites that are named in the last line; the table shows all


def verdict(
    sites: Sequence[SiteRecord], interrupted_by: signal.Signals | None, unexpected: Sequence[str]
) -> Stop | None:
    """What stands in the way of exit code 0; None if nothing does. `unexpected` are errors that are no site's fault.

    The gravest comes first. A failed health check goes before a failed site: a job that simply tries again after the
    latter would compare with the sick run, and never hear of it again.
    """
    if interrupted_by:
        written = sum(site.new + site.changed for site in sites)
        return Stop(f"interrupted; {written} articles written", ExitCode(128 + interrupted_by))
    if unexpected:
        return Stop(_named(unexpected), ExitCode.UNEXPECTED)
    ill = [f"{site.site}: {finding.message}" for site in sites for finding in site.findings]
    if ill:
        return Stop(f"a health check failed: {_named(ill)}", ExitCode.UNHEALTHY)
    failed = [site for site in sites if site.status == "failed"]
    if not failed:
        return None
    if len(sites) == 1:
        return Stop(f"{failed[0].url}: {failed[0].reason}", ExitCode.SOME_FAILED)
    reasons = _named([f"{site.site}: {site.reason}" for site in failed])
    return Stop(f"{len(failed)} of {len(sites)} sites failed: {reasons}", ExitCode.SOME_FAILED)


def _named(problems: Sequence[str]) -> str:
    more = len(problems) - NAMED
    return "; ".join(problems[:NAMED]) + (f"; and {more} more" if more > 0 else "")
