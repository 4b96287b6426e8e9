"""How well the text and the structure of articles are found: scores per page, and a table per corpus."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import metrics, options, runner, tables
from benchmarks.answers import Answer
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import OURS, SYSTEMS, System, our_model_saw

COLUMNS = (
    "corpus",
    "system",
    "pages",
    "word F1",
    "shingle F1",
    "exact",
    "must-have",
    "leaked",
    "structure F1",
    "headings F1",
    "failed",
)


class Row(msgspec.Struct, frozen=True):
    """The scores of one system on one page; `None` where the truth says nothing, or the system."""

    corpus: str
    system: str
    id: str
    url: str
    wellness: bool
    f1: float | None
    precision: float | None
    recall: float | None
    shingle_f1: float | None
    must_have: int
    must_have_found: int
    must_not: int
    leaked: int
    structure_f1: float | None
    headings_f1: float | None
    error: str | None

    @property
    def loss(self) -> float:
        """What the page lacks of a perfect one, by the first of: words, structure, snippets."""
        if self.f1 is not None:
            return 1 - self.f1
        if self.structure_f1 is not None:
            return 1 - self.structure_f1
        wrong = self.must_have - self.must_have_found + self.leaked
        return wrong / ((self.must_have + self.must_not) or 1)


class Figures(msgspec.Struct, frozen=True):
    """The figures of one system on some pages; shares in 0..1, `None` where the truth has nothing to compare with."""

    pages: int
    word_f1: float | None
    shingle_f1: float | None
    exact: float | None
    must_have: float | None
    leaked: float | None
    structure_f1: float | None
    headings_f1: float | None
    failed: int


def measure(system: System, corpus: Corpus, pages: Sequence[Page]) -> list[Row]:
    """Scores one system on these pages of a corpus."""
    with_text = [page for page in pages if page.gold.text is not None or page.gold.must_have or page.gold.must_not]
    with_sections = [page for page in pages if page.gold.sections is not None]
    texts = runner.ask(system, "text", corpus, with_text)
    blocks = runner.ask(system, "blocks", corpus, with_sections) if system.blocks else {}
    return [
        score(page, system.name, texts.get(page.gold.id), blocks.get(page.gold.id))
        for page in pages
        if page.gold.id in texts or page.gold.id in blocks
    ]


def score(page: Page, system: str, text: Answer | None, blocks: Answer | None) -> Row:
    """Compares what a system says about one page with the truth; `None` where it was not asked."""
    gold, found = page.gold, text.text if text else ""
    word = metrics.word_score(found, gold.text) if gold.text is not None else None
    structure, headings = _structure(page, blocks)
    return Row(
        corpus=page.corpus,
        system=system,
        id=gold.id,
        url=gold.url,
        wellness=gold.wellness,
        f1=word.f1 if word else None,
        precision=word.precision if word else None,
        recall=word.recall if word else None,
        shingle_f1=metrics.shingle_score(found, gold.text).f1 if gold.text is not None else None,
        must_have=len(gold.must_have),
        must_have_found=metrics.snippets_found(found, gold.must_have),
        must_not=len(gold.must_not),
        leaked=metrics.snippets_found(found, gold.must_not),
        structure_f1=structure,
        headings_f1=headings,
        error=next((answer.error for answer in (text, blocks) if answer and answer.error), None),
    )


def true_blocks(page: Page) -> list[metrics.Block]:
    """Headings and paragraphs of the truth, in order."""
    blocks: list[metrics.Block] = []
    for section in page.gold.sections or ():
        blocks += (("heading", text) for text in section.headline)
        blocks += (("text", text) for text in section.paragraphs)
    return blocks


def figures(rows: Sequence[Row]) -> Figures:
    """Means over pages; snippets are counted over all pages together."""
    has_text = [row for row in rows if row.f1 is not None]
    return Figures(
        pages=len(rows),
        word_f1=_mean(row.f1 for row in rows),
        shingle_f1=_mean(row.shingle_f1 for row in rows),
        exact=_mean(float(row.f1 == 1.0) for row in has_text),
        must_have=_share(sum(row.must_have_found for row in rows), sum(row.must_have for row in rows)),
        leaked=_share(sum(row.leaked for row in rows), sum(row.must_not for row in rows)),
        structure_f1=_mean(row.structure_f1 for row in rows),
        headings_f1=_mean(row.headings_f1 for row in rows),
        failed=sum(row.error is not None for row in rows),
    )


def _structure(page: Page, blocks: Answer | None) -> tuple[float | None, float | None]:
    if blocks is None or page.gold.sections is None:
        return None, None
    true, neutral = true_blocks(page), page.gold.summary
    everything = metrics.structure_score(blocks.blocks, true, neutral)
    headings = metrics.structure_score(blocks.blocks, true, neutral, "heading")
    return everything.f1, headings.f1


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def groups(corpus: str, rows: Sequence[Row]) -> Iterable[tuple[str, Sequence[Row]]]:
    """The corpus, and its pages on wellness where it marks some."""
    yield corpus, rows
    wellness = [row for row in rows if row.wellness]
    if 0 < len(wellness) < len(rows):
        yield f"{corpus}, wellness", wellness


def by_group(rows: Iterable[Row]) -> dict[str, Figures]:
    """The figures of each corpus and, where it marks some, of its pages on wellness."""
    by_corpus: dict[str, list[Row]] = {}
    for row in rows:
        by_corpus.setdefault(row.corpus, []).append(row)
    return {
        group: figures(its_rows)
        for corpus, rows_of_corpus in by_corpus.items()
        for group, its_rows in groups(corpus, rows_of_corpus)
    }


def _table(rows: Sequence[Row]) -> tables.Table:
    by_run: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_run.setdefault((row.corpus, row.system), []).append(row)
    lines = [
        (group, _label(system, corpus), *msgspec.structs.astuple(figures(its_rows)))
        for (corpus, system), run in by_run.items()
        for group, its_rows in groups(corpus, run)
    ]
    return tables.Table("Quality", COLUMNS, tuple(sorted(lines, key=lambda line: str(line[0]))))


def _label(system: str, corpus: str) -> str:
    """The name and version of a system; ours says where its model has seen the pages before."""
    seen = system == OURS.name and our_model_saw(corpus)
    return f"{runner.label(SYSTEMS[system])}, trained on these" if seen else runner.label(SYSTEMS[system])


def _worst(rows: Sequence[Row], system: str, count: int) -> tables.Table:
    mine = sorted((row for row in rows if row.system == system), key=lambda row: row.loss, reverse=True)[:count]
    return tables.Table(
        f"The {len(mine)} worst pages of {system}",
        ("corpus", "id", "F1", "precision", "recall", "structure", "missed", "leaked", "url"),
        tuple(_worst_line(row) for row in mine),
    )


def _worst_line(row: Row) -> tuple[tables.Cell, ...]:
    missed = row.must_have - row.must_have_found
    return row.corpus, row.id, row.f1, row.precision, row.recall, row.structure_f1, missed, row.leaked, row.url


@click.command("quality")
@options.selection
@click.option("--worst", type=click.IntRange(1), help="List the worst pages of ours, or of the first system measured.")
@options.rows
@options.markdown
def command(selection: options.Selection, worst: int | None, rows: Path | None, *, markdown: bool) -> None:
    """Score the text and the structure that we and the peers extract."""
    measured = [
        row
        for corpus, pages in selection.pages
        for system in selection.systems
        for row in measure(system, corpus, pages)
    ]
    tables.show(_table(measured), markdown=markdown)
    runner.report_errors((row.system, row.id, row.error) for row in measured)
    if worst and measured:
        system = OURS if OURS in selection.systems else selection.systems[0]
        tables.show(_worst(measured, system.name, worst), markdown=markdown)
    if rows:
        tables.write_rows(rows, [msgspec.structs.asdict(row) for row in measured])


if __name__ == "__main__":
    command()
