"""What raters wrote of an article beside the signals that are evidence for the same item, and all of it counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wellread.extractors.article import Article
from wellread.output.ratings.instruments import INSTRUMENT_NAMES, Instrument, load_instrument
from wellread.output.ratings.rating_sheets import Rating
from wellread.output.record import ArticleRecord
from wellread.output.review.crosswalk import find_signals


@dataclass(frozen=True)
class RatedItem:
    """An item of an instrument: the signals that are evidence for it, and what each rater wrote, "" for nothing."""

    title: str
    signals: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class RatingTable:
    """What raters wrote of an article by an instrument; `notes` have the names of who wrote them."""

    instrument: str
    raters: tuple[str, ...]
    items: tuple[RatedItem, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AnswerCounts:
    """How often each value of an item was given: in articles with one of its signals, and in those without."""

    title: str
    signals: tuple[str, ...]
    with_signal: tuple[int, ...]
    without_signal: tuple[int, ...]


@dataclass(frozen=True)
class InstrumentCounts:
    """The answers to the items of an instrument for which there are signals, over all articles of a report."""

    instrument: str
    values: tuple[str, ...]
    items: tuple[AnswerCounts, ...]


@dataclass
class ReportRatings:
    """The ratings of the articles of a report, which are asked for one by one, and counted on the way."""

    by_article: dict[str, list[Rating]] = field(default_factory=dict)
    _counts: dict[tuple[str, int, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def group(cls, ratings: Iterable[Rating]) -> ReportRatings:
        """The ratings by their articles."""
        grouped = cls()
        for rating in ratings:
            grouped.by_article.setdefault(rating.article_id, []).append(rating)
        return grouped

    def take(self, article: Article) -> tuple[RatingTable, ...]:
        """What raters wrote of an article, a table for each instrument."""
        if not isinstance(article, ArticleRecord) or article.article_id not in self.by_article:
            return ()
        ratings = self.by_article[article.article_id]
        if article.article_id not in self._seen:
            self._seen.add(article.article_id)
            self._count(article, ratings)
        return tuple(_tabulate(ratings))

    @property
    def unknown(self) -> list[str]:
        """The ids of rated articles that were not asked for."""
        return sorted(set(self.by_article) - self._seen)

    def count_answers(self) -> Iterator[InstrumentCounts]:
        """The answers to all items that signals are evidence for, of each instrument that was used."""
        used = {name for name, _, _ in self._counts}
        for name in INSTRUMENT_NAMES:
            instrument = load_instrument(name)
            items = tuple(self._count_item(name, instrument, *item) for item in _items_with_signals(instrument))
            if name in used and items:
                yield InstrumentCounts(instrument.name, tuple(instrument.values), items)

    def _count_item(
        self, name: str, instrument: Instrument, number: int, title: str, signals: tuple[str, ...]
    ) -> AnswerCounts:
        found, other = (tuple(self._counts[name, number, has][value] for value in instrument.values)
                        for has in (True, False))  # fmt: skip
        return AnswerCounts(f"{number} {title}", signals, found, other)

    def _count(self, article: Article, ratings: Sequence[Rating]) -> None:
        present = {signal.id for signal in article.signals if signal.state == "present"}
        for rating in ratings:
            for number, _, signals in _items_with_signals(load_instrument(rating.instrument)):
                if number in rating.values:
                    has_signal = not present.isdisjoint(signals)
                    self._counts[rating.instrument, number, has_signal][rating.values[number]] += 1


def _items_with_signals(instrument: Instrument) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for number, title in enumerate(instrument.items, 1):
        signals = find_signals(instrument.name, number, title)
        if signals:
            yield number, title, signals


def _tabulate(ratings: Sequence[Rating]) -> Iterator[RatingTable]:
    for name in INSTRUMENT_NAMES:
        of_instrument = sorted((one for one in ratings if one.instrument == name), key=lambda one: one.rater)
        if not of_instrument:
            continue
        instrument = load_instrument(name)
        yield RatingTable(
            instrument=instrument.name,
            raters=tuple(rating.rater for rating in of_instrument),
            items=tuple(
                RatedItem(
                    f"{number} {title}",
                    find_signals(instrument.name, number, title),
                    tuple(rating.values.get(number, "") for rating in of_instrument),
                )
                for number, title in enumerate(instrument.items, 1)
            ),
            notes=tuple((rating.rater, rating.note) for rating in of_instrument if rating.note),
        )
