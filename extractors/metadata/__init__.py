"""What a page says about the article: each field from a list of sources, with where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from wellread.extractors.article import FieldSource, FieldSources, PageWarning
from wellread.extractors.metadata.block_surroundings import Surroundings
from wellread.extractors.metadata.candidates import to_field_source
from wellread.extractors.metadata.dates.declared_dates import DeclaredDateParser
from wellread.extractors.metadata.dates.model import PrintedDate
from wellread.extractors.metadata.dates.order import warn_of_order
from wellread.extractors.metadata.dates.printed_dates import find_date_language, find_printed_dates, list_dated_blocks
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.field_table import DECLARED_TITLES, FIELDS, LANGUAGES, PROPERTY_NAMES
from wellread.extractors.metadata.fields.declared_people import warn_of_authors
from wellread.extractors.metadata.fields.declared_text import find_declared_body, list_part_selectors, list_recipe_lines
from wellread.extractors.metadata.fields.language import find_languages
from wellread.extractors.metadata.fields.rights import read_rights
from wellread.extractors.metadata.fields.schema_types import list_schema_types
from wellread.extractors.metadata.model import Metadata
from wellread.extractors.metadata.page_data import PageData, read_page_data
from wellread.extractors.metadata.people.bylines import find_bylines
from wellread.extractors.metadata.people.credit_lines import CreditLine, find_credit_lines
from wellread.extractors.metadata.titles.brands import add_brand_of_title, find_brands
from wellread.extractors.metadata.titles.headline import find_headline
from wellread.extractors.page_review import FieldCandidate
from wellread.extractors.parse import Document
from wellread.extractors.segment import Layout
from wellread.extractors.vocabulary.date_labels import DateKind

__all__ = ["CreditLine", "DateKind", "Metadata", "PrintedDate", "describe", "list_candidates"]

MAX_CANDIDATES = 30  # of a field; nobody reads more
_DATE_FIELDS = frozenset(("date_published", "date_modified", "last_reviewed"))


def describe(document: Document, layout: Layout) -> Metadata:
    """Read the metadata of a page.

    Never raises on what the page says; what is doubtful in it is in `warnings`.
    """
    page = collect_evidence(read_page_data(document, layout, PROPERTY_NAMES))
    values: dict[str, Any] = {}
    sources: dict[str, FieldSource] = {}
    warnings: list[PageWarning] = []
    for field in FIELDS:
        choice = field.decide(page)
        if choice:
            values[field.name] = choice.value
            sources[field.name] = to_field_source(choice.candidate, document.paths)
            warnings.extend(choice.warnings)
            if field.name in _DATE_FIELDS:
                language = page.declared_date_parser.language
                warnings.extend(warn_of_order(field.published_name, language, choice.candidate))
    return Metadata(
        **values,
        field_sources=FieldSources(**sources),
        rights=read_rights(page),
        warnings=(*page.json_ld.warnings, *warn_of_authors(page), *page.declared_date_parser.warnings, *warnings),
        schema_types=list_schema_types(page),
        headline_variants=page.headline.variants,
        headline_blocks=frozenset(_list_headline_blocks(page)),
        brands=page.brands,
        printed_dates=page.printed_dates,
        credit_lines=find_credit_lines(
            layout, page.surroundings, page.bylines, page.printed_dates, document.page.fetched_at
        ),
        declared_body=find_declared_body(page),
        part_selectors=list_part_selectors(page),
        recipe_lines=list_recipe_lines(page),
    )


def list_candidates(document: Document, layout: Layout) -> Iterator[FieldCandidate]:
    """What a page offers for each field, in the order of the fields, each wording at each place once.

    It reads all sources, where `describe` stops at the first that says something. At most `MAX_CANDIDATES` a field.
    """
    page = collect_evidence(read_page_data(document, layout, PROPERTY_NAMES))
    for field in FIELDS:
        choice = field.decide(page)
        seen: set[FieldSource] = set()
        for candidate in field.list_candidates(page):
            found = to_field_source(candidate, document.paths)
            if found not in seen:
                seen.add(found)
                is_chosen = choice is not None and found == to_field_source(choice.candidate, document.paths)
                yield FieldCandidate(field.published_name, candidate.value, found, is_chosen)
            if len(seen) == MAX_CANDIDATES:
                break


def _list_headline_blocks(page: Evidence) -> Iterator[int]:
    """The indices of the blocks in the element that prints the headline."""
    first = page.headline.block
    for block in page.layout.blocks[first.index :] if first else ():
        if page.headline.candidates[0].place not in (block.element, *block.element.iterancestors()):
            return
        yield block.index


def collect_evidence(page: PageData) -> Evidence:
    """Find what several fields are read from, each with the help of what was found before it."""
    brands = find_brands(page)
    headline = find_headline(page, brands, DECLARED_TITLES)
    brands = add_brand_of_title(brands, page.elements.title, headline.text)
    surroundings = Surroundings(page.layout, headline.block)
    languages = find_languages(page, LANGUAGES)
    dated = list_dated_blocks(page.layout)
    date_language = find_date_language(page, languages[0].value if languages else None, dated)
    return Evidence(
        **msgspec.structs.asdict(page),
        languages=languages,
        brands=brands,
        headline=headline,
        surroundings=surroundings,
        bylines=find_bylines(page, surroundings, brands),
        printed_dates=find_printed_dates(page, surroundings, date_language, dated),
        declared_date_parser=DeclaredDateParser(date_language, page.document.page.fetched_at),
    )
