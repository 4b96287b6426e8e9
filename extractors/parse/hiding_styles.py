"""What only the page's own style sheets take off the screen: the texts of a class or an id that one rule hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from wellread.extractors.parse.tree_edits import set_attribute
from wellread.extractors.string_value import string_value

_NAME = re.compile(r"[.#][\w-]{1,80}")
# What hides, or moves far off the screen: looked for as it is, since few rules have it and sheets are long.
_HIDING = (
    "display:none", "display: none", "visibility:hidden", "visibility: hidden",
    "left:-9999", "left: -9999", "indent:-9999", "indent: -9999",
)  # fmt: skip
_EVERY_SCREEN = frozenset(("", "all", "screen"))
# Names that show what another rule hides, and a style that does.
_SHOWING = frozenset("active current in is-active is-open is-visible open selected show shown visible".split())
_SHOWS = re.compile(r"display\s*:\s*(?!none)|visibility\s*:\s*visible", re.IGNORECASE)
_MAX_SHEET_CHARS, _MAX_RULE_CHARS = 500_000, 1_000
# For each rule that hides, the sheets are searched: no page has so many by hand.
_MAX_RULES = 300
# A script shows what is longer than this and holds a larger share of the page.
_MAX_HIDDEN_CHARS, _MAX_HIDDEN_SHARE = 500, 0.3
_HIDDEN = "display:none"


def hide_by_style_sheets(root: etree._Element, utf8: bytes) -> None:
    """Write into elements that a style sheet of the page hides them, as a style of their own.

    Only where one rule on every screen says so for their class or id, and no other rule has anything to say of it.
    `utf8` is the source of the page.
    """
    sheets = [(style.text or "")[:_MAX_SHEET_CHARS] for style in root.iter("style") if _is_for_screens(style)]
    hidden = set(_find_hidden_names(sheets, utf8))
    if not hidden:
        return
    ids = {name[1:] for name in hidden if name[0] == "#"}
    classes = {name[1:] for name in hidden if name[0] == "."}
    for element in root.iter():
        names, own_id = element.get("class"), element.get("id")
        is_named = (names and not classes.isdisjoint(names.split())) or (own_id and own_id in ids)
        if is_named and not _is_shown(element) and not _holds_much(element, root):
            set_attribute(element, "style", f"{element.get('style') or ''};{_HIDDEN}".lstrip(";"))


def _is_for_screens(style: etree._Element) -> bool:
    is_screen = style.get("media", "").strip().lower() in _EVERY_SCREEN
    return is_screen and next(style.iterancestors("noscript"), None) is None


def _find_hidden_names(sheets: Sequence[str], utf8: bytes) -> Iterator[str]:
    """The classes and ids, with their sign, that stand in one rule alone, outside of all @media, and in the page."""
    rules = ((sheet, *rule) for sheet in sheets for rule in _find_hiding_rules(sheet))
    for sheet, start, end in islice(rules, _MAX_RULES):
        selector = sheet[start:end].rpartition("*/")[2].strip()
        if _NAME.fullmatch(selector) is None or _stands_again(selector, sheets):
            continue
        is_on_every_screen = sheet.count("{", 0, start) == sheet.count("}", 0, start)
        if is_on_every_screen and utf8.count(selector[1:].encode()) > 1:
            yield selector


def _stands_again(selector: str, sheets: Sequence[str]) -> bool:
    """Whether a selector stands more than once in the sheets; nearly all do, and soon."""
    count = 0
    for sheet in sheets:
        place = sheet.find(selector)
        while place >= 0 and count < 2:
            count += 1
            place = sheet.find(selector, place + len(selector))
    return count > 1


def _find_hiding_rules(sheet: str) -> Iterator[tuple[int, int]]:
    """Where the selectors of rules that hide begin and end."""
    for hiding in _HIDING:
        place = sheet.find(hiding)
        while place >= 0:
            near = max(0, place - _MAX_RULE_CHARS)
            end = sheet.rfind("{", near, place)
            if end >= 0:
                yield max(sheet.rfind("}", near, end), sheet.rfind("{", near, end), near - 1) + 1, end
            place = sheet.find(hiding, place + len(hiding))


def _is_shown(element: etree._Element) -> bool:
    """Whether another name or the style of an element shows it."""
    is_named = not _SHOWING.isdisjoint((element.get("class") or "").split())
    return is_named or _SHOWS.search(element.get("style") or "") is not None


def _holds_much(element: etree._Element, root: etree._Element) -> bool:
    chars = len(string_value(element).strip())
    return chars > _MAX_HIDDEN_CHARS and chars > _MAX_HIDDEN_SHARE * len(string_value(root))
