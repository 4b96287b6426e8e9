"""What `describe` makes of a page: its metadata, each field with its evidence."""

from __future__ import annotations

from typing import Any

import msgspec

from wellread.extractors.article import FieldSources, PageWarning, PublishedMetadata, RightsStatement
from wellread.extractors.metadata.dates.model import PrintedDate
from wellread.extractors.metadata.people.credit_lines import CreditLine


class Metadata(PublishedMetadata, frozen=True, kw_only=True):
    """The fields of the article but for its text, and what later stages need to know of the page.

    `field_sources` says where each value was read, `rights` what is said of the use of the text. `schema_types`
    are the types that the page gives itself. `headline_variants` are wordings under which the page may print its
    title, `headline_blocks` the blocks, by their indices, of the heading that prints it, `brands` names of the
    site, `printed_dates` the dates that the page prints for the article, the likeliest first. `credit_lines` are
    the blocks, by their indices, that say nothing but who and when. `declared_body` is the text of the article as
    the page's data has it, `part_selectors` are the CSS selectors of what that data calls parts of the article, and
    `recipe_lines` the ingredients and steps of the recipe that it describes.
    """

    field_sources: FieldSources = FieldSources()
    rights: tuple[RightsStatement, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
    schema_types: tuple[str, ...] = ()
    headline_variants: tuple[str, ...] = ()
    headline_blocks: frozenset[int] = frozenset()
    brands: tuple[str, ...] = ()
    printed_dates: tuple[PrintedDate, ...] = ()
    credit_lines: dict[int, CreditLine] = msgspec.field(default_factory=dict)
    declared_body: str = ""
    part_selectors: tuple[str, ...] = ()
    recipe_lines: tuple[str, ...] = ()

    def published_fields(self) -> dict[str, Any]:
        """The fields that the record has as they are, by the names of `Article`'s attributes."""
        return {name: getattr(self, name) for name in PublishedMetadata.__struct_fields__}
