"""Elements that were never closed and hold the rest of the page, and pages whose text stands where nobody sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lxml import etree

from wellread.extractors.article import PageWarning

_TEXT = etree.XPath("string()", smart_strings=False)
# What no <noscript> holds that was meant as one.
_SWALLOWED = ("h1", "main", "article", "nav", "footer")
# Where a drawing may hold paragraphs; elsewhere they end it, for a browser.
_HTML_IN_DRAWING = ("foreignobject", "desc", "title")
_MOST_IN_LINK = 3
# Elements that browsers show only in place of something else, and some never.
_UNSEEN = ("noscript", "noframes", "template", "object", "video", "audio", "canvas", "iframe")
_PARAGRAPH_TAG = re.compile(rb"<p[\s>]", re.IGNORECASE)
# A page with a paragraph of this length shows its text; one with fewer characters than these shows none.
_LONG_PARAGRAPH, _SHOWN = 100, 250
_FEWEST_PARAGRAPHS = 3


def mend(root: etree._Element) -> None:
    """Show what an element has swallowed that was never closed, and what a browser shows of its shadow trees."""
    in_links = Counter[etree._Element]()
    for element in list(root.iter("noscript", "template", "svg", "p")):
        if element.tag == "p":
            parent = element.getparent()
            if parent is not None and parent.tag == "a":
                in_links[parent] += 1
        elif _OPENED[str(element.tag)](element):
            element.tag = "div"
    for link, paragraphs in in_links.items():
        if paragraphs > _MOST_IN_LINK:
            link.tag = "div"


def _has_swallowed(noscript: etree._Element) -> bool:
    return len(noscript) > 0 and next(noscript.iterdescendants(*_SWALLOWED), None) is not None


def _is_shadow_tree(template: etree._Element) -> bool:
    return template.get("shadowrootmode") is not None or template.get("shadowroot") is not None


def _is_ended(drawing: etree._Element) -> bool:
    inside = drawing.iterdescendants("p")
    return any(next(inner.iterancestors(*_HTML_IN_DRAWING), None) is None for inner in inside)


_OPENED: dict[str, Callable[[etree._Element], bool]] = {
    "noscript": _has_swallowed,
    "template": _is_shadow_tree,
    "svg": _is_ended,
}


def show_unseen(root: etree._Element, source: bytes) -> tuple[PageWarning, ...]:
    """On a page that shows no text, show what stands in elements for browsers that cannot do something else.

    A warning where that was done, and where nothing could be although the source has paragraphs: an element or a
    comment before them was never closed.
    """
    if any(map(_is_shown_paragraph, root.iter("p"))) or _shows_text(root):
        return ()
    unseen = [element for element in root.iter(*_UNSEEN) if len(_TEXT(element).strip()) > _SHOWN]
    for element in unseen:
        _show(element)
    if unseen:
        return (PageWarning("text_not_shown", "the page shows no text; what it holds for other browsers was read"),)
    lost = len(_PARAGRAPH_TAG.findall(source)) - sum(1 for _ in root.iter("p"))
    if lost < _FEWEST_PARAGRAPHS:
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
    return len(element.text or "") > _LONG_PARAGRAPH and next(element.iterancestors(*_UNSEEN), None) is None


def _shows_text(root: etree._Element) -> bool:
    outermost = (
        element for element in root.iter(*_UNSEEN, "head") if next(element.iterancestors(*_UNSEEN), None) is None
    )
    hidden = sum(len(_TEXT(element)) for element in outermost)
    return len(_TEXT(root).strip()) - hidden > _SHOWN
