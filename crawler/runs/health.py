"""Whether a run can be trusted: what it found on a site, compared with the runs before. Pure.

A crawl that "works" may still lose half a site: a template lost its byline, a move left half of the
pages behind, a firewall refuses every second page. None of that is an error of any single page, so
it is looked for here.

Each check asks for a loss that is large both in number and in share: a blog of five articles may
remove two of them, and one of five thousand may remove twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from wellread.crawler.runs.record import HealthFinding, SiteRecord

# A loss is reported where it is at least so many, and more than this share (0 to 1).
MIN_VANISHED_ARTICLES = 3
MAX_VANISHED_SHARE = 0.10  # of the articles of the run before
MAX_FILES_NAMED = 3
MIN_BLOCKED_RESPONSES = 5
MAX_BLOCKED_SHARE = 0.20  # of the responses of this run
MIN_FAILED_PAGES = 5
MAX_FAILED_SHARE = 0.20  # of the responses of this run
MIN_ARTICLES_FOR_COVERAGE = 10  # read, in both runs
MAX_COVERAGE_FALL = 0.20  # of all articles read: from 95 % to 75 % is worth a look

# Keys of the record that nearly every article of a blog has if one of them has it.
WATCHED_FIELDS = ("headline", "authors", "datePublished", "mainImage", "description", "articleBody")


def check_health(now: SiteRecord, earlier: Iterable[SiteRecord]) -> tuple[HealthFinding, ...]:
    """What is wrong with a site in this run; `earlier` are its complete runs, the newest first.

    Each check compares with the newest of them that has enough to compare.
    """
    past = iter(earlier)
    before = next(past, None)
    found = [*_check_suspended(now), *_check_archive(now, before), *_check_blocked(now), *_check_failing(now)]
    if before is not None:
        enough = (run for run in chain([before], past) if run.read >= MIN_ARTICLES_FOR_COVERAGE)
        found += _check_vanished_articles(now, before)
        found += _check_start_page(now, before)
        found += _check_coverage(now, next(enough, before))
    return tuple(found)


def _check_suspended(now: SiteRecord) -> Iterator[HealthFinding]:
    """As long as it is not clear what became of articles, each run says so, also those that did not ask for them."""
    if now.suspended:
        message = f"{now.suspended} of {now.articles} articles have vanished; they count until a later run confirms it"
        yield HealthFinding(check="vanished", message=message)


def _check_vanished_articles(now: SiteRecord, before: SiteRecord) -> Iterator[HealthFinding]:
    lost = before.articles + now.new - now.articles - now.reserved_articles
    if lost >= MIN_VANISHED_ARTICLES and lost > MAX_VANISHED_SHARE * before.articles:
        yield HealthFinding(check="vanished", message=f"{lost} of {before.articles} articles have vanished")


def _check_start_page(now: SiteRecord, before: SiteRecord) -> Iterator[HealthFinding]:
    if now.listed == 0 and before.listed != 0 and now.articles >= MIN_VANISHED_ARTICLES:
        yield HealthFinding(check="start", message="the start page names no page of the site any more")


def _check_archive(now: SiteRecord, before: SiteRecord | None) -> Iterator[HealthFinding]:
    known = before.missing_archive_files if before else ()
    if lost := sorted(set(now.missing_archive_files).difference(known)):
        more = len(lost) - MAX_FILES_NAMED
        names = ", ".join(lost[:MAX_FILES_NAMED]) + (f" and {more} more" if more > 0 else "")
        message = f"archive files that hold pages of current articles are gone: {names}"
        yield HealthFinding(check="archive", message=message)


def _check_coverage(now: SiteRecord, before: SiteRecord) -> Iterator[HealthFinding]:
    if min(now.read, before.read) < MIN_ARTICLES_FOR_COVERAGE:
        return
    for field in WATCHED_FIELDS:
        was, is_ = before.coverage.get(field, 0.0), now.coverage.get(field, 0.0)
        if was - is_ > MAX_COVERAGE_FALL:
            message = f"{field}: in {is_:.0%} of the articles read, {was:.0%} before"
            yield HealthFinding(check="coverage", message=message)


def _check_failing(now: SiteRecord) -> Iterator[HealthFinding]:
    """A site that has failed as a whole is reported as that, and not here."""
    if now.status == "done" and now.failed >= MIN_FAILED_PAGES and now.failed > MAX_FAILED_SHARE * now.fetched:
        message = f"{now.failed} pages could not be fetched, with {now.fetched} responses in all"
        yield HealthFinding(check="failing", message=message)


def _check_blocked(now: SiteRecord) -> Iterator[HealthFinding]:
    if now.blocked >= MIN_BLOCKED_RESPONSES and now.blocked > MAX_BLOCKED_SHARE * now.fetched:
        yield HealthFinding(check="blocked", message=f"{now.blocked} of {now.fetched} responses were refusals")
