"""What the runs of a state folder did, all together, as the methods of a report state it."""

from __future__ import annotations

from collections.abc import Iterable

from wellread.crawler.runs.record import RunRecord
from wellread.output.review.methods import CrawlFacts


def sum_up_runs(runs: Iterable[RunRecord]) -> CrawlFacts | None:
    """The facts in the records of the runs that have ended, of `runs` the newest first; None where there are none."""
    ended = [run for run in runs if run.ended]
    if not ended:
        return None
    sites = [site for run in ended for site in run.sites]
    last = {site.url: site for site in reversed(sites)}  # the newest run comes first
    days = sorted(f"{run.started:%Y-%m-%d}" for run in ended)
    return CrawlFacts(
        sites=tuple(sorted({site.site for site in sites})),
        runs=len(ended),
        first=days[0],
        last=days[-1],
        versions=tuple(sorted({run.wellread_version for run in ended})),
        found=sum(site.found for site in last.values()),
        failed=sum(site.failed for site in sites),
        responses=sum(site.fetched for site in sites),
        not_articles=sum(count for site in sites for count in site.not_articles.values()),
        unchanged=sum(site.unchanged for site in sites),
        not_found=sum(site.not_found for site in sites),
        blocked=sum(site.blocked for site in sites),
        read=sum(site.read for site in sites),
    )
