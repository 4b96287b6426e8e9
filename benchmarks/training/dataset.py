"""What the classifier learns from: for each page the blocks that rules leave undecided, and whether the truth has them.

The extractors' own functions cut the page, decide by rule and compute the vectors: training cannot differ from use.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

import msgspec
from lxml import etree
from tldextract import TLDExtract

from benchmarks import metrics, runner
from benchmarks.corpora import Corpus, Gold, Page
from benchmarks.training.alignment import blocks_in_text
from benchmarks.training.augmentation import change_length, move_parts, remove_half_of_names
from wellread.extractors import parse
from wellread.extractors.label import STEPS_BEFORE_CLASSIFIER
from wellread.extractors.label.classifier import BlockClassifier, ClassifierData
from wellread.extractors.label.features import compute_vectors
from wellread.extractors.label.regions import find_regions
from wellread.extractors.label.state import LabelState
from wellread.extractors.label.steps.classification import blocks_to_classify
from wellread.extractors.label.wrappers import without_wrappers
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import Document
from wellread.extractors.segment import Block, segment

# A page of fewer words counts as one of so many: its menu is not worth more than an article.
_MIN_PAGE_WORDS = 30
# What a copy of a page weighs, to the 1 of the page; one with a part in a box of its own is seldom met with.
_COPY_WEIGHT, _PARTED_WEIGHT = 0.5, 0.3
# A shorter snippet stands in many blocks, and a longer block holds by chance what another one must not.
_MIN_SNIPPET_CHARS, _MAX_BLOCK_WORDS = 10, 30
# PageExamples come before any classifier.
_NO_CLASSIFIER = BlockClassifier(
    ClassifierData(trained_on={}, parameters={}, held_out={}, features=(), start=0.0, trees=())
)
Element = etree._Element
_by_names, _by_boxes, *_FURTHER_STEPS = STEPS_BEFORE_CLASSIFIER
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

    They come four times: as the page has them, and from copies where they weigh less: without half of its names,
    so with a part of the article in a box of its own, and longer or shorter.
    """
    gold, html = page.gold, page.html()
    document = _parse(gold, html)
    state, true = _label_by_truth(gold, document)
    all_rows = [_rows(state, true, 1.0)]
    nameless = _parse(gold, remove_half_of_names(html))
    its_state, its_true = _label_by_truth(gold, nameless)
    all_rows.append(_rows(its_state, its_true, _COPY_WEIGHT))
    parted = _move_parts(nameless, its_state, its_true)
    if parted:
        all_rows.append(_rows(*parted, _PARTED_WEIGHT))
    # Last, as it changes the tree.
    resized = _change_length(document, state, true)
    if resized:
        all_rows.append(_rows(*resized, _COPY_WEIGHT, max_rows=len(all_rows[0].labels)))
    return PageExamples(
        page=page,
        site=site_of(gold.url),
        vectors=reduce(add, (rows.vectors for rows in all_rows)),
        labels=reduce(add, (rows.labels for rows in all_rows)),
        weights=reduce(add, (rows.weights for rows in all_rows)),
    )


def _parse(gold: Gold, html: bytes) -> Document:
    return parse.parse(parse.PageInput(html, gold.url))


def _label_by_structure(document: Document, metadata: Metadata | None = None) -> LabelState:
    layout = segment(document)
    metadata = metadata or describe(document, layout)
    unlabelled = LabelState(layout, metadata, document.page.url, _NO_CLASSIFIER, (None,) * len(layout.blocks))
    return _by_boxes(_by_names(unlabelled))


def _label_by_truth(gold: Gold, document: Document) -> tuple[LabelState, dict[int, bool]]:
    """The blocks that the rules about boxes leave, and what the truth says about them, by index.

    Lines that a rule drops by what they say hold their place in the truth; boxes that are dropped whole have none.
    """
    state = _label_by_structure(document)
    return state, true_labels(gold, state.undecided_blocks())


def _change_length(
    document: Document, state: LabelState, true: Mapping[int, bool]
) -> tuple[LabelState, dict[int, bool]] | None:
    """The page longer or shorter; what is said of a block, said of its copies as well. Changes the tree."""
    said = _by_element(state, true)
    copied = change_length(_elements_of_article(state, true), _seed_of(document))
    if copied is None:
        return None
    state = _label_by_structure(document, state.metadata)
    return state, _labels_of_elements(state, said, copied)


def _move_parts(
    document: Document, state: LabelState, true: Mapping[int, bool]
) -> tuple[LabelState, dict[int, bool]] | None:
    """The page with a part of its article in a box beside the others. Changes the tree."""
    said = _by_element(state, true)
    if not move_parts(_elements_of_article(state, true), _seed_of(document)):
        return None
    state = _label_by_structure(document)
    return state, _labels_of_elements(state, said, {})


def _seed_of(document: Document) -> int:
    return zlib.crc32((document.page.url or "").encode())


def _elements_of_article(state: LabelState, true: Mapping[int, bool]) -> list[Element]:
    return [block.element for block in state.layout.blocks if true.get(block.index)]


def _by_element(state: LabelState, true: Mapping[int, bool]) -> Mapping[Element, list[bool | None]]:
    """What is said of the blocks of each element, in their order."""
    said: dict[Element, list[bool | None]] = defaultdict(list)
    for block in state.layout.blocks:
        said[block.element].append(true.get(block.index))
    return said


def _labels_of_elements(
    state: LabelState, said: Mapping[Element, Sequence[bool | None]], copied: Mapping[Element, Element]
) -> dict[int, bool]:
    """What is said of the blocks of a changed page, by index: the same as of the elements that they are copies of."""
    seen = Counter[Element]()
    labels: dict[int, bool] = {}
    for block in state.layout.blocks:
        known = said.get(copied.get(block.element, block.element), [])
        label = known[min(seen[block.element], len(known) - 1)] if known else None
        seen[block.element] += 1
        if label is not None:
            labels[block.index] = label
    return labels


def _rows(state: LabelState, true: Mapping[int, bool], weight: float, max_rows: int | None = None) -> TrainingRows:
    """The vectors of the blocks of which the truth says something; of more than `max_rows` every second, third ..."""
    state = reduce(lambda labelled, rule: rule(labelled), _FURTHER_STEPS, state)
    layout = without_wrappers(state.layout)
    blocks = blocks_to_classify(msgspec.structs.replace(state, layout=layout))
    regions = find_regions(layout, state.dropped_indices())
    vectors = compute_vectors(layout, regions, blocks, state.url, state.metadata) if blocks else []
    known = [(block, vector) for block, vector in zip(blocks, vectors, strict=True) if block.index in true]
    known = known[:: 1 if max_rows is None else max(1, -(-len(known) // max(1, max_rows)))]
    sizes = [len(metrics.words(block.text)) + 2 for block, _ in known]
    whole = max(_MIN_PAGE_WORDS, sum(sizes))
    return TrainingRows(
        vectors=array("f", (number for _, vector in known for number in vector)),
        labels=tuple(true[block.index] for block, _ in known),
        weights=tuple(weight * (size / whole) for size in sizes),
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
