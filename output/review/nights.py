"""What the runs over each site have found, run by run: drawn as small columns, one row for each thing counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wellread.output.character_counts import KEPT

MAX_NIGHTS = 60  # of a site, the latest
MAX_SITES = 40  # those with most articles
_MAX_REASONS = 6  # of dropped text; those with most of it
_MIN_PLACES = 12  # of columns: a few runs are no blocks
_COLUMN, _STEP, _HEIGHT = 3, 4, 20  # of the drawing, in its units
_COUNTS = ("new", "changed", "gone", "articles")


@dataclass(frozen=True)
class Night:
    """A run over one site.

    `coverage` is the share of the articles read that have a field, 0 to 1. `chars` are the visible characters of
    these: kept, or dropped under their reason.
    """

    site: str
    started: str
    new: int
    changed: int
    gone: int
    articles: int
    coverage: Mapping[str, float] = field(default_factory=dict)
    chars: Mapping[str, int] = field(default_factory=dict)

    def share_of_text(self, label: str) -> float | None:
        """The share of the characters that was kept, or dropped for a reason; None where nothing was read."""
        whole = sum(self.chars.values())
        return self.chars.get(label, 0) / whole if whole else None


@dataclass(frozen=True)
class Strip:
    """One thing that was counted in each run, None where it was not: columns from the oldest run to the latest.

    `top` is the value of a column of full height. A share is a number from 0 to 1.
    """

    name: str
    values: tuple[float | None, ...]
    is_share: bool
    top: float

    @property
    def width(self) -> int:
        """The width of the drawing in its units."""
        return _STEP * max(len(self.values), _MIN_PLACES)

    @property
    def path(self) -> str:
        """The columns as the path of an SVG, each on a line of its own, which is missing where nothing was counted."""
        return "".join(
            f"M{_STEP * number} {_HEIGHT}v-{max(0.6, (_HEIGHT - 1) * value / self.top):.1f}h{_COLUMN}V{_HEIGHT}z"
            for number, value in enumerate(self.values)
            if value is not None
        )

    @property
    def summary(self) -> tuple[str, str, str]:
        """The lowest value, the highest and the latest, in words."""
        counted = [value for value in self.values if value is not None]
        if not counted:
            return "", "", ""
        return self._say(min(counted)), self._say(max(counted)), self._say(counted[-1])

    def _say(self, value: float) -> str:
        return f"{100 * value:.0f} %" if self.is_share else f"{value:.0f}"

    def cells(self) -> Iterator[str]:
        """Every value in words, the latest first."""
        return ("" if value is None else self._say(value) for value in reversed(self.values))


@dataclass(frozen=True)
class SiteNights:
    """The latest runs over a site, the oldest first; `total` are all that are known."""

    site: str
    nights: tuple[Night, ...]
    total: int

    @property
    def strips(self) -> tuple[tuple[str, tuple[Strip, ...]], ...]:
        """What is drawn, in groups with a title."""
        fields = dict.fromkeys(name for night in self.nights for name in night.coverage)
        chars: Counter[str] = Counter()
        for night in self.nights:
            chars.update(night.chars)
        reasons = sorted(
            (name for name in chars if name != KEPT and chars[name]), key=lambda name: (-chars[name], name)
        )
        groups = (
            ("Articles", tuple(self._count(name) for name in _COUNTS)),
            ("Articles read that have a field", tuple(self._cover(name) for name in fields)),
            (
                "Text kept, and dropped by reason",
                (*self._shares((KEPT,) if chars else (), 1.0), *self._shares(reasons[:_MAX_REASONS])),
            ),
        )
        return tuple((title, strips) for title, strips in groups if strips)

    def _count(self, name: str) -> Strip:
        values = tuple(getattr(night, name) for night in self.nights)
        return Strip(name, values, is_share=False, top=max(values) or 1)

    def _cover(self, name: str) -> Strip:
        return Strip(name, tuple(night.coverage.get(name) for night in self.nights), is_share=True, top=1.0)

    def _shares(self, labels: Sequence[str], top: float | None = None) -> tuple[Strip, ...]:
        """Shares of text, all drawn against `top`, or else against the highest of all."""
        rows = {label: tuple(night.share_of_text(label) for night in self.nights) for label in labels}
        highest = top or max((value for row in rows.values() for value in row if value), default=1.0)
        return tuple(Strip(label.replace("_", " "), row, is_share=True, top=highest) for label, row in rows.items())


@dataclass(frozen=True)
class RunHistory:
    """The sites with their runs; `left_out` are the sites that are not shown."""

    sites: tuple[SiteNights, ...]
    left_out: int = 0


def group_nights(nights: Sequence[Night]) -> RunHistory:
    """The runs by site, those with most articles first; `nights` are the newest first."""
    by_site: dict[str, list[Night]] = {}
    for night in nights:
        by_site.setdefault(night.site, []).append(night)
    ordered = sorted(by_site.items(), key=lambda item: (-item[1][0].articles, item[0]))
    shown = tuple(SiteNights(site, tuple(of_site[MAX_NIGHTS - 1 :: -1]), len(of_site))
                  for site, of_site in ordered[:MAX_SITES])  # fmt: skip
    return RunHistory(shown, len(ordered) - len(shown))
