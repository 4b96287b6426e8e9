"""Text where a browser would show it and libxml2 has it elsewhere, and text that no reader sees.

Elements that were never closed hold the rest of the page; content stands in the head, behind the page, or in elements
for browsers that cannot do something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lxml import etree

from wellread.extractors.article import PageWarning
from wellread.extractors.parse.tree_edits import set_tail
from wellread.extractors.string_value import string_value

# What no <noscript> holds that was meant as one.
_TAGS_OF_PAGES = ("h1", "main", "article", "nav", "footer")
# Where a drawing may hold paragraphs; elsewhere they end it, for a browser.
_TAGS_WITH_HTML_IN_DRAWING = ("foreignobject", "desc", "title")
_MAX_PARAGRAPHS_IN_LINK = 3
# Elements whose content browsers show only in place of something else, and some never.
_FALLBACK_TAGS = ("noscript", "noframes", "template", "object", "video", "audio", "canvas", "iframe")
_PARAGRAPH_TAG = re.compile(rb"<p[\s>]", re.IGNORECASE)
# A page with a longer paragraph shows its text; one with fewer characters in all shows none.
_MIN_PARAGRAPH_CHARS, _MIN_PAGE_CHARS = 100, 250
# Fewer paragraphs in the source that are not in the tree are no loss.
_MIN_LOST_PARAGRAPHS = 3
_HEAD_TAGS = frozenset("title meta link base basefont bgsound style script noscript template object isindex".split())
_STREAMED = b'id="S:'


def unwrap_unclosed_elements(root: etree._Element) -> None:
    """Make boxes of elements that were never closed and hold the rest of the page, and of declarative shadow trees."""
    in_links = Counter[etree._Element]()
    for element in list(root.iter("noscript", "template", "svg", "p")):
        if element.tag == "p":
            parent = element.getparent()
            if parent is not None and parent.tag == "a":
                in_links[parent] += 1
        elif _IS_UNWRAPPED[str(element.tag)](element):
            element.tag = "div"
    for link, paragraphs in in_links.items():
        if paragraphs > _MAX_PARAGRAPHS_IN_LINK:
            link.tag = "div"


def _is_unclosed(noscript: etree._Element) -> bool:
    return len(noscript) > 0 and next(noscript.iterdescendants(*_TAGS_OF_PAGES), None) is not None


def _is_shadow_tree(template: etree._Element) -> bool:
    return template.get("shadowrootmode") is not None or template.get("shadowroot") is not None


def _has_paragraphs(drawing: etree._Element) -> bool:
    inside = drawing.iterdescendants("p")
    return any(next(inner.iterancestors(*_TAGS_WITH_HTML_IN_DRAWING), None) is None for inner in inside)


_IS_UNWRAPPED: dict[str, Callable[[etree._Element], bool]] = {
    "noscript": _is_unclosed,
    "template": _is_shadow_tree,
    "svg": _has_paragraphs,
}


def reveal_fallback_content(root: etree._Element, source: bytes) -> tuple[PageWarning, ...]:
    """On a page that shows no text, show what stands in elements for browsers that cannot do something else.

    `source` is the page as UTF-8. A warning where that was done, and where nothing could be although the source has
    paragraphs: an element or a comment before them was never closed.
    """
    if any(map(_is_shown_paragraph, root.iter("p"))) or _shows_text(root):
        return ()
    fallbacks = [
        element for element in root.iter(*_FALLBACK_TAGS) if len(string_value(element).strip()) > _MIN_PAGE_CHARS
    ]
    for element in fallbacks:
        _show(element)
    if fallbacks:
        return (PageWarning("text_not_shown", "the page shows no text; what it holds for other browsers was read"),)
    lost = len(_PARAGRAPH_TAG.findall(source)) - sum(1 for _ in root.iter("p"))
    if lost < _MIN_LOST_PARAGRAPHS:
        return ()
    return (PageWarning("text_not_shown", f"the page shows no text; {lost} paragraphs of its source were swallowed"),)


def _show(element: etree._Element) -> None:
    """Make a box of an element; what the parser has left as source in it becomes elements."""
    element.tag = "div"
    source = element.text or ""
    if len(element) or "<" not in source:
        return
    fragment = etree.fromstring(f"<div>{source}</div>", etree.HTMLParser(remove_comments=True, huge_tree=True))
    etree.strip_elements(fragment, "script", "style", "svg", with_tail=False)
    element.text = None
    element[:] = list(fragment)


def _is_shown_paragraph(element: etree._Element) -> bool:
    return len(element.text or "") > _MIN_PARAGRAPH_CHARS and next(element.iterancestors(*_FALLBACK_TAGS), None) is None


def _shows_text(root: etree._Element) -> bool:
    outermost = (
        element
        for element in root.iter(*_FALLBACK_TAGS, "head")
        if next(element.iterancestors(*_FALLBACK_TAGS), None) is None
    )
    hidden = sum(len(string_value(element)) for element in outermost)
    return len(string_value(root).strip()) - hidden > _MIN_PAGE_CHARS


def move_content_out_of_head(root: etree._Element) -> None:
    """Put into the body what libxml2 takes for a part of the head.

    The tags that end the head may be left out; then it ends for libxml2 only at elements that it knows.
    """
    head = root.find("head")
    first = next((child for child in head if child.tag not in _HEAD_TAGS), None) if head is not None else None
    if head is None or first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    content = [first, *first.itersiblings()]
    if body.text:  # stands behind what is put before it
        set_tail(content[-1], (content[-1].tail or "") + body.text)
        body.text = None
    body[:0] = content


def place_streamed_content(root: etree._Element, source: bytes) -> None:
    """Put what React streams after the page where its script would put it.

    That is `<div hidden id="S:1">` at `<template id="B:1">`. `source` is the page as UTF-8.
    """
    if _STREAMED not in source:
        return
    places = {element.get("id"): element for element in root.iter("template") if element.get("id")}
    for part in [element for element in root.iter("div") if (element.get("id") or "").startswith("S:")]:
        if part.attrib.pop("hidden", None) is None:
            continue
        place = places.get("B:" + part.get("id", "")[2:])
        if place is not None and place.getparent() is not None and part not in place.iterancestors():
            place.addprevious(part)
