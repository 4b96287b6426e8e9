"""Rules about dates that the page prints for itself: of publication, of the last change, of the last review."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.rule import FactRule
from wellread.extractors.vocabulary.date_labels import DateKind


def _find_published(context: SignalContext) -> Iterator[RuleMatch]:
    return _find_dates_of(context, DateKind.PUBLISHED)


def _find_modified(context: SignalContext) -> Iterator[RuleMatch]:
    return _find_dates_of(context, DateKind.MODIFIED)


def _find_reviewed(context: SignalContext) -> Iterator[RuleMatch]:
    return _find_dates_of(context, DateKind.REVIEWED)


def _find_dates_of(context: SignalContext, kind: DateKind) -> Iterator[RuleMatch]:
    return (RuleMatch(each.date, each.span) for each in context.dates if each.kind is kind)


DATE_RULES: tuple[FactRule, ...] = (
    FactRule(
        id="printed-date",
        signal="date_published",
        find=_find_published,
        hits="<h1>Sleep and light</h1><p>Published March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
    ),
    FactRule(
        id="printed-date-of-change",
        signal="date_modified",
        find=_find_modified,
        hits="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Published March 4, 2024</p>",
    ),
    FactRule(
        id="printed-date-of-review",
        signal="date_reviewed",
        find=_find_reviewed,
        hits="<h1>Sleep and light</h1><p>Last reviewed March 4, 2024</p>",
        misses="<h1>Sleep and light</h1><p>Last updated March 4, 2024</p>",
    ),
)
