"""People as the bylines of a page name them, several taken together where they are one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellread.extractors.article import Person
from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.name_key import is_name_of
from wellread.extractors.metadata.people.model import Byline
from wellread.extractors.metadata.people.parsing import People
from wellread.extractors.metadata.sources import Source
from wellread.extractors.vocabulary.byline_labels import BylineRole

# Bylines that are further apart than this many blocks are not one list of authors.
MAX_BLOCKS_BETWEEN = 3
# So far apart are names with the word for "and" between them.
BLOCKS_TO_JOINED_NAME = 2


def from_bylines(role: BylineRole) -> Source[Evidence, People]:
    """The bylines of those with a role: a candidate for each rank, the plainest first."""

    def read(page: Evidence) -> Iterator[Candidate[People]]:
        bylines = _remove_site([byline for byline in page.bylines if byline.role is role], page.brands)
        for rank in sorted({byline.rank for byline in bylines}):
            yield _unite_bylines([byline for byline in bylines if byline.rank is rank])

    return Source("bylines", read)


def _remove_site(bylines: Sequence[Byline], brands: tuple[str, ...]) -> list[Byline]:
    """Bylines without those that name the site, where others are as plain or in the same markup."""
    of_site = [all(is_name_of(person.name, brands) for person in byline.people) for byline in bylines]
    others = [byline for byline, is_site in zip(bylines, of_site, strict=True) if not is_site]
    shapes, ranks = {_tag_and_class(byline) for byline in others}, {byline.rank for byline in others}
    return [
        byline
        for byline, is_site in zip(bylines, of_site, strict=True)
        if not is_site or (_tag_and_class(byline) not in shapes and byline.rank not in ranks)
    ]


def _unite_bylines(bylines: Sequence[Byline]) -> Candidate[People]:
    """The first of several bylines of one rank, and those of its shape behind it.

    A page may print its authors one by one.
    """
    first = bylines[0]
    last_index = first.block_index
    found: dict[str, Person] = {}
    for byline in bylines:
        distance = byline.block_index - last_index
        is_next = distance <= MAX_BLOCKS_BETWEEN or first.role is BylineRole.REVIEWER
        is_joined = distance == BLOCKS_TO_JOINED_NAME and byline.source == first.source == "byline-markup"
        if is_joined or (is_next and _tag_and_class(byline) == _tag_and_class(first)):
            last_index = byline.block_index
            for person in byline.people:
                found.setdefault(person.name.casefold(), person)
    return Candidate(tuple(found.values()), first.source, first.element, first.raw)


def _tag_and_class(byline: Byline) -> tuple[str, str | None]:
    return str(byline.element.tag), byline.element.get("class")
