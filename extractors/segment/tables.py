"""Tables: which of them hold data, and which only lay out the page."""

from __future__ import annotations

from lxml import etree

from wellread.extractors.string_value import string_value

# A cell of a data table is a word or a sentence or two; a column of a page is more.
_MAX_CELL_CHARS = 600
# Pictures that load late stand in a cell a second time, for browsers without scripts.
UNRENDERED_IN_TABLES = ("noscript", "template")
_TEXTS = etree.XPath(
    f"descendant::text()[not({' or '.join(f'ancestor::{tag}' for tag in UNRENDERED_IN_TABLES)})]", smart_strings=False
)
_AROUND_NUMBER = " \n\t[]().:"
_LAYOUT_CONTENT = (
    "table",
    "h1",
    "h2",
    "form",
    "article",
    "section",
    "nav",
    "iframe",
    "video",
    "object",
    "audio",
)


def is_data_table(table: etree._Element) -> bool:
    """Whether the cells of a table belong together as data: at least two columns and two rows of short texts.

    A table with text outside its rows and caption is none: nothing would hold that text. Neither is a list of notes.
    """
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iterdescendants(*_LAYOUT_CONTENT), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    widest = max(map(len, rows), default=0)
    if widest < 2 or (len(rows) < 2 and next(table.iter("th"), None) is None):
        return False
    if all(map(_is_note, rows)):
        return False
    lengths = [_length(cell) for row in rows for cell in row]
    caption = table.find("caption")
    held = sum(lengths) + (_length(caption) if caption is not None else 0)
    return max(lengths) <= _MAX_CELL_CHARS and held == _length(table)


def _is_note(row: list[etree._Element]) -> bool:
    """Whether a row is a number that is a link within the page, and the text of the note with this number."""
    if len(row) != 2:
        return False
    link = next(row[0].iter("a"), None)
    is_number = link is not None and link.get("href", "").startswith("#")
    return is_number and string_value(row[0]).strip(_AROUND_NUMBER).isdigit()


def table_texts(table: etree._Element) -> list[str]:
    """The texts of a table that is not inside of anything unseen, in page order."""
    texts: list[str] = _TEXTS(table) if _has_unseen(table) else [str(text) for text in table.itertext()]
    return texts


def _has_unseen(element: etree._Element) -> bool:
    return next(element.iterdescendants(*UNRENDERED_IN_TABLES), None) is not None


def _length(element: etree._Element) -> int:
    text = "".join(_TEXTS(element)) if _has_unseen(element) else string_value(element)
    return len("".join(text.split()))
