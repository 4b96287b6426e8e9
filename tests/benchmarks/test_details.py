"""What counts as a right detail of a page."""

from __future__ import annotations

import pytest

from benchmarks import corpora, details
from benchmarks.details import Row, Value


@pytest.mark.parametrize(
    ("true", "found", "right"),
    [
        ("Calm Days", "calm days", True),
        ("Calm Days", None, False),
        (None, "Calm Days", False),
        (None, None, True),
        ((), (), True),
        (("Sleep", "Rest"), ("sleep", "rest"), True),
        (("Sleep", "Rest"), ("Rest", "Sleep"), False),
        (("Sleep",), (), False),
        (False, False, True),
        (False, None, False),
    ],
)
def test_details_are_compared_as_words(true: Value, found: Value, right: object) -> None:
    assert Row("made", "1", "publisher", true, found).right is right


def test_the_list_names_each_page_once() -> None:
    keys = [(truth.corpus, truth.id) for truth in details.truths()]
    assert len(set(keys)) == len(keys) >= 30


@pytest.mark.skipif(not corpora.names(corpora.ROOT), reason="no corpora in ../shared/corpora")
def test_every_page_of_the_list_is_there() -> None:
    known = {
        (page.corpus, page.gold.id)
        for name in corpora.names(corpora.ROOT)
        for page in corpora.read(name, corpora.ROOT).pages
    }
    assert {(truth.corpus, truth.id) for truth in details.truths()} <= known
