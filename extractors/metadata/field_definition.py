"""A field of metadata: where it may be read, and how one value is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

from wellread.extractors.article import Article, PageWarning
from wellread.extractors.metadata.candidates import Candidate, find_contradictions
from wellread.extractors.metadata.evidence import Evidence
from wellread.extractors.metadata.sources import Source, read_in_order

T = TypeVar("T")

_PUBLISHED_NAMES = {field.name: field.encode_name for field in msgspec.structs.fields(Article)}


class Choice(msgspec.Struct, Generic[T], frozen=True):
    """The value of a field, the candidate that it was read from, and what is doubtful about it."""

    value: T
    candidate: Candidate[T]
    warnings: tuple[PageWarning, ...] = ()


class Field(msgspec.Struct, Generic[T], frozen=True):
    """One field of the record.

    `name` is that of the attribute of `PublishedMetadata`. `sources` are asked in their order, and
    the first candidate is the value; `contradicts` says whether another one cannot be true together
    with it. Where that is not how a field is decided, `gather` gives the candidates in some other
    order, or `choose` decides in some other way.
    """

    name: str
    sources: tuple[Source[Evidence, T], ...]
    contradicts: Callable[[Candidate[T], Candidate[T]], bool] | None = None
    gather: Callable[[Evidence], Iterable[Candidate[T]]] | None = None
    choose: Callable[[Evidence, Field[T], Iterator[Candidate[T]]], Choice[T] | None] | None = None

    @property
    def published_name(self) -> str:
        """The name of the field in the record, in camelCase."""
        return _PUBLISHED_NAMES[self.name]

    def decide(self, page: Evidence) -> Choice[T] | None:
        """The value of the field on a page; None where no source has any."""
        candidates = self.list_candidates(page)
        return self.choose(page, self, candidates) if self.choose else _choose_first(self, candidates)

    def list_candidates(self, page: Evidence) -> Iterator[Candidate[T]]:
        """What a page offers for the field, the likeliest first. Lazy."""
        return iter(self.gather(page) if self.gather else read_in_order(page, self.sources))


def _choose_first(field: Field[T], candidates: Iterator[Candidate[T]]) -> Choice[T] | None:
    """The first candidate. The others are only asked for where they could contradict it."""
    chosen = next(candidates, None)
    return Choice(chosen.value, chosen, list_contradictions(field, chosen, candidates)) if chosen else None


def list_contradictions(
    field: Field[T], chosen: Candidate[T], others: Iterable[Candidate[T]]
) -> tuple[PageWarning, ...]:
    """The warnings of other candidates that contradict the chosen one."""
    if field.contradicts is None:
        return ()
    return tuple(find_contradictions(field.published_name, chosen, others, field.contradicts))
