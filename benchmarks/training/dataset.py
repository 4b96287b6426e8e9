"""What the classifier learns from: for each page the blocks that rules leave undecided, and whether the truth has them.

The extractors' own functions cut the page, decide by rule and compute the vectors: training cannot differ from use.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import msgspec
from tldextract import TLDExtract

from benchmarks import metrics, runner
from benchmarks.corpora import Corpus, Gold, Page
from benchmarks.training.alignment import blocks_in_text
from benchmarks.training.augmentation import remove_half_of_names
from wellread.extractors import parse
from wellread.extractors.label import STEPS_BEFORE_CLASSIFIER
from wellread.extractors.label.classifier import BlockClassifier, ClassifierData
from wellread.extractors.label.features import compute_vectors
from wellread.extractors.label.regions import find_regions
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.classification import blocks_to_classify
from wellread.extractors.label.wrappers import without_wrappers
from wellread.extractors.metadata import describe
from wellread.extractors.segment import Block, segment

# A page of fewer words counts as one of so many: its menu is not worth more than an article.
_MIN_PAGE_WORDS = 30
# What the copy of a page weighs, to the 1 of the page.
_COPY_WEIGHT = 0.5
# A shorter snippet stands in many blocks, and a longer block holds by chance what another one must not.
_MIN_SNIPPET_CHARS, _MAX_BLOCK_WORDS = 10, 30
# PageExamples come before any classifier.
_NO_CLASSIFIER = BlockClassifier(
    ClassifierData(trained_on={}, parameters={}, held_out={}, features=(), start=0.0, trees=())
)
_site_of = TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True)
class TrainingRows:
    """Row by row the vector of a block (all of them in one array), whether it is in the article, and its weight."""

    vectors: array[float]
    labels: tuple[bool, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class PageExamples(TrainingRows):
    """The examples of one page: a block weighs with its words, all those of the page 1 and those of its copy less.

    `site` is the registrable domain.
    """

    page: Page
    site: str


def read_examples(corpora: Sequence[Corpus]) -> list[PageExamples]:
    """The examples of all pages, in the order of the corpora."""
    return runner.in_children(page_examples, [with_true_text(page) for corpus in corpora for page in corpus.pages])


def with_true_text(page: Page) -> Page:
    """The page with a true text: where the truth has sections instead, its summary, headings and paragraphs."""
    gold = page.gold
    if gold.text is not None or gold.sections is None:
        return page
    pieces = [*gold.summary, *(text for section in gold.sections for text in (*section.headline, *section.paragraphs))]
    return replace(page, gold=msgspec.structs.replace(gold, text="\n".join(pieces)))


def page_examples(page: Page) -> PageExamples:
    """The blocks of one page that the classifier has to decide and about which the truth says something.

    They come twice: as the page has them, and from a copy without half of its names, where they weigh less.
    """
    html = page.html()
    whole, copy = _rows(page.gold, html, 1.0), _rows(page.gold, remove_half_of_names(html), _COPY_WEIGHT)
    return PageExamples(
        page=page,
        site=site_of(page.gold.url),
        vectors=whole.vectors + copy.vectors,
        labels=whole.labels + copy.labels,
        weights=whole.weights + copy.weights,
    )


def _rows(gold: Gold, html: bytes, weight: float) -> TrainingRows:
    document = parse.parse(parse.PageInput(html, gold.url))
    layout = segment(document)
    metadata = describe(document, layout)
    state = LabelState(layout, metadata, gold.url, _NO_CLASSIFIER, (None,) * len(layout.blocks))
    # Lines that a rule drops by what they say hold their place in the truth; boxes that are dropped whole have none.
    by_structure, *by_text = STEPS_BEFORE_CLASSIFIER
    state = by_structure(state)
    true = true_labels(gold, state.undecided_blocks())
    state = reduce(lambda labelled, rule: rule(labelled), by_text, state)
    layout = without_wrappers(layout)
    blocks = blocks_to_classify(msgspec.structs.replace(state, layout=layout))
    regions = find_regions(layout, state.dropped_indices())
    vectors = compute_vectors(layout, regions, blocks, gold.url, metadata) if blocks else []
    known = [(block, vector) for block, vector in zip(blocks, vectors, strict=True) if block.index in true]
    sizes = [len(metrics.words(block.text)) + 2 for block, _ in known]
    whole = max(_MIN_PAGE_WORDS, sum(sizes))
    return TrainingRows(
        vectors=array("f", (number for _, vector in known for number in vector)),
        labels=tuple(true[block.index] for block, _ in known),
        weights=tuple(weight * size / whole for size in sizes),
    )


def true_labels(gold: Gold, blocks: Sequence[Block]) -> dict[int, bool]:
    """What the truth says about blocks, by their index."""
    if gold.text:
        in_text = blocks_in_text([block.text for block in blocks], gold.text)
        return {block.index: is_in for block, is_in in zip(blocks, in_text, strict=True)}
    said = {block.index: _by_snippets(gold, block.text) for block in blocks}
    return {index: label for index, label in said.items() if label is not None}


def _by_snippets(gold: Gold, text: str) -> bool | None:
    """What snippets say of a block: in the article with one that must be found, out of it with one that must not."""
    inside = f" {metrics.normal(text)} "
    wanted = any(len(snippet) >= _MIN_SNIPPET_CHARS and f" {snippet} " in inside for snippet in _normal(gold.must_have))
    unwanted = len(metrics.words(text)) < _MAX_BLOCK_WORDS and any(
        f" {snippet} " in inside for snippet in _normal(gold.must_not)
    )
    return None if wanted == unwanted else wanted


def _normal(snippets: Iterable[str]) -> Iterator[str]:
    return filter(None, map(metrics.normal, snippets))


def site_of(url: str) -> str:
    """The registrable domain of a URL by the Public Suffix List, or its host where it has none."""
    parts = _site_of(url)
    return parts.top_domain_under_public_suffix or parts.fqdn or parts.domain
