"""The works of a page as they are found: one that was found before under any of its names is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NewType

import msgspec

from wellread.extractors.article import PageWarning
from wellread.extractors.page import LabelledPage
from wellread.extractors.references.identifiers import (
    Identifiers,
    find_identifiers_in_text,
    find_identifiers_in_url,
)
from wellread.extractors.references.model import CitedWork
from wellread.extractors.references.publishers import publishes_research
from wellread.extractors.references.reference_lists import Entry, looks_like_source
from wellread.extractors.segment import Block, BlockIndex

_MAX_WORKS = 500
_MAX_WARNING_QUOTE_CHARS = 120
# Schemes of links that lead to no page.
_NO_PAGE = ("mailto:", "tel:")
# A work in the order of finding.
WorkIndex = NewType("WorkIndex", int)


class CitedWorks:
    """Collects the works that a page cites. A work is referred to by its index, in the order of finding."""

    def __init__(self, page: LabelledPage) -> None:
        self._page = page
        self._works: list[CitedWork] = []
        self._cited_in: list[dict[BlockIndex, None]] = []
        self._work_of_key: dict[str, WorkIndex] = {}
        self._work_of_block: dict[BlockIndex, WorkIndex] = {}
        self.warnings: list[PageWarning] = []

    def in_page_order(self) -> tuple[CitedWork, ...]:
        """The works that were added, each with the blocks that cite it."""
        works = [
            msgspec.structs.replace(work, cited_in=tuple(cited_in))
            for work, cited_in in zip(self._works, self._cited_in, strict=True)
        ]
        return tuple(sorted(works, key=lambda work: work.block))

    def cite(self, work: WorkIndex | None, block: BlockIndex) -> None:
        """Note that a block cites a work, if there is one."""
        if work is not None:
            self._cited_in[work][block] = None

    def add_entry(self, entry: Entry) -> WorkIndex | None:
        """The work that an entry of a reference list names."""
        # Where several entries share a block, its links are told apart by their words.
        hrefs = [anchor.href for block in entry.blocks for anchor in block.anchors if anchor.text in entry.text]
        work = self._add(entry.text, hrefs, entry.blocks[0].index)
        if work is not None:
            for block in entry.blocks:
                self._work_of_block.setdefault(block.index, work)
        return work

    def add_footnote(self, blocks: Sequence[Block]) -> WorkIndex | None:
        """The work that a footnote names, if it names one. What stands in a list was added with it."""
        known = next((self._work_of_block[block.index] for block in blocks if block.index in self._work_of_block), None)
        if known is not None:
            return known
        if not any(looks_like_source(self._page, block) for block in blocks):
            return None
        return self.add_entry(Entry(tuple(blocks), 0, "\n".join(block.text for block in blocks)))

    def add_research_links(self, block: Block) -> None:
        """The links of a paragraph that lead to research are works that it cites."""
        for anchor in block.anchors:
            href = anchor.href.strip()
            if self._page.is_external(href) and publishes_research(href):
                text = href if anchor.text.strip("[]()").isdigit() else anchor.text
                self.cite(self.add_link(text or href, href, block.index), block.index)

    def add_link(self, text: str, href: str, block: BlockIndex) -> WorkIndex | None:
        """The work that a link leads to."""
        return self._add(text, [href], block)

    def _add(self, text: str, hrefs: Sequence[str], block: BlockIndex) -> WorkIndex | None:
        """The index of the work that a text and its links name; None where there are too many works."""
        urls = [url for href in hrefs if (url := self._page_url(href))]
        external = [url for url in urls if self._page.is_external(url)]
        named = Identifiers()
        for url in external:
            named = named.merged_with(find_identifiers_in_url(url))
        named = named.merged_with(find_identifiers_in_text(text))
        self._warn_of_malformed(named)
        # Of several links to one work, that whose URL holds an identifier.
        external.sort(key=lambda url: not find_identifiers_in_url(url).with_prefixes())
        return self._add_or_merge(CitedWork(text, next(iter(external or urls), None), named, block, ()))

    def _add_or_merge(self, found: CitedWork) -> WorkIndex | None:
        keys = _keys(found)
        work = next((self._work_of_key[key] for key in keys if key in self._work_of_key), None)
        if work is None:
            if len(self._works) >= _MAX_WORKS:
                return None
            work = WorkIndex(len(self._works))
            self._works.append(found)
            self._cited_in.append({})
        else:
            known = self._works[work]
            self._works[work] = msgspec.structs.replace(
                known, url=known.url or found.url, identifiers=known.identifiers.merged_with(found.identifiers)
            )
        for key in keys:
            self._work_of_key.setdefault(key, work)
        return work

    def _warn_of_malformed(self, named: Identifiers) -> None:
        raw = named.malformed
        if not raw:
            return
        shown = repr(raw[:_MAX_WARNING_QUOTE_CHARS])
        if named.doi is None:
            self.warnings.append(PageWarning("reference_unreadable", f"{shown} is no complete DOI"))
        elif raw.lower().startswith(named.doi):
            self.warnings.append(PageWarning("doi_repaired", f"{shown} ends in punctuation"))

    def _page_url(self, href: str) -> str | None:
        """The URL of the page that a link leads to; None for mail and telephone."""
        url = self._page.absolute_url(href)
        return None if url is None or url.startswith(_NO_PAGE) else url


def _keys(work: CitedWork) -> list[str]:
    """The names under which a work is found again: its identifiers and its URL or, without any, its text."""
    named = [*work.identifiers.with_prefixes(), *([_url_key(work.url)] if work.url else [])]
    return named or [f"text:{work.text}"]


def _url_key(url: str) -> str:
    """A URL without what differs between links to one page: scheme, `www.`, fragment, a slash at the end, case."""
    bare = url.partition("#")[0].partition("://")[2] or url
    return "url:" + bare.removeprefix("www.").rstrip("/").lower()
