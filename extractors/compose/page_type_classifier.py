"""The classifier of page types: gradient-boosted trees, one row of them for each type, shipped as data.

`page_type_classifier.json` is written by `python -m benchmarks types --train`. Trained with LightGBM, as the classifier
of blocks is; its trees are walked as data, since they are asked once a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from wellread.extractors.article import PageType
from wellread.extractors.label.classifier import Tree


class PageTypeClassifierData(msgspec.Struct, frozen=True, kw_only=True):
    """What `page_type_classifier.json` holds: trees over named features for each type, and where they come from.

    `start` are the log-odds that a page begins with. `trained_on` has the digest of each corpus, `parameters` those of
    the training, `held_out` the figures of the cross-validation by site. A page is an article where its probability is
    at least `min_article_probability`: that few articles are lost matters more than that no other page passes.
    """

    trained_on: dict[str, str]
    parameters: dict[str, float]
    held_out: dict[str, float]
    min_article_probability: float
    features: tuple[str, ...]
    start: dict[PageType, float]
    trees: dict[PageType, tuple[Tree, ...]]


def classify_features(features: Mapping[str, float]) -> PageType:
    """The likeliest type of a page by its features; never OTHER, which has no pages to learn from."""
    data = _load()
    return choose_type(data, read_probabilities(data, features))


def choose_type(data: PageTypeClassifierData, probabilities: Mapping[PageType, float]) -> PageType:
    """The type of a page with these probabilities."""
    if probabilities[PageType.ARTICLE] >= data.min_article_probability:
        return PageType.ARTICLE
    return max((kind for kind in probabilities if kind is not PageType.ARTICLE), key=lambda kind: probabilities[kind])


def read_probabilities(data: PageTypeClassifierData, features: Mapping[str, float]) -> dict[PageType, float]:
    """How likely each type is; together 1."""
    vector = [features[name] for name in data.features]
    odds = {kind: exp(data.start[kind] + sum(_walk(tree, vector) for tree in data.trees[kind])) for kind in data.trees}
    total = sum(odds.values())
    return {kind: value / total for kind, value in odds.items()}


def _walk(tree: Tree, vector: list[float]) -> float:
    node = 0
    while node >= 0:
        is_left = vector[tree.feature[node]] <= tree.threshold[node]
        node = tree.left[node] if is_left else tree.right[node]
    return tree.leaf[-node - 1]


@cache
def _load() -> PageTypeClassifierData:
    """The shipped classifier, read once."""
    content = Path(__file__).with_name("page_type_classifier.json").read_bytes()
    return msgspec.json.decode(content, type=PageTypeClassifierData)
