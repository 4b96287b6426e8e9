"""Parses the dates that the data of a page declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from wellread.extractors.article import PageWarning
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.dates.iso_dates import is_after
from wellread.extractors.metadata.dates.parsing import guess_date, parse_date
from wellread.extractors.vocabulary.date_labels import DateKind

# The lenient parser takes milliseconds for each string.
MAX_GUESSES, MAX_GUESSED_CHARS = 2, 40
_COULD_BE_DATE = re.compile(r"[^\W\d_]{2}.*\d{4}|\d{4}.*[^\W\d_]{2}")
MAX_DATE_WARNINGS = 10
MAX_WARNING_QUOTE_CHARS = 80


class DeclaredDateParser:
    """Parses the dates that the data of one page declares, and refuses impossible ones.

    They are written in `language`, and none lies after `fetched_at` (an aware datetime, or None).
    It counts what it has guessed; `warnings` tell what it could not read or did not believe.
    """

    def __init__(self, language: str | None, fetched_at: datetime | None) -> None:
        self.language = language
        self.warnings: list[PageWarning] = []
        self._fetched_at = fetched_at
        self._guesses = 0

    def parse(self, candidates: Iterator[Candidate[str]], kind: DateKind) -> Iterator[Candidate[str]]:
        """The candidates for a date of this kind that are dates, with their values in ISO 8601."""
        for candidate in candidates:
            date = self._parse(candidate.value)
            if date is None:
                self._add(PageWarning("date_unreadable", _quote(candidate, kind)))
            else:
                parsed = Candidate(date, candidate.source, candidate.place, candidate.raw)
                if self.check_not_after_fetch(parsed, kind):
                    yield parsed

    def check_not_after_fetch(self, candidate: Candidate[str], kind: DateKind) -> bool:
        """Whether a date, in ISO 8601, does not lie after the fetch of the page."""
        if self._fetched_at and is_after(candidate.value, self._fetched_at):
            self._add(PageWarning("date_after_fetch", _quote(candidate, kind)))
            return False
        return True

    def _parse(self, raw: str) -> str | None:
        date = parse_date(raw, self.language)
        # Its length is asked first: the search takes time with the square of it.
        if date or self._guesses == MAX_GUESSES or len(raw) > MAX_GUESSED_CHARS or not _COULD_BE_DATE.search(raw):
            return date
        self._guesses += 1
        return guess_date(raw)

    def _add(self, warning: PageWarning) -> None:
        if len(self.warnings) < MAX_DATE_WARNINGS:
            self.warnings.append(warning)


def _quote(candidate: Candidate[str], kind: DateKind) -> str:
    return f"{kind}, from {candidate.source}: {(candidate.raw or '')[:MAX_WARNING_QUOTE_CHARS]!r}"
