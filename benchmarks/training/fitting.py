"""Fit gradient-boosted trees to examples with LightGBM. The only module here that needs it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import lightgbm
import numpy as np

from benchmarks.training.dataset import PageExamples
from benchmarks.training.export import convert_trees
from wellread.extractors.label.classifier import ClassifierData
from wellread.extractors.label.features import FEATURE_NAMES

# `weight_by_words` of a block's weight is for its words, the rest for being a block; the others are LightGBM's.
PARAMETERS: Mapping[str, float] = {
    "trees": 100,
    "weight_by_words": 0.5,
    "num_leaves": 16,
    "learning_rate": 0.1,
    "min_data_in_leaf": 40,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 5.0,
    "path_smooth": 40.0,
    "seed": 2,
}
# A block that has more of these is no less likely to be in the article, or no more likely: what else is on the pages of
# the corpora does not turn that round.
_RISING = frozenset("part_topic topic part_title title_words heading_alike".split())
_FALLING = frozenset(("part_linked",))
# The same examples give the same trees, on however many cores.
_SAME_AGAIN = {"deterministic": True, "force_row_wise": True, "num_threads": 1}


def fit_without(doubtful: Container[tuple[str, str]], examples: Sequence[PageExamples]) -> ClassifierData:
    """Trees from all examples but those of the pages, by corpus and id, whose truth is doubtful."""
    return fit([page for page in examples if (page.page.corpus, page.page.gold.id) not in doubtful])


def fit(examples: Sequence[PageExamples], parameters: Mapping[str, float] = PARAMETERS) -> ClassifierData:
    """Trees that tell the blocks of an article from the others of its page."""
    settings = dict(parameters)
    trees, by_words = int(settings.pop("trees")), settings.pop("weight_by_words")
    labels = np.array([label for page in examples for label in page.labels])
    shares = np.array([weight for page in examples for weight in page.weights])
    vectors = np.concatenate([np.frombuffer(page.vectors, dtype=np.float32) for page in examples])
    data = lightgbm.Dataset(
        vectors.reshape(-1, len(FEATURE_NAMES)), label=labels, weight=by_words * shares / shares.mean() + 1 - by_words
    )
    directions = [(name in _RISING) - (name in _FALLING) for name in FEATURE_NAMES]
    fixed = {"objective": "binary", "verbosity": -1, "monotone_constraints": directions}
    booster = lightgbm.train({**fixed, **settings, **_SAME_AGAIN}, data, num_boost_round=trees)
    return convert_trees([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]], parameters)
