"""Groups of features: names, and the function that gives a number for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from wellread.extractors.label.features.page import FeaturePage
from wellread.extractors.segment import BoxIndex

Numbers = Sequence[float]
# For each block of the page, in page order, a number for each name of the group.
Describe = Callable[[FeaturePage], Sequence[Numbers]]


# Counts and distances stop here. Hardly any page that the classifier has learned from is longer, and the end of a very
# long article must not look like something else than its beginning.
_MAX_COUNT = 150


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
    return float(max(-_MAX_COUNT, min(count, _MAX_COUNT)))


def describe_shared_boxes(
    page: FeaturePage, describe_box: Callable[[FeaturePage, BoxIndex], Numbers]
) -> Sequence[Numbers]:
    """For each block the numbers of the box that it shares with its siblings, computed once for each such box."""
    known = {index: describe_box(page, index) for index in set(page.shared_boxes)}
    return [known[index] for index in page.shared_boxes]
