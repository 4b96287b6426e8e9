"""Citation marks: what in the text refers to a reference, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from lxml import etree

from wellread.extractors.page import LabelledPage
from wellread.extractors.references.model import CitationMark
from wellread.extractors.references.reference_lists import is_boilerplate
from wellread.extractors.segment import Anchor, Block, BlockIndex, Span

_BRACKETS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]")
_NUMBERS = re.compile(r"(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))?")
_RAISED_NUMBERS = re.compile(r"\s*[\[(]?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)[\])]?\s*")
_FOOTNOTE_MARK = re.compile(r"[\[(]?([1-9]\d{0,2}|[*†‡§]|[a-z])[\])]?")
_NUMBER_LINK = re.compile(r"[\[(]?\d{1,3}[\])]?")
_MAX_MARK_CHARS = 6
_MAX_FOOTNOTE_BLOCKS = 3
_WITH_ID = etree.XPath("//*[@id]")
# A raised number after a short letter is a power or a formula: m², CO₂.
_BEFORE_RAISED = re.compile(r"(?:[.,;:!?)\]”\"’'%]|[^\W\d_]{3,})\s?$")
# `[3-500]` is a range of pages or years: no more references than these are meant.
_MAX_RANGE = 50


class Citation(msgspec.Struct, frozen=True):
    """A citation mark and what it refers to.

    Either numbers of entries in the reference list, or the blocks of a footnote, or the URL of a link.
    """

    mark: CitationMark
    numbers: tuple[int, ...] = ()
    footnote: tuple[Block, ...] = ()
    url: str | None = None


def find_citations(page: LabelledPage, entry_blocks: frozenset[BlockIndex]) -> Iterator[Citation]:
    """The citations of a page, one for each place.

    `entry_blocks` are the indices of the blocks of reference lists, whose own numbers are no marks.
    """
    text = [block for block in page.running_text if block.index not in entry_blocks]
    seen: set[tuple[BlockIndex, int]] = set()
    for citation in (*_footnotes(page), *_bracketed(text), *_raised(page, text), *_external_number_links(page, text)):
        block, start = citation.mark.span.block, citation.mark.span.start
        # A link may hold the number alone, and the brackets around it stand outside.
        if (block, start) not in seen and (block, start + 1) not in seen:
            seen.add((block, start))
            yield citation


def _footnotes(page: LabelledPage) -> Iterator[Citation]:
    """Links inside the page from a mark to its footnote. The link from a footnote back to its mark leads upwards."""
    links = [
        (block, anchor, anchor.href.strip()[1:])
        for block in page.layout.blocks
        for anchor in block.anchors
        if anchor.href[:1] == "#" and len(anchor.text) <= _MAX_MARK_CHARS and _FOOTNOTE_MARK.fullmatch(anchor.text)
    ]
    if not links:
        return
    found = _WITH_ID(page.document.root)
    element_of_id = {element.get("id", ""): element for element in found} if isinstance(found, list) else {}
    for block, anchor, name in links:
        target = element_of_id.get(name)
        footnote = page.blocks_of(target) if target is not None else []
        footnote = [note for note in footnote if note.index > block.index]
        span = find_anchor(block, anchor)
        if footnote and span is not None and not is_boilerplate(page, block):
            mark = CitationMark(span, anchor.text, "footnote-link")
            yield Citation(mark, footnote=tuple(footnote[:_MAX_FOOTNOTE_BLOCKS]))


def _bracketed(text: Sequence[Block]) -> Iterator[Citation]:
    for block in text:
        if "[" not in block.text:
            continue
        for match in _BRACKETS.finditer(block.text):
            span = Span(block.index, match.start(), match.end())
            mark = CitationMark(span, match.group(1), "number-in-brackets")
            yield Citation(mark, numbers=_parse_numbers(match.group(1)))


def _raised(page: LabelledPage, text: Sequence[Block]) -> Iterator[Citation]:
    """Numbers in <sup>, found again in their block by the word before them."""
    in_text = {block.index for block in text}
    ends: dict[BlockIndex, int] = {}
    for element in page.document.root.iter("sup"):
        raw, before = "".join(element.itertext()).strip(), _text_before(element)
        match = _RAISED_NUMBERS.fullmatch(raw)
        if match is None or not _BEFORE_RAISED.search(before):
            continue
        words = f"{before.split()[-1]}{' ' * before[-1].isspace()}{raw}"
        for block in page.blocks_of(element):
            start = block.text.find(words, ends.get(block.index, 0))
            if block.index in in_text and start >= 0:
                end = ends[block.index] = start + len(words)
                mark = CitationMark(Span(block.index, end - len(raw), end), match.group(1), "raised-number")
                yield Citation(mark, numbers=_parse_numbers(match.group(1)))
                break


def _text_before(element: etree._Element) -> str:
    """The last text before an element inside its parent."""
    previous = element.getprevious()
    if previous is not None:
        return str(previous.tail or "".join(previous.itertext()))
    parent = element.getparent()
    return str(parent.text or "") if parent is not None else ""


def _external_number_links(page: LabelledPage, text: Sequence[Block]) -> Iterator[Citation]:
    """Numbers that link to another site: `(3)`."""
    for block in text:
        start = 0
        for anchor in block.anchors:
            if len(anchor.text) > _MAX_MARK_CHARS or not _NUMBER_LINK.fullmatch(anchor.text):
                continue
            span = find_anchor(block, anchor, start)
            if span is not None and page.is_external(anchor.href):
                start = span.end
                yield Citation(CitationMark(span, anchor.text, "number-link"), url=anchor.href.strip())


def find_anchor(block: Block, anchor: Anchor, start: int = 0) -> Span | None:
    """Where the text of a link stands in its block: the first place from `start` on, or else the first at all.

    None for a link without text, and where the block has its text in other words.
    """
    at = _find_mark(block.text, anchor.text, start) if anchor.text.isdigit() else -1
    if at < 0:
        at = block.text.find(anchor.text, start)
    if at < 0 and start:
        at = block.text.find(anchor.text)
    return Span(block.index, at, at + len(anchor.text)) if at >= 0 and anchor.text else None


def _find_mark(text: str, number: str, start: int) -> int:
    """Where a number stands that is no part of another; -1 where it does nowhere."""
    found = re.compile(rf"(?<!\d)(?<!\d[.,]){number}(?!\w)").search(text, start)
    return found.start() if found else -1


@lru_cache(maxsize=1024)  # the same few numbers stand on every page
def _parse_numbers(text: str) -> tuple[int, ...]:
    """`1,3-5` as 1, 3, 4, 5."""
    found: list[int] = []
    for match in _NUMBERS.finditer(text):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        found.extend(range(first, min(last, first + _MAX_RANGE) + 1) if last >= first else (first, last))
    return tuple(found)
