"""One page as the rules see it: its blocks with their verdicts, its metadata and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import urljoin

from lxml import etree

from wellread.extractors.article import Person, Reason
from wellread.extractors.label import LabelledBlock
from wellread.extractors.metadata import DateKind, Metadata
from wellread.extractors.metadata.context import is_below_other_title
from wellread.extractors.parse import Document
from wellread.extractors.references import Page, References
from wellread.extractors.segment import Block, Layout
from wellread.extractors.signals.language import looks_english
from wellread.extractors.signals.rule import Found, Where

# Blocks that speak of other articles, or lead elsewhere.
_FOREIGN = frozenset(
    (
        Reason.NAVIGATION,
        Reason.BREADCRUMB,
        Reason.RELATED,
        Reason.COMMENTS,
        Reason.TABLE_OF_CONTENTS,
        Reason.CONSENT,
        Reason.SHARE,
        Reason.TAGS,
    )
)
_LONGEST_BYLINE = 300
_LONGEST_LINE = 90
# How far before and behind the headline a byline stands, in blocks.
_BEFORE, _AFTER = 8, 30
_ABOUT_PEOPLE = frozenset((Reason.BYLINE, Reason.AUTHOR_BOX, Reason.REVIEWER))
_BY = re.compile(
    r"(?:\b(?:by|von|par|por|di|door|with|author|authored by|autor(?:in)?|auteure?|written|text)\b|@)[\s:"
    r"|]*(?:dr\.?|prof\.?)?\s*$",
    re.IGNORECASE,
)
_SPONSORED = etree.XPath('//a[contains(@rel, "sponsored")]')


class Scene:
    """Everything that a rule may ask. Read once for all of them."""

    def __init__(
        self,
        document: Document,
        layout: Layout,
        metadata: Metadata,
        labelled: Sequence[LabelledBlock],
        references: References,
    ) -> None:
        self.document, self.layout, self.metadata, self.references = document, layout, metadata, references
        self.page = Page(document, layout, labelled)
        # What rules about dates found, once for all of them.
        self.dates: tuple[tuple[DateKind, Found], ...] | None = None
        self._named: dict[str, list[tuple[Block, int]]] = {}
        self.site = self.page.site or "\0"
        self._foreign = {item.block.index for item in labelled if item.label.reason in _FOREIGN}
        self.blocks = [block for block in layout.blocks if block.chars]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Those who wrote and who reviewed the page."""
        return (*self.metadata.authors, *self.metadata.reviewed_by)

    def named(self, person: Person) -> list[tuple[Block, int]]:
        """Where the page names somebody as its author or reviewer: near the headline, or in a box about people."""
        if person.name not in self._named:
            self._named[person.name] = list(self._find_named(person.name))
        return self._named[person.name]

    def _find_named(self, name: str) -> Iterator[tuple[Block, int]]:
        for block in self.blocks:
            at = block.text.find(name) if name in block.text and len(block.text) <= _LONGEST_BYLINE else -1
            if at < 0 or self.is_foreign(block):
                continue
            is_near = self.origin - _BEFORE <= block.index <= self.origin + _AFTER
            is_short = len(block.text) <= _LONGEST_LINE and not block.text.endswith((".", "!", "?"))
            if self.page.reason(block) in _ABOUT_PEOPLE or (is_near and is_short) or _BY.search(block.text[:at]):
                yield block, at

    def absolute(self, href: str) -> str:
        """The address that a link leads to; as it is where it cannot be read."""
        try:
            return urljoin(self.document.base_url or "", href)
        except ValueError:
            return href

    def sees(self, block: Block, where: Where) -> bool:
        """Whether a rule for these places looks at a block."""
        return self.page.is_kept(block) if where is Where.ARTICLE else not self.is_foreign(block)

    def is_foreign(self, block: Block) -> bool:
        """Whether a block speaks of another article, or leads elsewhere."""
        return block.index in self._foreign

    def is_in_teaser(self, block: Block) -> bool:
        """Whether a block behind the article stands below the title of another page."""
        return block.index > self.end and is_below_other_title(self.document, self.layout, block)

    @cached_property
    def origin(self) -> int:
        """The number of the headline's block; without one, of the first that is kept."""
        title = self.metadata.headline
        printed = next((block.index for block in self.blocks if title and block.text == title), None)
        return (
            printed
            if printed is not None
            else next((block.index for block in self.blocks if self.page.is_kept(block)), 0)
        )

    @cached_property
    def end(self) -> int:
        """The number of the last block of the article."""
        return next((block.index for block in reversed(self.blocks) if self.page.is_kept(block)), -1)

    @cached_property
    def language(self) -> str | None:
        """The language that the page declares, without its region; English where the text plainly is."""
        declared = (self.metadata.in_language or "").partition("-")[0].lower()
        return declared or ("en" if looks_english([block.text for block in self.page.running_text]) else None)

    def sponsored_links(self) -> list[etree._Element]:
        """The links that say of themselves that somebody pays for them."""
        found = _SPONSORED(self.document.root) if self.page.mentions("sponsored") else None
        return [entry for entry in found if isinstance(entry, etree._Element)] if isinstance(found, list) else []
