"""Agreement is what published worked examples say it is."""

import builtins
import math
import random

import pytest

from wellread.output.ratings.agreement import MissingLibraryError, find_agreements, measure
from wellread.output.ratings.rating_sheets import Rating

NAMES = ("x", "1", "x")
# Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychol Bull 1979;86:420-428.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def krippendorff_rows() -> list[list[float | None]]:
    """Krippendorff K. Computing Krippendorff's Alpha-Reliability. 2011; section C: four observers, twelve units."""
    observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    return [[None if value == "." else float(value) for value in unit] for unit in zip(*observers, strict=True)]


def expand(table: list[list[int]]) -> list[list[float]]:
    """Pairs of ratings, as a table of two raters counts them."""
    return [
        [one, other]
        for one, row in enumerate(table, 1)
        for other, count in enumerate(row, 1)
        for _ in range(count)
    ]  # fmt: skip


def test_two_raters_on_a_nominal_scale() -> None:
    """Cohen J. Educ Psychol Meas 1960;20:37-46: 200 cases in three categories."""
    found = measure(expand([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), "nominal", (1, 2, 3), NAMES)
    assert found.cohen == pytest.approx(0.492, abs=5e-4)
    assert found.percent == pytest.approx(70)
    assert found.icc_single is None


def test_two_raters_on_an_ordinal_scale() -> None:
    """Quadratic weights: Cohen's formula (Psychol Bull 1968;70:213-220) written out for this table."""
    table = [[11, 3, 1], [2, 9, 4], [0, 1, 8]]
    n = sum(map(sum, table))
    columns = [sum(column) for column in zip(*table, strict=True)]
    observed = sum((i - j) ** 2 * table[i][j] / n for i in range(3) for j in range(3))
    expected = sum((i - j) ** 2 * sum(table[i]) * columns[j] / n**2 for i in range(3) for j in range(3))
    found = measure(expand(table), "ordinal", (1, 2, 3), NAMES)
    assert found.cohen == pytest.approx(1 - observed / expected)


def test_many_raters() -> None:
    """Fleiss' kappa of 10 subjects by 14 raters, the worked example of the article on it in Wikipedia."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    rows = [[value for value, count in enumerate(row, 1) for _ in range(count)] for row in counts]
    found = measure(rows, "ordinal", (1, 2, 3, 4, 5), NAMES)
    assert found.fleiss == pytest.approx(0.210, abs=5e-4)
    assert found.cohen is None


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_ratings_with_gaps(level: str, alpha: float) -> None:
    found = measure(krippendorff_rows(), level, (1, 2, 3, 4, 5), NAMES)  # type: ignore[arg-type]
    assert found.alpha == pytest.approx(alpha, abs=5e-4)
    assert (found.raters, found.articles, found.complete) == (4, 11, 8)


def test_the_intraclass_correlation() -> None:
    """ICC(2,1) = .29 [.019, .76], ICC(2,k) = .62 [.071, .93], as R's psych prints them for these data."""
    found = measure(SHROUT_FLEISS, "interval", (), NAMES)
    assert found.icc_single
    assert found.icc_average
    single, average = found.icc_single, found.icc_average
    assert [single.value, single.low, single.high] == pytest.approx([0.2898, 0.0188, 0.7611], abs=5e-5)
    assert [average.value, average.low, average.high] == pytest.approx([0.6201, 0.0711, 0.9272], abs=5e-5)


def shrout_fleiss(table: list[list[float]]) -> tuple[float, float]:
    """ICC(2,1) and ICC(2,k) by the mean squares of Shrout and Fleiss, written out."""
    n, k = len(table), len(table[0])
    mean = sum(map(sum, table)) / (n * k)
    of_rows = k * sum((sum(row) / k - mean) ** 2 for row in table)
    of_columns = n * sum((sum(column) / n - mean) ** 2 for column in zip(*table, strict=True))
    whole = sum((value - mean) ** 2 for row in table for value in row)
    rows, columns = of_rows / (n - 1), of_columns / (k - 1)
    error = (whole - of_rows - of_columns) / ((n - 1) * (k - 1))
    between = (columns - error) / n
    return (rows - error) / (rows + (k - 1) * error + k * between), (rows - error) / (rows + between)


@pytest.mark.parametrize("seed", range(20))
def test_the_intraclass_correlation_of_any_ratings_is_that_of_two_way_random_effects(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  (a test, no secret)
    raters = dice.randint(2, 5)
    middles = [dice.randint(2, 4) for _ in range(dice.randint(8, 30))]  # about which raters agree to some degree
    table = [[float(middle + dice.randint(-1, 1)) for _ in range(raters)] for middle in middles]
    found = measure(table, "interval", (), NAMES)
    assert found.icc_single
    assert found.icc_average
    assert (found.icc_single.value, found.icc_average.value) == pytest.approx(shrout_fleiss(table))
    assert found.icc_single.low <= found.icc_single.value <= found.icc_single.high


@pytest.mark.parametrize(
    "rows",
    [[[1, 1], [2, 2], [3, 3]], [[1, 2], [2, 3], [3, 4]], [[2, 2], [2, 2], [2, 2]], [[1, 2], [2, 1]], [[1, 2, 3, 4, 5]]],
    ids=["equal", "a-constant-apart", "all-the-same", "four-ratings", "one-article"],
)
def test_an_intraclass_correlation_that_is_not_defined_is_no_number(rows: list[list[float]]) -> None:
    found = measure(rows, "interval", (), NAMES)
    assert (found.icc_single, found.icc_average) == (None, None)


def test_where_raters_contradict_each_other_the_mean_of_both_has_no_interval() -> None:
    """The lower end for one of them is below -1, where the formula for both has a division by 0 (Spearman-Brown)."""
    rows = [[1, 5], [5, 1], [2, 4], [4, 2], [1, 4], [5, 2]]
    found = measure(rows, "interval", (), NAMES)
    assert found.icc_single
    assert found.icc_single.low < -1
    assert found.icc_average is None


def test_what_is_not_defined_is_no_number() -> None:
    same = measure([[3, 3], [3, 3], [3, 3]], "ordinal", (1, 2, 3, 4, 5), NAMES)
    assert (same.percent, same.cohen, same.fleiss, same.alpha, same.icc_single) == (100, None, None, None, None)
    alone = measure([[3], [4]], "ordinal", (1, 2, 3, 4, 5), NAMES)
    assert (alone.articles, alone.percent, alone.alpha) == (0, None, None)
    apart = measure([[3, None], [None, 4]], "ordinal", (1, 2, 3, 4, 5), NAMES)
    assert (apart.articles, apart.complete, apart.fleiss) == (0, 0, None)


def rating(article: str, rater: str, instrument: str, *values: str) -> Rating:
    return Rating(instrument, article, rater, dict(enumerate(values, 1)), "", "x line 2")


def test_totals_are_sums_and_leave_out_articles_with_gaps() -> None:
    ratings = [rating("a", "r1", "jama", "yes", "yes", "no", "no"), rating("a", "r2", "jama", "yes", "no", "no", "no"),
               rating("b", "r1", "jama", "no", "no", "no", "no"), rating("b", "r2", "jama", "no", "no", "no"),
               rating("c", "r1", "jama", *["yes"] * 4), rating("c", "r2", "jama", *["yes"] * 4)]  # fmt: skip
    *items, total = find_agreements(ratings)
    assert [item.title for item in items] == ["Authorship", "Attribution", "Disclosure", "Currency"]
    assert items[1].percent == pytest.approx(100 * 2 / 3)
    assert (total.item, total.title, total.articles) == ("total", "Sum of items 1 to 4", 2)
    assert total.percent == 50


def test_what_is_not_applicable_counts_for_nothing() -> None:
    values = ["yes"] * 10 + ["partly"] * 10 + ["no"] * 10 + ["not applicable"] * 6
    *items, total = find_agreements([rating("a", "r1", "eqip", *values), rating("a", "r2", "eqip", *values)])
    assert items[-1].articles == 0
    assert items[0].articles == 1
    assert total.percent == 100


@pytest.mark.parametrize("library", ["krippendorff", "pingouin", "statsmodels.stats"])
def test_a_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    load = builtins.__import__

    def refuse(name: str, *arguments: object, **options: object) -> object:
        if name == library:
            raise ImportError(name=name)
        return load(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingLibraryError, match=rf"needs the library {library}: pip install 'wellread\[ratings\]'"):
        measure([[1, 2], [2, 1], [2, 2]], "ordinal", (1, 2), NAMES)


def test_no_coefficient_is_infinite() -> None:
    found = measure([[1, 2], [2, 1], [1, 2]], "ordinal", (1, 2), NAMES)
    for value in (found.cohen, found.fleiss, found.alpha):
        assert value is None or math.isfinite(value)
