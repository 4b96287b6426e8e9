"""The classifier of blocks: gradient-boosted trees, shipped as data and evaluated here.

`classifier.json` is written by `python -m benchmarks train`: the names of the features that it wants, the trees and
the provenance of both. Trained with LightGBM (Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision
Tree", NeurIPS 2017). The trees are turned into one Python function of nested conditions when they are loaded: several
times as fast as walking them as data, and the reason why no numerical library has to be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from wellread.extractors.label.features import FEATURE_NAMES

# One number for each of `features.FEATURE_NAMES`, in their order.
Vector = Sequence[float]
LogOdds = Callable[[Vector], float]

# Once the log-odds are this far from even after a stage, the trees that are left do not turn them round: each corrects
# less than the one before.
_CERTAIN_LOG_ODDS = 3.5
_TREES_PER_EXIT_CHECK = 10


class Tree(msgspec.Struct, frozen=True):
    """A decision tree: inner nodes in order; a child below zero is leaf `-child - 1`.

    `feature` holds places in `ClassifierData.features`. A value goes left when it is at most the threshold.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaf: tuple[float, ...]


class ClassifierData(msgspec.Struct, frozen=True, kw_only=True):
    """What `classifier.json` holds: trees over named features, and where they come from.

    `start` are the log-odds that every block begins with. `trained_on` has the digest of each corpus, `parameters`
    those of the training, `held_out` the figures of the cross-validation by group of pages.
    """

    trained_on: dict[str, str]
    parameters: dict[str, float]
    held_out: dict[str, dict[str, float]]
    features: tuple[str, ...]
    start: float
    trees: tuple[Tree, ...]


class BlockClassifier:
    """Says how likely a block belongs to the main content."""

    def __init__(self, data: ClassifierData) -> None:
        """Raises KeyError when `data` names a feature that is none of `features.FEATURE_NAMES`."""
        self._log_odds = _compile(data)

    def probability(self, vector: Vector) -> float:
        """Probability, from 0 to 1, that the block with this vector belongs to the main content."""
        return 1.0 / (1.0 + exp(-self._log_odds(vector)))


@cache
def load_classifier() -> BlockClassifier:
    """The shipped classifier, read once."""
    content = Path(__file__).with_name("classifier.json").read_bytes()
    return BlockClassifier(msgspec.json.decode(content, type=ClassifierData))


def _compile(data: ClassifierData) -> LogOdds:
    """One function that adds up the leaves that a vector reaches. The source is made of numbers and our names alone."""
    variables = {name: f"f{place}" for place, name in enumerate(FEATURE_NAMES)}
    wanted = [variables[name] for name in data.features]
    lines = [f"def log_odds(vector):\n {', '.join(variables.values())} = vector\n s = {float(data.start)!r}"]
    for first in range(0, len(data.trees), _TREES_PER_EXIT_CHECK):
        stage = " + ".join(_expression(tree, 0, wanted) for tree in data.trees[first : first + _TREES_PER_EXIT_CHECK])
        lines.append(f" s += {stage}\n if s > {_CERTAIN_LOG_ODDS} or s < -{_CERTAIN_LOG_ODDS}: return s")
    scope: dict[str, LogOdds] = {}
    exec("\n".join((*lines, " return s")), scope)  # noqa: S102
    return scope["log_odds"]


def _expression(tree: Tree, node: int, variables: Sequence[str]) -> str:
    if node < 0:
        return repr(float(tree.leaf[-node - 1]))
    left = _expression(tree, tree.left[node], variables)
    right = _expression(tree, tree.right[node], variables)
    return f"({left} if {variables[tree.feature[node]]} <= {float(tree.threshold[node])!r} else {right})"
