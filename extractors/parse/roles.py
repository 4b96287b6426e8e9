"""Elements that are tables, lists, headings, listings or paragraphs by their role or style, as the elements for these.

Roles are those of WAI-ARIA 1.2; style sheets are not read, only the style that an element has itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from wellread.extractors.parse.tree_edits import set_tail, set_text
from wellread.extractors.string_value import string_value

# What must stand in the source for it to be worth while to look for such elements.
_SAYS_ROLE = re.compile(rb"role=[\"']?(?:table|grid|treegrid|list|heading)\b")
_SAYS_STYLE = re.compile(rb"style=[\"'][^\"'<>]{0,200}(?:display\s?:\s?table|white-space\s?:\s?(?:pre|break))")
_WITH_ROLE = etree.XPath("//*[@role]", smart_strings=False)
_WITH_STYLE = etree.XPath(
    "//*[contains(@style, 'display') or contains(@style, 'white-space')][not(@role)]", smart_strings=False
)
_GENERIC_TAGS = frozenset("div span p section".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TABLES = frozenset(("table", "grid", "treegrid"))
_PARTS = {
    "rowgroup": "tbody",
    "row": "tr",
    "columnheader": "th",
    "rowheader": "th",
    "cell": "td",
    "gridcell": "td",
}
_DISPLAY = re.compile(r"display\s*:\s*(table(?:-row|-cell)?)\s*(?:;|$)", re.IGNORECASE)
_DISPLAY_ROLES = {"table": "table", "table-row": "row", "table-cell": "cell"}
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre-line|pre-wrap|break-spaces)", re.IGNORECASE)
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_IS_BLOCK = re.compile(r"display\s*:\s*block", re.IGNORECASE)
_MAX_HEADING_CHARS, _DEFAULT_LEVEL = 200, 2
_EMPTY_LINES = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"”’»)\]']*$")
_MIN_PARAGRAPH_CHARS = 60


def name_elements_by_role(root: etree._Element, source: bytes) -> None:
    """Give elements without a meaning of their own the tags that their roles and styles stand for.

    `source` is the page as UTF-8.
    """
    for listing in [listing for listing in root.iter("pre") if not len(listing)]:
        _divide_prose(listing)
    for is_said, find in ((_SAYS_ROLE, _WITH_ROLE), (_SAYS_STYLE, _WITH_STYLE)):
        found = find(root) if is_said.search(source) else ()
        _name_all(found if isinstance(found, list) else ())


def _name_all(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        tag, role = element.tag, _role(element)
        if tag == "code":
            if _IS_BLOCK.search(element.get("style") or "") and _KEEPS_SPACE.search(element.get("style") or ""):
                element.tag = "pre"
        elif tag in _GENERIC_TAGS:
            _name(element, role)
        elif tag in _HEADINGS and role == "heading":
            del element.attrib["role"]  # what keeps one is a heading by its role alone: see fields/headline.py


def _role(element: etree._Element) -> str:
    role = (element.get("role") or "").strip().lower()
    display = None if role else _DISPLAY.search(element.get("style") or "")
    return role if display is None else _DISPLAY_ROLES[display[1].lower()]


def _name(element: etree._Element, role: str) -> None:
    if role in _TABLES:
        _name_table(element)
    elif role == "heading" and len(string_value(element).strip()) <= _MAX_HEADING_CHARS:
        level = (element.get("aria-level") or "").strip()
        element.tag = f"h{level if level in tuple('123456') else _DEFAULT_LEVEL}"
    elif role == "list":
        items = [inner for inner in element if inner.get("role") == "listitem"]
        if items and len(items) == len(element) and all(item.tag in _GENERIC_TAGS for item in items):
            element.tag = "ul"
            for item in items:
                item.tag = "li"
    elif role == "" and _KEEPS_LINES.search(element.get("style") or ""):
        _break_lines(element)


def _name_table(table: etree._Element) -> None:
    """A table is one where it has rows of cells, and nothing between them."""
    parts = [(inner, _PARTS[role]) for inner in table.iterdescendants() if (role := _role(inner)) in _PARTS]
    names = {name for _, name in parts}
    if not {"tr", "td"} <= names or any(inner.tag not in _GENERIC_TAGS for inner, _ in parts):
        return
    if any(not _is_in_place(inner, name, table) for inner, name in parts):
        return
    table.tag = "table"
    for inner, name in parts:
        inner.tag = name


def _is_in_place(element: etree._Element, name: str, table: etree._Element) -> bool:
    """Whether a row stands in a table or a group of rows, and a cell in a row."""
    parent = element.getparent()
    if parent is None:
        return False
    if name in ("td", "th"):
        return _role(parent) == "row"
    return parent is table or _role(parent) == "rowgroup"


def _break_lines(element: etree._Element) -> None:
    """Put a break for each end of a line that the style keeps."""
    set_text(element, (element.text or "").lstrip())
    if len(element):
        set_tail(element[-1], (element[-1].tail or "").rstrip())
    for inner in [element, *element.iterdescendants()]:
        if inner.text and "\n" in inner.text.strip():
            # The space before an element inside stays.
            first, *lines = (inner.text if len(inner) else inner.text.rstrip()).split("\n")
            set_text(inner, first)
            for place, line in enumerate(lines):
                _insert_break(inner, place, line)
        if inner is not element and inner.tail and "\n" in inner.tail.strip():
            _break_tail(inner)


def _insert_break(parent: etree._Element, place: int, line: str) -> None:
    line_end = etree.Element("br")
    set_tail(line_end, line)
    parent.insert(place, line_end)


def _break_tail(element: etree._Element) -> None:
    parent, first, *lines = element.getparent(), *(element.tail or "").split("\n")
    if parent is not None:
        set_tail(element, first)
        for place, line in enumerate(lines, parent.index(element) + 1):
            _insert_break(parent, place, line)


def _divide_prose(listing: etree._Element) -> None:
    """A <pre> of sentences with empty lines between them holds paragraphs, and no code."""
    paragraphs = [text.strip() for text in _EMPTY_LINES.split(listing.text or "") if text.strip()]
    long = [text for text in paragraphs if len(text) >= _MIN_PARAGRAPH_CHARS and _SENTENCE_END.search(text)]
    if len(long) < 2 or 2 * (len(paragraphs) - len(long)) > len(long) or any(map(_is_code, paragraphs)):
        return
    listing.tag = "div"
    listing.text = None
    for text in paragraphs:
        set_text(etree.SubElement(listing, "p"), text)


def _is_code(text: str) -> bool:
    """Whether signs that prose has few of are many in a text."""
    return sum(text.count(sign) for sign in "{}=;<>|$\\_") * 40 > len(text)
