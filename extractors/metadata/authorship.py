"""Authors and reviewers: what the page's data says, what its bylines say, and which of them to believe."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.article import Person
from extractors.metadata import bylines, jsonld, microdata, site
from extractors.metadata.bylines import Byline, Part
from extractors.metadata.context import Context
from extractors.metadata.evidence import Reading
from extractors.metadata.people import MOST, as_organization, is_name, parse_people

People = tuple[Person, ...]

_AUTHOR_METAS = (
    ("citation_author", "citation"),
    ("parsely-author", "parsely"),
    ("author", "meta"),
    ("article:author", "opengraph"),
    ("article:author_name", "opengraph"),
    ("og:author", "opengraph"),
    ("book:author", "opengraph"),
    ("sailthru.author", "meta"),
    ("byl", "meta"),
    ("dc.creator", "dublin-core"),
    ("dcterms.creator", "dublin-core"),
    ("dc.contributor", "dublin-core"),
    ("twitter:data1", "meta"),
)


def authors(page: Context, printed: tuple[Byline, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    """Readings of who wrote the article, in the order of their sources."""
    yield from _linked(page, ("author", "creator"), brands)
    yield from _properties(page, ("author", "creator"), brands)
    yield from _metas(page, brands)
    yield from _printed(printed, Part.AUTHOR)


def reviewers(page: Context, printed: tuple[Byline, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    """Readings of who reviewed the article, in the order of their sources."""
    yield from _linked(page, ("reviewedBy",), brands)
    yield from _properties(page, ("reviewedby",), brands)
    yield from _printed(printed, Part.REVIEWER)


def _linked(page: Context, keys: tuple[str, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    for node in page.described:
        for key in keys:
            found: dict[str, Person] = {}
            for value in jsonld.as_list(node.get(key))[: MOST + 1]:
                for person in _from_linked(page, page.linked.resolve(value), brands):
                    found.setdefault(person.name.casefold(), person)
            if found:
                yield Reading(tuple(found.values()), "json-ld", key, jsonld.text(node.get(key)))


def _from_linked(page: Context, value: jsonld.Json, brands: tuple[str, ...]) -> People:
    names = jsonld.as_list(value.get("name")) if isinstance(value, dict) else [value]
    people = tuple(p for name in names for p in parse_people(jsonld.text(name) or "", brands=brands))
    if not isinstance(value, dict):
        return people
    if len(people) != 1:
        return people
    person = people[0]
    job_title = jsonld.text(value.get("jobTitle")) or person.job_title
    is_person = "Person" in jsonld.types(value)
    full = Person(
        person.name,
        site.absolute(value.get("url"), page.document.base_url),
        job_title,
        person.honorific,
        person.credentials,
        person.type,
    )
    return (full if is_person or not jsonld.types(value) else as_organization(full),)


def _properties(page: Context, names: tuple[str, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    found: dict[str, Person] = {}
    carriers = [prop for prop in page.properties if prop.name in names]
    for prop in carriers:
        for text in microdata.texts(prop.element):
            for person in parse_people(text, brands=brands):
                found.setdefault(person.name.casefold(), person)
    if found:
        yield Reading(
            tuple(found.values()), carriers[0].source, carriers[0].element, "; ".join(p.name for p in found.values())
        )


def _metas(page: Context, brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    for name, source in _AUTHOR_METAS:
        values = page.head.metas.get(name)
        if not values or name == "twitter:data1" and not _is_labelled_written(page):
            continue
        found: dict[str, Person] = {}
        for value in values:
            for person in parse_people(_first_name_first(value.content), brands=brands):
                found.setdefault(person.name.casefold(), person)
        if found:
            yield Reading(
                tuple(found.values()), source, values[0].selector, "; ".join(value.content for value in values)
            )


def _is_labelled_written(page: Context) -> bool:
    label = page.head.first("twitter:label1")
    return label is not None and label.content.casefold() in (
        "written by",
        "verfasst von",
        "écrit par",
        "escrito por",
        "scritto da",
    )


def _first_name_first(name: str) -> str:
    """`Doe, Jane` as libraries write it."""
    last, comma, first = name.partition(", ")
    if (
        comma
        and len(last.split()) == 1
        and len(first.split()) <= 2
        and is_name(first, strict=True)
        and is_name(last, strict=True)
    ):
        return name if parse_people(name)[0].credentials or len(parse_people(name)) < 2 else f"{first} {last}"
    return name


def _printed(printed: tuple[Byline, ...], part: Part) -> Iterator[Reading[People]]:
    """Bylines of one rank are read together: a page may print its authors one by one."""
    mine = [byline for byline in printed if byline.part is part]
    for order in sorted({byline.order for byline in mine}):
        found: dict[str, Person] = {}
        group = [byline for byline in mine if byline.order == order]
        for byline in group:
            for person in byline.people:
                found.setdefault(person.name.casefold(), person)
        yield Reading(tuple(found.values()), group[0].source, group[0].place, group[0].raw)


__all__ = ["People", "authors", "bylines", "reviewers"]
