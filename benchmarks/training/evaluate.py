"""Cross-validation: every page is read with a model that has seen no page of its site, through the whole engine."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

from benchmarks import quality, runner
from benchmarks.answers import Answer
from benchmarks.corpora import Page
from benchmarks.training.dataset import Examples
from extractors import parse
from extractors.compose import compose
from extractors.label import label
from extractors.label.model import Model, TreeData
from extractors.metadata import describe
from extractors.references import References
from extractors.segment import segment

FOLDS = 5
_BATCH = 40

Fit = Callable[[Sequence[Examples]], TreeData]
Batch = tuple[TreeData, Sequence[Page]]


def fold_of(site: str) -> int:
    """The fold of a site: always the same, whatever else the corpora hold."""
    return zlib.crc32(site.encode()) % FOLDS


def cross_validate(examples: Sequence[Examples], fit: Fit) -> list[quality.Row]:
    """The scores of all pages, each read by the model of its fold."""
    rows = runner.in_children(score_batch, batches(examples, fit), chunksize=1)
    return [row for batch in rows for row in batch]


def batches(examples: Sequence[Examples], fit: Fit) -> Iterator[Batch]:
    """Each fold's pages, a few at a time, with the model that has seen the other folds alone."""
    for fold in range(FOLDS):
        held_out = [page.page for page in examples if fold_of(page.site) == fold]
        data = fit([page for page in examples if fold_of(page.site) != fold])
        for first in range(0, len(held_out), _BATCH):
            yield data, held_out[first : first + _BATCH]


def score_batch(batch: Batch) -> list[quality.Row]:
    """Reads pages with a model, and scores the text."""
    data, pages = batch
    model = Model(data)
    return [quality.score(page, "ours, held out", Answer(text=text_with(model, page)), None) for page in pages]


def text_with(model: Model, page: Page) -> str:
    """The body of the article as the engine finds it with this model."""
    url = page.gold.url
    document = parse.parse(parse.Page(page.html(), url))
    layout = segment(document)
    metadata = describe(document, layout)
    labelled = label(layout, metadata, url, model)
    return compose(document, layout, metadata, labelled, References(), ()).article_body
