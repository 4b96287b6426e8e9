"""Cross-validation: every page is read with a classifier that has seen no page of its site, by the whole pipeline."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

from benchmarks import quality, runner
from benchmarks.answers import Answer
from benchmarks.corpora import Page
from benchmarks.systems import section_blocks
from benchmarks.training.dataset import PageExamples
from wellread.extractors import parse
from wellread.extractors.article import Article
from wellread.extractors.compose import compose
from wellread.extractors.label import LabelledBlock, label
from wellread.extractors.label.classifier import BlockClassifier, ClassifierData
from wellread.extractors.metadata import describe
from wellread.extractors.page import LabelledPage
from wellread.extractors.references import References
from wellread.extractors.segment import segment

CORPORA = ("fundus", "trafilatura", "wcxb-articles")
FOLDS = 5
# The figures of `quality.Figures` that the tables show, with their columns.
FIGURES = {
    "word_f1": "word F1",
    "exact": "exact",
    "must_have": "must-have",
    "leaked": "leaked",
    "structure_f1": "structure F1",
    "headings_f1": "headings F1",
}
_PAGES_PER_BATCH = 40

Fit = Callable[[Sequence[PageExamples]], ClassifierData]
Relabel = Callable[[Sequence[LabelledBlock]], tuple[LabelledBlock, ...]]
Batch = tuple[ClassifierData, Sequence[Page]]


def fold_of(site: str) -> int:
    """The fold of a site: always the same, whatever else the corpora hold."""
    return zlib.crc32(site.encode()) % FOLDS


def cross_validate(examples: Sequence[PageExamples], fit: Fit) -> list[quality.Row]:
    """The scores of all pages, each read with the classifier of its fold."""
    rows = runner.in_children(score_batch, batches(examples, fit), chunksize=1)
    return [row for batch in rows for row in batch]


def batches(examples: Sequence[PageExamples], fit: Fit) -> Iterator[Batch]:
    """Each fold's pages, a few at a time, with the classifier that has seen the other folds alone."""
    for fold in range(FOLDS):
        held_out = [page.page for page in examples if fold_of(page.site) == fold]
        data = fit([page for page in examples if fold_of(page.site) != fold])
        for first in range(0, len(held_out), _PAGES_PER_BATCH):
            yield data, held_out[first : first + _PAGES_PER_BATCH]


def score_batch(batch: Batch) -> list[quality.Row]:
    """Read pages with a classifier, and score text and structure."""
    data, pages = batch
    classifier = BlockClassifier(data)
    return [score(page, "ours, held out", article_of(page, classifier)) for page in pages]


def score(page: Page, system: str, article: Article) -> quality.Row:
    """Compare an article with the truth of its page."""
    blocks = Answer(blocks=tuple(section_blocks(article.sections))) if page.gold.sections is not None else None
    return quality.score(page, system, Answer(text=article.article_body), blocks)


def article_of(page: Page, classifier: BlockClassifier | None = None, relabel: Relabel = tuple) -> Article:
    """The article as it is extracted with this classifier, or the shipped one; `relabel` may overrule its labels."""
    url = page.gold.url
    document = parse.parse(parse.PageInput(page.html(), url))
    layout = segment(document)
    metadata = describe(document, layout)
    labelled = relabel(label(layout, metadata, url, classifier).blocks)
    return compose(LabelledPage(document, layout, metadata, labelled), References(), ()).article
