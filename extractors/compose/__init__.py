"""Last stage: labelled blocks and metadata become an `Article`."""

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
from wellread.extractors.compose.page_type import page_type
from wellread.extractors.compose.pointers import Places
from wellread.extractors.compose.sections import Group, build_sections, group_blocks, quote_dash
from wellread.extractors.compose.text import count_section_chars, plain_text
from wellread.extractors.label import LabelledBlock
from wellread.extractors.metadata import Metadata
from wellread.extractors.parse import Document, Paths
from wellread.extractors.references import References
from wellread.extractors.segment import Layout, count_chars, count_visible_chars
from wellread.extractors.signals import Observation
from wellread.extractors.version import VERSION

__all__ = ["compose"]


def compose(
    document: Document,
    layout: Layout,
    metadata: Metadata,
    labelled: Sequence[LabelledBlock],
    references: References,
    observations: Sequence[Observation],
) -> Article:
    """Put the article together. The tree is only read."""
    groups = group_blocks(layout, [item.block for item in labelled if item.label.is_kept])
    sections = build_sections(layout, groups, document.base_url)
    body = plain_text(sections)
    paths = Paths(document.root)
    dropped = (*_dropped(paths, labelled), *_dropped_dashes(paths, groups))
    accounting = _accounting(document, sections, dropped)
    places = Places(sections, groups, labelled, dropped)
    return Article(
        url=document.page.url,
        canonical_url=metadata.canonical_url,
        page_type=page_type(labelled, metadata, document.page.url),
        headline=metadata.headline,
        description=metadata.description,
        in_language=metadata.in_language,
        sections=sections,
        article_body=body,
        word_count=len(body.split()),
        main_image=metadata.main_image,
        images=tuple(_images(sections)),
        keywords=metadata.keywords,
        article_section=metadata.article_section,
        breadcrumbs=metadata.breadcrumbs,
        authors=metadata.authors,
        reviewed_by=metadata.reviewed_by,
        publisher=metadata.publisher,
        date_published=metadata.date_published,
        date_modified=metadata.date_modified,
        last_reviewed=metadata.last_reviewed,
        references=tuple(_references(references, places)),
        signals=tuple(_signals(observations, places)),
        is_accessible_for_free=metadata.is_accessible_for_free,
        field_sources=metadata.field_sources,
        dropped=dropped,
        accounting=accounting,
        warnings=(*document.warnings, *metadata.warnings, *references.warnings, *_unbalanced(accounting)),
        content_hash=_content_hash(metadata.headline, sections),
        extractor_version=VERSION,
    )


def _references(references: References, places: Places) -> Iterator[Reference]:
    for source in references.sources:
        named = source.identifiers
        cited_by = (places.pointer(block) for block in source.cited_in)
        yield Reference(
            text=source.text,
            url=source.url,
            doi=named.doi,
            pmid=named.pmid,
            pmcid=named.pmcid,
            nct=named.trial,
            block_id=places.pointer(source.block),
            cited_by=tuple(pointer for pointer in cited_by if pointer),
        )


def _signals(observations: Sequence[Observation], places: Places) -> Iterator[Signal]:
    for seen in observations:
        quoted = places.quote(seen.span) if seen.span else None
        yield Signal(
            id=seen.signal,
            rule=seen.rule,
            state=seen.state,
            value=seen.value,
            quote=quoted.quote if quoted else None,
            block_id=quoted.pointer if quoted else None,
            start=quoted.start if quoted else None,
            end=quoted.end if quoted else None,
            note=seen.note,
        )


def _dropped(paths: Paths, labelled: Sequence[LabelledBlock]) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(item.block.text, item.label.reason, item.label.rule, paths.to(item.block.element))
        for item in labelled
        if item.label.reason is not None and item.block.chars
    )


def _dropped_dashes(paths: Paths, groups: Sequence[Group]) -> Iterator[Dropped]:
    for group in groups:
        dash = quote_dash(group)
        if dash:
            yield Dropped(dash, Reason.LABEL, "quote-dash", paths.to(group.blocks[-1].element))


def _accounting(document: Document, sections: Sequence[Section], dropped: Sequence[Dropped]) -> Accounting:
    """Three independent counts: of the sections and the dropped blocks as they are published, and of the tree."""
    return Accounting(
        kept_chars=count_section_chars(sections),
        dropped_chars=sum(count_chars(item.text) for item in dropped),
        visible_chars=count_visible_chars(document),
    )


def _unbalanced(accounting: Accounting) -> tuple[PageWarning, ...]:
    missing = accounting.visible_chars - accounting.kept_chars - accounting.dropped_chars
    if not missing:
        return ()
    return (PageWarning("unaccounted_text", f"{missing} visible characters are neither kept nor dropped"),)


def _images(sections: Sequence[Section]) -> list[Image]:
    found: list[Image] = []
    for section in sections:
        found += [
            Image(block.src, block.alt, block.caption)
            for block in section.blocks
            if isinstance(block, Figure) and block.src is not None
        ]
        found += _images(section.sections)
    return found


def _content_hash(headline: str | None, sections: Sequence[Section]) -> str:
    """SHA-256 over headline and sections: the same for the same content, whatever stands around it."""
    return "sha256:" + hashlib.sha256(msgspec.json.encode((headline, sections))).hexdigest()
