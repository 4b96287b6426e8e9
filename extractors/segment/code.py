"""Code listings: which boxes are its lines, and what a highlighter draws beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from lxml import etree

from wellread.extractors.segment.layout import Block, BlockKind, Box, BoxIndex
from wellread.extractors.string_value import string_value

_CODE = BlockKind.CODE
# A listing that holds one of these holds a text, whatever its tag says, or was never closed.
_TEXT_TAGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "blockquote", "figure", "pre")
_NAMES_A_LINE_NUMBER = re.compile(r"line[-_ ]?n(?:o|um)|\bln\b|hljs-ln|gutter|linenos", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MIN_LISTING_LINES = 3
_UNSELECTABLE = re.compile(r"user-select\s*:\s*none", re.IGNORECASE)
_MAX_HEADER_CHARS = 60


class Listing(msgspec.Struct, frozen=True):
    """What a <pre> holds besides code: `tools` are line numbers and headers, `lines` inline elements that are lines."""

    tools: frozenset[etree._Element] = frozenset()
    lines: frozenset[etree._Element] = frozenset()


def read_listing(element: etree._Element) -> Listing | None:
    """What stands in a listing beside its code; None where it does not hold code alone."""
    if next(element.iterdescendants(*_TEXT_TAGS), None) is not None:
        return None
    if not len(element):
        return Listing()
    tools = (*_find_line_numbers(element), *_find_column_of_numbers(element), *_find_headers(element))
    return Listing(frozenset(tools), frozenset(_find_lines(element)))


def is_listing(element: etree._Element) -> bool:
    """Whether a table or an ordered list is a listing: all its text is code, but for the numbers of the lines."""
    if next(element.iterdescendants("code", "td"), None) is None:
        return False
    if next(element.iterdescendants(*_TEXT_TAGS), None) is not None:
        return False
    if element.tag == "table" and (_has_numbered_rows(element) or _find_column_of_numbers(element)):
        return True
    codes = list(element.iterdescendants("code"))
    return len(codes) >= _MIN_LISTING_LINES and all(
        not text.strip() or text.strip().isdigit() for text in _texts_outside_code(element)
    )


def _has_numbered_rows(table: etree._Element) -> bool:
    """Whether each row has two cells, of which the first holds nothing but the number of the line."""
    rows = [list(row) for row in table.iterdescendants("tr")]
    if len(rows) < _MIN_LISTING_LINES or any(len(row) != 2 for row in rows):
        return False
    numbers = [string_value(row[0]).strip() or (row[0].get("data-line-number") or "") for row in rows]
    is_named = all(row[0].get("data-line-number") or _is_named_line_number(row[0]) for row in rows)
    return is_named and all(map(str.isdigit, numbers)) and are_consecutive(numbers)


def _find_column_of_numbers(table: etree._Element) -> Sequence[etree._Element]:
    """The first of two cells that are all of a table, if it has a box with a number for each line in the other."""
    cells = list(table.iterdescendants("td")) if table.tag == "table" else []
    if len(cells) != 2 or next(table.iterdescendants("th"), None) is not None:
        return ()
    numbers, lines = (_innermost_boxes(cell) for cell in cells)
    texts = [string_value(number).strip() for number in numbers]
    is_numbered = len(lines) == len(texts) >= _MIN_LISTING_LINES and all(map(str.isdigit, texts))
    return cells[:1] if is_numbered and are_consecutive(texts) else ()


def _innermost_boxes(cell: etree._Element) -> list[etree._Element]:
    """The boxes in a cell that hold no other."""
    return [box for box in cell.iterdescendants("div") if box.find("div") is None]


def _texts_outside_code(element: etree._Element) -> Iterable[str]:
    """The texts of an element that stand in no <code>."""
    for inner in element.iter():
        is_code = inner.tag == "code" or next(inner.iterancestors("code"), None) is not None
        if not is_code and inner.text:
            yield inner.text
        if inner is not element and inner.tail and next(inner.iterancestors("code"), None) is None:
            yield inner.tail


def _find_line_numbers(listing: etree._Element) -> Iterable[etree._Element]:
    """Elements of one tag and class that hold consecutive numbers: one on each line, or named as what they are."""
    groups: dict[tuple[str, str], list[etree._Element]] = {}
    for element in listing.iterdescendants():
        if not len(element) and (element.text or "").strip().isdigit():
            groups.setdefault((str(element.tag), _DIGITS.sub("", element.get("class") or "")), []).append(element)
    code = string_value(listing)
    for elements in groups.values():
        numbers = [(element.text or "").strip() for element in elements]
        if not are_consecutive(numbers) or "".join(numbers) == "".join(code.split()):
            continue
        on_each_line = len(numbers) > 1 and len(numbers) == len(code.strip("\n").split("\n"))
        if on_each_line or all(map(_is_named_line_number, elements)):
            yield from elements


def are_consecutive(numbers: Sequence[str]) -> bool:
    """Whether texts are the numbers from one on to another, in order."""
    return bool(numbers) and numbers == [str(int(numbers[0]) + place) for place in range(len(numbers))]


def _is_named_line_number(element: etree._Element) -> bool:
    return (
        _NAMES_A_LINE_NUMBER.search(element.get("class") or "") is not None
        or element.get("aria-hidden") == "true"
        or element.get("data-line-number") is not None
        or _UNSELECTABLE.search(element.get("style") or "") is not None
    )


def _find_headers(listing: etree._Element) -> Iterable[etree._Element]:
    """Buttons, and short boxes with a button or with nothing but the name of the language."""
    names = set(" ".join(_class_names(listing)).lower().split())
    for element in listing.iterdescendants("button", "div", "header"):
        text = string_value(element).strip()
        has_button = element.tag == "button" or element.find(".//button") is not None
        if len(text) <= _MAX_HEADER_CHARS and (has_button or text.lower() in names):
            yield element


def _class_names(listing: etree._Element) -> Iterable[str]:
    for element in (listing, *listing.iterdescendants("code")):
        for name in ("class", "data-language", "data-lang"):
            yield re.sub(r"[-_:]", " ", element.get(name) or "")


def _find_lines(listing: etree._Element) -> Iterable[etree._Element]:
    """The inline elements that a style sheet makes lines: alike, side by side, with no other line ends."""
    box = listing
    while len(box) == 1 and not (box.text or "").strip():
        box = box[0]
    lines = list(box)
    is_broken = next(listing.iterdescendants("br", "div", "li", "tr"), None) is not None
    if len(lines) < 2 or is_broken or "\n" in string_value(box).strip("\n"):
        return ()
    alike = {(line.tag, (line.get("class") or "").split()[:1] == ["line"]) for line in lines}
    has_text_between = any((text or "").strip() for text in (box.text, *(line.tail for line in lines)))
    return () if has_text_between or alike != {("span", True)} else lines


def find_gutters(blocks: Sequence[Block]) -> frozenset[BoxIndex]:
    """The boxes of line numbers in front of a listing and outside of it: one number for each of its lines."""
    found: set[BoxIndex] = set()
    for block in blocks:
        if block.kind is not _CODE:
            continue
        lines, place, numbers, beside = block.text.count("\n") + 1, block.index - 1, list[str](), set[BoxIndex]()
        while place >= 0 and len(numbers) < lines and blocks[place].text.replace("\n", " ").replace(" ", "").isdigit():
            numbers[:0] = blocks[place].text.split()
            beside.add(blocks[place].box)
            place -= 1
        if len(numbers) == lines > 1 and are_consecutive(numbers):
            found |= beside
    return frozenset(found)


def with_trait(boxes: Sequence[Box], chosen: frozenset[BoxIndex], trait: int) -> Sequence[Box]:
    """The same boxes, some of them with one more trait."""
    return [
        msgspec.structs.replace(box, traits=box.traits | trait, around=box.around | trait)
        if box.index in chosen
        else box
        for box in boxes
    ]
