"""The model of blocks: gradient-boosted trees, shipped as data and evaluated here.

`classifier.json` is written by `python -m benchmarks train`: the names of the features that it wants, the trees and
the provenance of both. The trees are turned into one Python function of nested conditions when they are loaded: several
times as fast as walking them as data, and the reason why no numerical library has to be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from pathlib import Path

import msgspec

from wellread.extractors.label.features import NAMES

Vector = Sequence[float]
Score = Callable[[Vector], float]

# Once the score is this far from even after a stage, the trees that are left do not turn it round: each corrects less.
_SURE = 3.5
_STAGE = 10


class Tree(msgspec.Struct, frozen=True):
    """Inner nodes in order; a child below zero is leaf `-child - 1`.

    A value goes left when it is at most the threshold.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaf: tuple[float, ...]


class TreeData(msgspec.Struct, frozen=True, kw_only=True):
    """Trees over named features, with the score (log-odds) that every block starts from, and where they come from.

    `trained_on` has the digest of each corpus, `parameters` those of the training, `held_out` the figures of the
    cross-validation by group of pages.
    """

    trained_on: dict[str, str]
    parameters: dict[str, float]
    held_out: dict[str, dict[str, float]]
    features: tuple[str, ...]
    start: float
    trees: tuple[Tree, ...]


class Model:
    """Trees ready to be asked."""

    def __init__(self, data: TreeData) -> None:
        self.features = frozenset(data.features)
        self._score = _compile(data)

    def probability(self, vector: Vector) -> float:
        """Probability that the block with this vector belongs to the article."""
        return 1.0 / (1.0 + exp(-self._score(vector)))


@cache
def load_model() -> Model:
    """The shipped model, read once."""
    return Model(msgspec.json.decode(Path(__file__).with_name("classifier.json").read_bytes(), type=TreeData))


def _compile(data: TreeData) -> Score:
    """One function that adds up the leaves that a vector reaches. The source is made of numbers and our names alone."""
    names = {name: f"f{place}" for place, name in enumerate(NAMES)}
    wanted = [names[name] for name in data.features]
    lines = [f"def score(vector):\n {', '.join(names.values())} = vector\n s = {float(data.start)!r}"]
    for first in range(0, len(data.trees), _STAGE):
        stage = " + ".join(_expression(tree, 0, wanted) for tree in data.trees[first : first + _STAGE])
        lines.append(f" s += {stage}\n if s > {_SURE} or s < -{_SURE}: return s")
    scope: dict[str, Score] = {}
    exec("\n".join((*lines, " return s")), scope)  # noqa: S102
    return scope["score"]


def _expression(tree: Tree, node: int, names: Sequence[str]) -> str:
    if node < 0:
        return repr(float(tree.leaf[-node - 1]))
    left = _expression(tree, tree.left[node], names)
    right = _expression(tree, tree.right[node], names)
    return f"({left} if {names[tree.feature[node]]} <= {float(tree.threshold[node])!r} else {right})"
