"""Articles as Markdown (CommonMark, with the tables of GitHub). What the page says is text, never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from wellread.extractors.article import (
    Code,
    ContentBlock,
    Figure,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
    Video,
)

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
# At the start of a line: headings, lists, rules, and the underline of a heading.
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)
_FENCE = re.compile(r"`{3,}")
_WEB = ("http://", "https://", "mailto:")
# What a double-quoted text of YAML must not contain as it is, although one of JSON may.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def render_front_matter(values: dict[str, object]) -> str:
    """YAML between two lines of hyphens: each value is JSON, which YAML 1.2 contains."""
    lines = (f"{name}: {_to_yaml(value)}" for name, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def render_sections(sections: Sequence[Section]) -> str:
    """The sections of an article, a blank line between blocks."""
    return "\n\n".join(part for part in _render_parts(sections) if part)


def escape_text(text: str) -> str:
    """`text` so that it is shown as it stands."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda start: f"{start[1]}{_escape_start(start[2])}", escaped)


def render_heading(text: str, level: int) -> str:
    """A heading of level 1 to 6."""
    return f"{'#' * level} {_escape_line(text)}"


def _escape_start(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _escape_line(text: str) -> str:
    return escape_text(" ".join(text.split()))


def _to_yaml(value: object) -> str:
    return _NOT_IN_YAML.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(value, ensure_ascii=False))


def _render_parts(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.heading:
            yield render_heading(section.heading, min(max(section.level, 1), 6))
        yield from map(_render_block, section.blocks)
        yield from _render_parts(section.sections)


def _render_block(block: ContentBlock) -> str:
    match block:
        case Paragraph():
            return _break_lines(_render_links(block.text, block.links))
        case ListBlock():
            return "\n".join(_render_items(block.items, "", is_ordered=block.ordered))
        case Table():
            return _render_table(block)
        case Quote():
            said = [_break_lines(escape_text(block.text)), *([f"— {_escape_line(block.cite)}"] if block.cite else [])]
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(said).split("\n"))
        case Code():
            return _render_code(block)
        case _:
            return _render_media(block)


def _render_media(block: Figure | Video) -> str:
    if isinstance(block, Video):
        title = _escape_line(block.title or block.src)
        return f"[{title}]({_target(block.src)})" if _is_web(block.src) else title
    picture = f"![{_escape_line(block.alt or '')}]({_target(block.src)})" if _is_web(block.src) else ""
    caption = f"*{_escape_line(block.caption)}*" if block.caption else ""
    return "\n\n".join(filter(None, [picture, caption]))


def _render_code(block: Code) -> str:
    fence = "`" * max(3, 1 + max(map(len, _FENCE.findall(block.text)), default=0))
    language = re.sub(r"[^\w+#-]", "", block.language or "")
    return f"{fence}{language}\n{block.text}\n{fence}"


def _render_items(items: Sequence[Item], indent: str, *, is_ordered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if is_ordered else "- "
        below = indent + " " * len(mark)
        text = _render_links(item.text, item.links)
        yield f"{indent}{mark}{text}".replace("\n", f"  \n{below}").rstrip()
        yield from _render_items(item.items, below, is_ordered=is_ordered)


def _render_table(table: Table) -> str:
    width = max(map(len, (table.header, *table.rows)), default=0)
    if not width:
        return _escape_line(table.caption or "")
    lines = [_render_row(table.header, width), "|" + " --- |" * width]
    lines += [_render_row(row, width) for row in table.rows]
    return "\n".join(([f"*{_escape_line(table.caption)}*", ""] if table.caption else []) + lines)


def _render_row(cells: Sequence[str], width: int) -> str:
    padded = [*cells, *[""] * (width - len(cells))]
    return "| " + " | ".join(map(_escape_line, padded)) + " |"


def _render_links(text: str, links: Sequence[Link]) -> str:
    """The text with its links, each at the next place where its words stand."""
    parts, start = [], 0
    for link in links:
        found = text.find(link.text, start) if link.text and _is_web(link.href) else -1
        if found >= 0:
            parts += [text[start:found], f"[{_escape_line(link.text)}]({_target(link.href)})"]
            start = found + len(link.text)
    return "".join(part if number % 2 else escape_text(part) for number, part in enumerate([*parts, text[start:]]))


def _break_lines(text: str) -> str:
    return re.sub(r"\n(?!\n)", "  \n", text)


def _is_web(address: str | None) -> bool:
    return bool(address) and str(address).lower().startswith(_WEB)


def _target(address: str | None) -> str:
    return quote(address or "", safe="!#$%&'*+,-./:;=?@_~")
