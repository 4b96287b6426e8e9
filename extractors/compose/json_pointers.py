"""Where the text of a block of the page stands in the published record, as a JSON Pointer (RFC 6901).

Keys of the record hold neither `/` nor `~`, so that no pointer needs the escapes `~1` and `~0`.
"""

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
from wellread.extractors.compose.block_groups import BlockGroup
from wellread.extractors.page import LabelledPage
from wellread.extractors.segment import BlockIndex, BlockKind, Span

_HEADING = BlockKind.HEADING
# Texts of the record, each with the pointer to it.
PointedTexts = tuple[tuple[str, str], ...]


class QuotedText(msgspec.Struct, frozen=True):
    """Words of the record: the pointer to the text that they stand in, and from where to where, in code points."""

    text: str
    pointer: str
    start: int
    end: int


class PointerIndex:
    """Finds blocks of the page again in the record. `groups` are those that `sections` were built from."""

    def __init__(
        self,
        page: LabelledPage,
        sections: Sequence[Section],
        groups: Sequence[BlockGroup],
        dropped: Sequence[Dropped],
    ) -> None:
        # A heading is published on one line.
        self._text_of_block = {
            item.block.index: item.block.text.replace("\n", " ")
            if item.block.kind is _HEADING and item.label.is_kept
            else item.block.text
            for item in page.blocks
        }
        self._texts_of_block: dict[BlockIndex, PointedTexts] = {}
        with_text = (group for group in groups if any(block.text for block in group.blocks))
        for group, texts in zip(with_text, _list_texts(sections, "/sections"), strict=True):
            for block in group.blocks:
                self._texts_of_block[block.index] = texts
        omitted = (item.block.index for item in page.blocks if not item.label.is_kept and item.block.chars)
        for number, (index, entry) in enumerate(zip(omitted, dropped, strict=False)):
            self._texts_of_block[index] = ((f"/dropped/{number}/text", entry.text),)

    def point_to(self, block: BlockIndex) -> str | None:
        """The pointer to the text that a block stands in, of several the first; None where the record has none."""
        found = self._find(block, self._text_of_block.get(block, ""))
        texts = self._texts_of_block.get(block)
        return found[0] if found else texts[0][0] if texts else None

    def quote(self, span: Span) -> QuotedText | None:
        """The words of a span where the record has them; None where no one text of the record has them all."""
        text = self._text_of_block[span.block]
        words = text[span.start : span.end]
        whole = self._find(span.block, text)
        if whole is not None:
            pointer, start = whole
            return QuotedText(words, pointer, start + span.start, start + span.end)
        part = self._find(span.block, words)
        return QuotedText(words, part[0], part[1], part[1] + len(words)) if part else None

    def _find(self, block: BlockIndex, words: str) -> tuple[str, int] | None:
        """The first text of a block that has these words: the pointer to it, and where in it they start."""
        if not words:
            return None
        for pointer, text in self._texts_of_block.get(block, ()):
            start = text.find(words)
            if start >= 0:
                return pointer, start
        return None


def _list_texts(sections: Sequence[Section], base: str) -> Iterator[PointedTexts]:
    """The texts of each heading and of each block with text, in page order: one entry for each group of blocks."""
    for number, section in enumerate(sections):
        here = f"{base}/{number}"
        if section.heading is not None:
            yield ((f"{here}/heading", section.heading),)
        for place, block in enumerate(section.blocks):
            texts = tuple(_texts_with_pointers(block, f"{here}/blocks/{place}"))
            if texts:
                yield texts
        yield from _list_texts(section.sections, f"{here}/sections")


def _texts_with_pointers(block: ContentBlock, here: str) -> Iterator[tuple[str, str]]:
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
