"""Whether a run can be trusted: what it found on a site, compared with the run before. Pure.

A crawl that "works" may still read half a site: a template lost its byline, a sitemap came back empty, a firewall
answers every page with a friendly 404. None of that is an error of any single page, so it is looked for here.

Each check asks for a fall that is both large in itself and a large share: two articles that a blog of five takes down
are its own business, and so are twenty of five thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from crawler.runs.record import Finding, SiteRun

VANISHED_SHARE = 0.10  # of the articles that stood before ...
VANISHED_LEAST = 3  # ... and at least so many
SOURCE_SHARE = 0.5  # of the pages that a source named before are still named ...
SOURCE_LEAST = 10  # ... where it named at least so many
BLOCKED_SHARE = 0.20  # of the answers of this run ...
BLOCKED_LEAST = 5  # ... and at least so many
COVERAGE_FALL = 0.20  # of all articles read: from 95 % to 75 % is worth a look ...
COVERAGE_LEAST = 10  # ... where at least so many were read, in both runs

# What nearly every article of a blog has if one of them has it.
WATCHED_FIELDS = ("headline", "authors", "datePublished", "mainImage", "description", "articleBody")


def check(now: SiteRun, earlier: Iterable[SiteRun]) -> tuple[Finding, ...]:
    """What is wrong with a site in this run; `earlier` are its complete runs, the newest first.

    Each check compares with the newest of them that has enough to compare. A run that was cut short found less for that
    reason alone: only what it did find is judged.
    """
    past = iter(earlier)
    before = next(past, None)
    found = [*_blocked(now)]
    if before is not None:
        found += _vanished(now, before)
        found += _sources(now, before) if now.complete else ()
        found += _coverage(now, next((run for run in chain([before], past) if run.read >= COVERAGE_LEAST), before))
    return tuple(found)


def _vanished(now: SiteRun, before: SiteRun) -> Iterator[Finding]:
    lost = max(now.gone, before.articles - now.articles if now.complete else 0)
    if lost >= VANISHED_LEAST and lost > VANISHED_SHARE * before.articles:
        yield Finding(check="vanished", message=f"{lost} of {before.articles} articles have vanished")


def _coverage(now: SiteRun, before: SiteRun) -> Iterator[Finding]:
    if min(now.read, before.read) < COVERAGE_LEAST:
        return
    for field in WATCHED_FIELDS:
        was, is_ = before.coverage.get(field, 0.0), now.coverage.get(field, 0.0)
        if was - is_ > COVERAGE_FALL:
            yield Finding(check="coverage", message=f"{field}: in {is_:.0%} of the articles read, {was:.0%} before")


def _sources(now: SiteRun, before: SiteRun) -> Iterator[Finding]:
    for source, was in before.discovered.items():
        is_ = now.discovered.get(source, 0)
        if was >= SOURCE_LEAST and is_ < SOURCE_SHARE * was:
            yield Finding(check="source", message=f"{source} named {is_} pages, {was} before")


def _blocked(now: SiteRun) -> Iterator[Finding]:
    if now.blocked >= BLOCKED_LEAST and now.blocked > BLOCKED_SHARE * now.fetched:
        yield Finding(check="blocked", message=f"{now.blocked} of {now.fetched} answers were refusals")
