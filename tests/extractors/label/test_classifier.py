"""The classifier: a probability for any block, and the trees of its file as they were trained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.label.classifier import BlockClassifier, ClassifierData, Tree, load_classifier
from wellread.extractors.label.features import FEATURE_NAMES


@pytest.mark.parametrize("value", [-1e9, -1.0, 0.0, 1.0, 1e9])
def test_any_vector_has_a_probability(value: float) -> None:
    assert 0 < load_classifier().probability([value] * len(FEATURE_NAMES)) < 1


@given(st.floats(-10, 10))
def test_a_value_at_the_threshold_goes_left(value: float) -> None:
    tree = Tree(feature=(0,), threshold=(0.5,), left=(-1,), right=(-2,), leaf=(-1.0, 1.0))
    data = ClassifierData(
        trained_on={}, parameters={}, held_out={}, features=(FEATURE_NAMES[3],), start=0.0, trees=(tree,)
    )
    vector = [0.0] * len(FEATURE_NAMES)
    vector[3] = value
    assert (BlockClassifier(data).probability(vector) > 0.5) is (value > 0.5)


def test_a_feature_that_nobody_computes_is_refused() -> None:
    data = ClassifierData(trained_on={}, parameters={}, held_out={}, features=("mood",), start=0.0, trees=())
    with pytest.raises(KeyError, match="mood"):
        BlockClassifier(data)
