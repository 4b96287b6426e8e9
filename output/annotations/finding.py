"""Annotations read from a file, of this program or of another, and found again on pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from wellread.output.annotations.anchors import AnchoredPlace, TextQuote, find_quote
from wellread.output.annotations.page_text import PageText


class AnnotationError(ValueError):
    """What was read are no Web Annotations; the message says why."""


class _Selector(msgspec.Struct, frozen=True):
    type: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


class _Target(msgspec.Struct, frozen=True):
    source: str
    selector: _Selector | tuple[_Selector, ...]


class StoredAnnotation(msgspec.Struct, frozen=True):
    """An annotation as a file has it: where it points to, and its tags as they stand there."""

    target: _Target
    id: str = ""
    body: Any = None

    @property
    def source(self) -> str:
        """The page that it is about."""
        return self.target.source

    @property
    def quote(self) -> TextQuote | None:
        """The words that it is about; None for one that has no TextQuoteSelector."""
        selectors = self.target.selector if isinstance(self.target.selector, tuple) else (self.target.selector,)
        of_words = (one for one in selectors if one.type == "TextQuoteSelector" and one.exact)
        return next((TextQuote(one.exact, one.prefix, one.suffix) for one in of_words), None)

    @property
    def tags(self) -> tuple[str, ...]:
        """What its body tags the words with."""
        bodies = self.body if isinstance(self.body, list) else [self.body]
        tagging = (one for one in bodies if isinstance(one, Mapping) and one.get("purpose") == "tagging")
        return tuple(str(one.get("value", "")) for one in tagging)


class FoundAnnotation(msgspec.Struct, frozen=True):
    """An annotation and where it stands in the text of its page."""

    annotation: StoredAnnotation
    quote: TextQuote
    place: AnchoredPlace


class AnnotationIndex:
    """The annotations of a file by the pages that they are about; `unusable` counts those without a quote."""

    def __init__(self, annotations: Sequence[StoredAnnotation], unusable: int) -> None:
        self.unusable = unusable
        self._by_source: dict[str, list[StoredAnnotation]] = {}
        for annotation in annotations:
            self._by_source.setdefault(annotation.source, []).append(annotation)
        self._seen: set[str] = set()

    @classmethod
    def read(cls, content: bytes) -> AnnotationIndex:
        """The annotations in JSON: a collection, a page of one, a list, or one annotation. Raises AnnotationError."""
        try:
            items = list(_list_items(json.loads(content)))
        except (ValueError, RecursionError) as error:
            raise AnnotationError(f"it is no JSON: {error}") from error
        if not items:
            raise AnnotationError("it has no annotations")
        annotations = [found for item in items if (found := _convert(item)) and found.quote]
        return cls(annotations, len(items) - len(annotations))

    def find(self, sources: Sequence[str], page: PageText) -> Iterator[FoundAnnotation]:
        """The annotations about a page that is known by these addresses, each with its place in the page's text."""
        for source in dict.fromkeys(sources):
            if source in self._by_source and source not in self._seen:
                self._seen.add(source)
                for annotation in self._by_source[source]:
                    if quote := annotation.quote:
                        yield FoundAnnotation(annotation, quote, find_quote(page.text, quote))

    @property
    def unread(self) -> list[str]:
        """The pages that nobody has asked for."""
        return [source for source in self._by_source if source not in self._seen]


def _list_items(content: Any) -> Iterator[Any]:
    """The annotations of what JSON may hold of them."""
    match content:
        case list():
            for inner in content:
                yield from _list_items(inner)
        case {"type": "Annotation"}:
            yield content
        case {"first": inner} | {"items": inner}:
            yield from _list_items(inner)


def _convert(item: Any) -> StoredAnnotation | None:
    try:
        return msgspec.convert(item, StoredAnnotation)
    except msgspec.ValidationError:
        return None
