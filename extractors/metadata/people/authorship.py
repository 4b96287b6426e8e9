"""Authors and reviewers: what the page's data says, what its bylines say, and which of them to believe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellread.extractors.article import PageWarning, Person
from wellread.extractors.metadata.context import PIECE, Context, Places
from wellread.extractors.metadata.evidence import Reading
from wellread.extractors.metadata.fields import site
from wellread.extractors.metadata.people import bylines
from wellread.extractors.metadata.people.bylines import Byline
from wellread.extractors.metadata.people.names import MOST, credentials, is_name, parse_people, squash_name
from wellread.extractors.metadata.sources import family, selector
from wellread.extractors.metadata.structured import json_ld as jsonld
from wellread.extractors.metadata.structured import microdata
from wellread.extractors.segment import Anchor
from wellread.extractors.vocabulary import byline_labels as labels
from wellread.extractors.vocabulary.byline_labels import Part

People = tuple[Person, ...]

# A printed name may carry an honorific and credentials; more would be a sentence.
_LONGEST_ADDITION = 25

_LONGEST_SAID = 80
# A longer value is an author's whole box, which the name begins.
_LONGEST_VALUE = 100
_DIVIDED = re.compile(r"[,;&+/|·•]|\s(?:and|und|et|y|e|og|och|en|with|mit|con|avec)\s", re.IGNORECASE)
_PRINTED = ("byline-markup", "text")
# Bylines that are further apart than this many blocks are not one list of authors.
_MOST_BETWEEN = 3
# So far apart are names with the word for "and" between them.
_JOINED = 2

# The rank of a reading that names nobody but the site.
_SITE = 3

_AUTHOR_METAS = (
    "citation_author",
    "citation_authors",
    "parsely-author",
    "author",
    "article:author",
    "article:author_name",
    "og:author",
    "book:author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "twitter:data1",
)


def authors(
    page: Context, places: Places, printed: tuple[Byline, ...], brands: tuple[str, ...]
) -> Iterator[Reading[People]]:
    """Readings of who wrote the article, in the order of their sources."""
    found = [
        *_linked(page, ("author", "creator"), brands),
        *_properties(page, ("author", "creator"), brands),
        *_metas(page, brands),
        *_printed(printed, Part.AUTHOR, brands),
    ]
    yield from found
    if all(_rank(reading, brands) >= _SITE for reading in found):
        byline = (
            bylines.first_line(page, places, brands)
            or bylines.anywhere(page, brands)
            or bylines.signature(page, places, brands)
        )
        if byline:
            yield Reading(byline.people, byline.source, byline.place, byline.raw)


def with_links(people: People, page: Context) -> People:
    """People with the address that their printed name links to, where nothing else gave one."""
    if all(person.url for person in people):
        return people
    anchors = [anchor for block in page.layout.blocks for anchor in block.anchors]
    return tuple(person if person.url else _linked_person(person, anchors, page.document.base_url) for person in people)


def _linked_person(person: Person, anchors: list[Anchor], base_url: str | None) -> Person:
    for anchor in anchors:
        if person.name in anchor.text and len(anchor.text) <= len(person.name) + _LONGEST_ADDITION:
            return msgspec.structs.replace(person, url=site.absolute(anchor.href, base_url))
    return person


def doubts(page: Context) -> Iterator[PageWarning]:
    """What is wrong with the authors in a page's data."""
    for node in page.described:
        entries = jsonld.as_list(node.get("author"))
        if len(entries) > MOST:
            yield PageWarning("too_many_authors", f"{len(entries)} authors in JSON-LD; the first {MOST} were read")
        nameless = [entry for entry in entries[:MOST] if not _from_linked(page, page.linked.resolve(entry), ())]
        if nameless:
            said = "; ".join(filter(None, (jsonld.text(page.linked.resolve(entry)) for entry in nameless)))
            message = f"{len(nameless)} of {len(entries)} authors in JSON-LD"
            yield PageWarning("author_without_name", f"{message}: {said[:_LONGEST_SAID]!r}" if said else message)


def reviewers(page: Context, printed: tuple[Byline, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    """Readings of who reviewed the article, in the order of their sources."""
    yield from _linked(page, ("reviewedBy",), brands)
    yield from _properties(page, ("reviewedby",), brands)
    yield from _printed(printed, Part.REVIEWER, brands)


def _linked(page: Context, keys: tuple[str, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    for node in page.described:
        for key in keys:
            found: dict[str, Person] = {}
            for value in jsonld.as_list(node.get(key))[:MOST]:
                for person in _from_linked(page, page.linked.resolve(value), brands):
                    found.setdefault(person.name.casefold(), person)
            if found:
                yield Reading(tuple(found.values()), "json-ld", selector(node, key), _raw(page, node.get(key)))


def _raw(page: Context, value: jsonld.Json) -> str:
    names = (jsonld.text(page.linked.resolve(entry)) for entry in jsonld.as_list(value))
    return "; ".join(filter(None, names))


def _from_linked(page: Context, value: jsonld.Json, brands: tuple[str, ...]) -> People:
    if not isinstance(value, dict):
        return parse_people(jsonld.text(value) or "", brands=brands)
    kinds = jsonld.types(value)
    if "Role" in kinds:
        # A role stands between the article and the person, and calls both by the same name.
        inner = (page.linked.resolve(value.get(key)) for key in ("author", "creator", "reviewedBy"))
        value = next((one for one in inner if isinstance(one, dict) and "Role" not in jsonld.types(one)), value)
        kinds = jsonld.types(value)
    names = [name for entry in jsonld.as_list(_name(value)) if (name := jsonld.text(entry))]
    if kinds and "Person" not in kinds:
        return tuple(_organization(page, value, name) for name in names if is_name(name))
    people = tuple(p for name in names for p in parse_people(name, brands=() if kinds else brands))
    if len(people) != 1:
        return people
    suffixes = (
        jsonld.text(value.get("honorificSuffix")),
        *map(jsonld.text, jsonld.as_list(value.get("hasCredential"))),
    )
    return (
        msgspec.structs.replace(
            people[0],
            url=site.absolute(value.get("url"), page.document.base_url),
            job_title=jsonld.text(value.get("jobTitle")) or people[0].job_title,
            honorific=people[0].honorific or jsonld.text(value.get("honorificPrefix")),
            credentials=people[0].credentials or tuple(c for text in suffixes if text for c in credentials(text)),
        ),
    )


def _name(node: jsonld.Node) -> jsonld.Json:
    """The name of a person, as one or in its parts."""
    parts = filter(None, (jsonld.text(node.get(key)) for key in ("givenName", "familyName")))
    return node.get("name") or " ".join(parts)


def _organization(page: Context, node: jsonld.Node, name: str) -> Person:
    return Person(name, site.absolute(node.get("url"), page.document.base_url), type="organization")


def _properties(page: Context, names: tuple[str, ...], brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    found: dict[str, Person] = {}
    carriers = [prop for prop in page.properties if prop.name in names]
    for prop in carriers:
        for text in microdata.values(prop.element):
            if labels.is_for_other(text):
                continue
            box = text.partition(PIECE)[0] if len(text) > _LONGEST_VALUE else text
            for person in parse_people(box, brands=brands):
                found.setdefault(person.name.casefold(), person)
    if found:
        yield Reading(
            tuple(found.values()), carriers[0].source, carriers[0].element, "; ".join(p.name for p in found.values())
        )


def _metas(page: Context, brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    for name in _AUTHOR_METAS:
        values = page.head.metas.get(name)
        if not values or (name == "twitter:data1" and not _is_labelled_written(page)):
            continue
        found: dict[str, Person] = {}
        for value in values:
            for person in parse_people(_first_name_first(value.content), brands=brands):
                found.setdefault(person.name.casefold(), person)
        if found:
            people = _without_places(tuple(found.values()))
            yield Reading(people, family(name), values[0].selector, "; ".join(value.content for value in values))


def _without_places(people: People) -> People:
    """`example.org, Oslo, Norway`: single words beside a body are where it is."""
    bodies = tuple(person for person in people if person.type == "organization")
    return bodies if bodies and not any(_is_full(p.name) for p in people if p.type == "person") else people


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


def _names_site(byline: Byline, brands: tuple[str, ...]) -> bool:
    return all(_is_site(person, brands) for person in byline.people)


def _printed(printed: tuple[Byline, ...], part: Part, brands: tuple[str, ...]) -> Iterator[Reading[People]]:
    """Bylines of one rank and shape are read together: a page may print its authors one by one."""
    mine = [byline for byline in printed if byline.part is part]
    # Where the site is named beside somebody, in as good a place or in the same markup, it is not the author.
    others = [byline for byline in mine if not _names_site(byline, brands)]
    known = {_shape(byline) for byline in others} | {byline.order for byline in others}
    mine = [b for b in mine if not _names_site(b, brands) or known.isdisjoint((_shape(b), b.order))]
    for order in sorted({byline.order for byline in mine}):
        found: dict[str, Person] = {}
        group = [byline for byline in mine if byline.order == order]
        last = group[0].index
        for byline in group:
            is_next = byline.index - last <= _MOST_BETWEEN or part is Part.REVIEWER
            is_joined = byline.index - last == _JOINED and byline.source == group[0].source == "byline-markup"
            if is_joined or (_shape(byline) == _shape(group[0]) and is_next):
                last = byline.index
                for person in byline.people:
                    found.setdefault(person.name.casefold(), person)
        yield Reading(tuple(found.values()), group[0].source, group[0].place, group[0].raw)


def _shape(byline: Byline) -> tuple[str, str | None]:
    return str(byline.place.tag), byline.place.get("class")


def choose(readings: list[Reading[People]], brands: tuple[str, ...]) -> Reading[People] | None:
    """The reading to believe: the first with full names; then single names, teams, and last the site itself."""
    if not readings:
        return None
    bodies = (*brands, *(p.name for reading in readings for p in reading.value if p.type == "organization"))
    best = min(readings, key=lambda reading: _rank(reading, brands, bodies))
    printed = next((r for r in readings if r.source == "byline-text"), None)
    confirmed = any(r is not best and r.source in _PRINTED and _names(r) == _names(best) for r in readings)
    says_as_much = printed and _rank(printed, brands, bodies) <= max(1, _rank(best, brands, bodies))
    if printed and says_as_much and not confirmed and contradicts(best, printed):
        best = printed
    names = _names(best)
    if printed and best.source in ("microdata", "rdfa") and _names(printed) < names:
        # Comments and other articles carry the same properties; one line above the text does not.
        best, names = printed, _names(printed)
    for other in readings:
        is_one_line = other.source == "byline-text" or (other.source == "byline-markup" and _is_whole(other))
        # Names that nothing divides on the page are a name, and the topic or the place beside it.
        is_list = is_one_line and (other.source == "byline-markup" or _DIVIDED.search(other.raw or ""))
        more = (is_list or _is_said_twice(other, readings)) and names < _names(other)
        if more and _rank(other, brands, bodies) == 0:
            best = other
            break
    return Reading(
        tuple(_completed(person, readings) for person in _without_site(best.value, brands)),
        best.source,
        best.place,
        best.raw,
    )


def _is_said_twice(reading: Reading[People], readings: list[Reading[People]]) -> bool:
    """Whether two kinds of sources name the same several full names."""
    if not all(_is_full(person.name) and person.type == "person" for person in reading.value):
        return False
    return len({other.source for other in readings if _names(other) == _names(reading)}) > 1


def contradicts(one: Reading[People], other: Reading[People]) -> bool:
    """Whether two readings name nobody in common."""
    ours, theirs = ({name.split()[-1] for name in _names(reading)} for reading in (one, other))
    return ours.isdisjoint(theirs)


def _is_whole(reading: Reading[People]) -> bool:
    """Whether one line of the page names all the people of a reading."""
    return all(_is_full(person.name) and person.name in (reading.raw or "") for person in reading.value)


def _names(reading: Reading[People]) -> set[str]:
    return {person.name.casefold() for person in reading.value}


def _rank(reading: Reading[People], brands: tuple[str, ...], bodies: tuple[str, ...] = ()) -> int:
    """How much a reading says, 0 the most. `bodies` are names that some reading says are no person's."""
    people = [person for person in reading.value if person.type == "person" and not _is_site(person, bodies or brands)]
    if any(_is_full(person.name) for person in people):
        return 0
    if people:
        return 1
    return _SITE if all(_is_site(person, brands) for person in reading.value) else 2


def _is_full(name: str) -> bool:
    return " " in name or not name.isascii()


def _is_site(person: Person, brands: tuple[str, ...]) -> bool:
    name = squash_name(person.name)
    return any(name == squash_name(brand) for brand in brands)


def _without_site(people: People, brands: tuple[str, ...]) -> People:
    if any(person.type == "person" for person in people):
        return tuple(person for person in people if person.type == "person" or not _is_site(person, brands))
    return people


def _completed(person: Person, readings: list[Reading[People]]) -> Person:
    """A person with what the other readings say of the same name besides."""
    same = [p for reading in readings for p in reading.value if p.name.casefold() == person.name.casefold()]
    return Person(
        person.name,
        next(filter(None, (p.url for p in same)), None),
        person.job_title or next(filter(None, (p.job_title for p in same)), None),
        person.honorific or next(filter(None, (p.honorific for p in same)), None),
        person.credentials or next(filter(None, (p.credentials for p in same)), ()),
        person.type,
    )
