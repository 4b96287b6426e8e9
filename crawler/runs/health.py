"""Whether a run can be trusted: what it found on a site, compared with the run before. Pure.

A crawl that "works" may still lose half a site: a template lost its byline, a move left half of the pages behind, a
firewall refuses every second page. None of that is an error of any single page, so it is looked for here.

Each check asks for a fall that is both large in itself and a large share: two articles that a blog of five takes down
are its own business, and so are twenty of five thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from wellread.crawler.runs.record import Finding, SiteRecord

VANISHED_SHARE = 0.10  # of the articles that stood before ...
VANISHED_LEAST = 3  # ... and at least so many
BLOCKED_SHARE = 0.20  # of the answers of this run ...
BLOCKED_LEAST = 5  # ... and at least so many
FAILED_SHARE = 0.20  # of the answers of this run, as pages that could not be had ...
FAILED_LEAST = 5  # ... and at least so many
COVERAGE_FALL = 0.20  # of all articles read: from 95 % to 75 % is worth a look ...
COVERAGE_LEAST = 10  # ... where at least so many were read, in both runs

# What nearly every article of a blog has if one of them has it.
WATCHED_FIELDS = ("headline", "authors", "datePublished", "mainImage", "description", "articleBody")


def check(now: SiteRecord, earlier: Iterable[SiteRecord]) -> tuple[Finding, ...]:
    """What is wrong with a site in this run; `earlier` are its complete runs, the newest first.

    Each check compares with the newest of them that has enough to compare.
    """
    past = iter(earlier)
    before = next(past, None)
    found = [*_blocked(now), *_failing(now)]
    if before is not None:
        found += _vanished(now, before)
        found += _coverage(now, next((run for run in chain([before], past) if run.read >= COVERAGE_LEAST), before))
    return tuple(found)


def _vanished(now: SiteRecord, before: SiteRecord) -> Iterator[Finding]:
    lost = before.articles + now.new - now.articles
    if lost >= VANISHED_LEAST and lost > VANISHED_SHARE * before.articles:
        yield Finding(check="vanished", message=f"{lost} of {before.articles} articles have vanished")


def _coverage(now: SiteRecord, before: SiteRecord) -> Iterator[Finding]:
    if min(now.read, before.read) < COVERAGE_LEAST:
        return
    for field in WATCHED_FIELDS:
        was, is_ = before.coverage.get(field, 0.0), now.coverage.get(field, 0.0)
        if was - is_ > COVERAGE_FALL:
            yield Finding(check="coverage", message=f"{field}: in {is_:.0%} of the articles read, {was:.0%} before")


def _failing(now: SiteRecord) -> Iterator[Finding]:
    """A site that has failed as a whole says so itself."""
    if now.status == "done" and now.failed >= FAILED_LEAST and now.failed > FAILED_SHARE * now.fetched:
        yield Finding(
            check="failing", message=f"{now.failed} pages could not be had, with {now.fetched} answers in all"
        )


def _blocked(now: SiteRecord) -> Iterator[Finding]:
    if now.blocked >= BLOCKED_LEAST and now.blocked > BLOCKED_SHARE * now.fetched:
        yield Finding(check="blocked", message=f"{now.blocked} of {now.fetched} answers were refusals")
