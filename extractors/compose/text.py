"""Sections to plain text, and how many visible characters that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Figure,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
    Video,
    walk_items,
)
from wellread.extractors.segment import count_chars


def render_plain_text(sections: Sequence[Section]) -> str:
    """The article as text, without captions.

    A blank line stands between blocks; list items and table rows have lines of their own.
    """
    return "\n\n".join(_render_parts(sections))


def count_section_chars(sections: Sequence[Section]) -> int:
    """Visible characters of everything that stands in the sections, captions included."""
    return count_chars("".join(_list_texts(sections)))


def _list_texts(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.heading or ""
        for block in section.blocks:
            yield from list_block_texts(block)
        yield from _list_texts(section.sections)


def _render_parts(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.heading:
            yield section.heading
        for block in section.blocks:
            text = _render_block(block)
            if text:
                yield text
        yield from _render_parts(section.sections)


def _render_block(block: ContentBlock) -> str:
    match block:
        case Paragraph() | Code():
            return block.text
        case ListBlock():
            return "\n".join(_render_items(block.items, ""))
        case Table():
            rows = [block.header, *block.rows] if block.header else block.rows
            lines = [" | ".join(cell for cell in row if cell) for row in rows]
            return "\n".join(line for line in (block.caption, *lines) if line)
        case Quote():
            return f"{block.text}\n{block.cite}" if block.cite else block.text
        case Figure() | Video():
            return ""


def _render_items(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        if item.text:
            yield f"{indent}- {item.text}"
        yield from _render_items(item.items, indent + "  ")


def list_block_texts(block: ContentBlock) -> Iterator[str]:
    """Every visible text of a block."""
    match block:
        case Paragraph() | Code():
            yield block.text
        case ListBlock():
            yield from (item.text for item in walk_items(block.items))
        case Table():
            yield block.caption or ""
            yield from block.header
            for row in block.rows:
                yield from row
        case Quote():
            yield block.text
            yield block.cite or ""
        case Figure():
            yield block.caption or ""
        case Video():
            pass
