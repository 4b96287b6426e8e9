"""Marks in the text that point to a source, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from wellread.extractors.references.model import Mark
from wellread.extractors.references.page import Page
from wellread.extractors.segment import Anchor, Block, Span

_BRACKETS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]")
_NUMBERS = re.compile(r"(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))?")
_RAISED = re.compile(r"\s*[\[(]?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)[\])]?\s*")
_LINKED = re.compile(r"[\[(]?([1-9]\d{0,2}|[*†‡§]|[a-z])[\])]?")
_NUMBER_LINK = re.compile(r"[\[(]?\d{1,3}[\])]?")
_LONGEST_MARK = 6
_WITH_ID = etree.XPath("//*[@id]")
# A raised number behind a short letter is a power or a formula: m², CO₂.
_BEFORE_RAISED = re.compile(r"(?:[.,;:!?)\]”\"’'%]|[^\W\d_]{3,})\s?$")
_WIDEST_RANGE = 50


class Pointer(msgspec.Struct, frozen=True):
    """A mark and what it points to: numbers of a list, the blocks of a note, an address."""

    mark: Mark
    numbers: tuple[int, ...] = ()
    notes: tuple[Block, ...] = ()
    address: str | None = None


def pointers(page: Page, entries: frozenset[int]) -> Iterator[Pointer]:
    """The marks of a page. `entries` are the blocks of lists of sources, whose own numbers are no marks."""
    text = [block for block in page.running_text if block.index not in entries]
    noted: set[tuple[int, int]] = set()
    for pointer in (*_footnotes(page), *_brackets(text), *_raised(page, text), *_number_links(page, text)):
        place = pointer.mark.span.block, pointer.mark.span.start
        if place not in noted:
            noted.add(place)
            yield pointer


def _footnotes(page: Page) -> Iterator[Pointer]:
    """Links inside the page from a mark to its note. A link from the note back to its mark lies behind it."""
    marked = [
        (block, anchor, anchor.href.strip()[1:])
        for block in page.layout.blocks
        for anchor in block.anchors
        if anchor.href[:1] == "#" and len(anchor.text) <= _LONGEST_MARK and _LINKED.fullmatch(anchor.text)
    ]
    if not marked:
        return
    found = _WITH_ID(page.document.root)
    targets = {element.get("id", ""): element for element in found} if isinstance(found, list) else {}
    for block, anchor, name in marked:
        target = targets.get(name)
        notes = page.blocks_of(target) if target is not None else []
        notes = [note for note in notes if note.index > block.index]
        span = span_of(block, anchor)
        if notes and span is not None and not page.is_outside(block):
            yield Pointer(Mark(span, anchor.text, "footnote-link"), notes=tuple(notes[:3]))


def _brackets(text: Sequence[Block]) -> Iterator[Pointer]:
    for block in text:
        if "[" not in block.text:
            continue
        for match in _BRACKETS.finditer(block.text):
            span = Span(block.index, match.start(), match.end())
            yield Pointer(Mark(span, match.group(1), "number-in-brackets"), numbers=_numbers(match.group(1)))


def _raised(page: Page, text: Sequence[Block]) -> Iterator[Pointer]:
    kept = {block.index for block in text}
    ends: dict[int, int] = {}
    for element in page.document.root.iter("sup"):
        raw, before = "".join(element.itertext()).strip(), _text_before(element)
        match = _RAISED.fullmatch(raw)
        if match is None or not _BEFORE_RAISED.search(before):
            continue
        words = f"{before.split()[-1]}{' ' * before[-1].isspace()}{raw}"
        for block in page.blocks_of(element):
            at = block.text.find(words, ends.get(block.index, 0))
            if block.index in kept and at >= 0:
                ends[block.index] = at + len(words)
                span = Span(block.index, at + len(words) - len(raw), at + len(words))
                yield Pointer(Mark(span, match.group(1), "raised-number"), numbers=_numbers(match.group(1)))
                break


def _text_before(element: etree._Element) -> str:
    """The last text before an element, as far as its own parent shows it."""
    previous = element.getprevious()
    if previous is not None:
        return str(previous.tail or "".join(previous.itertext()))
    parent = element.getparent()
    return str(parent.text or "") if parent is not None else ""


def _number_links(page: Page, text: Sequence[Block]) -> Iterator[Pointer]:
    """Numbers that are links to a source elsewhere: `(3)`."""
    for block in text:
        start = 0
        for anchor in block.anchors:
            if len(anchor.text) > _LONGEST_MARK or not _NUMBER_LINK.fullmatch(anchor.text):
                continue
            span = span_of(block, anchor, start)
            if span is not None and page.is_outside_address(anchor.href):
                start = span.end
                yield Pointer(Mark(span, anchor.text, "number-link"), address=anchor.href.strip())


def span_of(block: Block, anchor: Anchor, start: int = 0) -> Span | None:
    """Where the text of a link stands in its block: the first place from `start` on, or else the first at all."""
    at = block.text.find(anchor.text, start)
    if at < 0 and start:
        at = block.text.find(anchor.text)
    return Span(block.index, at, at + len(anchor.text)) if at >= 0 and anchor.text else None


def _numbers(text: str) -> tuple[int, ...]:
    """`1,3-5` as 1, 3, 4, 5."""
    found: list[int] = []
    for match in _NUMBERS.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        found.extend(range(first, min(last, first + _WIDEST_RANGE) + 1) if last >= first else (first, last))
    return tuple(found)
