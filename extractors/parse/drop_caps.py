"""Signs of a text that are drawn: its first letter in larger type, pictures of letters and of emoji.

Style sheets float a first letter, so that no space is seen between it and the rest of its word.
"""

from __future__ import annotations

import re

from lxml import etree

from wellread.extractors.parse.tree_edits import set_tail, set_text

_FLOATS = re.compile(r"float\s*:\s*left", re.IGNORECASE)
_NAMES_DROP_CAP = re.compile(
    r"(?:^|[\s_-])(?:drop-?_?(?:caps?|letter)|initiale?|lettrine|versal|buchstabe|bukvica|capitular|capolettera"
    r"|first-?letter)(?:$|[\s_-])",
    re.IGNORECASE,
)
# The longest are joined from several, with signs for sex and colour of skin.
_MAX_EMOJI_CHARS = 16
_SMILEY_BEGINS = (":", ";", "8", "=", "<")
_NAMES_EMOJI = re.compile(r"emoji|smil(?:ey|ies)", re.IGNORECASE)
_LARGE = re.compile(r"font-size\s*:\s*(?:[2-9]\d\d%|[2-9](?:\.\d+)?r?em|[3-9]\dpx|1\d\dpx)", re.IGNORECASE)
# Letters that are words, also in the Slavic languages.
_WORDS = frozenset("AIOYEUÀÁÉÈÓÒÚАБВЖЗИЙКОСУЯЄІ")
_SLAVIC_WORDS = frozenset("KSVZW")
_LANGUAGES_WITHOUT_I = frozenset("de es fr nl pt".split())
_SLAVIC_LANGUAGES = frozenset("be bg cs hr mk pl ru sk sl sr uk".split())


def join_drop_caps(root: etree._Element) -> None:
    """Put the first letters of words where the rest of them is."""
    for image in [image for image in root.iter("img") if _is_letter(image) or _is_emoji(image)]:
        set_tail(image, f"{(image.get('alt') or '').strip()}{image.tail or ''}")
        _remove(image)
    language = (root.get("lang") or "")[:2].lower()
    words = _WORDS | (_SLAVIC_WORDS if language in _SLAVIC_LANGUAGES else frozenset())
    words -= {"I"} if language in _LANGUAGES_WITHOUT_I else frozenset()
    letters = [element for element in root.iter() if not len(element) and _is_large_capital(element, words)]
    for element in letters:
        is_called = _is_called_drop_cap(element)
        letter, tail, box = (element.text or "").strip(), element.tail or "", element.getnext()
        if tail.strip():
            # A large letter may be a word of its own, with a space behind it: B vitamins.
            if tail.lstrip()[0].islower() and (is_called or not tail[0].isspace()):
                set_text(element, letter)
                set_tail(element, tail.lstrip())
        elif box is not None and box.tag == "p" and (is_called or len(letters) == 1) and _goes_on(box, letter):
            # A box of its own before the paragraph.
            set_text(box, letter + (box.text or "").lstrip())
            set_text(element, "")


def _is_letter(image: etree._Element) -> bool:
    """Whether a picture is a capital, and the rest of its word follows."""
    letter = (image.get("alt") or "").strip()
    return len(letter) == 1 and letter.isupper() and (image.tail or "")[:1].islower() and not len(image)


def _is_emoji(image: etree._Element) -> bool:
    """Whether a picture is an emoji by its name or address, and its alternative text the sign itself."""
    sign = (image.get("alt") or "").strip()
    if not 0 < len(sign) <= _MAX_EMOJI_CHARS:
        return False
    is_sign = sign.startswith(_SMILEY_BEGINS) if sign.isascii() else not any(map(str.isalpha, sign))
    return is_sign and _NAMES_EMOJI.search(f"{image.get('class') or ''} {image.get('src') or ''}") is not None


def _is_large_capital(element: etree._Element, words: frozenset[str]) -> bool:
    letter = (element.text or "").strip()
    if len(letter) != 1 or not letter.isupper() or letter in words:
        return False
    return _is_called_drop_cap(element) or _LARGE.search(element.get("style") or "") is not None


def _is_called_drop_cap(element: etree._Element) -> bool:
    is_floated = _FLOATS.search(element.get("style") or "") is not None
    return is_floated or _NAMES_DROP_CAP.search(element.get("class") or "") is not None


def _goes_on(box: etree._Element, letter: str) -> bool:
    """Whether a paragraph begins in the middle of a word, and not as the entries below a letter of a glossary do."""
    first = (box.text or "").lstrip()[:1]
    return first.islower() and first != letter.lower()


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
