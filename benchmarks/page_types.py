"""How well the types of pages are told apart: articles from what is none, and of which kind that is.

`wcxb-others` has pages that are no articles, with their types. All pages of the other corpora count as articles, but
for those in gold/page-types.jsonl, which were read, though only because a classifier had taken them for none: so the
share of articles lost is flattered.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks import options, runner, tables
from benchmarks.corpora import Corpus, Page
from wellread.extractors.article import PageType
from wellread.extractors.compose import page_type_classifier
from wellread.extractors.compose.page_features import read_features
from wellread.extractors.compose.page_type import classify_by_rules, classify_page
from wellread.extractors.compose.page_type_classifier import PageTypeClassifierData, read_probabilities
from wellread.extractors.parse import PageInput
from wellread.extractors.pipeline import label_page
from wellread.output.identity import make_site_id

GOLD = Path(__file__).with_name("gold") / "page-types.jsonl"
CLASSIFIER = Path(page_type_classifier.__file__).with_name("page_type_classifier.json")
OTHERS = "wcxb-others"
# What the corpus calls a collection is a list of products.
_TYPES = {"collection": PageType.LISTING}
# Pages of these kinds are what crawls of shops and companies are full of.
NO_ARTICLES = ("service", "product", "collection", "listing")
FOLDS = 5
# So many articles may be lost, in the cross-validation.
MAX_LOST = 0.01
COLUMNS = ("corpus", "truth", "pages", *(f"as {kind}" for kind in PageType), "called article")


class Example(msgspec.Struct, frozen=True):
    """One page: its truth as the corpus calls it, what it shows, what the rules say of it, and what we call it."""

    corpus: str
    id: str
    site: str
    truth: str
    features: dict[str, float]
    by_rules: PageType | None
    found: PageType

    @property
    def page_type(self) -> PageType:
        """The true type of the page."""
        return _TYPES.get(self.truth) or PageType(self.truth)


class Dispute(msgspec.Struct, frozen=True):
    """A page whose corpus takes it for an article, and that is none, and why."""

    corpus: str
    id: str
    page_type: PageType
    reason: str


Predict = Callable[[Example], PageType]


def read_disputes() -> dict[tuple[str, str], Dispute]:
    """The pages of article corpora that count as no articles, by corpus and id."""
    disputes = msgspec.json.Decoder(Dispute).decode_lines(GOLD.read_bytes())
    return {(dispute.corpus, dispute.id): dispute for dispute in disputes}


def read_examples(corpora: Sequence[Corpus]) -> list[Example]:
    """The examples of all pages, in the order of the corpora."""
    disputes = read_disputes()
    tasks = [
        (page, disputes[key].page_type if (key := (corpus.name, page.gold.id)) in disputes else truth)
        for corpus in corpora
        for page, truth in zip(corpus.pages, _read_truths(corpus), strict=True)
    ]
    return runner.in_children(_read_example, tasks)


def _read_truths(corpus: Corpus) -> Iterator[str]:
    for line in (corpus.folder / "gold.jsonl").read_bytes().splitlines():
        yield json.loads(line)["type"] if corpus.name == OTHERS else PageType.ARTICLE


def _read_example(task: tuple[Page, str]) -> Example:
    page, truth = task
    labelled = label_page(PageInput(page.html(), page.gold.url))
    return Example(
        page.corpus,
        page.gold.id,
        make_site_id(page.gold.url) if page.gold.url else page.gold.id,
        str(truth),
        read_features(labelled),
        classify_by_rules(labelled),
        classify_page(labelled),
    )


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


def measure(examples: Sequence[Example], predict: Predict) -> dict[str, float]:
    """The shares of other pages called articles, and of articles called something else."""
    others = [example for example in examples if example.truth in NO_ARTICLES and example.corpus == OTHERS]
    articles = [example for example in examples if example.page_type is PageType.ARTICLE]
    return {
        "others_called_article": _share(others, lambda example: predict(example) is PageType.ARTICLE),
        "articles_lost": _share(articles, lambda example: predict(example) is not PageType.ARTICLE),
    }


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


def _share(examples: Sequence[Example], holds: Callable[[Example], bool]) -> float:
    return sum(map(holds, examples)) / (len(examples) or 1)


def fold_of(example: Example) -> int:
    """The fold of a page: the same for all pages of its site."""
    return zlib.crc32(example.site.encode()) % FOLDS


def predict_with(data: PageTypeClassifierData) -> Predict:
    """What the rules say with this classifier behind them."""

    def predict(example: Example) -> PageType:
        return example.by_rules or page_type_classifier.choose_type(data, read_probabilities(data, example.features))

    return predict


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
        from benchmarks.training import page_types as training

        predict, data = training.train(examples, {corpus.name: corpus.digest for corpus in corpora})
        CLASSIFIER.write_bytes(msgspec.json.encode(data) + b"\n")
        title = "What pages of sites held out are taken for"
    tables.show(make_table(title, examples, predict), markdown=markdown)
    for name, share in measure(examples, predict).items():
        click.echo(f"{name}: {share:.4f}")


if __name__ == "__main__":
    command()
