"""What is counted over all articles of a report: by site, by month, by field, by reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from wellread.extractors.article import Article, FieldSources
from wellread.output.character_counts import KEPT, count_characters
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import camel, share_of

_MAX_MONTHS = 48
MAX_SITES = 40  # those with most articles
_MAX_REASONS = 8  # those with most text
OTHER_REASONS = "other reasons"
NO_SITE = "no site"

Bar = tuple[str, float, str]


@dataclass
class CorpusSummary:
    """Counts over the articles that were added."""

    articles: int = 0
    types: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    fields_of_sites: dict[str, Counter[str]] = field(default_factory=dict)
    signals: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    chars_of_sites: dict[str, Counter[str]] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    kept_shares: list[float] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Count one article."""
        self.articles += 1
        self.types[article.page_type] += 1
        self.sites[site_of(article)] += 1
        self.months[(article.date_published or "")[:7] or "no date"] += 1
        given = [name for name in FieldSources.__struct_fields__ if _is_given(getattr(article, name))]
        self.fields.update(given)
        self.fields_of_sites.setdefault(site_of(article), Counter()).update(given)
        self.signals.update({signal.id for signal in article.signals if signal.state == "present"})
        chars = count_characters(article)
        self.chars.update(chars)
        self.chars_of_sites.setdefault(site_of(article), Counter()).update(chars)
        self.warnings.update({warning.code for warning in article.warnings})
        self.kept_shares.append(share_of(article.accounting.kept_chars, article.accounting.visible_chars))

    @property
    def median_kept_share(self) -> float:
        """The share of a page's text that was kept, half of the pages have less."""
        return median(self.kept_shares) if self.kept_shares else 0.0

    def field_bars(self) -> list[Bar]:
        """How many articles have each field."""
        names = FieldSources.__struct_fields__
        return [(camel(name), self.fields[name], self._percent(self.fields[name])) for name in names]

    def coverage_rows(self) -> list[tuple[str, list[float]]]:
        """For the sites with most articles: the share of their articles that has each field, 0 to 1."""
        return [
            (site, [self.fields_of_sites[site][name] / count for name in FieldSources.__struct_fields__])
            for site, count in _ranked(self.sites)[:MAX_SITES]
        ]

    def field_names(self) -> list[str]:
        """The fields of `coverage_rows`, as the JSON of a record has them."""
        return list(map(camel, FieldSources.__struct_fields__))

    def signal_bars(self) -> list[Bar]:
        """In how many articles each signal was found, most first."""
        return [(name, count, self._percent(count)) for name, count in _ranked(self.signals)]

    def reason_bars(self) -> list[Bar]:
        """What was dropped: characters by reason, most first."""
        whole = self.chars.total() - self.chars[KEPT]
        return [
            (reason.replace("_", " "), chars, f"{100 * chars / whole:.1f} %")
            for reason, chars in _ranked(self.chars)
            if chars and reason != KEPT
        ]

    def text_labels(self) -> list[str]:
        """The columns of `text_rows`: kept, the most frequent reasons, and the others together."""
        reasons = [reason for reason, chars in _ranked(self.chars) if chars and reason != KEPT]
        others = [OTHER_REASONS] if len(reasons) > _MAX_REASONS else []
        return [KEPT, *reasons[:_MAX_REASONS], *others]

    def text_rows(self) -> list[tuple[str, list[float]]]:
        """For the sites with most articles: the shares of their text that were kept and dropped, 0 to 1."""
        labels = [label for label in self.text_labels() if label != OTHER_REASONS]
        has_others = len(self.text_labels()) > len(labels)
        rows = []
        for site, _ in _ranked(self.sites)[:MAX_SITES]:
            chars = self.chars_of_sites[site]
            counts = [chars[label] for label in labels]
            counts += [chars.total() - sum(counts)] if has_others else []
            rows.append((site, [share_of(count, chars.total()) for count in counts]))
        return rows

    @property
    def sites_left_out(self) -> int:
        """How many sites are left out where something is told by site."""
        return max(0, len(self.sites) - MAX_SITES)

    def site_bars(self) -> list[Bar]:
        """Articles of the sites with most of them."""
        return [(site, count, str(count)) for site, count in _ranked(self.sites)[:MAX_SITES]]

    def time_bars(self) -> list[Bar]:
        """Articles by the month of their publication, or by the year where there are too many months."""
        counts = self.months
        if len(counts) > _MAX_MONTHS:
            counts = Counter()
            for month, count in self.months.items():
                counts[month[:4] if month[:4].isdecimal() else month] += count
        return [(period, count, str(count)) for period, count in sorted(counts.items())]

    def _percent(self, count: int) -> str:
        return f"{100 * count / self.articles:.0f} %" if self.articles else "0 %"


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """The counts, most first; what is equal by its name, so that the same articles give the same bytes."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def site_of(article: Article) -> str:
    """The site of an article, as its record names it."""
    return (article.site_id if isinstance(article, ArticleRecord) else None) or NO_SITE


def _is_given(value: object) -> bool:
    return value is not None and value != "" and (isinstance(value, bool) or bool(value))
