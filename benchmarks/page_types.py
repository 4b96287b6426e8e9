"""How well the types of pages are told apart: articles from what is none, and of which kind that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import options, runner, tables
from benchmarks.corpora import Corpus
from benchmarks.page_type_examples import NO_ARTICLES, OTHERS, Example, Predict, measure, read_examples
from wellread.extractors.article import PageType
from wellread.extractors.compose import page_type_classifier

CLASSIFIER = Path(page_type_classifier.__file__).with_name("page_type_classifier.json")
COLUMNS = ("corpus", "truth", "pages", *(f"as {kind}" for kind in PageType), "called article")


def make_table(title: str, examples: Sequence[Example], predict: Predict) -> tables.Table:
    """What pages of each type are taken for, by corpus."""
    counts: dict[tuple[str, str], Counter[PageType]] = {}
    for example in examples:
        counts.setdefault((example.corpus, example.truth), Counter())[predict(example)] += 1
    lines: list[tuple[tables.Cell, ...]] = [
        (corpus, truth, count.total(), *(count[kind] for kind in PageType), count[PageType.ARTICLE] / count.total())
        for (corpus, truth), count in sorted(counts.items())
    ]
    return tables.Table(title, COLUMNS, tuple(lines))


def measure_corpus(corpus: Corpus) -> dict[str, float]:
    """The shares of articles called so, and of services, products and lists called something else, where there are any.

    With the shipped classifier, which has learned from these pages.
    """
    examples = read_examples([corpus])
    shares = measure(examples, lambda example: example.found)
    kinds = {example.truth for example in examples}
    figures: dict[str, float] = {}
    if PageType.ARTICLE in kinds:
        figures["articles_found"] = 1 - shares["articles_lost"]
    if not kinds.isdisjoint(NO_ARTICLES) and corpus.name == OTHERS:
        figures["others_told_apart"] = 1 - shares["others_called_article"]
    return figures


@click.command("types")
@options.root
@click.option("--train", is_flag=True, help="Train the classifier, and measure it on sites that it has not seen.")
@options.markdown
def command(root: Path, *, train: bool, markdown: bool) -> None:
    """Count what pages of each type are taken for; --train writes the classifier."""
    corpora = runner.chosen_corpora(root)
    examples = read_examples(corpora)
    predict: Predict = lambda example: example.found  # noqa: E731
    title = "What pages are taken for"
    if train:
        from benchmarks.training.page_types import train as train_classifier

        predict, data = train_classifier(examples, {corpus.name: corpus.digest for corpus in corpora})
        CLASSIFIER.write_bytes(msgspec.json.encode(data) + b"\n")
        title = "What pages of sites held out are taken for"
    tables.show(make_table(title, examples, predict), markdown=markdown)
    for name, share in measure(examples, predict).items():
        click.echo(f"{name}: {share:.4f}")


if __name__ == "__main__":
    command()
