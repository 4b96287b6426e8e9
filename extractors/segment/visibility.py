"""What is on the screen: elements that are hidden, those that a click shows, and the lines that one clicks on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree

from wellread.extractors.string_value import string_value
from wellread.extractors.trait_reader import is_hiding_name
from wellread.extractors.vocabulary import Trait
from wellread.extractors.vocabulary.class_words import HIDING_CLASSES

# The attributes of an element, name and value.
AttributeItems = Sequence[tuple[str, str]]

# Off every screen: not shown, moved far outside, or cut down to nothing as texts for screen readers are.
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|(?<![\w-])(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,6}(?:\.\d{1,3})?px|\d{3,6}r?em)"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]{1,3}[01](?:px)?){3}\s*\)"
    r"|(?<![\w-])clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
# A question is shorter and an answer longer than this.
_MAX_TOGGLE_CHARS, _MIN_PANEL_CHARS = 200, 40
_MAX_WRAPPERS = 2
# What opens the rest of a text says little, and beside it stands the part of the text that is seen.
_MAX_SWITCH_CHARS, _MIN_VISIBLE_CHARS = 40, 80
_SWITCH_TAGS, _TEXT_TAGS = frozenset(("a", "button", "label", "span", "div", "p")), frozenset(("p", "li", "div"))
# How many others of the same tag are looked at, and how many siblings for them.
_MAX_SLIDES, _MAX_SIBLINGS = 50, 500
_ANSWER = re.compile("acceptedAnswer|suggestedAnswer")
_QUESTION = re.compile(r"https?://schema\.org/Question/?")
# A mark in the text, and the attributes that name the note which it opens.
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ⓘℹ])[\])]?\ufe0f?")
_MAX_MARK_CHILDREN = 4
_NO_NOTE_TAGS = ("form", "ul", "nav", "input", "button", "iframe", "h1", "h2", "h3")
_MIN_NOTE_WORDS, _MAX_NOTE_WORDS = 3, 300
_NAMING_ATTRIBUTES = (
    "data-note", "data-footnote", "data-fn", "data-target", "data-bs-target", "aria-describedby", "aria-details",
    "aria-controls", "popovertarget", "href",
)  # fmt: skip
_NAMING = etree.XPath(
    "//*[starts-with(@href, '#')" + "".join(f" or @{name}" for name in _NAMING_ATTRIBUTES[:-1]) + "]",
    smart_strings=False,
)
_MARKS = etree.XPath("//a[contains(@href, '#')]", smart_strings=False)
_STATES = HIDING_CLASSES | frozenset("active current is-active is-open open selected show".split())


def is_hidden(items: AttributeItems) -> bool:
    """Whether the attributes of an element take it off the screen; it is no part of the text around it then."""
    for name, value in items:
        if name == "class":
            if is_hiding_name(value):
                return True
        elif name == "hidden" or (name == "style" and is_hiding_style(value)):
            return True
    return False


@lru_cache(maxsize=1024)
def is_hiding_style(style: str | None) -> bool:
    """Whether a style attribute takes its element off the screen."""
    return style is not None and _HIDING_STYLE.search(style) is not None


def is_note_beside_mark(element: etree._Element) -> bool:
    """Whether a hidden element stands in one whose other text is a mark: a click on that shows it, as a note."""
    parent = element.getparent()
    if parent is None or len(parent) > _MAX_MARK_CHILDREN:
        return False
    beside = [parent.text or "", *((other.tail or "") for other in parent)]
    beside += [string_value(other) for other in parent if other is not element]
    return _MARK.fullmatch("".join(beside).strip()) is not None


def may_be_note(element: etree._Element) -> bool:
    """Whether an element holds a sentence or some, and nothing of what menus and dialogs hold."""
    if next(element.iterdescendants(*_NO_NOTE_TAGS), None) is not None:
        return False
    return _MIN_NOTE_WORDS <= len(string_value(element).split()) <= _MAX_NOTE_WORDS


def find_marked_names(root: etree._Element) -> frozenset[str]:
    """The ids that marks in the text name, be it by a link or by an attribute that a script reads."""
    found = _NAMING(root)
    names: set[str] = set()
    for element in found if isinstance(found, list) else ():
        if etree.iselement(element) and _MARK.fullmatch(string_value(element).strip()):
            names.update(value.lstrip("#") for name in _NAMING_ATTRIBUTES if (value := element.get(name)))
    return frozenset(names)


def find_names_of_marks(root: etree._Element) -> frozenset[str]:
    """The ids of marks in the text that lead to a note, or of what stands right around one."""
    found = _MARKS(root)
    names: set[str] = set()
    for link in found if isinstance(found, list) else ():
        if is_mark(link):
            around = [link, *islice(link.iterancestors("sup", "span"), _MAX_WRAPPERS)]
            names.update(name for element in around if (name := element.get("id") or element.get("name")))
    return frozenset(names)


def is_mark(element: etree._Element) -> bool:
    """Whether the text of an element is a mark, as it stands behind a word that has a note."""
    return _MARK.fullmatch(string_value(element).strip()) is not None


def is_shown_by_click(element: etree._Element) -> bool:
    """Whether a hidden element comes on the screen at a click, or where somebody searches the page for its words.

    The line above it is a button or a heading with one, or it is another of several alike that show one at a time, or
    a switch beside a text opens the rest of it.
    """
    if element.get("hidden", "").lower() == "until-found" or _is_answer(element):
        return True
    above = element.getprevious()
    if above is not None and (
        (above.tag in _HEADINGS and above.find(".//button") is not None)
        or above.get("aria-expanded") is not None
        or _is_next_slide(element)
    ):
        return True
    return _is_rest_of_text(element)


def _is_answer(element: etree._Element) -> bool:
    """Whether microdata has a hidden element as the answer to a question, which stands above it."""
    parent = element.getparent()
    around = (element,) if parent is None else (element, parent)
    return any(_ANSWER.fullmatch(other.get("itemprop") or "") for other in around)


def _is_rest_of_text(element: etree._Element) -> bool:
    """Whether a hidden text goes on with a visible one, and a switch beside them opens it: "Read more"."""
    parent = element.getparent()
    if parent is None:
        return False
    chars = len(string_value(element).strip())
    if chars < _MIN_PANEL_CHARS or 2 * sum([len(string_value(link)) for link in element.iter("a")]) >= chars:
        return False
    beside = [*islice(parent, _MAX_SIBLINGS)]
    around = parent.getparent()
    if around is not None:
        beside += islice(around, _MAX_SIBLINGS)
    if not any(_is_switch(other, element.get("id")) for other in beside):
        return False
    paragraphs = (other for other in (parent, *beside) if other.tag in _TEXT_TAGS and other is not element)
    return any(
        len(string_value(other).strip()) >= _MIN_VISIBLE_CHARS and not is_hidden(other.items()) for other in paragraphs
    )


def _is_switch(element: etree._Element, opened: str | None) -> bool:
    """Whether an element, or the only one in it, is clicked on to open what has the id `opened`."""
    if len(element) == 1 and not (element.text or "").strip():
        element = element[0]
    line = string_value(element).strip() if element.tag in _SWITCH_TAGS else ""
    if not line or len(line) > _MAX_SWITCH_CHARS:
        return False
    named = element.get("aria-controls") or element.get("data-target") or element.get("data-bs-target")
    if named or element.get("aria-expanded") is not None:
        return named is None or (opened is not None and named.lstrip("#") == opened)
    if element.tag == "button" or element.get("role") == "button" or element.get("onclick") is not None:
        return True
    if element.tag == "label":
        return element.get("for") is not None
    href = element.get("href", "") if element.tag == "a" else ""
    return href.lower().startswith("javascript:") or (href.startswith("#") and href[1:] in {"", opened})


def _is_next_slide(element: etree._Element) -> bool:
    names = _class_names(element)
    if not names:
        return False
    # The tag is compared and never given to lxml, which would take it for a pattern: `*` and `{x}y` are names on pages.
    before = islice(element.itersiblings(preceding=True), _MAX_SIBLINGS)
    alike = islice((other for other in before if other.tag == element.tag), _MAX_SLIDES)
    return any(_class_names(other) == names and not is_hidden(other.items()) for other in alike)


def _class_names(element: etree._Element) -> frozenset[str]:
    """The class names of an element without those of its state."""
    return frozenset((element.get("class") or "").split()) - _STATES


def is_toggle(element: etree._Element, traits: int, attributes: Mapping[str, str]) -> bool:
    """Whether an element is the line over a text that a click on it shows.

    It is that by its name, its ARIA state or its microdata, or because it is a button over a hidden text. See the
    accordion of the WAI-ARIA Authoring Practices Guide. What opens a menu is none: that shows links.
    """
    is_question = attributes.get("itemprop") == "name" and _is_in_question(element)
    is_named = is_question or traits & Trait.TOGGLE or "aria-expanded" in attributes
    if not (is_named or element.tag == "button"):
        return False
    line = string_value(element).strip()
    if not line or len(line) > _MAX_TOGGLE_CHARS or _has_several_texts(element):
        return False
    panel = _panel(element)
    if panel is None or not (is_named or is_hidden(panel.items())):
        return False
    chars = len(string_value(panel).strip())
    return chars >= _MIN_PANEL_CHARS and 2 * sum([len(string_value(link)) for link in panel.iter("a")]) < chars


def _is_in_question(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and _QUESTION.fullmatch(parent.get("itemtype") or "") is not None


def _has_several_texts(element: etree._Element) -> bool:
    """Whether several texts stand in an element: a question with its answer below it."""
    return sum((inner.text or "").strip() != "" for inner in element.iterdescendants("p", "div", "li")) > 1


def _panel(element: etree._Element) -> etree._Element | None:
    """What follows an element, or follows a box that holds nothing but it."""
    for _ in range(_MAX_WRAPPERS):
        following = element.getnext()
        if following is not None:
            return following
        parent = element.getparent()
        if parent is None or len(parent) > 1:
            return None
        element = parent
    return element.getnext()
