"""What is counted over all articles of a report: by site, by month, by field, by reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from wellread.extractors.article import Article, FieldSources
from wellread.output.record import ArticleRecord
from wellread.output.review.article_page import camel, count_dropped_chars, share_of

_MAX_MONTHS = 48
_MAX_SITES_IN_TABLE = 40  # those with most articles
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
    dropped_chars: Counter[str] = field(default_factory=Counter)
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
        self.dropped_chars.update(count_dropped_chars(article))
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
            for site, count in self.sites.most_common(_MAX_SITES_IN_TABLE)
        ]

    def field_names(self) -> list[str]:
        """The fields of `coverage_rows`, as the JSON of a record has them."""
        return list(map(camel, FieldSources.__struct_fields__))

    def signal_bars(self) -> list[Bar]:
        """In how many articles each signal was found, most first."""
        return [(name, count, self._percent(count)) for name, count in self.signals.most_common()]

    def reason_bars(self) -> list[Bar]:
        """What was dropped: characters by reason, most first."""
        whole = self.dropped_chars.total()
        return [
            (reason.replace("_", " "), chars, f"{100 * chars / whole:.1f} %")
            for reason, chars in self.dropped_chars.most_common()
            if chars
        ]

    def site_bars(self) -> list[Bar]:
        """Articles of each site, most first."""
        return [(site, count, str(count)) for site, count in self.sites.most_common()]

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


def site_of(article: Article) -> str:
    """The site of an article, as its record names it."""
    return (article.site_id if isinstance(article, ArticleRecord) else None) or NO_SITE


def _is_given(value: object) -> bool:
    return value is not None and value != "" and (isinstance(value, bool) or bool(value))
