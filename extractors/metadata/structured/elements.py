"""Reading texts and elements out of the tree, with types."""

from __future__ import annotations

from lxml import etree


def texts(element: etree._Element) -> list[str]:
    """The pieces of text in an element, each as one line."""
    return [text for piece in element.itertext() if (text := " ".join(str(piece).split()))]


def squashed(element: etree._Element) -> str:
    """All text in an element as one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def select(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    """The elements that a path finds, in page order."""
    found = path(root)
    return [entry for entry in found if isinstance(entry, etree._Element)] if isinstance(found, list) else []
