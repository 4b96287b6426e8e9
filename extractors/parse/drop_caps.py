"""First letters of a text that are drawn larger: pictures of them, and letters with white space behind them.

Style sheets float such a letter, so that no space is seen between it and the rest of its word.
"""

from __future__ import annotations

import re

from lxml import etree

from wellread.extractors.parse.tree_edits import set_tail, set_text

_MAY_BE_FLOATED = etree.XPath("//span[contains(@style, 'float')] | //*[contains(@class, 'cap')]", smart_strings=False)
_FLOATS = re.compile(r"float\s*:\s*left", re.IGNORECASE)
_NAMES_DROP_CAP = re.compile(r"(?:^|[\s_-])drop-?_?caps?(?:$|[\s_-])", re.IGNORECASE)
# Letters that are words, and languages in which many more are.
_WORDS = frozenset("AIOYEUÀÁÉÈÓÒÚ")
_LANGUAGES_OF_SHORT_WORDS = frozenset("be bg cs hr mk pl ru sk sl sr uk".split())


def join_drop_caps(root: etree._Element, source: bytes) -> None:
    """Put the first letters of words where the rest of them is. `source` is the page as UTF-8."""
    for image in [image for image in root.iter("img") if _is_letter(image)]:
        set_tail(image, f"{(image.get('alt') or '').strip()}{image.tail or ''}")
        _remove(image)
    if b"float" not in source and b"cap" not in source:
        return
    if (root.get("lang") or "")[:2].lower() in _LANGUAGES_OF_SHORT_WORDS:
        return
    found = _MAY_BE_FLOATED(root)
    for element in found if isinstance(found, list) else ():
        letter, tail = (element.text or "").strip(), element.tail or ""
        if len(letter) == 1 and letter.isupper() and letter not in _WORDS and _is_drop_cap(element):
            following = tail.lstrip()
            if not len(element) and following[:1].islower():
                set_text(element, letter)
                set_tail(element, following)


def _is_letter(image: etree._Element) -> bool:
    """Whether a picture is a capital, and the rest of its word follows."""
    letter = (image.get("alt") or "").strip()
    return len(letter) == 1 and letter.isupper() and (image.tail or "")[:1].islower() and not len(image)


def _is_drop_cap(element: etree._Element) -> bool:
    return (
        _FLOATS.search(element.get("style") or "") is not None
        or _NAMES_DROP_CAP.search(element.get("class") or "") is not None
    )


def _remove(image: etree._Element) -> None:
    """Take a picture out of the tree, and leave the text behind it."""
    parent, before = image.getparent(), image.getprevious()
    if parent is None:
        return
    if before is not None:
        set_tail(before, (before.tail or "") + (image.tail or ""))
    else:
        set_text(parent, (parent.text or "") + (image.tail or ""))
    image.tail = None
    parent.remove(image)
