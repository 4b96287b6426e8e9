"""What the page says about the article: each field from an ordered list of evidence, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellread.extractors.article import FieldSource, PageWarning
from wellread.extractors.metadata import context
from wellread.extractors.metadata.context import Places
from wellread.extractors.metadata.dates import printed as datelines
from wellread.extractors.metadata.dates import sources as published
from wellread.extractors.metadata.dates.printed import DateKind, Printed
from wellread.extractors.metadata.evidence import Reading, T, disagreements, source_of
from wellread.extractors.metadata.fields import details, headline, site
from wellread.extractors.metadata.model import Metadata
from wellread.extractors.metadata.people import authorship, bylines, credit_lines
from wellread.extractors.metadata.people.authorship import People
from wellread.extractors.metadata.people.credit_lines import CreditLine
from wellread.extractors.metadata.people.names import MOST
from wellread.extractors.metadata.sources import in_order
from wellread.extractors.parse import Document
from wellread.extractors.segment import Layout

__all__ = ["CreditLine", "DateKind", "Metadata", "Printed", "describe"]


def describe(document: Document, layout: Layout) -> Metadata:
    """Read the metadata of a page. Never raises on what the page says; what is doubtful in it is in `warnings`."""
    page = context.read(document, layout)
    brands = site.brands(page)
    title = headline.find(page, brands)
    brands = site.with_suffix(brands, page.head.title, title.reading)
    places = Places(layout, title.block)
    language = list(details.language(page))
    people = bylines.read(page, places, brands)
    dating = datelines.language(page, language[0].value if language else None)
    printed = datelines.read(page, places, dating)
    dates = published.Dates(page, printed, dating)
    chosen = _Choices()
    return Metadata(
        headline=chosen.first("headline", title.readings, headline.contradicts),
        description=chosen.first("description", in_order(page, details.DESCRIPTION)),
        in_language=chosen.first("inLanguage", language),
        authors=authorship.with_links(
            chosen.people("authors", authorship.authors(page, places, people, brands), brands), page
        ),
        reviewed_by=authorship.with_links(
            chosen.people("reviewedBy", authorship.reviewers(page, people, brands), brands), page
        ),
        publisher=chosen.first("publisher", site.publishers(page, brands)),
        date_published=chosen.first("datePublished", dates.of(DateKind.PUBLISHED), published.contradicts),
        date_modified=chosen.first("dateModified", dates.of(DateKind.MODIFIED), published.contradicts),
        last_reviewed=chosen.first("lastReviewed", dates.of(DateKind.REVIEWED), published.contradicts),
        main_image=chosen.first("mainImage", details.images(page)),
        keywords=chosen.first("keywords", details.keywords(page, places, brands)) or (),
        article_section=chosen.first("articleSection", details.sections(page)),
        breadcrumbs=chosen.first("breadcrumbs", details.breadcrumbs(page, places)) or (),
        canonical_url=chosen.first("canonicalUrl", details.canonical_urls(page)),
        is_accessible_for_free=chosen.first("isAccessibleForFree", details.free_access(page)),
        schema_types=details.schema_types(page),
        field_sources=chosen.sources,
        warnings=(*page.linked.warnings, *authorship.doubts(page), *dates.warnings, *chosen.warnings),
        headline_variants=title.variants,
        brands=brands,
        printed_dates=printed,
        credit_lines=credit_lines.find(layout, places, people, printed),
    )


class _Choices:
    """Chooses among readings, and keeps where the chosen was read and who contradicts it."""

    def __init__(self) -> None:
        self.sources: dict[str, FieldSource] = {}
        self.warnings: list[PageWarning] = []

    def first(
        self,
        field: str,
        readings: Iterable[Reading[T]],
        contradicts: Callable[[Reading[T], Reading[T]], bool] | None = None,
    ) -> T | None:
        """The first reading. The others are only looked at where they could contradict it."""
        iterator = iter(readings)
        chosen = next(iterator, None)
        if chosen is None:
            return None
        self.sources[field] = source_of(chosen)
        if contradicts:
            self.warnings.extend(disagreements(field, chosen, iterator, contradicts))
        return chosen.value

    def people(self, field: str, readings: Iterable[Reading[People]], brands: tuple[str, ...]) -> People:
        """The reading of people that says most."""
        found = list(readings)
        chosen = authorship.choose(found, brands)
        if chosen is None:
            return ()
        self.sources[field] = source_of(chosen)
        self.warnings.extend(disagreements(field, chosen, found, authorship.contradicts))
        if len(chosen.value) > MOST:
            self.warnings.append(
                PageWarning("too_many_authors", f"{field}: {len(chosen.value)}; the first {MOST} were read")
            )
        return chosen.value[:MOST]
