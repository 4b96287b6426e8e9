"""The command: reads the corpora, measures on sites held out, trains on everything, writes `classifier.json`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
import msgspec

from benchmarks import doubtful_pages, options, quality, runner, tables
from benchmarks.corpora import Corpus, Page
from benchmarks.systems import SYSTEMS
from benchmarks.training import dataset, evaluate
from wellread.extractors.label import classifier
from wellread.extractors.label.classifier import ClassifierData

PEER = "trafilatura"
CLASSIFIER = Path(classifier.__file__).with_name("classifier.json")


@click.command("train")
@options.root
@click.option("--check", is_flag=True, help="Write nothing; fail when the shipped classifier is another one.")
@options.markdown
def command(root: Path, *, check: bool, markdown: bool) -> None:
    """Train the classifier of blocks, and measure it on sites that it has not seen."""
    corpora = runner.chosen_corpora(root, evaluate.CORPORA)
    try:
        from benchmarks.training import fitting
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is not installed: it is in requirements/bench.txt") from error
    examples = dataset.read_examples(corpora)
    fit = partial(fitting.fit_without, doubtful_pages.doubtful())
    rows = evaluate.cross_validate(examples, fit)
    tables.show(table([*rows, *_peer_rows(corpora, [page.page for page in examples])]), markdown=markdown)
    save(with_provenance(fit(examples), corpora, rows), check=check)


def table(rows: Sequence[quality.Row]) -> tables.Table:
    """Word F1, exact pages and snippets by group of pages and system."""
    systems = dict.fromkeys(row.system for row in rows)
    lines = [
        (group, system, figures.pages, *(getattr(figures, name) for name in evaluate.FIGURES))
        for system in systems
        for group, figures in quality.by_group(row for row in rows if row.system == system).items()
    ]
    columns = ("corpus", "system", "pages", *evaluate.FIGURES.values())
    return tables.Table("Sites held out", columns, tuple(sorted(lines, key=lambda line: str(line[0]))))


def with_provenance(data: ClassifierData, corpora: Sequence[Corpus], rows: Sequence[quality.Row]) -> ClassifierData:
    """The classifier with the digests of what it was trained on and its figures on sites held out."""
    held_out = {
        group: {name: round(value, 4) for name in evaluate.FIGURES if (value := getattr(figures, name)) is not None}
        for group, figures in quality.by_group(rows).items()
    }
    digests = {corpus.name: corpus.digest for corpus in corpora}
    return msgspec.structs.replace(data, trained_on=digests, held_out=held_out)


def save(data: ClassifierData, path: Path = CLASSIFIER, *, check: bool) -> None:
    """Write the classifier. Raises ClickException where a check finds another one than these corpora give."""
    encoded = msgspec.json.encode(data) + b"\n"
    if not check:
        path.write_bytes(encoded)
        click.echo(f"{path.name}: {len(data.trees)} trees over {len(data.features)} features, {len(encoded):,} bytes")
    elif path.read_bytes() != encoded:
        raise click.ClickException(f"{path.name} is not what these corpora give: run `python -m benchmarks train`")
    else:
        click.echo(f"{path.name} is what these corpora give")


def _peer_rows(corpora: Sequence[Corpus], pages: Sequence[Page]) -> list[quality.Row]:
    """The scores of the peer on the same pages, where it is installed."""
    if not runner.available([PEER]):
        return []
    rows: list[quality.Row] = []
    for corpus in corpora:
        its_pages = [page for page in pages if page.corpus == corpus.name]
        texts = runner.ask(SYSTEMS[PEER], "text", corpus, its_pages)
        rows += (quality.score(page, runner.label(SYSTEMS[PEER]), texts[page.gold.id], None) for page in its_pages)
    return rows
