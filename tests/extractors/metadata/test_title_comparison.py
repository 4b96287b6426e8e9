from __future__ import annotations

import pytest

from wellread.extractors.metadata.title_comparison import compare_titles, normalize_title


def test_a_title_is_compared_by_its_words_alone() -> None:
    assert normalize_title("  How\u00ad to “Rest”:\u200b Well! ") == "how to rest well"


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        ("how to rest", "how to rest", 1.0),
        ("how to rest", "how to rest well", 0.6 + 0.4 * 11 / 16),
        ("rest", "how to rest", 0.6 + 0.4 * 4 / 11),
        ("to", "how to rest", 1 / 3),
        ("how to rest", "why we dream", 0.0),
        ("", "how to rest", 0.0),
        ("", "", 1.0),
    ],
    ids=["same", "part", "word at the end", "word in the midst", "different", "nothing", "nothing twice"],
)
def test_titles_are_as_alike_as_their_words(one: str, other: str, similarity: float) -> None:
    assert compare_titles(one, other) == pytest.approx(similarity)
    assert compare_titles(other, one) == pytest.approx(similarity)
