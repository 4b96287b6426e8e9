"""Fit the classifier of page types with LightGBM, and measure it on sites held out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import lightgbm
import msgspec
import numpy as np

from benchmarks.page_type_examples import FOLDS, Example, Predict, fold_of, measure
from benchmarks.training.export import LightGbmNode, convert_tree, list_features
from wellread.extractors.article import PageType
from wellread.extractors.compose.page_type_classifier import PageTypeClassifierData, choose_type, read_probabilities

TYPES = (
    PageType.ARTICLE,
    PageType.LISTING,
    PageType.PRODUCT,
    PageType.SERVICE,
    PageType.FORUM,
    PageType.DOCUMENTATION,
)
PARAMETERS: Mapping[str, float] = {
    "trees": 120,
    "num_leaves": 8,
    "learning_rate": 0.06,
    "min_data_in_leaf": 12,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "seed": 2,
}
# So many articles may be lost, in the cross-validation.
MAX_LOST = 0.01
# The same examples give the same trees, on however many cores.
_SAME_AGAIN = {"deterministic": True, "force_row_wise": True, "num_threads": 1}


def train(examples: Sequence[Example], digests: Mapping[str, str]) -> tuple[Predict, PageTypeClassifierData]:
    """The classifier of all examples, and what classifiers that have not seen their site say of each of them."""
    probabilities: dict[tuple[str, str], dict[PageType, float]] = {}
    for fold in range(FOLDS):
        data = fit([example for example in examples if fold_of(example) != fold])
        for example in examples:
            if fold_of(example) == fold:
                probabilities[example.corpus, example.id] = read_probabilities(data, example.features)
    limit = choose_limit(examples, probabilities)
    data = msgspec.structs.replace(fit(examples), min_article_probability=limit, trained_on=dict(digests))

    def predict(example: Example) -> PageType:
        return example.by_rules or choose_type(data, probabilities[example.corpus, example.id])

    figures = {name: round(share, 4) for name, share in measure(examples, predict).items()}
    return predict, msgspec.structs.replace(data, held_out=figures)


def choose_limit(
    examples: Sequence[Example], probabilities: Mapping[tuple[str, str], Mapping[PageType, float]]
) -> float:
    """The highest probability that loses no more articles than may be lost, those that the rules lose included."""
    articles = [example for example in examples if example.page_type is PageType.ARTICLE]
    lost = sum(example.by_rules not in (None, PageType.ARTICLE) for example in articles)
    undecided = [example for example in articles if example.by_rules is None]
    ordered = sorted(probabilities[example.corpus, example.id][PageType.ARTICLE] for example in undecided)
    allowed = int(MAX_LOST * len(articles)) - lost
    return math.floor(ordered[max(0, allowed)] * 1000) / 1000


def fit(examples: Sequence[Example]) -> PageTypeClassifierData:
    """Trees for each type from all examples but those of OTHER, which are too few."""
    examples = [example for example in examples if example.page_type in TYPES]
    names = tuple(examples[0].features)
    settings = dict(PARAMETERS)
    rounds = int(settings.pop("trees"))
    vectors = np.array([[example.features[name] for name in names] for example in examples])
    labels = np.array([TYPES.index(example.page_type) for example in examples])
    fixed = {"objective": "multiclass", "num_class": len(TYPES), "verbosity": -1, "boost_from_average": False}
    booster = lightgbm.train({**fixed, **settings, **_SAME_AGAIN}, lightgbm.Dataset(vectors, label=labels), rounds)
    roots: list[LightGbmNode] = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    used = sorted({feature for root in roots for feature in list_features(root)})
    places = {feature: place for place, feature in enumerate(used)}
    by_type = {kind: roots[number :: len(TYPES)] for number, kind in enumerate(TYPES)}
    return PageTypeClassifierData(
        trained_on={},
        parameters=dict(PARAMETERS),
        held_out={},
        min_article_probability=0.5,
        features=tuple(names[feature] for feature in used),
        start={kind: sum(r["leaf_value"] for r in its if "left_child" not in r) for kind, its in by_type.items()},
        trees={kind: tuple(convert_tree(r, places) for r in its if "left_child" in r) for kind, its in by_type.items()},
    )
