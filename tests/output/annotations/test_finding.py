"""Annotations of any program are read from their file, and found on the pages that they are about."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.output.review.hostile import HOSTILE
from wellread.output.annotations.anchors import AnchorState
from wellread.output.annotations.finding import AnnotationError, AnnotationIndex
from wellread.output.annotations.page_text import PageText

WALKS = "Walk ten minutes each day. Rest when you are out of breath. Then walk ten minutes again, and rest."
PAGE = PageText(WALKS, ((0, len(WALKS)),))
URL = "https://harrow.example/walks"


def annotation(exact: str, source: str = URL, **selector: str) -> dict[str, Any]:
    """As another program may write it, with a selector that is not about words before the one that is."""
    words = {"type": "TextQuoteSelector", "exact": exact, **selector}
    return {
        "type": "Annotation",
        "body": [{"purpose": "tagging", "value": "dose"}, {"purpose": "commenting", "value": "too much"}],
        "target": {"source": source, "selector": [{"type": "FragmentSelector", "value": "a"}, words]},
    }


def found(content: Any, *sources: str) -> list[tuple[AnchorState, int | None]]:
    index = AnnotationIndex.read(json.dumps(content).encode())
    return [(one.place.outcome, one.place.start) for one in index.find(sources or [URL], PAGE)]


@pytest.mark.parametrize(
    "content",
    [
        annotation("Rest when"),
        [annotation("Rest when")],
        {"type": "AnnotationPage", "items": [annotation("Rest when")]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [annotation("Rest when")]}},
    ],
    ids=["one", "list", "page", "collection"],
)
def test_annotations_are_read_in_any_form(content: Any) -> None:
    ((outcome, start),) = found(content)
    assert start == WALKS.index("Rest when")
    assert outcome in {AnchorState.FOUND, AnchorState.MOVED}


def test_a_place_is_right_or_not_given() -> None:
    unsure, gone = annotation("walk ten minutes"), annotation("run a mile")
    twice = annotation("ten minutes", prefix="", suffix="")
    assert found([unsure, gone, twice]) == [
        (AnchorState.FOUND, WALKS.index("walk ten")),
        (AnchorState.MISSING, None),
        (AnchorState.AMBIGUOUS, None),
    ]


def test_only_annotations_about_the_page_are_looked_for_and_each_once() -> None:
    other = "https://harrow.example/tea"
    index = AnnotationIndex.read(json.dumps([annotation("Rest"), annotation("Rest", other)]).encode())
    assert [one.annotation.source for one in index.find([URL, URL], PAGE)] == [URL]
    assert list(index.find([URL], PAGE)) == []
    assert index.unread == [other]
    assert next(index.find([other], PAGE)).annotation.tags == ("dose",)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff", b"3", b"[" * 100_000])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(AnnotationError):
        AnnotationIndex.read(content)


@pytest.mark.parametrize("target", ["https://a.org", 3, {"source": 3, "selector": []}, {"source": "a", "selector": 1}])
def test_what_has_no_words_is_counted(target: Any) -> None:
    index = AnnotationIndex.read(json.dumps([{"type": "Annotation", "target": target}, annotation("Rest")]).encode())
    assert index.unusable == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_annotations_are_found_or_missing(text: str) -> None:
    (one,) = found(annotation(text, prefix=text, suffix=text))
    assert one == (AnchorState.MISSING, None)
