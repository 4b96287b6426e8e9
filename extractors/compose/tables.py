"""Data tables to a grid: spans filled in, header told apart."""

from __future__ import annotations

from lxml import etree

from wellread.extractors.article import Table
from wellread.extractors.segment.tables import UNRENDERED_IN_TABLES
from wellread.extractors.segment.text import LINE_BREAK, collapse_white_space
from wellread.extractors.string_value import string_value

# A span larger than this is a mistake of the page, and would let a short page ask for unbounded memory.
_MAX_SPAN_CELLS = 100
_BREAKING_TAGS = frozenset(("br", "p", "li", "div", "tr"))


def read_table(table: etree._Element) -> Table:
    """The grid of a table (HTML Living Standard, "Forming a table").

    A cell that spans several places stands in the first; the others are empty.
    """
    caption = table.find("caption")
    rows = list(table.iter("tr"))
    grid = _build_grid(rows)
    header = 1 if rows and (_is_header(rows[0]) or _is_drawn_header(rows)) else 0
    width = max(map(len, grid), default=0)
    filled = [(*row, *[""] * (width - len(row))) for row in grid]
    return Table(
        caption=(collapse_white_space(_read_text(caption)) or None) if caption is not None else None,
        header=filled[0] if header else (),
        rows=tuple(filled[header:]),
    )


def _is_header(row: etree._Element) -> bool:
    """Whether a row is in <thead>, or has nothing but <th>."""
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return bool(cells) and all(cell.tag == "th" for cell in cells)


def _is_drawn_header(rows: list[etree._Element]) -> bool:
    """Whether all that the first row says is in bold type, and of no other row."""
    return len(rows) > 1 and _is_bold(rows[0]) and not any(map(_is_bold, rows[1:]))


def _is_bold(row: etree._Element) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th") and string_value(cell).strip()]
    return len(cells) > 1 and all(
        "".join(map(string_value, cell.iterdescendants("b", "strong"))).strip() == string_value(cell).strip()
        for cell in cells
    )


def _build_grid(rows: list[etree._Element]) -> list[list[str]]:
    """A text for each column of each row; rows may differ in length."""
    grid: list[list[str]] = []
    reserved: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _skip_reserved(line, reserved)
            text = collapse_white_space(_read_text(cell))
            columns, rows_down = _read_span(cell, "colspan"), _read_span(cell, "rowspan")
            for column in range(columns):
                if rows_down > 1:
                    reserved[len(line)] = rows_down - 1
                line.append("" if column else text)
        _skip_reserved(line, reserved)
        grid.append(line)
    return grid


def _skip_reserved(line: list[str], reserved: dict[int, int]) -> None:
    """Leave room for the cells of earlier rows that reach down to this column."""
    while reserved.get(len(line)):
        reserved[len(line)] -= 1
        line.append("")


def _read_span(cell: etree._Element, name: str) -> int:
    """How many columns or rows a cell spans, at least 1."""
    value = (cell.get(name) or "").strip()
    return max(1, min(_MAX_SPAN_CELLS, int(value))) if value.isascii() and value.isdigit() else 1


def _read_text(element: etree._Element) -> str:
    """Text in page order, with a break before each block."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node is not element and node.tail:
                parts.append(node.tail)
            continue
        if node.tag in UNRENDERED_IN_TABLES:
            walk.skip_subtree()
            continue
        if node is not element and node.tag in _BREAKING_TAGS:
            parts.append(LINE_BREAK)
        if node.text:
            parts.append(node.text)
    return "".join(parts)
