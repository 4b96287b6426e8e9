"""Reference lists: what stands below a heading such as "References", and a line that begins with "Sources:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.article import Reason
from wellread.extractors.page import LabelledPage
from wellread.extractors.references.identifiers import split_identifiers
from wellread.extractors.segment import Block, BlockIndex, BlockKind, BoxIndex, Span
from wellread.extractors.vocabulary.source_names import REFERENCE_LIST_NAME

_HEADING = re.compile(
    rf"\W*(?:\d{{1,3}} )?(?:{REFERENCE_LIST_NAME}|how we reviewed this article)\s*(?:\(\d+\))?\W*", re.IGNORECASE
)
_LINE = re.compile(rf"\s*({REFERENCE_LIST_NAME})\s*:\s*(?=\S)", re.IGNORECASE)
_MAX_HEADING_CHARS = 60
_MAX_REFERENCE_CHARS = 1500
_LINE_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM)
# A line that names one source in the singular says where a picture or a report comes from, unless it links to it.
_SINGULAR = re.compile(r"(?:source|reference|citation|referenz)$", re.IGNORECASE)
_LOOKS_LIKE_SOURCE = re.compile(
    r"(?<![^\W_])(?:1[89]|20)\d\d(?![\da-zA-Z])|\bet al\b|\bdoi\b|\bpmid\b|https?://", re.IGNORECASE
)
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\].):]*\s")
# How many blocks that are no source may stand between the heading and the first entry.
_MAX_SKIPPED_BLOCKS = 4
_MAX_ENTRIES = 400
# A line with fewer is the URL of the source above it, or its year.
_MIN_ENTRY_SPACES = 5
_ITEM_TAGS = frozenset(("li", "dd"))
_LIST_TAGS = frozenset(("ol", "ul", "dl", "menu"))
# What was dropped for these reasons belongs to the site or to other articles, and lists none of the article's sources.
_BOILERPLATE = frozenset(
    (
        Reason.NAVIGATION,
        Reason.BREADCRUMB,
        Reason.HEADER,
        Reason.FOOTER,
        Reason.CONSENT,
        Reason.SHARE,
        Reason.RELATED,
        Reason.NEWSLETTER,
        Reason.COMMENTS,
        Reason.TABLE_OF_CONTENTS,
        Reason.TAGS,
    )
)


class Entry(msgspec.Struct, frozen=True):
    """One entry of a reference list, in one block or several. `number` is how the text refers to it."""

    blocks: tuple[Block, ...]
    number: int
    text: str


class ReferenceList(msgspec.Struct, frozen=True):
    """The entries below a heading; `heading` is where its words stand."""

    heading: Span
    entries: tuple[Entry, ...]


def find_reference_lists(page: LabelledPage) -> tuple[ReferenceList, ...]:
    """All reference lists of a page, in page order. A heading without entries below it is none."""
    found: list[ReferenceList] = []
    in_lists: set[BlockIndex] = set()
    for block in page.layout.blocks:
        if block.index in in_lists or is_boilerplate(page, block) or not block.chars:
            continue
        read = _read_list(page, block)
        if read is not None and read.entries:
            in_lists.update(part.index for entry in read.entries for part in entry.blocks)
            found.append(read)
    return tuple(found)


def is_boilerplate(page: LabelledPage, block: Block) -> bool:
    """Whether a block was dropped because it belongs to the site or to other articles."""
    return page.reason_of(block) in _BOILERPLATE


def looks_like_source(page: LabelledPage, block: Block) -> bool:
    """Whether a block has what references have: a year, `et al`, an identifier, a link to another site."""
    return page.has_external_link(block) or _LOOKS_LIKE_SOURCE.search(block.text) is not None


def _read_list(page: LabelledPage, block: Block) -> ReferenceList | None:
    """The list that a block is the heading of, or that it is itself; None for any other block."""
    text = block.text
    if len(text) <= _MAX_HEADING_CHARS and _HEADING.fullmatch(text) and block.kind is not BlockKind.TABLE:
        return ReferenceList(Span(block.index, 0, len(text)), tuple(_entries_below(page, block)))
    entries = tuple(_entries_below_first_line(block)) if block.kind in _LINE_KINDS else ()
    if entries:
        return ReferenceList(Span(block.index, 0, text.index("\n")), entries)
    may_be_line = ":" in text[:_MAX_HEADING_CHARS] and len(text) <= _MAX_REFERENCE_CHARS and block.kind in _LINE_KINDS
    line = _LINE.match(text) if may_be_line else None
    if line is None or (_SINGULAR.search(line.group(1)) and not page.has_external_link(block)):
        return None
    entries = tuple(_entries_of_line(page, block, line.end()))
    return ReferenceList(Span(block.index, line.start(1), line.end(1)), entries)


def _entries_below_first_line(block: Block) -> Iterator[Entry]:
    """The entries of a block whose first line is the heading of a list, and each other line an entry."""
    first, _, rest = block.text.partition("\n")
    lines = [line for line in rest.split("\n") if line.strip()]
    if lines and len(first) <= _MAX_HEADING_CHARS and _HEADING.fullmatch(first) and _are_entries(lines):
        for position, line in enumerate(lines[:_MAX_ENTRIES], 1):
            yield Entry((block,), _number(line, position), line)


def _entries_of_line(page: LabelledPage, block: Block, start: int) -> Iterator[Entry]:
    """The entries of one block: one for each line, or each link, or each identifier, or all of it."""
    rest = block.text[start:].strip()
    lines = [line for line in rest.split("\n") if line.strip()]
    linked = [anchor.text for anchor in block.anchors if page.is_external(anchor.href)]
    named = split_identifiers(rest)
    parts = next((parts for parts in (lines, linked, named) if len(parts) > 1), [rest] if rest else [])
    for number, part in enumerate(parts, 1):
        yield Entry((block,), number, part)


def _entries_below(page: LabelledPage, heading: Block) -> Iterator[Entry]:
    """The entries below a heading, up to the next heading or to the first text that is no source."""
    groups: list[list[Block]] = []
    last_key: object = None
    skipped = 0
    for block in page.layout.blocks[heading.index + 1 :]:
        if not block.chars:
            continue
        item, outer = _list_around(page, block)
        is_inside = outer is not None and bool(groups) and outer == _list_around(page, groups[-1][0])[1]
        left_list = bool(groups) and item is None and isinstance(last_key, int)
        is_end = left_list or (block.kind is BlockKind.HEADING and item is None) or is_boilerplate(page, block)
        if is_end or not (looks_like_source(page, block) or is_inside):
            skipped += 1
            if groups or skipped > _MAX_SKIPPED_BLOCKS or _HEADING.fullmatch(block.text):
                break
            continue
        key = item if item is not None else ("block", block.index)
        if key == last_key:
            groups[-1].append(block)
        else:
            groups.append([block])
            last_key = key
        if len(groups) >= _MAX_ENTRIES:
            break
    yield from _numbered(groups)


def _list_around(page: LabelledPage, block: Block) -> tuple[BoxIndex | None, BoxIndex | None]:
    """The indices of two boxes: the outermost list item around a block, and the outermost list."""
    item = outer = None
    for box in page.layout.ancestors(block.box):
        if box.tag in _ITEM_TAGS:
            item = box.index
        elif box.tag in _LIST_TAGS:
            outer = box.index
    return item, outer


def _numbered(groups: Sequence[Sequence[Block]]) -> Iterator[Entry]:
    """An entry for each group of blocks, or for each line of a group that is one block of several entries."""
    position = 0
    for group in groups:
        text = "\n".join(block.text for block in group)
        lines = text.split("\n")
        texts = lines if len(group) == 1 and len(lines) > 1 and _are_entries(lines) else [text]
        for entry in texts:
            position += 1
            yield Entry(tuple(group), _number(entry, position), entry)


def _are_entries(lines: Sequence[str]) -> bool:
    """Whether each line of a block is an entry of its own: most have numbers, or all say enough for one."""
    numbered = sum(bool(_NUMBER.match(line)) for line in lines)
    return numbered * 2 > len(lines) or all(
        line.count(" ") >= _MIN_ENTRY_SPACES and _LOOKS_LIKE_SOURCE.search(line) for line in lines
    )


def _number(text: str, position: int) -> int:
    """The number that an entry begins with, or else its position in the list, from 1."""
    printed = _NUMBER.match(text)
    return int(printed.group(1)) if printed and int(printed.group(1)) <= _MAX_ENTRIES else position
