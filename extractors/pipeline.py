"""The pipeline: bytes to article in seven stages, each a pure function of what the stages before it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from wellread.extractors.arguments import check_arguments
from wellread.extractors.article import Article
from wellread.extractors.compose import Composition, compose
from wellread.extractors.label import label
from wellread.extractors.label.explanation import explain_label
from wellread.extractors.label.regions import find_regions
from wellread.extractors.metadata import describe, list_candidates
from wellread.extractors.page import LabelledPage
from wellread.extractors.page_review import BlockExplanation, BlockExplanations, PageReview
from wellread.extractors.parse import Document, PageInput, SourceTree, build_document, parse, read_source
from wellread.extractors.references import find_references
from wellread.extractors.segment import segment
from wellread.extractors.signals import detect_signals


def extract(
    html: bytes | str,
    url: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> Article:
    """Read one page.

    `html` is the body of the response, best as bytes. `headers` are those of the response; the Content-Type names the
    encoding. `fetched_at` is when it was fetched: no date of the article lies after it. Never raises on bad HTML; what
    was doubtful is in `warnings`. The same arguments give the same article. Raises TypeError for an argument of another
    type, and ValueError for a text that is an address or the name of a file; both say what to pass instead.
    """
    check_arguments(html, url, headers, fetched_at)
    return extract_source(read_source(PageInput(html, url, headers or {}, fetched_at)))


def extract_source(source: SourceTree) -> Article:
    """The article of a page that is a tree already, as `extract` gives it. Takes the tree over, and changes it."""
    return _compose(_label_document(build_document(source))).article


def _compose(page: LabelledPage) -> Composition:
    references = find_references(page)
    return compose(page, references, detect_signals(page, references))


def label_page(page: PageInput) -> LabelledPage:
    """The first four stages: parse a page, cut it into blocks, read its metadata and label each block."""
    return _label_document(parse(page))


def _label_document(document: Document) -> LabelledPage:
    layout = segment(document)
    metadata = describe(document, layout)
    labelling = label(layout, metadata, document.page.url)
    return LabelledPage(document, layout, metadata, labelling.blocks, labelling.warnings)


def explain(
    html: bytes | str,
    url: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> BlockExplanations:
    """Every block of a page in page order, with its label and the evidence for it. Takes what `extract` takes."""
    check_arguments(html, url, headers, fetched_at)
    page = label_page(PageInput(html, url, headers or {}, fetched_at))
    return BlockExplanations(_explain_blocks(page, _compose(page)))


def review(
    html: bytes | str,
    url: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> PageReview:
    """What `extract` and `explain` give, and what the page offers for each field. Takes what `extract` takes."""
    check_arguments(html, url, headers, fetched_at)
    page = label_page(PageInput(html, url, headers or {}, fetched_at))
    composition = _compose(page)
    blocks = tuple(_explain_blocks(page, composition))
    return PageReview(composition.article, blocks, tuple(list_candidates(page.document, page.layout)))


def _explain_blocks(page: LabelledPage, composition: Composition) -> Iterator[BlockExplanation]:
    paths = page.document.paths
    dropped_by_rules = (item for item in page.blocks if item.label.score is None and not item.label.is_kept)
    regions = find_regions(page.layout, frozenset(item.block.index for item in dropped_by_rules))
    for item in page.blocks:
        yield BlockExplanation(
            text=item.block.text,
            kind=item.block.kind.value,
            kept=item.label.is_kept,
            reason=item.label.reason,
            rule=item.label.rule,
            score=item.label.score,
            evidence=explain_label(item, page.layout, regions),
            xpath=paths.of(item.block.element),
            block_id=composition.pointers.point_to(item.block.index),
        )
