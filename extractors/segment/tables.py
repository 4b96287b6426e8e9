"""Tables: which of them hold data, and which only lay out the page."""

from __future__ import annotations

from lxml import etree

# A cell of a data table is a word or a sentence or two; a column of a page is more.
_LONGEST_CELL = 600
_LAYOUT_CONTENT = ("table", "h1", "h2", "form", "article", "section", "nav", "iframe")


def is_data_table(table: etree._Element) -> bool:
    """Whether the cells of a table belong together as data: at least two columns and two rows of short texts."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iterdescendants(*_LAYOUT_CONTENT), None) is not None:
        return False
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    if max(widths, default=0) < 2 or (len(widths) < 2 and next(table.iter("th"), None) is None):
        return False
    return all(_length(cell) <= _LONGEST_CELL for cell in table.iter("td"))


def _length(cell: etree._Element) -> int:
    return sum(map(len, cell.itertext()))
