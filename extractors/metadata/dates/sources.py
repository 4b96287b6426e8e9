"""When the article was published, changed and reviewed: three fields, none of which ever stands in for another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata.context import Context
from wellread.extractors.metadata.dates.parsing import falls_on, guess_date, is_after, parse_date
from wellread.extractors.metadata.dates.printed import DateKind, Printed, Rank
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.sources import Source, family, in_order, linked, metas, properties
from wellread.extractors.metadata.structured.head import MetaValue

_SOURCES: dict[DateKind, tuple[Source, ...]] = {
    DateKind.PUBLISHED: (
        linked("datePublished"),
        metas("article:published_time", "article:published", "og:article:published_time", "og:published_time"),
        properties("datepublished"),
        metas(
            "parsely-pub-date",
            "citation_publication_date",
            "citation_online_date",
            "citation_date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "dc.date",
            "dcterms.date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "originalpublicationdate",
            "article_date_original",
            "cxenseparse:recs:publishtime",
            "article.published",
            "published_at",
            "date",
        ),
        properties("issued", "date"),
        linked("dateCreated", "uploadDate"),
        properties("datecreated", "created"),
    ),
    DateKind.MODIFIED: (
        linked("dateModified"),
        metas("article:modified_time", "og:updated_time", "article:modified"),
        properties("datemodified", "modified"),
        metas(
            "dcterms.modified",
            "dc.date.modified",
            "last-modified",
            "lastmod",
            "article_date_updated",
            "revision_date",
            "article.updated",
        ),
    ),
    DateKind.REVIEWED: (
        linked("lastReviewed"),
        properties("lastreviewed"),
        metas("dcterms.reviewed", "dc.date.reviewed"),
    ),
}
# `w-published-date`, `publication:time`, `release_date`.
_PUBLISHED_NAME = re.compile(
    r"^(?!.*(?:modif|updat|expir|unpubl|publisher))"
    r".*(?:publi(?:sh(?:ed)?|cation)|release|issued?)[^a-z]*(?:date|time|on|at|$)"
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)")
# What is printed in these ways can outdo the page's data.
_SURE = (Rank.LABELLED, Rank.DATELINE, Rank.FAR_LABELLED)
_MONTH_URL = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(?!\d)")
_DAY_FIRST_URL = re.compile(r"/(1[3-9]|2\d|3[01])-(\d\d)-(20\d\d)(?=[/_-]|$)")
_IN_COMPACT_URL = re.compile(r"/(20\d\d)(\d\d)(\d\d)(?=[/_-]|$)")
_DAY = 10
# The lenient parser takes milliseconds for each string.
_MOST_GUESSES, _LONGEST_GUESS = 2, 40
_COULD_BE_DATE = re.compile(r"[^\W\d_]{2}.*\d{4}|\d{4}.*[^\W\d_]{2}")
_MAX_WARNINGS = 10


class Dates:
    """The dates of one page. What could not be read or cannot be true ends in `warnings`."""

    def __init__(self, page: Context, printed: tuple[Printed, ...], language: str | None) -> None:
        self._page = page
        self._printed = printed
        self._language = language
        self._guesses = 0
        self.warnings: list[PageWarning] = []

    def of(self, kind: DateKind) -> Iterator[Reading[str]]:
        """Readings of one of the three dates, the plainest evidence first."""
        claimed = self._claimed(kind)
        printed = [
            entry for entry in self._with_url(kind) if self._is_possible(entry.reading.value, kind, entry.reading)
        ]
        first = next(claimed, None)
        is_published = first and kind is DateKind.PUBLISHED
        earlier = (_printed_before(first, printed) or _local_day(first, printed)) if first and is_published else None
        if earlier:
            yield earlier
        if first:
            yield first
        yield from claimed
        yield from (entry.reading for entry in printed if entry.reading is not earlier)

    def _claimed(self, kind: DateKind) -> Iterator[Reading[str]]:
        """What the data of the page says."""
        for reading in in_order(self._page, _SOURCES[kind]):
            parsed = self._parsed(reading.value)
            if parsed is None:
                self._doubt("date_unreadable", kind, reading)
            elif self._is_possible(parsed, kind, reading):
                yield Reading(parsed, reading.source, reading.place, reading.raw)
        if kind is DateKind.PUBLISHED:
            yield from self._named_so()

    def _named_so(self) -> Iterator[Reading[str]]:
        """Meta elements whose names say in words of their own that they hold a date of publication."""
        named = [
            _of_meta(name, values[0], found)
            for name, values in self._page.head.metas.items()
            if _PUBLISHED_NAME.search(name) and (found := parse_date(values[0].content, self._language))
        ]
        # Nothing is published before its time, but much again: the earliest is the first.
        for reading in sorted(named, key=lambda reading: reading.value[:_DAY]):
            if self._is_possible(reading.value, DateKind.PUBLISHED, reading):
                yield reading

    def _parsed(self, raw: str) -> str | None:
        found = parse_date(raw, self._language)
        if found or self._guesses == _MOST_GUESSES or not _COULD_BE_DATE.search(raw) or len(raw) > _LONGEST_GUESS:
            return found
        self._guesses += 1
        return guess_date(raw)

    def _with_url(self, kind: DateKind) -> list[Printed]:
        """The printed dates, with that in the address behind those that are plainly the article's."""
        printed = [entry for entry in self._printed if entry.kind is kind]
        in_url = _in_url(self._page.document.page.url) if kind is DateKind.PUBLISHED else None
        if in_url:
            # A month is better than nothing, and worse than any day.
            before = Rank.BESIDE if len(in_url.value) == _DAY else Rank.ALONE + 1
            position = sum(entry.rank < before for entry in printed)
            printed.insert(position, Printed(kind, Rank.FAR_LABELLED, in_url))
        return printed

    def _is_possible(self, found: str, kind: DateKind, reading: Reading[str]) -> bool:
        fetched_at = self._page.document.page.fetched_at
        if fetched_at and is_after(found, fetched_at):
            self._doubt("date_after_fetch", kind, reading)
            return False
        return True

    def _doubt(self, code: str, kind: DateKind, reading: Reading[str]) -> None:
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(PageWarning(code, f"{kind}, from {reading.source}: {(reading.raw or '')[:80]!r}"))


def _of_meta(name: str, value: MetaValue, found: str) -> Reading[str]:
    return Reading(found, family(name), value.selector, value.content)


def _printed_before(claimed: Reading[str], printed: list[Printed]) -> Reading[str] | None:
    """The day beside the headline, where it lies before the one in the page's data.

    Nothing is published under a date before its time, while systems write anew what they take for the day of
    publication: when a post moves to another system, or is published again.
    """
    first = printed[0].reading if printed and printed[0].rank in _SURE else None
    is_day = first and len(first.value) >= _DAY
    return first if first and is_day and first.value < claimed.value and contradicts(first, claimed) else None


def _local_day(claimed: Reading[str], printed: list[Printed]) -> Reading[str] | None:
    """The day that the page prints, or has in its address, for an instant that it gives in UTC.

    Systems keep their instants in UTC, and print the day that it was where they are.
    """
    if not claimed.value.endswith("Z"):
        return None
    days = [entry.reading for entry in printed if entry.rank in _SURE or entry.reading.source == "url"]
    first = days[0] if days else None
    if not first or first.value[:_DAY] == claimed.value[:_DAY]:
        return None
    is_same = falls_on(claimed.value, first.value) if len(first.value) <= _DAY else _is_one(claimed, first)
    return first if is_same else None


def _is_one(one: Reading[str], other: Reading[str]) -> bool:
    gap = datetime.fromisoformat(one.value) - datetime.fromisoformat(other.value)
    return abs(gap) < timedelta(minutes=1)


def contradicts(one: Reading[str], other: Reading[str]) -> bool:
    """Whether two dates fall on different days. Neighbouring ones may be one day in two time zones."""
    shared = min(len(one.value), len(other.value), _DAY)
    ours, theirs = one.value[:shared], other.value[:shared]
    if ours == theirs:
        return False
    if shared < _DAY:
        return True
    instants = [(a, b[:_DAY]) for a, b in ((one.value, other.value), (other.value, one.value)) if len(a) > _DAY]
    if len(instants) == 1:
        return not falls_on(*instants[0])
    return abs(_ordinal(ours) - _ordinal(theirs)) > 1


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _in_url(url: str | None) -> Reading[str] | None:
    for pattern in (_IN_URL, _IN_COMPACT_URL, _DAY_FIRST_URL, _MONTH_URL):
        match = pattern.search(url or "")
        parts = match.groups() if match else ()
        found = parse_date("-".join(parts if pattern is not _DAY_FIRST_URL else reversed(parts))) if parts else None
        if match and found:
            return Reading(found, "url", None, match.group())
    return None
