"""The candidates for the dates of publication, change and review.

None of the three ever stands in for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.dates.iso_dates import DAY_CHARS, count_days_between, falls_on, is_same_instant
from wellread.extractors.metadata.dates.model import DateRank, PrintedDate
from wellread.extractors.metadata.dates.parsing import parse_date
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.sources import Source, classify_meta_source, read_in_order
from wellread.extractors.vocabulary.date_labels import DateKind

# `w-published-date`, `publication:time`, `release_date`.
_PUBLISHED_NAME = re.compile(
    r"^(?!.*(?:modif|updat|expir|unpubl|publisher))"
    r".*(?:publi(?:sh(?:ed)?|cation)|release|issued?)[^a-z]*(?:date|time|on|at|$)"
)
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)")
_COMPACT_DAY_IN_URL = re.compile(r"/(20\d\d)(\d\d)(\d\d)(?=[/_-]|$)")
_DAY_FIRST_IN_URL = re.compile(r"/(1[3-9]|2\d|3[01])-(\d\d)-(20\d\d)(?=[/_-]|$)")
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(?!\d)")
# Dates that are printed in these ways can outdo the page's data.
_SURE_RANKS = (DateRank.LABELLED, DateRank.DATELINE, DateRank.FAR_LABELLED)
# Beside a name they can be the day of an instant that the data declares in UTC.
_LOCAL_RANKS = (*_SURE_RANKS, DateRank.BESIDE)
_PUBLISHED = DateKind.PUBLISHED


def _read_published_names(page: Evidence) -> Iterator[Candidate[str]]:
    """Meta elements whose names say in words of their own that they hold a date of publication."""
    named = [
        Candidate(date, classify_meta_source(name), values[0].selector, values[0].content)
        for name, values in page.elements.metas.items()
        if _PUBLISHED_NAME.search(name) and (date := parse_date(values[0].content, page.declared_date_parser.language))
    ]
    # Nothing is published before its time, but much again: the earliest is the first.
    yield from sorted(named, key=lambda candidate: candidate.value[:DAY_CHARS])


def _read_url(page: PageData) -> Iterator[Candidate[str]]:
    """The day or the month in the URL of the page."""
    for pattern in (_DAY_IN_URL, _COMPACT_DAY_IN_URL, _DAY_FIRST_IN_URL, _MONTH_IN_URL):
        match = pattern.search(page.url or "")
        if match:
            parts = match.groups() if pattern is not _DAY_FIRST_IN_URL else reversed(match.groups())
            date = parse_date("-".join(parts))
            if date:
                yield Candidate(date, "url", None, match.group())
                return


def _from_print(kind: DateKind) -> Source[Evidence, str]:
    def read(page: Evidence) -> Iterator[Candidate[str]]:
        return (entry.candidate for entry in page.printed_dates if entry.kind is kind)

    return Source("printed", read)


FROM_PUBLISHED_NAMES = Source("meta named for publication", _read_published_names)
FROM_PRINT_BY_KIND = {kind: _from_print(kind) for kind in DateKind}
FROM_URL = Source("url", _read_url)


def gather_dates(
    page: Evidence, kind: DateKind, declared: Iterable[Source[Evidence, str]], in_url: Iterable[Source[Evidence, str]]
) -> Iterator[Candidate[str]]:
    """The candidates for the date of a kind, the likeliest first.

    What the data of the page declares comes before what the page prints, but for the day of
    publication, which a page may print more truly. What the URL says stands among the printed
    dates.
    """
    declared_dates = page.declared_date_parser.parse(read_in_order(page, declared), kind)
    printed = [entry for entry in page.printed_dates if entry.kind is kind]
    for candidate in read_in_order(page, in_url):
        _insert_url(printed, candidate, kind)
    printed = [entry for entry in printed if page.declared_date_parser.check_not_after_fetch(entry.candidate, kind)]
    first = next(declared_dates, None)
    truer = _find_truer_day(first, printed) if first and kind is _PUBLISHED else None
    if truer:
        yield truer
    if first:
        yield first
    yield from declared_dates
    yield from (entry.candidate for entry in printed if entry.candidate is not truer)


def _insert_url(printed: list[PrintedDate], candidate: Candidate[str], kind: DateKind) -> None:
    """A day comes behind the dates that are plainly the article's, a month behind all days."""
    is_day = len(candidate.value) == DAY_CHARS
    better = [entry for entry in printed if entry.rank < DateRank.BESIDE or not is_day]
    printed.insert(len(better), PrintedDate(kind, DateRank.FAR_LABELLED, candidate))


def _find_truer_day(declared: Candidate[str], printed: Sequence[PrintedDate]) -> Candidate[str] | None:
    """The day that the page prints, where it is more likely right than the declared one."""
    return _find_printed_day_before_declared(declared, printed) or _find_local_day(declared, printed)


def _find_printed_day_before_declared(
    declared: Candidate[str], printed: Sequence[PrintedDate]
) -> Candidate[str] | None:
    """The day beside the headline, where it lies before the one in the page's data.

    Nothing is published under a date before its time, while systems write anew what they take for
    the day of publication: when a post moves to another system, or is published again.
    """
    first = printed[0].candidate if printed and printed[0].rank in _SURE_RANKS else None
    if first is None or len(first.value) < DAY_CHARS:
        return None
    return first if first.value < declared.value and are_different_days(first, declared) else None


def _find_local_day(declared: Candidate[str], printed: Sequence[PrintedDate]) -> Candidate[str] | None:
    """The day that the page prints, or has in its URL, for an instant that it declares in UTC.

    Systems keep their instants in UTC, and print the day that it was where they are.
    """
    if not declared.value.endswith("Z"):
        return None
    days = (entry.candidate for entry in printed if entry.rank in _LOCAL_RANKS or entry.candidate.source == "url")
    first = next(days, None)
    if not first or first.value[:DAY_CHARS] == declared.value[:DAY_CHARS]:
        return None
    is_day = len(first.value) <= DAY_CHARS
    is_same = falls_on(declared.value, first.value) if is_day else is_same_instant(declared.value, first.value)
    return first if is_same else None


def are_different_days(one: Candidate[str], other: Candidate[str]) -> bool:
    """Whether two dates contradict each other.

    Neighbouring days may be one day in two time zones.
    """
    shared = min(len(one.value), len(other.value), DAY_CHARS)
    ours, theirs = one.value[:shared], other.value[:shared]
    if ours == theirs:
        return False
    if shared < DAY_CHARS:
        return True
    pairs = ((one.value, other.value), (other.value, one.value))
    instants = [(instant, day[:DAY_CHARS]) for instant, day in pairs if len(instant) > DAY_CHARS]
    if len(instants) == 1:
        return not falls_on(*instants[0])
    return count_days_between(ours, theirs) > 1
