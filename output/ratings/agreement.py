"""How far raters agree: by item and for the total, with the coefficients that papers report.

The kappas are those of statsmodels, alpha that of krippendorff, the intraclass correlations those of pingouin: the
extra `wellread[ratings]`.
"""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from typing import Any

import msgspec

from wellread.output.ratings.instruments import INSTRUMENT_NAMES, Instrument, Level, load_instrument
from wellread.output.ratings.rating_sheets import Rating

TOTAL = "total"
MIN_RATINGS = 5  # that an intraclass correlation is made of
Rows = Sequence[Sequence[float | None]]  # one for each article, a value or none for each rater


class MissingLibraryError(Exception):
    """A library of the extra is not installed; the message says what to do."""


class Estimate(msgspec.Struct, frozen=True):
    """A coefficient with its confidence interval of 95 %."""

    value: float
    low: float
    high: float


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far raters agree about one item. A coefficient is None where it is not defined.

    `articles` have two ratings or more, `complete` of them those of all raters: of these alone are the kappas and the
    intraclass correlations made. `percent` is the share of pairs of equal ratings. `cohen` is for two raters, with
    quadratic weights where the values have an order.
    """

    instrument: str
    item: str
    title: str
    raters: int
    articles: int
    complete: int
    percent: float | None = None
    cohen: float | None = None
    fleiss: float | None = None
    alpha: float | None = None
    icc_single: Estimate | None = None
    icc_average: Estimate | None = None


def find_agreements(ratings: Sequence[Rating]) -> Iterator[Agreement]:
    """The agreement about each item of each instrument that was used, and about its total.

    Raises MissingLibraryError.
    """
    for name in INSTRUMENT_NAMES:
        of_instrument = [rating for rating in ratings if rating.instrument == name]
        if not of_instrument:
            continue
        instrument = load_instrument(name)
        scale = [number for number in map(instrument.number_of, instrument.values) if number is not None]
        for item, title in enumerate(instrument.items, 1):
            values = _table(of_instrument, partial(_number, instrument, item))
            yield measure(values, instrument.level, scale, (name, str(item), title))
        if len(instrument.items) > 1:
            totals = _table(of_instrument, partial(_total, instrument))
            yield measure(totals, "interval", (), (name, TOTAL, _describe_total(instrument)))


def measure(rows: Rows, level: Level, scale: Sequence[float], names: tuple[str, str, str]) -> Agreement:
    """The agreement in `rows`; `scale` are the values that there are, in order, empty where they are any numbers.

    `names` are those of the instrument, of the item, and what it is about.

    Raises MissingLibraryError.
    """
    rated = [row for row in rows if sum(value is not None for value in row) > 1]
    complete = [[value for value in row if value is not None] for row in rated if None not in row]
    raters = max(map(len, rows), default=0)
    known: dict[str, Any] = {}
    if scale and complete:
        known["fleiss"] = _fleiss(complete, scale)
        known["cohen"] = _cohen(complete, level, scale) if raters == 2 else None
    single, average = _intraclass(complete) if level != "nominal" else (None, None)
    return Agreement(
        instrument=names[0],
        item=names[1],
        title=names[2],
        raters=raters,
        articles=len(rated),
        complete=len(complete),
        percent=_percent(rated),
        alpha=_alpha(rated, level),
        icc_single=single,
        icc_average=average,
        **known,
    )


def _table(ratings: Sequence[Rating], number_of: Callable[[Rating], float | None]) -> list[list[float | None]]:
    raters = sorted({rating.rater for rating in ratings})
    articles: Mapping[str, dict[str, float | None]] = defaultdict(dict)
    for rating in ratings:
        articles[rating.article_id][rating.rater] = number_of(rating)
    return [[articles[article].get(rater) for rater in raters] for article in sorted(articles)]


def _number(instrument: Instrument, item: int, rating: Rating) -> float | None:
    return instrument.number_of(rating.values[item]) if item in rating.values else None


def _total(instrument: Instrument, rating: Rating) -> float | None:
    return instrument.total_of(rating.values)


def _describe_total(instrument: Instrument) -> str:
    kind = "Sum" if instrument.total.kind == "sum" else "Percent"
    return f"{kind} of items 1 to {instrument.total.items}"


def _percent(rated: Rows) -> float | None:
    """The share of pairs of ratings of one article that are equal."""
    pairs = [one == other for row in rated for one, other in combinations((v for v in row if v is not None), 2)]
    return 100 * sum(pairs) / len(pairs) if pairs else None


def _cohen(complete: Sequence[Sequence[float]], level: Level, scale: Sequence[float]) -> float | None:
    kappa = _inter_rater().cohens_kappa
    table = [[0] * len(scale) for _ in scale]
    for one, other in complete:
        table[scale.index(one)][scale.index(other)] += 1
    weights = None if level == "nominal" else "quadratic"  # the values of all scales have the same distance
    return _defined(lambda: kappa(table, wt=weights, return_results=False))


def _fleiss(complete: Sequence[Sequence[float]], scale: Sequence[float]) -> float | None:
    counts = [[sum(value == one for value in row) for one in scale] for row in complete]
    return _defined(lambda: _inter_rater().fleiss_kappa(counts)) if len(complete[0]) > 1 else None


def _alpha(rated: Rows, level: Level) -> float | None:
    try:
        import krippendorff
    except ImportError as error:
        raise _missing(error) from error
    values = [[math.nan if value is None else float(value) for value in rater] for rater in zip(*rated, strict=True)]
    if len({value for rater in values for value in rater if not math.isnan(value)}) < 2:
        return None  # where all ratings are the same, chance would have agreed as well
    return _defined(lambda: krippendorff.alpha(reliability_data=values, level_of_measurement=level))


def _intraclass(complete: Sequence[Sequence[float]]) -> tuple[Estimate | None, Estimate | None]:
    """Two-way random effects, absolute agreement: of one rater (2,1), and of the mean of all of them (2,k).

    Of McGraw and Wong 1996 they are ICC(A,1) and ICC(A,k).
    """
    values = [value for row in complete for value in row]
    if len(values) < MIN_RATINGS or len(set(values)) < 2 or len(complete) < 2 or len(complete[0]) < 2:
        return None, None
    columns = zip(*((article, rater, float(value)) for article, row in enumerate(complete)
                    for rater, value in enumerate(row)), strict=True)  # fmt: skip
    found = _correlations(dict(zip(("article", "rater", "value"), columns, strict=True)))
    return _estimate(found["ICC(A,1)"]), _estimate(found["ICC(A,k)"])


def _correlations(ratings: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
    """The intraclass correlations by their names, each with its interval."""
    try:
        import pandas as pd
        import pingouin
    except ImportError as error:
        raise _missing(error) from error
    with warnings.catch_warnings(), _changed(pingouin.options, "round.column.CI95", None):
        # Divisions by 0, where a coefficient is not defined; and what its library will have to change.
        warnings.simplefilter("ignore")
        table = pingouin.intraclass_corr(pd.DataFrame(ratings), targets="article", raters="rater", ratings="value")
    rows = zip(table["Type"], table["ICC"], table["CI95"], strict=True)
    return {name: (float(value), *map(float, interval)) for name, value, interval in rows}


def _estimate(numbers: tuple[float, ...]) -> Estimate | None:
    """None unless all of it is defined: where raters differ by nothing but a constant, the interval is not.

    Nor is that of their mean where they disagree so far that its formula passes a division by 0: the ends change sides.
    """
    value, low, high = numbers
    return Estimate(value, low, high) if all(map(math.isfinite, numbers)) and low <= value <= high else None


@contextmanager
def _changed(options: dict[str, Any], key: str, value: object) -> Iterator[None]:
    before = dict(options)
    options[key] = value
    try:
        yield
    finally:
        options.update(before)


def _inter_rater() -> Any:
    try:
        from statsmodels.stats import inter_rater
    except ImportError as error:
        raise _missing(error) from error
    return inter_rater


def _missing(error: ImportError) -> MissingLibraryError:
    return MissingLibraryError(f"agreement needs the library {error.name}: pip install 'wellread[ratings]'")


def _defined(compute: Callable[[], float]) -> float | None:
    """A coefficient, or None where it is not defined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a division by the disagreement of chance, which is 0
        value = float(compute())
    return value if math.isfinite(value) else None
