"""Scores, tables and files of the quality command, with systems that say what the test wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import quality, runner, tables
from benchmarks.answers import Answer
from benchmarks.corpora import Corpus, subset


def rows(corpus: Corpus, text: str) -> list[quality.Row]:
    return [quality.score(page, "ours", Answer(text=text), Answer(blocks=(("text", text),))) for page in corpus.pages]


def test_a_page_is_scored_by_what_its_truth_has(corpus: Corpus) -> None:
    sleep, cars = rows(corpus, "Go to bed early. Get up late.")
    assert (sleep.f1, sleep.shingle_f1, sleep.must_have_found, sleep.leaked) == (1, 1, 2, 0)
    assert (sleep.structure_f1, sleep.headings_f1) == (0, 0)
    assert (cars.f1, cars.must_have_found) == (0, 0)
    assert (cars.structure_f1, cars.headings_f1) == (None, None)


def test_figures_are_means_over_pages_and_shares_of_all_snippets(corpus: Corpus) -> None:
    figures = quality.figures(rows(corpus, "Go to bed early. Get up late. Subscribe!"))
    assert figures.pages == 2
    assert figures.word_f1 == pytest.approx((14 / 15 + 0) / 2)
    assert (figures.exact, figures.must_have, figures.leaked) == (0, 2 / 3, 1)


def test_an_exception_of_a_system_is_a_failure_and_an_empty_text(corpus: Corpus) -> None:
    row = quality.score(corpus.pages[0], "ours", Answer(error="ValueError: no"), None)
    assert (row.f1, row.error) == (0, "ValueError: no")
    assert quality.figures([row]).failed == 1


def test_the_worst_pages_come_first_and_marked_ones_have_a_line_of_their_own(corpus: Corpus) -> None:
    sleep, cars = rows(corpus, "Go to bed early.")
    assert cars.loss > sleep.loss > 0
    assert [name for name, _ in quality.groups("small", [sleep, cars])] == ["small", "small, wellness"]


def test_a_subset_holds_the_pages_that_the_truth_marks(corpus: Corpus) -> None:
    assert [page.gold.id for page in subset(corpus.pages, "wellness")] == ["sleep"]
    assert subset(corpus.pages, None) == corpus.pages


def test_the_digest_of_a_corpus_changes_with_a_page(corpus: Corpus, root: Path) -> None:
    corpus.pages[0].path.write_bytes(b"other")
    assert runner.chosen_corpora(root)[0].digest != Corpus("small", root / "small", ()).digest


def test_markdown_shows_three_decimals_and_a_dash_for_what_was_not_measured() -> None:
    table = tables.Table("Title", ("name", "share", "pages"), (("a", 0.12345, 3), ("b", None, 0)))
    assert tables.as_markdown(table).splitlines() == [
        "**Title**",
        "",
        "| name | share | pages |",
        "| --- | --- | --- |",
        "| a | 0.123 | 3 |",
        "| b | - | 0 |",
    ]


def test_rows_are_written_as_json_lines_or_tab_separated(tmp_path: Path) -> None:
    data: list[dict[str, object]] = [{"id": "a", "text": "x\ty"}, {"id": "b", "text": None}]
    tables.write_rows(tmp_path / "rows.jsonl", data)
    tables.write_rows(tmp_path / "rows.tsv", data)
    assert [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()] == data
    assert (tmp_path / "rows.tsv").read_text() == "id\ttext\na\tx y\nb\tNone\n"


@pytest.mark.parametrize("arguments", [["--corpus", "nope"], ["--corpora", "/does/not/exist"]])
def test_a_corpus_that_is_not_there_is_one_clear_line(arguments: list[str], root: Path) -> None:
    result = CliRunner().invoke(quality.command, ["--corpora", str(root), *arguments])
    assert result.exit_code == 1
    assert result.output.startswith("Error: no corp")
    assert result.output.count("\n") == 1
