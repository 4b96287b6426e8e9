"""Headings as the page prints them, which may be the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from lxml import etree

from wellread.extractors.metadata.candidates import Candidate
from wellread.extractors.metadata.structured.element_texts import join_texts, list_texts
from wellread.extractors.metadata.title_comparison import normalize_title
from wellread.extractors.metadata.titles.brands import TITLE_SEPARATOR
from wellread.extractors.segment import Block, BlockKind, Layout

_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A heading element is one of so many boxes around its text.
MAX_BOXES_TO_HEADING = 3
# Classes of the line over a title, in the words of several newsrooms.
_KICKER_CLASS = re.compile(
    r"kicker|overline|eyebrow|topline|roofline|dachzeile|spitzmarke|ober[tz]\w{0,9}le|supertitle|suptitle|pretitle",
    re.IGNORECASE,
)
_SUBTITLE_CLASS = re.compile(r"sub-?(?:title|head)", re.IGNORECASE)
_DIVIDERS = " :|–—-"
_SENTENCE_ENDS = (".", "!", "?")
_DASH = re.compile(r"\s[-–—|]\s")
# `03.05.2024 - Title`
_DATE_BEFORE_TITLE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d\s?[|:–—-]\s(?=\S)")


class PrintedHeading(msgspec.Struct, frozen=True):
    """A heading as the page prints it: its text, its element, and its first block."""

    text: str
    element: etree._Element
    block: Block

    @property
    def source(self) -> str:
        """The kind of source that is published: the tag of a heading element, otherwise `text`."""
        return self.element.tag if self.element.tag in _HEADING_TAGS else "text"


def list_headings(layout: Layout) -> Iterator[PrintedHeading]:
    """The heading elements of a page (HTML Standard, 4.3.6), each with all of its text."""
    group: list[Block] = []
    current: etree._Element | None = None
    for block in layout.blocks:
        element = _find_heading_element(layout, block) if block.kind is BlockKind.HEADING else None
        if element is not current and current is not None:
            yield _join_heading(group, current)
            group = []
        if element is not None:
            group.append(block)
        current = element
    if current is not None:
        yield _join_heading(group, current)


def _join_heading(group: Sequence[Block], element: etree._Element) -> PrintedHeading:
    return PrintedHeading(" ".join(block.text.replace("\n", " ") for block in group), element, group[0])


def _find_heading_element(layout: Layout, block: Block) -> etree._Element | None:
    own = layout.boxes[block.box]
    if own.tag in _HEADING_TAGS:
        return own.element
    around = layout.ancestors(block.box, MAX_BOXES_TO_HEADING)
    return next((box.element for box in around if box.tag in _HEADING_TAGS), None)


def remove_kicker(heading: PrintedHeading, declared: Iterable[Candidate[str]]) -> str:
    """The text of a heading without the line over or under the title.

    That is left out where it is an element of its own, and the titles that the page declares are
    without it.
    """
    declared = tuple(declared)
    title = _find_declared_child(heading, declared)
    if title:
        return title
    kicker = next(filter(_is_kicker, heading.element.iterdescendants()), None)
    line = join_texts(kicker) if kicker is not None else ""
    if line and any(_is_set_off(line, candidate.value) for candidate in declared):
        return _remove_line(heading.text, line)
    divided = _find_divided_title(heading, declared)
    if divided:
        return divided
    titles = _list_plainest_titles(heading, declared)
    normalized = normalize_title(heading.text)
    if any(title.startswith(normalized) for title in titles):
        return _part_children(heading)
    if line:
        return _remove_line(heading.text, line)
    texts = list_texts(heading.element)
    return _find_part(texts, titles) or _find_part(texts, _list_parts(declared)) or _part_children(heading)


def _list_parts(declared: Sequence[Candidate[str]]) -> set[str]:
    """The parts of the declared titles between bars that say enough to be titles, normalized.

    In scripts that divide words, each line of a heading may be such a part. Those without spaces are whole titles.
    """
    pieces = (piece for candidate in declared for piece in TITLE_SEPARATOR.split(candidate.value))
    titles = (normalize_title(piece) for piece in pieces if " " not in piece.strip())
    return {title for title in titles if len(title.encode()) > 2 * len(title)}


def _find_declared_child(heading: PrintedHeading, declared: Sequence[Candidate[str]]) -> str | None:
    """The element in a heading that is, word for word, what some source declares as the title.

    The line over it is an element as well.
    """
    others = [candidate for candidate in declared if candidate.place is not heading.element]
    titles = {normalize_title(candidate.value) for candidate in others}
    children = _list_children(heading)
    texts = [join_texts(child) for child in children]
    if len(texts) < 2 or "".join("".join(texts).split()) != "".join(join_texts(heading.element).split()):
        return None
    # One word may be the name of a section as well, and the first page of it a title.
    found = [text for text in texts if " " in text or not text.isascii()]
    return next((text for text in found if normalize_title(text) in titles), None)


def _find_divided_title(heading: PrintedHeading, declared: Iterable[Candidate[str]]) -> str | None:
    """The declared title that has a colon or a dash where the heading has a new element."""
    texts = [join_texts(child) for child in _list_children(heading)]
    if len(texts) < 2 or any(text[-1:] in _SENTENCE_ENDS for text in texts[:-1]):
        return None
    divided = re.compile(r"\s?[:–—-]\s".join(map(re.escape, texts)) + r"(?=\s[|–—-]\s|$)")
    matches = (divided.match(candidate.value) for candidate in declared)
    return next((match.group() for match in matches if match), None)


def _list_children(heading: PrintedHeading) -> list[etree._Element]:
    """The elements that share the text of a heading: its children, or those of the only one."""
    parent = heading.element
    while len(parent) == 1 and not (parent.text or "").strip() and not (parent[0].tail or "").strip():
        parent = parent[0]
    return [child for child in parent.iterchildren(etree.Element) if join_texts(child)]


def _part_children(heading: PrintedHeading) -> str:
    """The text of a heading with a space between elements that touch, where each holds words of its own."""
    text = heading.text
    for one, other in pairwise(_list_children(heading)):
        left, right = join_texts(one), join_texts(other)
        is_next = one.getnext() is other and not one.tail
        if is_next and _ends_before(left, right):
            text = text.replace(f"{left}{right}", f"{left} {right}", 1)
    return text


def _ends_before(left: str, right: str) -> bool:
    """Whether two texts that touch are words for themselves, and no letters of one word."""
    if " " in left and " " in right:
        return True
    return (" " in left or " " in right) and len(left) > 2 and right[:1].isupper() and not left[-1:].isupper()


def _list_plainest_titles(heading: PrintedHeading, declared: Iterable[Candidate[str]]) -> set[str]:
    """The titles of structured data; without any, those of meta elements; last, all there are."""
    others = [candidate for candidate in declared if candidate.place is not heading.element]
    in_data = {normalize_title(other.value) for other in others if other.source in ("json-ld", "microdata")}
    in_metas = {
        normalize_title(other.value) for other in others if other.source not in ("title", "json-ld", "microdata")
    }
    return in_data or in_metas or {normalize_title(other.value) for other in others}


def _find_part(texts: Sequence[str], titles: set[str]) -> str | None:
    """What of the texts of a heading is a title, if the others stand before or after it."""
    for cut in range(1, len(texts)):
        for part in (texts[cut:], texts[:cut]):
            text = " ".join(part).strip(_DIVIDERS)
            if normalize_title(text) in titles:
                return text
    return None


def _remove_line(title: str, line: str) -> str:
    return title.replace(line, "", 1).strip(_DIVIDERS) or title


def _is_set_off(line: str, title: str) -> bool:
    """Whether a declared title has a dash or a bar between that line and the rest, and no colon."""
    return title.startswith(line) and _DASH.match(title, len(line)) is not None


def _is_kicker(element: etree._Element) -> bool:
    names = element.get("class") or ""
    is_named = _KICKER_CLASS.search(names) is not None
    is_subtitle_above = _SUBTITLE_CLASS.search(names) is not None and _is_first(element)
    return is_named or is_subtitle_above or element.tag == "time"


def _is_first(element: etree._Element) -> bool:
    """Whether an element begins its parent: a subtitle that stands over the title."""
    parent = element.getparent()
    return element.getprevious() is None and parent is not None and not (parent.text or "").strip()


def remove_date(title: str) -> str:
    """A title without the day that press offices put before it: `03.05.2024 - Title`."""
    match = _DATE_BEFORE_TITLE.match(title)
    return title[match.end() :] if match else title
