"""Groups of features: names, and the function that gives a number for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log1p
from typing import NamedTuple

from wellread.extractors.label.features.page import FeaturePage
from wellread.extractors.segment import BoxIndex

Numbers = Sequence[float]
# For each block of the page, in page order, a number for each name of the group.
Describe = Callable[[FeaturePage], Sequence[Numbers]]


# Counts and distances stop here. Hardly any page that the classifier has learned from is longer, and the end of a very
# long article must not look like something else than its beginning.
_MAX_COUNT = 150
# In characters. A longer text is measured as one of this length: of an encyclopedia's article a section is a fiftieth,
# as a teaser is of a short one, and only the latter is boilerplate.
_MAX_TEXT_CHARS = 12_000


class FeatureGroup(NamedTuple):
    """Features that are computed together, for all blocks of a page at once.

    `names` are what `classifier.json` calls the features: they and their order are the contract of that file.
    """

    names: tuple[str, ...]
    describe: Describe


def feature_group(names: Iterable[str]) -> Callable[[Describe], FeatureGroup]:
    """Make a function the group of the features with these names."""
    return lambda describe: FeatureGroup(tuple(names), describe)


def limit_count(count: int) -> float:
    """A count, or a distance in blocks to either side, as a feature that does not grow with the page for ever."""
    return float(count if -_MAX_COUNT < count < _MAX_COUNT else _MAX_COUNT if count > 0 else -_MAX_COUNT)


def share_of_text(part: float, whole: float) -> float:
    """How much of a text a part of it is, from 0 to 1, or how many times as long; a long text counts as shorter."""
    return part / whole if part > whole else min(1.0, part / min(whole, _MAX_TEXT_CHARS))


def log_length(chars: float) -> float:
    """The length of a text on a scale that ends at that of a long one."""
    return log1p(min(chars, _MAX_TEXT_CHARS))


def describe_shared_boxes(
    page: FeaturePage, describe_box: Callable[[FeaturePage, BoxIndex], Numbers]
) -> Sequence[Numbers]:
    """For each block the numbers of the box that it shares with its siblings, computed once for each such box."""
    known = {index: describe_box(page, index) for index in set(page.shared_boxes)}
    return [known[index] for index in page.shared_boxes]
