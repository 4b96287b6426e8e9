"""The pipeline: bytes to article in seven steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from wellread.extractors.article import Article, Reason
from wellread.extractors.compose import compose
from wellread.extractors.label import LabelledBlock, label
from wellread.extractors.label.explanation import explain_label
from wellread.extractors.label.regions import find_regions
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import Document, PageInput, Paths, parse
from wellread.extractors.references import find
from wellread.extractors.segment import Layout, segment
from wellread.extractors.signals import observe


class Explained(msgspec.Struct, frozen=True):
    """A block of the page and what became of it.

    `score` is the classifier's probability that the block belongs to the article (0 to 1), None where a rule decided;
    `xpath` leads to the element in the page without its scripts, style sheets and drawings.
    """

    text: str
    kind: str
    kept: bool
    reason: Reason | None
    rule: str
    score: float | None
    evidence: tuple[str, ...]
    xpath: str


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
    was doubtful is in `warnings`. The same arguments give the same article.
    """
    document, layout, metadata, labelled = _read(PageInput(html, url, headers or {}, fetched_at))
    references = find(document, layout, labelled)
    observations = observe(document, layout, metadata, labelled, references)
    return compose(document, layout, metadata, labelled, references, observations)


def explain(
    html: bytes | str,
    url: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
) -> tuple[Explained, ...]:
    """Every block of a page in page order, with its label. Takes what `extract` takes."""
    document, layout, _, labelled = _read(PageInput(html, url, headers or {}, fetched_at))
    paths = Paths(document.root)
    certain = (item for item in labelled if item.label.score is None and not item.label.is_kept)
    regions = find_regions(layout, frozenset(item.block.index for item in certain))
    return tuple(
        Explained(
            text=item.block.text,
            kind=item.block.kind.value,
            kept=item.label.is_kept,
            reason=item.label.reason,
            rule=item.label.rule,
            score=item.label.score,
            evidence=explain_label(item, layout, regions),
            xpath=paths.to(item.block.element),
        )
        for item in labelled
    )


def _read(page: PageInput) -> tuple[Document, Layout, Metadata, tuple[LabelledBlock, ...]]:
    document = parse(page)
    layout = segment(document)
    metadata = describe(document, layout)
    return document, layout, metadata, label(layout, metadata, document.page.url)
