"""Which people to believe, of those that the data of a page and its bylines name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, auto

import msgspec

from wellread.extractors.article import PageWarning, Person
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.field_definition import Choice, Field, list_contradictions
from wellread.extractors.metadata.name_key import is_name_of
from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.people.names import is_full_name
from wellread.extractors.metadata.people.parsing import MAX_PEOPLE, People
from wellread.extractors.metadata.sources import Source, read_in_order
from wellread.extractors.segment import Anchor
from wellread.extractors.urls import absolute_http_url

# A printed name may carry an honorific and credentials; more would be a sentence.
MAX_ADDITION_CHARS = 25
# What divides the names of several people.
_NAME_DIVIDER = re.compile(r"[,;&+/|·•]|\s(?:and|und|et|y|e|og|och|en|with|mit|con|avec)\s", re.IGNORECASE)
_PRINTED_SOURCES = ("byline-markup", "text")

PeopleCandidates = Sequence[Candidate[People]]


class _Rank(IntEnum):
    """How much a candidate says, the most first."""

    FULL_NAMES = auto()  # of one person at least
    SINGLE_NAMES = auto()
    BODIES = auto()  # teams and organizations
    SITE = auto()  # nobody but the site


def gather_people(
    page: Evidence, sources: Iterable[Source[Evidence, People]], last_resorts: Iterable[Source[Evidence, People]]
) -> Iterator[Candidate[People]]:
    """The candidates of all sources; of the last resorts, the first.

    Those are only asked where the sources name nobody but the site.
    """
    found = list(read_in_order(page, sources))
    yield from found
    if all(_rank(candidate, page.brands) is _Rank.SITE for candidate in found):
        last = next(read_in_order(page, last_resorts), None)
        if last:
            yield last


def choose_people(candidates: PeopleCandidates, brands: tuple[str, ...]) -> Candidate[People] | None:
    """The people to believe: full names, then single names, then teams, and last the site itself.

    Each is completed with what the other candidates say of somebody with the same name. None
    without candidates.
    """
    if not candidates:
        return None
    bodies = (*brands, *(p.name for candidate in candidates for p in candidate.value if p.type == "organization"))
    ranks = [_rank(candidate, brands, bodies) for candidate in candidates]
    best = candidates[ranks.index(min(ranks))]
    best = _prefer_printed(best, candidates, ranks)
    best = _prefer_longer(best, candidates, ranks)
    people = tuple(_complete(person, candidates) for person in _remove_site(best.value, brands))
    return Candidate(people, best.source, best.place, best.raw)


def _prefer_printed(best: Candidate[People], candidates: PeopleCandidates, ranks: Sequence[_Rank]) -> Candidate[People]:
    """The line with a label above the text, if it outdoes the best candidate, which may be itself.

    It outdoes what names somebody else and is printed nowhere else, and microdata that names more
    people.
    """
    ranked = zip(candidates, ranks, strict=True)
    printed, rank = next((pair for pair in ranked if pair[0].source == "byline-text"), (None, _Rank.SITE))
    if printed is None:
        return best
    is_confirmed = any(
        other is not best and other.source in _PRINTED_SOURCES and _fold_names(other) == _fold_names(best)
        for other in candidates
    )
    says_as_much = rank <= max(_Rank.SINGLE_NAMES, min(ranks))
    if says_as_much and not is_confirmed and are_different_people(best, printed):
        return printed
    # Comments and other articles carry the same properties; one line above the text does not.
    is_shorter = best.source in ("microdata", "rdfa") and _fold_names(printed) < _fold_names(best)
    return printed if is_shorter else best


def _prefer_longer(best: Candidate[People], candidates: PeopleCandidates, ranks: Sequence[_Rank]) -> Candidate[People]:
    """The first candidate that has all names of the best one and more, if it is surely a list."""
    for other, rank in zip(candidates, ranks, strict=True):
        is_one_line = other.source == "byline-text" or (other.source == "byline-markup" and _is_whole(other))
        # Names that nothing divides on the page are a name, and the topic or the place beside it.
        is_list = is_one_line and (other.source == "byline-markup" or _NAME_DIVIDER.search(other.raw or ""))
        is_longer = (is_list or _is_said_twice(other, candidates)) and _fold_names(best) < _fold_names(other)
        if is_longer and rank is _Rank.FULL_NAMES:
            return other
    return best


def are_different_people(one: Candidate[People], other: Candidate[People]) -> bool:
    """Whether two candidates name nobody in common, going by the last words of the names."""
    ours, theirs = ({name.split()[-1] for name in _fold_names(candidate)} for candidate in (one, other))
    return ours.isdisjoint(theirs)


def add_links(people: People, page: PageData) -> People:
    """People with the URL that their printed name links to, where nothing else gave one."""
    if all(person.url for person in people):
        return people
    anchors = [anchor for block in page.layout.blocks for anchor in block.anchors]
    base_url = page.document.base_url
    return tuple(person if person.url else _add_link(person, anchors, base_url) for person in people)


def _add_link(person: Person, anchors: Iterable[Anchor], base_url: str | None) -> Person:
    max_chars = len(person.name) + MAX_ADDITION_CHARS
    link = next((one for one in anchors if person.name in one.text and len(one.text) <= max_chars), None)
    return msgspec.structs.replace(person, url=absolute_http_url(link.href, base_url)) if link else person


def _rank(candidate: Candidate[People], brands: tuple[str, ...], bodies: tuple[str, ...] = ()) -> _Rank:
    """How much a candidate says.

    `bodies` are names that some candidate says are no person's, `brands` among them.
    """
    people = [
        person
        for person in candidate.value
        if person.type == "person" and not is_name_of(person.name, bodies or brands)
    ]
    if any(is_full_name(person.name) for person in people):
        return _Rank.FULL_NAMES
    if people:
        return _Rank.SINGLE_NAMES
    return _Rank.SITE if all(is_name_of(person.name, brands) for person in candidate.value) else _Rank.BODIES


def _is_said_twice(candidate: Candidate[People], candidates: PeopleCandidates) -> bool:
    """Whether two kinds of sources name the same several full names."""
    if not all(is_full_name(person.name) and person.type == "person" for person in candidate.value):
        return False
    return len({other.source for other in candidates if _fold_names(other) == _fold_names(candidate)}) > 1


def _is_whole(candidate: Candidate[People]) -> bool:
    """Whether one line of the page names all the people of a candidate."""
    return all(is_full_name(person.name) and person.name in (candidate.raw or "") for person in candidate.value)


def _fold_names(candidate: Candidate[People]) -> set[str]:
    return {person.name.casefold() for person in candidate.value}


def _remove_site(people: People, brands: tuple[str, ...]) -> People:
    """People without the site, where a person is among them."""
    if any(person.type == "person" for person in people):
        return tuple(person for person in people if person.type == "person" or not is_name_of(person.name, brands))
    return people


def _complete(person: Person, candidates: PeopleCandidates) -> Person:
    """A person with what the candidates say of the same name besides."""
    same = [p for candidate in candidates for p in candidate.value if p.name.casefold() == person.name.casefold()]
    return msgspec.structs.replace(
        person,
        url=next(filter(None, (p.url for p in same)), None),
        job_title=person.job_title or next(filter(None, (p.job_title for p in same)), None),
        honorific=person.honorific or next(filter(None, (p.honorific for p in same)), None),
        credentials=person.credentials or next(filter(None, (p.credentials for p in same)), ()),
    )


def decide_people(
    page: Evidence, field: Field[People], candidates: Iterator[Candidate[People]]
) -> Choice[People] | None:
    """The people to believe, `MAX_PEOPLE` at most, with the URLs that their names link to."""
    found = list(candidates)
    chosen = choose_people(found, page.brands)
    if chosen is None:
        return None
    warnings = list(list_contradictions(field, chosen, found))
    count = len(chosen.value)
    if count > MAX_PEOPLE:
        message = f"{field.published_name}: {count}; the first {MAX_PEOPLE} were read"
        warnings.append(PageWarning("too_many_authors", message))
    return Choice(add_links(chosen.value[:MAX_PEOPLE], page), chosen, tuple(warnings))
