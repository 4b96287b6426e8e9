"""Where the text of a block of the page stands in the published record, as a JSON Pointer (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Dropped,
    Figure,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from wellread.extractors.compose.sections import Group
from wellread.extractors.label import LabelledBlock
from wellread.extractors.segment import Kind, Span

_HEADING = Kind.HEADING
Texts = tuple[tuple[str, str], ...]


class Quoted(msgspec.Struct, frozen=True):
    """Words of the record: the pointer to the text that they stand in, and where in it, in code points."""

    pointer: str
    quote: str
    start: int
    end: int


class Places:
    """Finds blocks of the page again in the record. `groups` are those that `sections` were built from."""

    def __init__(
        self,
        sections: Sequence[Section],
        groups: Sequence[Group],
        labelled: Sequence[LabelledBlock],
        dropped: Sequence[Dropped],
    ) -> None:
        # A heading is published on one line.
        self._text = {
            item.block.index: item.block.text.replace("\n", " ")
            if item.block.kind is _HEADING and item.label.is_kept
            else item.block.text
            for item in labelled
        }
        self._texts: dict[int, Texts] = {}
        with_text = (group for group in groups if any(block.text for block in group.blocks))
        for group, texts in zip(with_text, _units(sections, "/sections"), strict=True):
            for block in group.blocks:
                self._texts[block.index] = texts
        omitted = (item.block.index for item in labelled if item.label.reason is not None and item.block.chars)
        for number, (index, entry) in enumerate(zip(omitted, dropped, strict=False)):
            self._texts[index] = ((f"/dropped/{number}/text", entry.text),)

    def pointer(self, block: int) -> str | None:
        """The text that a block stands in: of those that it is divided into, the first."""
        found = self._find(block, self._text.get(block, ""))
        texts = self._texts.get(block)
        return found[0] if found else texts[0][0] if texts else None

    def quote(self, span: Span) -> Quoted | None:
        """The words of a span where the record has them; None where it has them in no one text."""
        text = self._text[span.block]
        words = text[span.start : span.end]
        whole = self._find(span.block, text)
        if whole is not None:
            pointer, at = whole
            return Quoted(pointer, words, at + span.start, at + span.end)
        part = self._find(span.block, words)
        return Quoted(part[0], words, part[1], part[1] + len(words)) if part else None

    def _find(self, block: int, words: str) -> tuple[str, int] | None:
        if not words:
            return None
        for pointer, text in self._texts.get(block, ()):
            at = text.find(words)
            if at >= 0:
                return pointer, at
        return None


def _units(sections: Sequence[Section], base: str) -> Iterator[Texts]:
    """The texts of each heading and each block with text, in page order, as `sections` were filled."""
    for number, section in enumerate(sections):
        here = f"{base}/{number}"
        if section.heading is not None:
            yield ((f"{here}/heading", section.heading),)
        for place, block in enumerate(section.blocks):
            texts = tuple(_texts(block, f"{here}/blocks/{place}"))
            if texts:
                yield texts
        yield from _units(section.sections, f"{here}/sections")


def _texts(block: ContentBlock, here: str) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph() | Code():
            yield f"{here}/text", block.text
        case Quote():
            yield f"{here}/text", block.text
            if block.cite:
                yield f"{here}/cite", block.cite
        case ListBlock():
            yield from _items(block.items, here)
        case Table():
            yield from _cells(block, here)
        case Figure() if block.caption:
            yield f"{here}/caption", block.caption
        case _:
            pass


def _cells(table: Table, here: str) -> Iterator[tuple[str, str]]:
    if table.caption:
        yield f"{here}/caption", table.caption
    yield from ((f"{here}/header/{column}", cell) for column, cell in enumerate(table.header))
    for row, cells in enumerate(table.rows):
        yield from ((f"{here}/rows/{row}/{column}", cell) for column, cell in enumerate(cells))


def _items(items: Sequence[Item], here: str) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(items):
        yield f"{here}/items/{number}/text", item.text
        yield from _items(item.items, f"{here}/items/{number}")
