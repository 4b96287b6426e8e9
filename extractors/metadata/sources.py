"""Sources: where the value of a field may be read.

Each has a name, and gives the candidates that a page has there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.element_texts import join_texts
from wellread.extractors.metadata.structured.entities import unescape_entities
from wellread.extractors.metadata.structured.item_properties import read_machine_value
from wellread.extractors.metadata.structured.json_ld import WEB_PAGE_RANK, Node, list_types, rank_node, to_text

T = TypeVar("T")
S = TypeVar("S")
# What a source reads: `PageData`, or `Evidence`, which is that and more.
Page_contra = TypeVar("Page_contra", bound=PageData, contravariant=True)

# The kinds of source that meta elements are published as, by how their names begin: Open Graph
# (https://ogp.me), Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/),
# parse.ly, and Highwire Press as Google Scholar asks for it.
_META_SOURCES = (
    (("og:", "article:", "book:"), "opengraph"),
    (("dc.", "dcterms."), "dublin-core"),
    (("parsely-",), "parsely"),
    (("citation_",), "citation"),
)


class Source(msgspec.Struct, Generic[Page_contra, T], frozen=True):
    """A place where pages carry the value of a field.

    `name` is unique among the sources of a field. `read` gives the candidates there, the likeliest
    first; it is lazy and never raises. `property_names` are the properties of microdata and RDFa
    that it needs, in lower case.
    """

    name: str
    read: Callable[[Page_contra], Iterator[Candidate[T]]]
    property_names: tuple[str, ...] = ()


def read_in_order(page: Page_contra, sources: Iterable[Source[Page_contra, T]]) -> Iterator[Candidate[T]]:
    """The candidates of all sources, in their order."""
    for source in sources:
        yield from source.read(page)


def convert(
    sources: Iterable[Source[Page_contra, S]], function: Callable[[Page_contra, S], T | None]
) -> tuple[Source[Page_contra, T], ...]:
    """The same sources with each value converted.

    Candidates whose value becomes None are left out.
    """
    return tuple(Source(source.name, _converting(source.read, function), source.property_names) for source in sources)


def _converting(
    read: Callable[[Page_contra], Iterator[Candidate[S]]], function: Callable[[Page_contra, S], T | None]
) -> Callable[[Page_contra], Iterator[Candidate[T]]]:
    def read_converted(page: Page_contra) -> Iterator[Candidate[T]]:
        for candidate in read(page):
            value = function(page, candidate.value)
            if value is not None:
                yield Candidate(value, candidate.source, candidate.place, candidate.raw)

    return read_converted


def from_json_ld(*keys: str, with_web_pages: bool = True) -> Source[PageData, str]:
    """Properties of the JSON-LD nodes that describe the article, by their names in schema.org.

    With `with_web_pages` also of the web page that the article is on.
    """

    def read(page: PageData) -> Iterator[Candidate[str]]:
        for node in page.article_nodes:
            if not with_web_pages and rank_node(node) >= WEB_PAGE_RANK:
                continue
            for key in keys:
                value = to_text(node.get(key))
                if value:
                    yield Candidate(value, "json-ld", format_json_ld_place(node, key), value)

    return Source(f"json-ld {' '.join(keys)}", read)


def from_properties(*names: str) -> Source[PageData, str]:
    """Properties of the article in microdata and RDFa, by their names in lower case."""

    def read(page: PageData) -> Iterator[Candidate[str]]:
        for prop in page.properties:
            if prop.name in names:
                value = read_machine_value(prop.element) or join_texts(prop.element)
                value = unescape_entities(value)
                if value:
                    yield Candidate(value, prop.source, prop.element, value)

    return Source(f"properties {' '.join(names)}", read, names)


def from_metas(*names: str) -> tuple[Source[PageData, str], ...]:
    """A source for each name: the first meta element that has it. Names are in lower case."""
    return tuple(_from_meta(name) for name in names)


def _from_meta(name: str) -> Source[PageData, str]:
    def read(page: PageData) -> Iterator[Candidate[str]]:
        found = page.elements.first_meta(name)
        if found:
            yield Candidate(found.content, classify_meta_source(name), found.selector, found.content)

    return Source(f"meta {name}", read)


def from_links(relation: str) -> Source[PageData, str]:
    """The targets of link elements with a relation, in lower case.

    See https://html.spec.whatwg.org/#linkTypes.
    """

    def read(page: PageData) -> Iterator[Candidate[str]]:
        for found in page.elements.links.get(relation, ()):
            yield Candidate(found.content, "link", found.selector, found.content)

    return Source(f"link {relation}", read)


def classify_meta_source(name: str) -> str:
    """The kind of source that a meta element is published as: `opengraph` for `og:title`."""
    return next((kind for starts, kind in _META_SOURCES if name.startswith(starts)), "meta")


def format_json_ld_place(node: Node, key: str) -> str:
    """Where a value of JSON-LD stands: type and property, as in `Article.datePublished`."""
    return f"{next(iter(list_types(node)), '')}.{key}"
