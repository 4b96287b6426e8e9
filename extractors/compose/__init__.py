"""Last stage: a labelled page, its references and its signals become an `Article`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.article import (
    Accounting,
    Article,
    Dropped,
    Figure,
    Image,
    PageWarning,
    Reason,
    Reference,
    Section,
    Signal,
)
from wellread.extractors.compose.block_groups import BlockGroup, group_blocks
from wellread.extractors.compose.content_blocks import find_quote_dash
from wellread.extractors.compose.json_pointers import PointerIndex
from wellread.extractors.compose.page_type import classify_page
from wellread.extractors.compose.sections import build_sections
from wellread.extractors.compose.text import count_section_chars, render_plain_text
from wellread.extractors.page import LabelledPage
from wellread.extractors.parse import Document
from wellread.extractors.references import References
from wellread.extractors.segment import count_chars, count_visible_chars
from wellread.extractors.signals import Detection
from wellread.extractors.version import VERSION

__all__ = ["Composition", "compose", "hash_content", "list_images"]


class Composition(msgspec.Struct, frozen=True):
    """An article, and where in it each block of its page stands."""

    article: Article
    pointers: PointerIndex


def compose(page: LabelledPage, references: References, detections: Sequence[Detection]) -> Composition:
    """Put the article together from what was found. The tree of the page is only read."""
    document, metadata = page.document, page.metadata
    groups = group_blocks(page.layout, page.kept_blocks)
    sections = build_sections(page.layout, groups, document.base_url)
    body = render_plain_text(sections)
    dropped = tuple(_list_dropped(page, groups))
    accounting = _count_chars(document, sections, dropped)
    pointers = PointerIndex(page, sections, groups, dropped)
    article = Article(
        **metadata.published_fields(),
        url=page.url,
        page_type=classify_page(page),
        sections=sections,
        article_body=body,
        word_count=len(body.split()),
        images=tuple(list_images(sections)),
        references=tuple(_point_references(references, pointers)),
        signals=tuple(_point_signals(detections, pointers)),
        rights=metadata.rights,
        field_sources=metadata.field_sources,
        dropped=dropped,
        accounting=accounting,
        warnings=(
            *document.warnings,
            *metadata.warnings,
            *page.label_warnings,
            *references.warnings,
            *_check_accounting(accounting),
        ),
        content_hash=hash_content(metadata.headline, sections),
        extractor_version=VERSION,
    )
    return Composition(article, pointers)


def _point_references(references: References, pointers: PointerIndex) -> Iterator[Reference]:
    """The cited works, with pointers to where they stand in the record and to what cites them."""
    for work in references.works:
        cited_by = (pointers.point_to(block) for block in work.cited_in)
        yield Reference(
            text=work.text,
            url=work.url,
            doi=work.identifiers.doi,
            pmid=work.identifiers.pmid,
            pmcid=work.identifiers.pmcid,
            nct=work.identifiers.nct,
            block_id=pointers.point_to(work.block),
            cited_by=tuple(pointer for pointer in cited_by if pointer),
        )


def _point_signals(detections: Sequence[Detection], pointers: PointerIndex) -> Iterator[Signal]:
    """The detections, with pointers to the words that they quote."""
    for detection in detections:
        quote = pointers.quote(detection.span) if detection.span else None
        yield Signal(
            id=detection.signal,
            rule=detection.rule,
            state=detection.state,
            value=detection.value,
            quote=quote.text if quote else None,
            block_id=quote.pointer if quote else None,
            start=quote.start if quote else None,
            end=quote.end if quote else None,
            note=detection.note,
        )


def _list_dropped(page: LabelledPage, groups: Sequence[BlockGroup]) -> Iterator[Dropped]:
    """The dropped blocks with text, in page order, then the dashes before the names of those who are quoted."""
    paths = page.document.paths
    for item in page.blocks:
        reason, block = item.label.reason, item.block
        if reason is not None and block.chars:
            yield Dropped(block.text, reason, item.label.rule, paths.of(block.element))
    for group in groups:
        dash = find_quote_dash(group)
        if dash:
            yield Dropped(dash, Reason.LABEL, "quote-dash", paths.of(group.blocks[-1].element))


def _count_chars(document: Document, sections: Sequence[Section], dropped: Sequence[Dropped]) -> Accounting:
    """Three independent counts: of the sections and the dropped blocks as they are published, and of the tree."""
    return Accounting(
        kept_chars=count_section_chars(sections),
        dropped_chars=count_chars("".join([item.text for item in dropped])),
        visible_chars=count_visible_chars(document),
    )


def _check_accounting(accounting: Accounting) -> tuple[PageWarning, ...]:
    """A warning where kept and dropped characters are not all that the page shows."""
    missing = accounting.visible_chars - accounting.kept_chars - accounting.dropped_chars
    if not missing:
        return ()
    return (PageWarning("unaccounted_text", f"{missing} visible characters are neither kept nor dropped"),)


def list_images(sections: Sequence[Section]) -> Iterator[Image]:
    """The figures of the sections that have a URL, in page order."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Figure) and block.src is not None:
                yield Image(block.src, block.alt, block.caption)
        yield from list_images(section.sections)


def hash_content(headline: str | None, sections: Sequence[Section]) -> str:
    """SHA-256 over headline and sections: the same for the same content, whatever stands around it."""
    return "sha256:" + hashlib.sha256(msgspec.json.encode((headline, sections))).hexdigest()
