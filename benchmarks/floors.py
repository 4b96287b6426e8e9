"""Floors under our figures, pinned in floors.toml: a figure that falls below its floor fails the check."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from benchmarks import corpora, fields, options, page_types, quality, runner
from benchmarks.answers import FIELDS
from benchmarks.corpora import Corpus
from benchmarks.systems import OURS

# Training the same model with another seed moves a figure by as much: a floor is there for what is more than luck.
SLACK = 0.005
# One word decides whether a page is exact.
SLACKS = {"exact": 0.03, "wellness_exact": 0.03}

FILE = Path(__file__).with_name("floors.toml")
HEAD = """\
# Floors under our own figures on each corpus, and the digest of the corpus they were measured on.
# `python -m benchmarks floors --check` fails when a figure falls below; `--update` raises floors and lowers none.
# A floor lies 0.005 below what was measured, that of exact pages 0.03: as far as the seed of the training may move it.
# The model has learned from these pages (docs/decisions/0003 has figures on sites held out): these floors only tell
# when a change breaks something.
# `clean` is the share of snippets that must not appear and do not.
"""


class Pinned(msgspec.Struct, frozen=True):
    """The floors of one corpus, by metric, and the digest of what they were measured on."""

    digest: str
    floors: dict[str, float]


class Fall(msgspec.Struct, frozen=True):
    """A figure that is below its floor."""

    corpus: str
    metric: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "not measured any more" if self.value is None else f"{self.value:.4f}"
        return f"{self.corpus}: {self.metric} is {value}, its floor {self.floor:.4f}"


def measure(corpus: Corpus) -> dict[str, float]:
    """Every figure of ours on one corpus, higher being better; subsets have figures of their own."""
    rows = quality.measure(OURS, corpus, corpus.pages)
    figures = {
        _metric(corpus, group, metric): value
        for group, its_rows in quality.groups(corpus.name, rows)
        for metric, value in _quality(quality.figures(its_rows)).items()
    }
    field_rows = fields.measure(OURS, corpus, corpus.pages)
    for group, its_fields in fields.groups(corpus.name, field_rows):
        for field in FIELDS:
            exact, _ = fields.accuracy(its_fields, field)
            figures[_metric(corpus, group, f"{field}_exact")] = exact
    figures |= page_types.measure_corpus(corpus)
    return {metric: value for metric, value in figures.items() if value is not None}


def _metric(corpus: Corpus, group: str, metric: str) -> str:
    """The name of a metric; that of a subset starts with the words that follow the corpus in its table line."""
    subset = group.removeprefix(corpus.name).strip(", ").replace(" ", "_")
    return f"{subset}_{metric}" if subset else metric


def _quality(figures: quality.Figures) -> dict[str, float | None]:
    return {
        "word_f1": figures.word_f1,
        "shingle_f1": figures.shingle_f1,
        "exact": figures.exact,
        "must_have": figures.must_have,
        "clean": None if figures.leaked is None else 1 - figures.leaked,
        "structure_f1": figures.structure_f1,
        "headings_f1": figures.headings_f1,
    }


def falls(corpus: str, floors: Mapping[str, float], measured: Mapping[str, float]) -> list[Fall]:
    """The figures of one corpus that are below their floors, or gone."""
    return [
        Fall(corpus, metric, floor, measured.get(metric))
        for metric, floor in floors.items()
        if measured.get(metric, -1.0) < floor
    ]


def raised(floors: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, float]:
    """The floors, each lifted to its figure less its slack, cut (not rounded) to four decimals; none is lowered."""
    cut = {
        metric: max(0.0, math.floor((value - SLACKS.get(metric, SLACK)) * 10_000) / 10_000)
        for metric, value in measured.items()
    }
    return {metric: max(floors.get(metric, 0.0), value) for metric, value in {**floors, **cut}.items()}


def load(file: Path) -> dict[str, Pinned]:
    """The pinned floors by corpus; none when there is no file yet."""
    if not file.exists():
        return {}
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), dict[str, Pinned])


def dumps(pinned: Mapping[str, Pinned]) -> str:
    """The floors as TOML."""
    parts = [HEAD]
    for name, of_corpus in sorted(pinned.items()):
        lines = [f"{metric} = {floor:.4f}\n" for metric, floor in of_corpus.floors.items()]
        parts.append(f'\n[{name}]\ndigest = "{of_corpus.digest}"\n\n[{name}.floors]\n{"".join(lines)}')
    return "".join(parts)


def check(pinned: Mapping[str, Pinned], root: Path) -> list[str]:
    """One line for each figure below its floor, and each corpus that is not the one that was measured."""
    problems: list[str] = []
    for name, of_corpus in pinned.items():
        if name not in corpora.names(root):
            problems.append(f"{name}: the corpus is not there any more")
            continue
        corpus = corpora.read(name, root)
        if corpus.digest != of_corpus.digest:
            problems.append(f"{name}: the corpus has changed since its floors were pinned; update them")
            continue
        problems += map(str, falls(name, of_corpus.floors, measure(corpus)))
    return problems


def updated(pinned: Mapping[str, Pinned], root: Path) -> tuple[dict[str, Pinned], list[str]]:
    """The floors with all that rose, and one line for each that would have to be lowered; those stay.

    Floors of a corpus that has changed are pinned anew: figures on other pages do not compare.
    """
    result, refused = dict(pinned), list[str]()
    for corpus in runner.chosen_corpora(root):
        measured = measure(corpus)
        before = pinned.get(corpus.name)
        floors = before.floors if before and before.digest == corpus.digest else {}
        refused += map(str, falls(corpus.name, floors, measured))
        result[corpus.name] = Pinned(corpus.digest, raised(floors, measured))
    return result, refused


@click.command("floors")
@click.option("--check", "action", flag_value="check", default="check", help="Fail when a figure is too low (default).")
@click.option("--update", "action", flag_value="update", help="Raise floors to today's figures; refuses to lower any.")
@options.root
@click.option(
    "--file", type=click.Path(dir_okay=False, path_type=Path), default=FILE, show_default="benchmarks/floors.toml"
)
def command(action: str, root: Path, file: Path) -> None:
    """Compare our figures with the floors pinned in a file."""
    if not corpora.names(root):
        click.echo(f"skipped: no corpora in {root}")
        return
    pinned = load(file)
    if action == "update":
        pinned, problems = updated(pinned, root)
        file.write_text(dumps(pinned), encoding="utf-8")
    else:
        problems = check(pinned, root)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"floors that do not hold: {len(problems)}; none was lowered")
    click.echo(f"{sum(len(of_corpus.floors) for of_corpus in pinned.values())} floors hold")


if __name__ == "__main__":
    command()
