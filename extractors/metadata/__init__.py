"""Third stage: what the page says about the article, each field from an ordered list of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.article import Caution, FieldSource
from extractors.metadata import authorship, bylines, context, datelines, headline, jsonld, site
from extractors.metadata.context import Context
from extractors.metadata.datelines import DateKind
from extractors.metadata.dates import is_after, parse_date
from extractors.metadata.evidence import Reading, T, source_of
from extractors.metadata.model import Metadata
from extractors.parse import Document
from extractors.segment import Layout

__all__ = ["Metadata", "describe"]

_PUBLISHED = (
    ("article:published_time", "opengraph"),
    ("article:published", "opengraph"),
    ("og:article:published_time", "opengraph"),
    ("og:published_time", "opengraph"),
    ("parsely-pub-date", "parsely"),
    ("citation_publication_date", "citation"),
    ("citation_online_date", "citation"),
    ("citation_date", "citation"),
    ("dc.date.issued", "dublin-core"),
    ("dcterms.issued", "dublin-core"),
    ("dcterms.created", "dublin-core"),
    ("dc.date.created", "dublin-core"),
    ("dc.date", "dublin-core"),
    ("dcterms.date", "dublin-core"),
    ("sailthru.date", "meta"),
    ("pubdate", "meta"),
    ("publishdate", "meta"),
    ("publish-date", "meta"),
    ("publish_date", "meta"),
    ("publication_date", "meta"),
    ("originalpublicationdate", "meta"),
    ("article_date_original", "meta"),
    ("cxenseparse:recs:publishtime", "meta"),
    ("date", "meta"),
    ("article.published", "meta"),
    ("published_at", "meta"),
)
_MODIFIED = (
    ("article:modified_time", "opengraph"),
    ("og:updated_time", "opengraph"),
    ("article:modified", "opengraph"),
    ("dcterms.modified", "dublin-core"),
    ("dc.date.modified", "dublin-core"),
    ("last-modified", "meta"),
    ("lastmod", "meta"),
    ("article_date_updated", "meta"),
    ("revision_date", "meta"),
)


_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)")


def describe(document: Document, layout: Layout) -> Metadata:
    """Read the metadata of a page. Never raises on what the page says; doubtful values are in `cautions`."""
    page = context.read(document, layout)
    brands = site.brands(page)
    title = headline.find(page, brands)
    if title.reading and page.head.title:
        suffix = site.suffix(page.head.title, title.reading.value)
        brands += (suffix,) if suffix and suffix not in brands else ()
    language = _language(page)
    people = bylines.read(page, title.block, brands)
    printed = datelines.read(page, title.block, language)
    sources: dict[str, FieldSource] = {}
    cautions: list[Caution] = list(page.linked.cautions)

    def keep(field: str, readings: Iterable[Reading[T]]) -> T | None:
        chosen = next(iter(readings), None)
        if chosen is None:
            return None
        sources[field] = source_of(chosen)
        return chosen.value

    return Metadata(
        headline=keep("headline", [title.reading] if title.reading else []),
        description=keep("description", _texts(page, "description", _DESCRIPTIONS)),
        in_language=language,
        authors=keep("authors", _one(authorship.choose(list(authorship.authors(page, people, brands)), brands))) or (),
        reviewed_by=keep(
            "reviewedBy", _one(authorship.choose(list(authorship.reviewers(page, people, brands)), brands))
        )
        or (),
        publisher=keep("publisher", site.publishers(page)),
        date_published=keep(
            "datePublished",
            _dates(page, ("datePublished",), _PUBLISHED, printed, DateKind.PUBLISHED, cautions, language),
        ),
        date_modified=keep(
            "dateModified", _dates(page, ("dateModified",), _MODIFIED, printed, DateKind.MODIFIED, cautions, language)
        ),
        last_reviewed=keep(
            "lastReviewed", _dates(page, ("lastReviewed",), (), printed, DateKind.REVIEWED, cautions, language)
        ),
        schema_types=tuple(_schema_types(page)),
        canonical_url=keep("canonicalUrl", _canonical(page)),
        field_sources=sources,
        cautions=tuple(cautions),
        headline_variants=title.variants,
        brands=brands,
    )


def _one(reading: Reading[T] | None) -> list[Reading[T]]:
    return [reading] if reading else []


_DESCRIPTIONS = (
    ("description", "meta"),
    ("og:description", "opengraph"),
    ("twitter:description", "meta"),
    ("dc.description", "dublin-core"),
)


def _language(page: Context) -> str | None:
    raw = page.head.language
    return raw.strip().replace("_", "-") if raw and raw.strip() else None


def _texts(page: Context, key: str, metas: tuple[tuple[str, str], ...]) -> Iterator[Reading[str]]:
    for name, source in metas:
        found = page.head.first(name)
        if found:
            yield Reading(found.content, source, found.selector, found.content)
    for node in page.described:
        value = jsonld.text(node.get(key))
        if value:
            yield Reading(value, "json-ld", key, value)


def _dates(page, keys, metas, printed, kind, cautions, language) -> Iterator[Reading[str]]:
    for reading in _raw_dates(page, keys, metas):
        date = parse_date(reading.raw or "", language)
        if date is None:
            cautions.append(Caution("date_unreadable", f"{keys[0]}: {reading.raw!r}"))
        elif page.document.page.fetched_at and is_after(date, page.document.page.fetched_at):
            cautions.append(Caution("date_after_fetch", f"{keys[0]}: {reading.raw!r}"))
        else:
            yield Reading(date, reading.source, reading.place, reading.raw)
    order = list(printed)
    if kind is DateKind.PUBLISHED and page.document.page.url:
        match = _IN_URL.search(page.document.page.url)
        date = parse_date("-".join(match.groups())) if match else None
        if date:
            order.append(
                datelines.Printed(DateKind.PUBLISHED, datelines.FAR_LABELLED, Reading(date, "url", None, match.group()))
            )
            order.sort(key=lambda p: p.order)
    for found in order:
        if found.kind is kind and not (
            page.document.page.fetched_at and is_after(found.reading.value, page.document.page.fetched_at)
        ):
            yield found.reading


def _raw_dates(page: Context, keys: tuple[str, ...], metas: tuple[tuple[str, str], ...]) -> Iterator[Reading[str]]:
    for node in page.described:
        for key in keys:
            raw = jsonld.text(node.get(key))
            if raw:
                yield Reading("", "json-ld", key, raw)
    for prop in page.properties:
        if prop.name in [key.lower() for key in keys]:
            raw = (
                prop.element.get("content") or prop.element.get("datetime") or "".join(prop.element.itertext()).strip()
            )
            if raw:
                yield Reading("", prop.source, prop.element, raw)
    for name, source in metas:
        found = page.head.first(name)
        if found:
            yield Reading("", source, found.selector, found.content)


def _canonical(page: Context) -> Iterator[Reading[str]]:
    for link in page.head.links.get("canonical", ()):
        url = site.absolute(link.content, page.document.base_url)
        if url:
            yield Reading(url, "link", link.selector, link.content)


def _schema_types(page: Context) -> Iterator[str]:
    seen = dict.fromkeys(name for node in page.linked.nodes for name in jsonld.types(node))
    yield from seen
    og_type = page.head.first("og:type")
    if og_type:
        yield f"og:{og_type.content}"
