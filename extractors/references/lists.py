"""Lists of sources: what stands below a heading such as "References", and a line that begins with "Sources:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wellread.extractors.references import identifiers
from wellread.extractors.references.page import Page
from wellread.extractors.segment import Block, Kind, Span

_KINDS_OF_LIST = (
    r"references?(?: list)?|sources?(?: list)?|citations?|bibliography|footnotes|endnotes|works cited"
    r"|literature(?: cited)?"
    r"|article sources|quellen(?:angaben?|verzeichnis|nachweise?)?|literatur(?:verzeichnis|angaben|nachweise"
    r"|hinweise|quellen)?"
    r"|einzelnachweise|fußnoten|referenzen|références(?: bibliographiques)?|bibliographie|notes et références"
    r"|referencias(?: bibliográficas)?|fuentes(?: consultadas)?|bibliografía"
    r"|(?:research|studies) cited|fonti|bibliografia|riferimenti(?: bibliografici)?|fontes"
    r"|referências(?: bibliográficas)?"
    r"|bronnen(?:lijst)?|referenties|literatuur(?:lijst)?|källor|referenser|kilder|referencer|referanser|lähteet"
    r"|źródła|piśmiennictwo|přehled literatury|zdroje|források|kaynak(?:lar|ça)|источники|(?:список )?литератур[аы]"
    r"|参考文献|參考文獻|参考資料|参考资料|參考資料|引用文献|出典|참고\s?문헌|출처"
)
_ADJECTIVES = (
    r"(?:(?:scientific|medical|selected|article|key|our|the|list of|view|show|all|full|cited|wissenschaftliche) )*"
)
_AND_OTHERS = (
    r"(?: (?:and|&|und|et|y|e|en|och|og) (?:references|sources|notes|citations|further reading|additional reading"
    r"|resources"
    r"|literatur|studien|fuentes|bibliografía|bibliografia|bibliographie))?"
)
# What a list of sources is called, from its first to its last letter.
LIST_NAME = rf"{_ADJECTIVES}(?:{_KINDS_OF_LIST}){_AND_OTHERS}(?: (?:for|used in) this (?:article|post|page|guide))?"
_HEADING = re.compile(
    rf"\W*(?:\d{{1,3}} )?(?:{LIST_NAME}|how we reviewed this article)\s*(?:\(\d+\))?\W*", re.IGNORECASE
)
_LINE = re.compile(rf"\s*({LIST_NAME})\s*:\s*(?=\S)", re.IGNORECASE)
_LONGEST_HEADING = 60
_LONGEST_LINE = 1500
# A line that names one source in the singular says where a picture or a report comes from, unless it links to it.
_SINGULAR = re.compile(r"(?:source|reference|citation|referenz)$", re.IGNORECASE)
_LIKE_A_SOURCE = re.compile(r"\b(?:1[89]|20)\d\d\b|\bet al\b|\bdoi\b|\bpmid\b|https?://", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\].):]*\s")
# How many blocks that are no source may stand between the heading and the first.
_PATIENCE = 4
_MOST_ENTRIES = 400
# A line with fewer is the address of the source above it, or its year.
_FEWEST_SPACES = 5


class Entry(msgspec.Struct, frozen=True):
    """One source of a list, as it stands in one block or several. `number` is how the text refers to it."""

    blocks: tuple[Block, ...]
    number: int
    text: str


class SourceList(msgspec.Struct, frozen=True):
    """The entries below a heading; `heading` is where its words stand."""

    heading: Span
    entries: tuple[Entry, ...]


def source_lists(page: Page) -> tuple[SourceList, ...]:
    """All lists of sources of a page, in page order. A heading without sources below it is none."""
    found: list[SourceList] = []
    taken: set[int] = set()
    for block in page.layout.blocks:
        if block.index in taken or page.is_outside(block) or not block.chars:
            continue
        read = _read_list(page, block)
        if read is not None and read.entries:
            taken.update(part.index for entry in read.entries for part in entry.blocks)
            found.append(read)
    return tuple(found)


def _read_list(page: Page, block: Block) -> SourceList | None:
    text = block.text
    if len(text) <= _LONGEST_HEADING and _HEADING.fullmatch(text) and block.kind is not Kind.TABLE:
        return SourceList(Span(block.index, 0, len(text)), tuple(_below(page, block)))
    is_line = (
        ":" in text[:_LONGEST_HEADING] and len(text) <= _LONGEST_LINE and block.kind in (Kind.PARAGRAPH, Kind.ITEM)
    )
    line = _LINE.match(text) if is_line else None
    if line is None or (_SINGULAR.search(line.group(1)) and not page.leads_outside(block)):
        return None
    entries = tuple(_lines(page, block, line.end()))
    return SourceList(Span(block.index, line.start(1), line.end(1)), entries)


def _lines(page: Page, block: Block, start: int) -> Iterator[Entry]:
    """The sources of one block: a line each, or a link each, or all of it."""
    rest = block.text[start:].strip()
    lines = [line for line in rest.split("\n") if line.strip()]
    linked = [anchor.text for anchor in block.anchors if page.is_outside_address(anchor.href)]
    named = identifiers.each(rest)
    parts = next((parts for parts in (lines, linked, named) if len(parts) > 1), [rest] if rest else [])
    for position, part in enumerate(parts, 1):
        yield Entry((block,), position, part)


def _below(page: Page, heading: Block) -> Iterator[Entry]:
    """The sources below a heading, up to the next heading or to the first text that is no source."""
    groups: list[list[Block]] = []
    last_key: object = None
    skipped = 0
    for block in page.layout.blocks[heading.index + 1 :]:
        if not block.chars:
            continue
        item, outer = page.item_of(block)
        is_source = names_source(page, block)
        is_inside = outer is not None and bool(groups) and outer == page.item_of(groups[-1][0])[1]
        left_list = bool(groups) and item is None and isinstance(last_key, int)
        is_end = left_list or (block.kind is Kind.HEADING and item is None) or page.is_outside(block)
        if is_end or not (is_source or is_inside):
            skipped += 1
            if groups or skipped > _PATIENCE or _HEADING.fullmatch(block.text):
                break
            continue
        key = item if item is not None else ("block", block.index)
        if key == last_key:
            groups[-1].append(block)
        else:
            groups.append([block])
            last_key = key
        if len(groups) >= _MOST_ENTRIES:
            break
    yield from _numbered(groups)


def names_source(page: Page, block: Block) -> bool:
    """Whether a block has what sources have: a year, the words for others, an identifier, a link off the site."""
    return page.leads_outside(block) or _LIKE_A_SOURCE.search(block.text) is not None


def _numbered(groups: Sequence[Sequence[Block]]) -> Iterator[Entry]:
    position = 0
    for group in groups:
        text = "\n".join(block.text for block in group)
        lines = text.split("\n")
        if len(group) == 1 and len(lines) > 1 and _are_entries(lines):
            for line in lines:
                position += 1
                yield Entry(tuple(group), _number(line, position), line)
            continue
        position += 1
        yield Entry(tuple(group), _number(text, position), text)


def _are_entries(lines: Sequence[str]) -> bool:
    """Whether the lines of one block are sources of their own, by their numbers or because each says enough for one."""
    numbered = sum(bool(_NUMBER.match(line)) for line in lines)
    return numbered * 2 > len(lines) or all(
        line.count(" ") >= _FEWEST_SPACES and _LIKE_A_SOURCE.search(line) for line in lines
    )


def _number(text: str, position: int) -> int:
    printed = _NUMBER.match(text)
    return int(printed.group(1)) if printed and int(printed.group(1)) <= _MOST_ENTRIES else position
