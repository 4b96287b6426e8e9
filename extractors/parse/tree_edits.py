"""Texts and attributes put into a tree: the only place of the extractors that does.

libxml2 lets characters through in HTML that XML has not, and lxml raises ValueError when such a text is put back.
"""

from __future__ import annotations

from lxml import etree

from wellread.extractors.parse.document import NOT_IN_XML


def set_text(element: etree._Element, text: str) -> None:
    """Make `text` what stands in an element before its first child; a character that XML has not becomes U+FFFD."""
    element.text = _replace_not_in_xml(text)


def set_tail(element: etree._Element, text: str) -> None:
    """Make `text` what stands behind an element; a character that XML has not becomes U+FFFD."""
    element.tail = _replace_not_in_xml(text)


def set_attribute(element: etree._Element, name: str, value: str) -> None:
    """Give an element an attribute; a character of its value that XML has not becomes U+FFFD."""
    element.set(name, _replace_not_in_xml(value))


def _replace_not_in_xml(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
