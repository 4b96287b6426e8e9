"""What stands in the way of a perfect score: the worst pages, read by hand, and what an oracle makes of our blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import click
import msgspec

from benchmarks import options, quality, runner, tables
from benchmarks.corpora import Gold, Page
from benchmarks.doubtful_pages import Finding, doubtful, findings
from benchmarks.training import dataset, evaluate
from wellread.extractors.article import Reason
from wellread.extractors.label import Label, LabelledBlock

COLUMNS = ("corpus", "figures", "pages", *evaluate.FIGURES.values())
_RAW, _SOUND, _ORACLE = "held out", "held out, sound truth", "an oracle over our blocks"


@click.command("ceiling")
@options.root
@options.markdown
def command(root: Path, *, markdown: bool) -> None:
    """Show what is in the way: figures on sites held out, without doubtful truth, of an oracle, and the causes."""
    corpora = runner.chosen_corpora(root, evaluate.CORPORA)
    try:
        from benchmarks.training import fitting
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is not installed: it is in requirements/bench.txt") from error
    examples = dataset.read_examples(corpora)
    rows = evaluate.cross_validate(examples, partial(fitting.fit_without, doubtful()))
    best = runner.in_children(_oracle_row, [page.page for page in examples])
    tables.show(table(rows, best), markdown=markdown)
    tables.show(causes(findings()), markdown=markdown)


def table(rows: Sequence[quality.Row], best: Sequence[quality.Row]) -> tables.Table:
    """Three lines a group: all pages, those of sound truth, and the best that is to be had from the blocks."""
    unsound = doubtful()
    kinds = (
        (_RAW, rows),
        (_SOUND, [row for row in rows if (row.corpus, row.id) not in unsound]),
        (_ORACLE, best),
    )
    lines = [
        (group, name, figures.pages, *(getattr(figures, figure) for figure in evaluate.FIGURES))
        for name, its_rows in kinds
        for group, figures in quality.by_group(its_rows).items()
    ]
    return tables.Table("The ceiling", COLUMNS, tuple(sorted(lines, key=lambda line: str(line[0]))))


def causes(found: Iterable[Finding]) -> tables.Table:
    """The causes on the pages that were read, the most frequent first within each corpus and verdict."""
    counts = Counter((item.corpus, item.verdict.value, item.cause) for item in found)
    lines = sorted(counts.items(), key=lambda line: (line[0][:2], -line[1], line[0][2]))
    return tables.Table(
        f"Causes on the {counts.total()} pages that were read",
        ("corpus", "verdict", "cause", "pages"),
        tuple((*key, pages) for key, pages in lines),
    )


def with_oracle(labelled: Sequence[LabelledBlock], gold: Gold) -> tuple[LabelledBlock, ...]:
    """The same blocks, each kept or dropped as the truth has it; where the truth says nothing of one, as before."""
    texts = [item.block for item in labelled if item.block.chars]
    true = dataset.true_labels(gold, texts)
    return tuple(_judged(item, true.get(item.block.index)) for item in labelled)


def _judged(item: LabelledBlock, is_true: bool | None) -> LabelledBlock:  # noqa: FBT001 - a truth, not a switch
    if is_true is None:
        return item
    reason = None if is_true else item.label.reason or Reason.UNLIKELY
    return msgspec.structs.replace(item, label=Label(reason, "oracle"))


def _oracle_row(page: Page) -> quality.Row:
    return evaluate.score(page, "oracle", evaluate.article_of(page, relabel=partial(with_oracle, gold=page.gold)))
