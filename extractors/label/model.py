"""The model of blocks: gradient-boosted trees, shipped as data and evaluated here.

`model.json` is written by `python -m benchmarks train` and holds the names of the features that it wants, the trees and the
provenance of both. Each tree is three flat lists over its inner nodes (feature, threshold, children) and its leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from extractors.label.features import NAMES

# Once the score is this far from even, the trees that are left do not turn it round: they correct less and less.
_SURE = 4.0
_CHECK_EVERY = 20


class Tree(msgspec.Struct, frozen=True):
    """Inner nodes in order; a child below zero is leaf `-child - 1`."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaf: tuple[float, ...]


class Model(msgspec.Struct, frozen=True):
    """Trees over named features, with the score (log-odds) that every block starts from."""

    features: tuple[str, ...]
    trained_on: str
    start: float
    trees: tuple[Tree, ...]


@cache
def load_model() -> Model:
    """The shipped model. It is read once; it names each feature by a name that `features` still computes."""
    model = msgspec.json.decode(Path(__file__).with_name("model.json").read_bytes(), type=Model)
    places = {name: place for place, name in enumerate(NAMES)}
    order = [places[name] for name in model.features]
    trees = tuple(
        msgspec.structs.replace(tree, feature=tuple(order[feature] for feature in tree.feature)) for tree in model.trees
    )
    return msgspec.structs.replace(model, trees=trees)


def probability(model: Model, vector: Sequence[float]) -> float:
    """Probability that a block belongs to the article."""
    score = model.start
    for number, tree in enumerate(model.trees, 1):
        node, feature, threshold, left, right = 0, tree.feature, tree.threshold, tree.left, tree.right
        while node >= 0:
            node = left[node] if vector[feature[node]] <= threshold[node] else right[node]
        score += tree.leaf[-node - 1]
        if number % _CHECK_EVERY == 0 and abs(score) > _SURE:
            break
    return 1.0 / (1.0 + exp(-score))
