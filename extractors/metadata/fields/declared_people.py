"""People as the data of a page names them: in JSON-LD, microdata and RDFa, and meta elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from wellread.extractors.article import PageWarning, Person
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.fields.declared_urls import to_http_url
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.people.credentials import list_credentials
from wellread.extractors.metadata.people.names import is_full_name, is_name
from wellread.extractors.metadata.people.parsing import MAX_PEOPLE, People, parse_people
from wellread.extractors.metadata.sources import Source, classify_meta_source, format_json_ld_place
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER
from wellread.extractors.metadata.structured.item_properties import read_values
from wellread.extractors.metadata.structured.json_ld import Json, Node, list_types, to_list, to_text
from wellread.extractors.vocabulary.byline_labels import is_for_other, is_label

# A longer value is an author's whole box, which the name begins.
MAX_VALUE_CHARS = 100
# So much of the authors without a name is quoted in a warning.
MAX_WARNING_QUOTE_CHARS = 80
# schema.org's Role: who plays it has the same property as the article.
_ROLE_PLAYER_KEYS = ("author", "creator", "reviewedBy")


def from_json_ld_people(*keys: str) -> Source[Evidence, People]:
    """Properties of the JSON-LD nodes that describe the article whose values are people.

    See https://schema.org/Person.
    """

    def read(page: Evidence) -> Iterator[Candidate[People]]:
        for node in page.article_nodes:
            for key in keys:
                values = to_list(node.get(key))
                people = _unite_people(
                    person
                    for value in values[:MAX_PEOPLE]
                    for person in _parse_value(page, page.json_ld.resolve(value), page.brands)
                )
                if people:
                    names = (to_text(page.json_ld.resolve(value)) for value in values)
                    yield Candidate(people, "json-ld", format_json_ld_place(node, key), "; ".join(filter(None, names)))

    return Source(f"json-ld {' '.join(keys)}", read)


def from_property_people(*names: str) -> Source[Evidence, People]:
    """Properties of the article in microdata and RDFa, taken together; names are in lower case."""

    def read(page: Evidence) -> Iterator[Candidate[People]]:
        carriers = [prop for prop in page.properties if prop.name in names]
        texts = (text for prop in carriers for text in read_values(prop.element) if not is_for_other(text))
        boxes = (text.partition(ELEMENT_DIVIDER)[0] if len(text) > MAX_VALUE_CHARS else text for text in texts)
        people = _unite_people(person for text in boxes for person in parse_people(text, brands=page.brands))
        if people:
            raw = "; ".join(person.name for person in people)
            yield Candidate(people, carriers[0].source, carriers[0].element, raw)

    return Source(f"properties {' '.join(names)}", read, names)


def from_meta_people(*names: str) -> tuple[Source[Evidence, People], ...]:
    """A source for each name: all meta elements that have it. Names are in lower case."""
    return tuple(_from_meta(name) for name in names)


def _from_meta(name: str) -> Source[Evidence, People]:
    def read(page: Evidence) -> Iterator[Candidate[People]]:
        values = page.elements.metas.get(name)
        if not values or (name == "twitter:data1" and not _is_labelled_written(page)):
            return
        texts = (_put_first_name_first(value.content) for value in values)
        people = _unite_people(person for text in texts for person in parse_people(text, brands=page.brands))
        if people:
            raw = "; ".join(value.content for value in values)
            yield Candidate(_remove_places(people), classify_meta_source(name), values[0].selector, raw)

    return Source(f"meta {name}", read)


def warn_of_authors(page: PageData) -> Iterator[PageWarning]:
    """What is wrong with the authors in a page's JSON-LD: too many, or without a name."""
    for node in page.article_nodes:
        entries = to_list(node.get("author"))
        if len(entries) > MAX_PEOPLE:
            message = f"{len(entries)} authors in JSON-LD; the first {MAX_PEOPLE} were read"
            yield PageWarning("too_many_authors", message)
        resolved = [page.json_ld.resolve(entry) for entry in entries[:MAX_PEOPLE]]
        nameless = [value for value in resolved if not _parse_value(page, value, ())]
        if nameless:
            said = "; ".join(filter(None, map(to_text, nameless)))
            message = f"{len(nameless)} of {len(entries)} authors in JSON-LD"
            yield PageWarning(
                "author_without_name", f"{message}: {said[:MAX_WARNING_QUOTE_CHARS]!r}" if said else message
            )


def _unite_people(people: Iterable[Person]) -> People:
    """People, each once: the first of those with one name."""
    found: dict[str, Person] = {}
    for person in people:
        found.setdefault(person.name.casefold(), person)
    return tuple(found.values())


def _parse_value(page: PageData, value: Json, brands: tuple[str, ...]) -> People:
    if not isinstance(value, dict):
        return parse_people(to_text(value) or "", brands=brands)
    node = _find_player(page, value)
    types = list_types(node)
    names = [name for entry in to_list(_read_name(node)) if (name := to_text(entry))]
    if types and "Person" not in types:
        return tuple(_to_organization(page, node, name) for name in names if is_name(name))
    people = tuple(person for name in names for person in parse_people(name, brands=() if types else brands))
    return (_complete(page, node, people[0]),) if len(people) == 1 else people


def _find_player(page: PageData, node: Node) -> Node:
    """Who plays a role, where a node is one: it stands between the article and the person."""
    if "Role" not in list_types(node):
        return node
    players = (page.json_ld.resolve(node.get(key)) for key in _ROLE_PLAYER_KEYS)
    return next((one for one in players if isinstance(one, dict) and "Role" not in list_types(one)), node)


def _read_name(node: Node) -> Json:
    """The name of a person, as one or in its parts."""
    parts = filter(None, (to_text(node.get(key)) for key in ("givenName", "familyName")))
    return node.get("name") or " ".join(parts)


def _complete(page: PageData, node: Node, person: Person) -> Person:
    """A person with what the properties of their node say besides the name."""
    suffixes = (to_text(node.get("honorificSuffix")), *map(to_text, to_list(node.get("hasCredential"))))
    return msgspec.structs.replace(
        person,
        url=to_http_url(node.get("url"), page.document.base_url),
        job_title=to_text(node.get("jobTitle")) or person.job_title,
        honorific=person.honorific or to_text(node.get("honorificPrefix")),
        credentials=person.credentials or tuple(c for text in suffixes if text for c in list_credentials(text)),
    )


def _to_organization(page: PageData, node: Node, name: str) -> Person:
    return Person(name, to_http_url(node.get("url"), page.document.base_url), type="organization")


def _is_labelled_written(page: PageData) -> bool:
    """Whether `twitter:data1` is the author by its label, which SEO plugins write in the language of the page."""
    label = page.elements.first_meta("twitter:label1")
    return label is not None and is_label(f"{label.content.strip().rstrip(':')}:")


def _put_first_name_first(name: str) -> str:
    """`Doe, Jane`, as libraries write it, as `Jane Doe`; any other text as it is."""
    last, comma, first = name.partition(", ")
    is_inverted = comma and len(last.split()) == 1 and len(first.split()) <= 2
    if not is_inverted or not is_name(first, strict=True) or not is_name(last, strict=True):
        return name
    people = parse_people(name)
    return name if len(people) < 2 or people[0].credentials else f"{first} {last}"


def _remove_places(people: People) -> People:
    """`example.org, Oslo, Norway`: single words beside a body are where it is."""
    bodies = tuple(person for person in people if person.type == "organization")
    has_full_name = any(is_full_name(person.name) for person in people if person.type == "person")
    return bodies if bodies and not has_full_name else people
