"""What the runs over a site have found, night by night: changes of articles, and how many articles have each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MAX_NIGHTS = 60  # in a chart
# The kinds of changes, and how high each is drawn, in tenths: whoever sees no colours tells them by that.
_HEIGHTS = {"new": 10, "changed": 5, "gone": 2}


@dataclass(frozen=True)
class Night:
    """A run over one site. `coverage` is the share of the articles read that have a field, 0 to 1."""

    site: str
    started: str
    new: int
    changed: int
    gone: int
    articles: int
    coverage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Segment:
    """A part of a bar: which of the kinds it counts, and its height in tenths.

    Where it begins and how long it is are in percent of the longest bar.
    """

    kind: str
    height: int
    start: float
    length: float


@dataclass(frozen=True)
class NightBar:
    """The changes of a night as a bar."""

    night: Night
    segments: tuple[Segment, ...]


def draw_changes(nights: Sequence[Night]) -> tuple[NightBar, ...]:
    """A bar for each of the latest nights, the newest first, as `nights` are."""
    shown = nights[:MAX_NIGHTS]
    longest = max((sum(_counts(night)) for night in shown), default=0)
    return tuple(NightBar(night, tuple(_bar_segments(night, longest))) for night in shown)


def _counts(night: Night) -> tuple[int, ...]:
    return tuple(getattr(night, kind) for kind in _HEIGHTS)


def _bar_segments(night: Night, longest: int) -> Iterator[Segment]:
    start = 0.0
    for (kind, height), count in zip(_HEIGHTS.items(), _counts(night), strict=True):
        if count:
            length = 100 * count / longest
            yield Segment(kind, height, start, length)
            start += length


def list_covered_fields(nights: Sequence[Night]) -> tuple[str, ...]:
    """The fields that the runs have counted, in their order."""
    return tuple(dict.fromkeys(name for night in nights[:MAX_NIGHTS] for name in night.coverage))
