"""A page with the data that it carries for programs: what all fields are read from."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from wellread.extractors.metadata.structured.item_properties import ItemProperty, read_item_properties
from wellread.extractors.metadata.structured.json_ld import JsonLd, Node, read_json_ld
from wellread.extractors.metadata.structured.metadata_elements import MetadataElements, read_metadata_elements
from wellread.extractors.metadata.structured.own_nodes import select_own_nodes
from wellread.extractors.parse import Document
from wellread.extractors.segment import Layout

_TITLE_METAS = ("og:title", "twitter:title")


class PageData(msgspec.Struct, frozen=True):
    """One page.

    `article_nodes` are the nodes of its JSON-LD that can describe its article, the plainest first.
    """

    document: Document
    layout: Layout
    json_ld: JsonLd
    article_nodes: tuple[Node, ...]
    elements: MetadataElements
    properties: tuple[ItemProperty, ...]

    @property
    def url(self) -> str | None:
        """The URL that the page was fetched from."""
        return self.document.page.url


def read_page_data(document: Document, layout: Layout, property_names: Collection[str]) -> PageData:
    """Read every part of a page that carries data, once for all fields.

    `property_names` are the properties of microdata and RDFa that are wanted, in lower case.
    """
    json_ld = read_json_ld(document.scripts)
    elements = read_metadata_elements(document.root)
    titles = tuple(_list_titles(layout, elements))
    return PageData(
        document,
        layout,
        json_ld,
        select_own_nodes(json_ld, _list_addresses(document, elements), titles),
        elements,
        read_item_properties(document, property_names, titles),
    )


def _list_addresses(document: Document, elements: MetadataElements) -> Iterator[str]:
    canonical = elements.links.get("canonical", ())
    declared = (*canonical, *elements.metas.get("og:url", ()))
    yield from filter(None, (document.page.url, *(value.content for value in declared)))


def _list_titles(layout: Layout, elements: MetadataElements) -> Iterator[str]:
    metas = (value.content for name in _TITLE_METAS for value in elements.metas.get(name, ()))
    yield from filter(None, (elements.title, *metas))
    yield from (block.text for block in layout.blocks if block.element.tag == "h1")
