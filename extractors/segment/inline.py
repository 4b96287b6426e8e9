"""Inline elements that a reader does not see as part of the line they stand in: by their style, name or place."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from wellread.extractors.segment.visibility import AttributeItems, is_hidden
from wellread.extractors.string_value import string_value
from wellread.extractors.trait_reader import read_class_names
from wellread.extractors.vocabulary import Trait

_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b(?!-)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLOCK_ROLES = frozenset(("paragraph", "heading", "list", "listitem", "blockquote"))
_BREAK_NAMES = frozenset(("br", "break", "line-break", "linebreak", "line_break"))
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_SAYS_NOTE = re.compile(
    r"(?:side|margin|foot|inline)[-_]?notes?|marginalia|notes?[-_]?(?:text|content|body)|tooltip[-_]?(?:text|content|body)",
    re.IGNORECASE,
)
_FLOATS = re.compile(r"float\s*:\s*(?:left|right)|position\s*:\s*absolute", re.IGNORECASE)
_SAYS_MARK = re.compile(r"ref|mark|number|toggle|link|anchor|back|label", re.IGNORECASE)
_MIN_NOTE_WORDS = 3
_SAYS_HEADING = re.compile(r"(?:^|[-_\s])(?:sub)?(?:title|heading|headline|head|header)(?:$|[-_\s])", re.IGNORECASE)
_MAX_HEADING_CHARS = 80
_PICTURE_TAGS, _MAX_CAPTION_CHARS = frozenset(("img", "picture", "amp-img")), 200
_SAYS_CAPTION = re.compile(r"caption|legend|bildunter", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？:;,][\"”’»)\]']*$")
_FULL_STOP = re.compile(r"[.!?…。！？][\"”’»)\]']*$")

# Arrows that lead from a note back to its mark, with their variation selectors and the numbers of several.
_BACK = re.compile("(?:[↩↑⤴⏎↵↖^⬆⇧▲⇑↰⤣⮌🔙][\ufe0e\ufe0f\u00a0 \\d⁰¹²³⁴-⁹]*)+")
_FOOTNOTE_SIGNS = frozenset("*†‡")
_MAX_SIGN_CHARS = 3
_IGNORED_BULLET = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_MAX_TOOL_CHARS = 60
_EDITS = re.compile(r"edit", re.IGNORECASE)
_OPENS_WINDOW = re.compile(
    r"\b(?:windows?|tabs?|fenster|fenêtre|onglet|ventana|pestaña|janela|aba|finestra|scheda|venster|tabblad|fönster"
    r"|flik|vindue|fane|vindu|ikkuna|välilehti|okno|okna|karta|karcie|pencere|sekme)\b|окн|вкладк|ウィンドウ|タブ|窗口|標籤|창",
    re.IGNORECASE,
)
# The number of a note or a heading in an element of its own, and a word that is no part of it, as in "3D" or "1st".
_NUMBER, _WORD_BEHIND = re.compile(r"\s*[\[(]?\d{1,3}[.)\]]?"), re.compile(r"[^\W\d_](?:[^\W\d_]|\s)")

# A line with fewer bytes is no paragraph: 80 letters of Latin, 27 signs of Chinese.
_MIN_PARAGRAPH_BYTES = 80
_MIN_LINES = 3


def is_laid_out_as_block(items: AttributeItems) -> bool:
    """Whether the attributes of an inline element make a box of it."""
    for name, value in items:
        if name == "style":
            if _BLOCK_STYLE.search(value):
                return True
        elif name == "role" and value in _BLOCK_ROLES:
            return True
    return False


def is_bold_style(style: str | None) -> bool:
    """Whether a style attribute sets bold type."""
    return style is not None and _BOLD_STYLE.search(style) is not None


def is_sign_of_check_box(label: etree._Element) -> bool:
    """Whether a label is a sign that one clicks on, as that which opens the note behind it; a number is a mark."""
    following = label.getnext()
    text = string_value(label).strip()
    is_sign = 0 < len(text) <= _MAX_SIGN_CHARS and not any(map(str.isalnum, text)) and text not in _FOOTNOTE_SIGNS
    return is_sign and following is not None and following.tag == "input" and following.get("type") == "checkbox"


def part_number(pieces: list[str]) -> list[str]:
    """The pieces of a line; a number at its begin is parted from the capital behind it by a space."""
    if len(pieces) < 2:
        return pieces
    for place, piece in enumerate(pieces[:-1]):
        if piece and not piece.isspace():
            behind = next(filter(None, pieces[place + 1 :]), "")
            if (
                _NUMBER.fullmatch(piece)
                and _WORD_BEHIND.match(behind)
                and behind[0].isupper()
                and not behind[1].isupper()
            ):
                return [*pieces[: place + 1], " ", *pieces[place + 1 :]]
            break
    return pieces


def is_break(element: etree._Element) -> bool:
    """Whether an element ends a line: a <br>, or an empty one that is called so."""
    if element.tag == "br":
        return True
    names = element.get("class")
    if names is None or len(element) or (element.text or "").strip():
        return False
    return not _BREAK_NAMES.isdisjoint(names.lower().split())


def divides_paragraphs(parent: etree._Element) -> bool:
    """Whether the single breaks in an element divide paragraphs: most lines are long and end a sentence.

    Where more lines are divided by an empty one, that divides paragraphs, and a single break only lines.
    """
    lines = [parent.text or ""]
    for child in parent:
        if is_break(child):
            lines.append(child.tail or "")
        else:
            lines[-1] += string_value(child) + (child.tail or "")
    texts = [line.strip() for line in lines]
    single = sum(1 for text, following in pairwise(texts) if text and following)
    double = sum(1 for text in texts[1:-1] if not text)
    long = sum(map(_is_paragraph, texts))
    short = sum(1 for text in texts if text) - long
    return long >= _MIN_LINES and 2 * short <= long and single > double


def _is_paragraph(text: str) -> bool:
    return len(text.encode()) >= _MIN_PARAGRAPH_BYTES and _SENTENCE_END.search(text) is not None


def are_paragraphs(parent: etree._Element) -> bool:
    """Whether the children of an element are spans, or of one other tag, that each hold whole sentences.

    Or several lines below a picture that touch each other: its caption and its credit.
    """
    if len(parent) < 2 or (parent.text or "").strip():
        return False
    if parent[0].tag in _PICTURE_TAGS:
        lines = parent[1:]
        return len(lines) > 1 and all(line.tag == "span" and not line.tail and _is_line(line) for line in lines)
    return all(
        child.tag == parent[0].tag and not (child.tail or "").strip() and _is_paragraph(string_value(child).strip())
        for child in parent
    )


def _is_line(element: etree._Element) -> bool:
    """Whether an element holds a short text and no other element."""
    return not len(element) and 0 < len((element.text or "").strip()) <= _MAX_CAPTION_CHARS


def text_before(element: etree._Element) -> str:
    """The text between an element and what stands before it in its parent."""
    before, parent = element.getprevious(), element.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else None
    return text or ""


def is_paragraph_alone(element: etree._Element) -> bool:
    """Whether an element holds whole sentences, with no text before and behind it in its parent."""
    if text_before(element).strip() or (element.tail or "").strip():
        return False
    return _is_paragraph(string_value(element).strip())


def is_drawn_heading(element: etree._Element, names: str) -> bool:
    """Whether an element is a short line between breaks that its class calls a heading."""
    if not _SAYS_HEADING.search(names) or (element.tail or "").strip():
        return False
    before, after = element.getprevious(), element.getnext()
    if before is None or after is None or not is_break(before) or not is_break(after) or (before.tail or "").strip():
        return False
    text = string_value(element).strip()
    return 0 < len(text) <= _MAX_HEADING_CHARS and not _SENTENCE_END.search(text)


def is_caption_line(element: etree._Element, names: str) -> bool:
    """Whether an element is the whole rest of its box, and called a caption."""
    if not _SAYS_CAPTION.search(names) or element.getnext() is not None or (element.tail or "").strip():
        return False
    return read_class_names(names) & Trait.CAPTION != 0


def is_note(element: etree._Element, names: str) -> bool:
    """Whether an element inside a sentence holds a note: it is called one, or a check box before it shows it."""
    before = element.getprevious()
    follows_check_box = before is not None and before.tag == "input" and before.get("type") == "checkbox"
    is_called = _SAYS_NOTE.search(names) is not None and not _SAYS_MARK.search(names)
    is_called = is_called or element.get("role") == "tooltip"
    if not (is_called or follows_check_box or _is_floating_sentence(element)):
        return False
    unseen = sum(len(string_value(inner).split()) for inner in element if is_hidden(inner.items()))
    return len(string_value(element).split()) - unseen >= _MIN_NOTE_WORDS


def _is_floating_sentence(element: etree._Element) -> bool:
    """Whether whole sentences float inside of another; what floats otherwise may be a part of its line: its price."""
    if _FLOATS.search(element.get("style") or "") is None or not (element.tail or "").strip():
        return False
    text = string_value(element).strip()
    is_whole = _FULL_STOP.search(text) is not None and not text[:1].islower()
    return is_whole and bool(text_before(element).strip())


def is_short(element: etree._Element) -> bool:
    """Whether the text of an element is no longer than that of a tool."""
    return len(string_value(element).strip()) <= _MAX_TOOL_CHARS


def is_window_hint(element: etree._Element) -> bool:
    """Whether an element at the end of a link says that it opens a window, for readers who do not see that."""
    if element.getnext() is not None or (element.tail or "").strip():
        return False
    text = string_value(element).strip()
    return 0 < len(text) <= _MAX_TOOL_CHARS and _OPENS_WINDOW.search(text) is not None


def ends_bold_line(line_break: etree._Element) -> bool:
    """Whether a break stands between a short line that is bold as a whole and a paragraph.

    The line is the first of its box, or stands below an empty one.
    """
    line, parent = line_break.getprevious(), line_break.getparent()
    if line is None or line.tag not in ("b", "strong") or (line.tail or "").strip():
        return False
    if parent is None or parent.tag not in ("p", "div"):
        return False
    if not _begins_paragraph(line, parent):
        return False
    text = string_value(line).strip()
    if not 0 < len(text) <= _MAX_HEADING_CHARS or _SENTENCE_END.search(text):
        return False
    return len((line_break.tail or "").strip().encode()) >= _MIN_PARAGRAPH_BYTES


def _begins_paragraph(line: etree._Element, parent: etree._Element) -> bool:
    """Whether an element is the first of its box, or follows two breaks with nothing between."""
    above = line.getprevious()
    if above is None:
        return not (parent.text or "").strip()
    before = above.getprevious()
    is_below_empty = before is not None and is_break(above) and is_break(before)
    return is_below_empty and before is not None and not f"{above.tail or ''}{before.tail or ''}".strip()


def heads_section(term: etree._Element) -> bool:
    """Whether what a <dt> names is no item, but a section: it has paragraphs."""
    description = term.getnext()
    return description is not None and is_section(description)


def is_section(description: etree._Element) -> bool:
    """Whether a <dd> holds several paragraphs."""
    if description.tag != "dd":
        return False
    paragraphs = [text for child in description.iter("p") if _is_paragraph(text := string_value(child).strip())]
    return len(paragraphs) > 1


def is_bullet(element: etree._Element) -> bool:
    """Whether a word processor has left the sign of a list item in an element that is to be ignored elsewhere."""
    return _IGNORED_BULLET.search(element.get("style") or "") is not None and is_short(element)


def has_background(element: etree._Element) -> bool:
    """Whether a style attribute gives an element a picture for its background."""
    return "url(" in (element.get("style") or "").lower()


def join_drop_cap(element: etree._Element) -> str | None:
    """The first letter of a text without the white space around it in its own element; None for other text.

    Style sheets float such a letter: no space is seen. After a word of one letter the text goes on with a space.
    """
    text, tail = element.text or "", element.tail or ""
    letter = text.strip()
    if not 0 < len(letter) <= 2 or text == letter or not letter[-1:].isupper():
        return None
    return letter if tail[:1].islower() or (tail[:1] in "'’" and tail[1:2].isalpha()) else None


def is_heading_tool(element: etree._Element) -> bool:
    """Whether an element inside a heading is a tool of the page: it leads to the very heading, or to its editor.

    A heading that is a link as a whole is none, and neither is a number.
    """
    heading = next(element.iterancestors(*_HEADING_TAGS), None)
    text = string_value(element).strip()
    if heading is None or not text or len(text) > _MAX_TOOL_CHARS:
        return False
    whole = string_value(heading).strip()
    if text == whole or not (whole.startswith(text) or whole.endswith(text)):
        return False
    if element.tag == "button":
        return True
    links = [element] if element.tag == "a" else list(element.iterdescendants("a"))
    if not links or any(character.isdigit() for character in text):
        return False
    return _leads_to_editor(element, links, text) or (element.tag == "a" and _leads_to_heading(element, heading, text))


def _leads_to_editor(element: etree._Element, links: list[etree._Element], text: str) -> bool:
    named = " ".join((element.get("class") or "", *(link.get("href") or "" for link in links)))
    return text[0] == "[" and text[-1] == "]" and _EDITS.search(named) is not None


def _leads_to_heading(link: etree._Element, heading: etree._Element, text: str) -> bool:
    _, fragment, name = (link.get("href") or "").partition("#")
    is_sign = not any(character.isalnum() for character in text) and text not in _FOOTNOTE_SIGNS
    return bool(fragment) and (is_sign or name in _ids_around(heading))


def _ids_around(heading: etree._Element) -> set[str]:
    """The ids of a heading, of what stands in it and of the boxes around it."""
    elements = [*heading.iter(), *heading.iterancestors("div", "section", "article", "header")][:50]
    before = heading.getprevious()
    if before is not None:
        elements.append(before)
    return {name for element in elements for name in (element.get("id"), element.get("name")) if name} - {""}


def is_back_link(link: etree._Element, href: str) -> bool:
    """Whether a link leads from a note back to its mark: an arrow, or what ARIA calls so."""
    if link.get("role") == "doc-backlink":
        return True
    return "#" in href and _BACK.fullmatch(string_value(link).strip()) is not None


def has_space_at_edge(element: etree._Element) -> bool:
    """Whether the text of an element begins or ends with white space."""
    text = string_value(element)
    return text[:1].isspace() or text[-1:].isspace()
