"""Turn trees as LightGBM dumps them into the data that the classifier reads, without what it does not need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from wellread.extractors.label.classifier import ClassifierData, Tree
from wellread.extractors.label.features import FEATURE_NAMES


class LightGbmNode(TypedDict, total=False):
    """A leaf has a value alone, an inner node the other keys. A feature is its place in `FEATURE_NAMES`."""

    leaf_value: float
    split_feature: int
    threshold: float
    left_child: LightGbmNode
    right_child: LightGbmNode


def convert_trees(roots: Sequence[LightGbmNode], parameters: Mapping[str, float]) -> ClassifierData:
    """Only the features that some tree asks for; thresholds with six digits, leaves with four decimals.

    A tree without a question is the same for every block: it becomes part of the start.
    """
    used = sorted({feature for root in roots for feature in list_features(root)})
    places = {feature: place for place, feature in enumerate(used)}
    return ClassifierData(
        trained_on={},
        parameters=dict(parameters),
        held_out={},
        features=tuple(FEATURE_NAMES[feature] for feature in used),
        start=round(sum(root["leaf_value"] for root in roots if "left_child" not in root), 4),
        trees=tuple(convert_tree(root, places) for root in roots if "left_child" in root),
    )


def list_features(node: LightGbmNode) -> Iterator[int]:
    """The features that a tree asks for."""
    if "left_child" in node:
        yield node["split_feature"]
        yield from list_features(node["left_child"])
        yield from list_features(node["right_child"])


def convert_tree(root: LightGbmNode, places: Mapping[int, int]) -> Tree:
    """Inner nodes from the root downwards, left before right."""
    inner: list[LightGbmNode] = []
    children: dict[int, tuple[int, int]] = {}
    leaves: list[float] = []

    def add(node: LightGbmNode) -> int:
        if "left_child" not in node:
            leaves.append(round(node["leaf_value"], 4))
            return -len(leaves)
        place = len(inner)
        inner.append(node)
        children[place] = add(node["left_child"]), add(node["right_child"])
        return place

    add(root)
    return Tree(
        feature=tuple(places[node["split_feature"]] for node in inner),
        threshold=tuple(float(f"{node['threshold']:.6g}") for node in inner),
        left=tuple(children[place][0] for place in range(len(inner))),
        right=tuple(children[place][1] for place in range(len(inner))),
        leaf=tuple(leaves),
    )
