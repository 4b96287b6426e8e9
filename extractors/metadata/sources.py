"""Where the value of a field may stand: each source is a small function from a page to its readings of the field."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wellread.extractors.metadata.context import Context
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.structured import json_ld as jsonld
from wellread.extractors.metadata.structured.elements import squashed

Source = Callable[[Context], Iterator[Reading[str]]]

# Who defines a name of a meta element, by how the name begins.
_FAMILIES = (
    (("og:", "article:", "book:"), "opengraph"),
    (("dc.", "dcterms."), "dublin-core"),
    (("parsely-",), "parsely"),
    (("citation_",), "citation"),
)


def linked(*keys: str, with_pages: bool = True) -> Source:
    """Properties of the nodes that describe the article in JSON-LD, or besides it the web page that it is on."""

    def read(page: Context) -> Iterator[Reading[str]]:
        for node in page.described:
            for key in keys if with_pages or jsonld.rank(node) < jsonld.PAGE else ():
                value = jsonld.text(node.get(key))
                if value:
                    yield Reading(value, "json-ld", selector(node, key), value)

    return read


def properties(*names: str) -> Source:
    """Properties of the article in microdata and RDFa, by their names in lower case."""

    def read(page: Context) -> Iterator[Reading[str]]:
        for prop in page.properties:
            if prop.name in names:
                value = prop.element.get("content") or prop.element.get("datetime") or squashed(prop.element)
                if value:
                    yield Reading(value, prop.source, prop.element, value)

    return read


def metas(*names: str) -> Source:
    """Meta elements, by their names in lower case."""

    def read(page: Context) -> Iterator[Reading[str]]:
        for name in names:
            found = page.head.first(name)
            if found:
                yield Reading(found.content, family(name), found.selector, found.content)

    return read


def links(*relations: str) -> Source:
    """The targets of link elements, by their relation."""

    def read(page: Context) -> Iterator[Reading[str]]:
        for relation in relations:
            for found in page.head.links.get(relation, ()):
                yield Reading(found.content, "link", found.selector, found.content)

    return read


def in_order(page: Context, sources: tuple[Source, ...]) -> Iterator[Reading[str]]:
    """What several sources say, in their order."""
    for source in sources:
        yield from source(page)


def family(name: str) -> str:
    """The kind of source that a meta element is."""
    return next((kind for starts, kind in _FAMILIES if name.startswith(starts)), "meta")


def selector(node: jsonld.Node, key: str) -> str:
    """Where a value of JSON-LD stands: type and property."""
    return f"{next(iter(jsonld.types(node)), '')}.{key}"
