"""The sources that an article names: lists under a heading, footnotes, and links to research inside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from wellread.extractors.article import PageWarning
from wellread.extractors.label import LabelledBlock
from wellread.extractors.parse import Document
from wellread.extractors.references import citation_marks as marks
from wellread.extractors.references import identifiers
from wellread.extractors.references.identifiers import NONE, Identifiers
from wellread.extractors.references.lists import Entry, SourceList, names_source, source_lists
from wellread.extractors.references.model import Mark, References, Source
from wellread.extractors.references.page import Page
from wellread.extractors.references.publishers import publishes_research
from wellread.extractors.segment import Block, Layout

__all__ = ["Identifiers", "Mark", "Page", "References", "Source", "find"]

_MOST_SOURCES = 500
_MAX_WARNINGS = 10


def find(document: Document, layout: Layout, labelled: Sequence[LabelledBlock]) -> References:
    """The sources of a page, each once, in page order of where they are written out."""
    page = Page(document, layout, labelled)
    lists = source_lists(page)
    entries = frozenset(block.index for each in lists for entry in each.entries for block in entry.blocks)
    pointers = tuple(marks.pointers(page, entries))
    gathered = _Gathered(page)
    numbered = _add_lists(gathered, lists)
    for pointer in pointers:
        cited_in = pointer.mark.span.block
        for number in pointer.numbers:
            gathered.cite(numbered.get(number), cited_in)
        if pointer.notes:
            gathered.cite(gathered.add_note(pointer.notes), cited_in)
        if pointer.address:
            gathered.cite(gathered.add_link(pointer.address, pointer.address, cited_in), cited_in)
    for block in page.running_text:
        if block.index not in entries:
            gathered.add_links_of(block)
    return References(
        sources=tuple(gathered.sources()),
        headings=tuple(each.heading for each in lists),
        entries=entries,
        marks=tuple(pointer.mark for pointer in pointers),
        warnings=tuple(gathered.warnings[:_MAX_WARNINGS]),
    )


def _add_lists(gathered: _Gathered, lists: Sequence[SourceList]) -> dict[int, int]:
    """Adds the entries of all lists; which source the numbers in the text mean: those of the longest list."""
    numbers: dict[int, int] = {}
    longest = max((len(each.entries) for each in lists), default=0)
    for each in lists:
        added = {entry.number: place for entry in each.entries if (place := gathered.add_entry(entry)) is not None}
        if len(each.entries) == longest:
            numbers = numbers or added
    return numbers


class _Gathered:
    """Sources as they are found; one that was found before under one of its names is the same."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._sources: list[Source] = []
        self._cited_in: list[dict[int, None]] = []
        self._known: dict[str, int] = {}
        self._notes: dict[int, int] = {}
        self.warnings: list[PageWarning] = []

    def sources(self) -> Iterator[Source]:
        for source, cited_in in sorted(zip(self._sources, self._cited_in, strict=True), key=lambda pair: pair[0].block):
            yield Source(source.text, source.url, source.identifiers, source.block, tuple(cited_in))

    def cite(self, place: int | None, block: int) -> None:
        if place is not None:
            self._cited_in[place][block] = None

    def add_entry(self, entry: Entry) -> int | None:
        links = [anchor.href for block in entry.blocks for anchor in block.anchors if self._belongs(anchor.text, entry)]
        place = self._add(entry.text, links, entry.blocks[0].index)
        for block in entry.blocks:
            if place is not None:
                self._notes.setdefault(block.index, place)
        return place

    def add_note(self, blocks: Sequence[Block]) -> int | None:
        """The source that a footnote names, if it names one; what stands in a list was added with it."""
        known = next((self._notes[block.index] for block in blocks if block.index in self._notes), None)
        if known is None and not any(names_source(self._page, block) for block in blocks):
            return None
        return (
            known if known is not None else self.add_entry(Entry(tuple(blocks), 0, "\n".join(b.text for b in blocks)))
        )

    def add_links_of(self, block: Block) -> None:
        """The links of a paragraph that lead to research: sources that it cites."""
        for anchor in block.anchors:
            href = anchor.href.strip()
            if self._page.is_outside_address(href) and publishes_research(href):
                text = href if anchor.text.strip("[]()").isdigit() else anchor.text
                self.cite(self.add_link(text or href, href, block.index), block.index)

    def add_link(self, text: str, href: str, block: int) -> int | None:
        return self._add(text, [href], block)

    def _belongs(self, text: str, entry: Entry) -> bool:
        """Whether a link of a block is one of the entry, where several entries share the block."""
        return text in entry.text

    def _add(self, text: str, links: Sequence[str], block: int) -> int | None:
        addresses = [address for href in links if (address := self._absolute(href))]
        outside = [address for address in addresses if self._page.is_outside_address(address)]
        named = NONE
        for address in outside:
            named = named.or_else(identifiers.of_address(address))
        # Of several links to one source, that which names it.
        outside.sort(key=lambda address: not identifiers.of_address(address).names())
        named = named.or_else(identifiers.of_text(text))
        if named.doubt and named.doi and named.doubt.lower().startswith(named.doi):
            self.warnings.append(PageWarning("doi_repaired", f"{named.doubt[:120]!r} ends in punctuation"))
        elif named.doubt and not named.doi:
            self.warnings.append(PageWarning("reference_unreadable", f"{named.doubt[:120]!r} is no complete DOI"))
        url = next(iter(outside or addresses), None)
        keys = [*named.names(), *([_bare(url)] if url else []), *([] if url or named.names() else [f"text:{text}"])]
        place = next((self._known[key] for key in keys if key in self._known), None)
        if place is None:
            if len(self._sources) >= _MOST_SOURCES:
                return None
            place = len(self._sources)
            self._sources.append(Source(text, url, named, block, ()))
            self._cited_in.append({})
        else:
            known = self._sources[place]
            merged = known.identifiers.or_else(named)
            self._sources[place] = Source(known.text, known.url or url, merged, known.block, ())
        for key in keys:
            self._known.setdefault(key, place)
        return place

    def _absolute(self, href: str) -> str | None:
        href = href.strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return None
        try:
            return urljoin(self._page.document.base_url or "", href)
        except ValueError:
            return None


def _bare(address: str) -> str:
    """An address without what differs between links to one page."""
    bare = address.partition("#")[0].partition("://")[2] or address
    return "url:" + bare.removeprefix("www.").rstrip("/").lower()
