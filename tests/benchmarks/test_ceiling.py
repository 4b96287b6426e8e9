"""What the list of pages that were read says, and what an oracle may change."""

from __future__ import annotations

import pytest

from benchmarks import ceiling, corpora
from benchmarks.corpora import Corpus, Gold, Page
from benchmarks.doubtful_pages import Fault, Finding, findings
from benchmarks.training import evaluate
from wellread.extractors.label import LabelledBlock, label
from wellread.extractors.metadata import describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

URL = "https://example.org/rest"
HTML = (
    "<main><h1>Rest</h1><p>Sleep is a habit of the whole body and likes to be asked at the same hour.</p>"
    "<p>Our pillow is on sale until the end of the month, and the month is short.</p></main>"
)


def judged(gold: Gold) -> dict[str, tuple[bool, str]]:
    document = parse(PageInput(HTML.encode(), URL))
    layout = segment(document)
    items: tuple[LabelledBlock, ...] = ceiling.with_oracle(label(layout, describe(document, layout), URL).blocks, gold)
    return {item.block.text.split()[0]: (item.label.is_kept, item.label.rule) for item in items}


def test_an_oracle_keeps_what_the_truth_has_and_drops_the_rest() -> None:
    found = judged(Gold("a", URL, text="Our pillow is on sale until the end of the month, and the month is short."))
    assert found == {"Rest": (False, "oracle"), "Sleep": (False, "oracle"), "Our": (True, "oracle")}


def test_an_oracle_says_nothing_where_the_truth_says_nothing() -> None:
    found = judged(Gold("a", URL, must_have=("asked at the same hour",)))
    assert found["Sleep"] == (True, "oracle")
    assert found["Our"][1] != "oracle"


def test_pages_of_doubtful_truth_are_left_out_of_one_line_alone(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = corpus.pages[0]
    monkeypatch.setattr(ceiling, "doubtful", lambda: frozenset({(first.corpus, first.gold.id)}))
    rows = [evaluate.score(page, "ours", evaluate.article_of(page)) for page in corpus.pages]
    pages = {line[1]: line[2] for line in ceiling.table(rows, rows).rows if line[0] == corpus.name}
    assert list(pages.values()) == [len(rows), len(rows) - 1, len(rows)]


def test_causes_are_counted_within_corpus_and_verdict() -> None:
    found = [
        Finding("a", "1", Fault.OURS, "tables"),
        Finding("a", "2", Fault.TRUTH, "cut"),
        Finding("a", "3", Fault.OURS, "cards"),
        Finding("a", "4", Fault.OURS, "cards"),
    ]
    assert ceiling.causes(found).rows == (
        ("a", "ours wrong", "cards", 2),
        ("a", "ours wrong", "tables", 1),
        ("a", "truth doubtful", "cut", 1),
    )


def test_every_page_of_the_list_is_in_it_once_and_has_a_cause() -> None:
    found = findings()
    assert len({(item.corpus, item.id) for item in found}) == len(found)
    assert all(item.cause for item in found)


def test_every_page_of_the_list_is_in_its_corpus() -> None:
    names = corpora.names(corpora.ROOT)
    if not set(evaluate.CORPORA) <= set(names):
        pytest.skip("the corpora are not beside the project")
    pages: list[Page] = [page for name in evaluate.CORPORA for page in corpora.read(name, corpora.ROOT).pages]
    known = {(page.corpus, page.gold.id) for page in pages}
    assert {(item.corpus, item.id) for item in findings()} <= known
