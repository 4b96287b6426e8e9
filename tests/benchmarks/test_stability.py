"""Pages are changed in ways that say nothing about their articles, always in the same ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import corpora, metrics, stability
from benchmarks.page_changes import CHANGES, Passage, serialized, subject_of

FIRST = "The kettle in the attic boils twice as fast as the one in the cellar, and nobody in the house can say why."
SECOND = "A plumber came in March and measured the pressure in both pipes, and he found that they were the same."
THIRD = "Since then the family has made its tea upstairs, and the cat has moved there with the cups and spoons."
URL = "https://example.org/kettles"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kettles – a tale</title></head><body>
<nav class="menu"><a href="#kettles">Kettles</a></nav><main><h1 id="kettles">Kettles</h1>
<div class="text" id="body">
<p class="a b">{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></main></body></html>""".encode()
OTHERS = (Passage("Spoons", (FIRST.replace("kettle", "spoon"),)),)


def changed(name: str) -> str:
    subject = subject_of(PAGE, URL, [f"{FIRST}\n{SECOND}\n{THIRD}"], 7, OTHERS)
    assert subject is not None
    CHANGES[name](subject)
    return serialized(subject).decode(subject.encoding)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_page_has_all_paragraphs_and_is_always_the_same(name: str) -> None:
    page = changed(name)
    assert page == changed(name)
    for text in (FIRST, SECOND, THIRD):
        assert text in page


def test_names_are_renamed_with_what_refers_to_them() -> None:
    page = changed("names made up anew")
    assert 'class="menu"' not in page
    assert page.count(page.split('<a href="#')[1].split('"')[0]) == 2


@pytest.mark.parametrize("name", CHANGES)
def test_damaged_attributes_and_dashes_in_an_address_do_not_end_a_change(name: str) -> None:
    page = PAGE.replace(b'class="a b"', b'class="a" title="t\x01" "o="1"')
    subject = subject_of(page, "https://example.org/a--b--", [FIRST, SECOND, THIRD], 7, OTHERS)
    assert subject is not None
    CHANGES[name](subject)
    assert FIRST in serialized(subject).decode(subject.encoding)


def test_the_body_is_the_box_around_the_true_paragraphs() -> None:
    subject = subject_of(PAGE, URL, [FIRST[10:80], SECOND[5:70]], 7)
    assert subject is not None
    assert subject.body.get("id") == "body"
    assert subject_of(PAGE, URL, ["Something else."], 7) is None


def test_answers_are_compared_with_each_other_and_with_the_truth(tmp_path: Path) -> None:
    folder = tmp_path / "tales"
    (folder / "html").mkdir(parents=True)
    truth = f"{FIRST}\n{SECOND}\n{THIRD}"
    (folder / "gold.jsonl").write_text(json.dumps({"id": "1", "url": URL, "title": "Kettles", "text": truth}))
    (folder / "html" / "1.html.gz").write_bytes(gzip.compress(PAGE))
    ((page, others),) = stability.sample([corpora.read("tales", tmp_path)], 5)
    comparisons = stability.compare(stability.Task(page, others, "ours"))
    assert [one.change for one in comparisons] == list(CHANGES)
    by_change = {one.change: one for one in comparisons}
    assert by_change["another encoding"].same_words
    assert by_change["wrapped in five boxes"].truth_after == metrics.word_score(truth, truth).f1
    assert len(stability.table(comparisons).rows) == len(CHANGES)
