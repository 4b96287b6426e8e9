"""What `describe` makes of a page: its metadata, each field with its evidence."""

from __future__ import annotations

import msgspec

from wellread.extractors.article import Breadcrumb, FieldSource, Image, PageWarning, Person, Publisher
from wellread.extractors.metadata.dates.printed import Printed
from wellread.extractors.metadata.people.credit_lines import CreditLine


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the article that are not its text.

    `field_sources` is keyed by the published names of the fields, in camelCase. `schema_types` are the types that the
    page gives itself. `headline_variants` are wordings under which the page may print its title, `brands` names of the
    site, `printed_dates` the dates that the page prints for the article, the likeliest first. `credit_lines` are the
    blocks, by their numbers, that say nothing but who and when.
    """

    headline: str | None = None
    description: str | None = None
    in_language: str | None = None
    authors: tuple[Person, ...] = ()
    reviewed_by: tuple[Person, ...] = ()
    publisher: Publisher | None = None
    date_published: str | None = None
    date_modified: str | None = None
    last_reviewed: str | None = None
    main_image: Image | None = None
    keywords: tuple[str, ...] = ()
    article_section: str | None = None
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    canonical_url: str | None = None
    is_accessible_for_free: bool | None = None
    schema_types: tuple[str, ...] = ()
    field_sources: dict[str, FieldSource] = {}
    warnings: tuple[PageWarning, ...] = ()
    headline_variants: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    printed_dates: tuple[Printed, ...] = ()
    credit_lines: dict[int, CreditLine] = {}
