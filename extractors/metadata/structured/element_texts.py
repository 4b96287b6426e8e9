"""Texts and elements of the tree, with types."""

from __future__ import annotations

from lxml import etree

# Stands between the texts of different elements where they are joined: UNIT SEPARATOR, which no
# page has in its text.
ELEMENT_DIVIDER = "\x1f"


def list_texts(element: etree._Element) -> list[str]:
    """The text nodes in an element, each as one line, without those of white space."""
    return [text for piece in element.itertext() if (text := " ".join(str(piece).split()))]


def join_texts(element: etree._Element) -> str:
    """All text in an element as one line, as a reader sees it."""
    return " ".join("".join(map(str, element.itertext())).split())


def divide_texts(element: etree._Element) -> str:
    """All text in an element as one line, with `ELEMENT_DIVIDER` between its text nodes."""
    return ELEMENT_DIVIDER.join(list_texts(element))


def select_elements(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    """The elements that a compiled XPath finds, in page order."""
    found = path(root)
    return [entry for entry in found if isinstance(entry, etree._Element)] if isinstance(found, list) else []
