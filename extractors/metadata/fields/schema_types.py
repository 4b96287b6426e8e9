"""The types that a page gives itself."""

from __future__ import annotations

from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import list_types


def list_schema_types(page: PageData) -> tuple[str, ...]:
    """The types of all JSON-LD nodes, each once, and last that of Open Graph: `og:article`."""
    found = dict.fromkeys(name for node in page.json_ld.nodes for name in list_types(node))
    og_type = page.elements.first_meta("og:type")
    return (*found, f"og:{og_type.content.casefold()}") if og_type else tuple(found)
