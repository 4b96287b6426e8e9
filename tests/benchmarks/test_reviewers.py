"""What counts as a found, a missed and a false reviewer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import corpora, reviewers
from benchmarks.reviewers import Truth, Work

PAGE = (
    "<html lang='en'><head><title>How to Rest Well</title></head><body><main><h1>How to Rest Well</h1>{}"
    f"<p>{'Sleep is a habit of the whole body and it likes to be asked at the same hour. ' * 4}</p></main></body>"
)


@pytest.mark.parametrize(
    ("byline", "true", "found", "missed", "false"),
    [
        ("<p>Medically reviewed by Samuel Okafor, MD</p>", ("Samuel Okafor",), ("samuel okafor",), (), ()),
        ("<p>Medically reviewed by Samuel Okafor, MD</p>", (), (), (), ("samuel okafor",)),
        ("<p>By Lena Park</p>", ("Samuel Okafor",), (), ("samuel okafor",), ()),
        ("<p>By Lena Park</p>", (), (), (), ()),
    ],
)
def test_names_are_compared_as_words(
    byline: str,
    true: tuple[str, ...],
    found: tuple[str, ...],
    missed: tuple[str, ...],
    false: tuple[str, ...],
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(byline))
    row = reviewers.compare(Work(Truth("made", "1", true), "https://example.org/rest", path, wellness=True))
    assert (row.found, row.missed, row.false) == (found, missed, false)


def test_the_list_names_each_page_once() -> None:
    counts = Counter((truth.corpus, truth.id) for truth in reviewers.truths())
    assert set(counts.values()) == {1}


@pytest.mark.skipif(not corpora.names(corpora.ROOT), reason="no corpora in ../shared/corpora")
def test_every_page_of_the_list_is_there() -> None:
    assert len(reviewers.pages(corpora.ROOT)) == len(reviewers.truths())
