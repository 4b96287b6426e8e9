"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) of what was found on a page.

Signals, references, and the blocks that were kept and dropped. What stands on the page otherwise than in the record, as
a power that became a character, has no place that is certain: it is counted and left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from wellread.extractors import BlockExplanation
from wellread.extractors.article import Reference, Signal
from wellread.extractors.signals.catalog import SIGNALS
from wellread.output.annotations.anchors import TextQuote, quote_of
from wellread.output.annotations.block_places import SqueezedText, place_blocks, squeeze
from wellread.output.annotations.page_text import PageText
from wellread.output.record import ArticleRecord

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"sha256": "https://schema.org/sha256"})
Json = dict[str, Any]


class Annotations(msgspec.Struct, frozen=True):
    """The annotations of a page, and how many things were found on it whose place is not certain."""

    items: tuple[Json, ...]
    unplaced: int


def annotate(record: ArticleRecord, blocks: tuple[BlockExplanation, ...], page: PageText) -> Annotations:
    """The annotations of a page that was read: `blocks` are all of it in page order, `page` is its text."""
    items: list[Json] = []
    unplaced = 0
    places = _Places(blocks, page)
    target = _Target(record, page)
    for kind, span, said in _list_findings(record, blocks, places):
        quote = quote_of(page.text, *span) if span else None
        if span is None or quote is None:
            unplaced += 1
            continue
        identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{record.revision_id}/{record.raw_sha256}/{kind}/{span}/{said}")
        items.append({"id": identity.urn, "type": "Annotation", **said, "target": target.at(span, quote)})
    return Annotations(tuple(items), unplaced)


def read_quote(annotation: Mapping[str, Any]) -> TextQuote:
    """The quote of an annotation. Raises ValueError for one without a TextQuoteSelector."""
    selectors = annotation["target"]["selector"]
    for selector in selectors if isinstance(selectors, list | tuple) else [selectors]:
        if selector["type"] == "TextQuoteSelector":
            return TextQuote(selector["exact"], selector.get("prefix", ""), selector.get("suffix", ""))
    raise ValueError("the annotation has no TextQuoteSelector")


class _Places:
    """Where the blocks of a page stand in its text, by number and by pointer."""

    def __init__(self, blocks: tuple[BlockExplanation, ...], page: PageText) -> None:
        self._squeezed = SqueezedText(page)
        self._placed = place_blocks(self._squeezed, [block.text for block in blocks])
        self._pointers: dict[str, list[int]] = {}
        for number, block in enumerate(blocks):
            if block.block_id and squeeze(block.text):
                self._pointers.setdefault(block.block_id, []).append(number)
        self._texts = [block.text for block in blocks]

    def of_block(self, number: int) -> tuple[int, int] | None:
        """The stretch of the page's text with a block."""
        place = self._placed.get(number)
        return self._squeezed.span(*place) if place else None

    def of_words(self, pointer: str | None, start: int, end: int, quote: str) -> tuple[int, int] | None:
        """The stretch with the words of a text of the record; None unless the page has the very same ones there."""
        numbers = self._pointers.get(pointer or "", [])
        if len(numbers) != 1 or numbers[0] not in self._placed:
            return None
        text = self._texts[numbers[0]]
        if squeeze(text[start:end]) != squeeze(quote) or not squeeze(quote):
            return None
        first = self._placed[numbers[0]][0] + len(squeeze(text[:start]))
        return self._squeezed.span(first, first + len(squeeze(quote)))

    def of_text(self, pointer: str | None) -> tuple[int, int] | None:
        """The stretch with a whole text of the record."""
        numbers = self._pointers.get(pointer or "", [])
        return self.of_block(numbers[0]) if len(numbers) == 1 else None


class _Target:
    """What annotations of a page point to: its URL, the bytes that were archived, and the text of these."""

    def __init__(self, record: ArticleRecord, page: PageText) -> None:
        self._source = record.url or record.canonical_url or f"urn:sha256:{record.raw_sha256}"
        self._text_hash = page.sha256
        self._state: Json = {"type": "TimeState", "sha256": record.raw_sha256}
        if record.date_downloaded:
            self._state["sourceDate"] = record.date_downloaded
        if record.warc_record_id:
            self._state["cached"] = record.warc_record_id.strip("<>")

    def at(self, span: tuple[int, int], quote: TextQuote) -> Json:
        """The target of an annotation at a place."""
        position = {"type": "TextPositionSelector", "start": span[0], "end": span[1], "sha256": self._text_hash}
        words = {"type": "TextQuoteSelector", **msgspec.to_builtins(quote)}
        return {"source": self._source, "state": self._state, "selector": [words, position]}


def _list_findings(
    record: ArticleRecord, blocks: tuple[BlockExplanation, ...], places: _Places
) -> Iterator[tuple[str, tuple[int, int] | None, Json]]:
    """All that was found with a place on the page: its kind, where it stands, and what the annotation says."""
    for number, block in enumerate(blocks):
        if block.text.strip():
            yield "block", places.of_block(number), _say("classifying", *filter(None, _label(block)))
    for signal in record.signals:
        if signal.state == "present" and signal.block_id and signal.start is not None and signal.end is not None:
            span = places.of_words(signal.block_id, signal.start, signal.end, signal.quote or "")
            yield "signal", span, _say_signal(signal)
    for reference in record.references:
        if reference.block_id:
            yield "reference", places.of_text(reference.block_id), _say_reference(reference)


def _label(block: BlockExplanation) -> tuple[str | None, ...]:
    return ("kept",) if block.kept else ("dropped", block.reason)


def _say(motivation: str, *tags: str) -> Json:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": str(tag)} for tag in tags]
    return {"motivation": motivation, "body": bodies}


def _say_signal(signal: Signal) -> Json:
    said = _say("tagging", signal.id)
    meaning = " = ".join(filter(None, (SIGNALS.get(signal.id), signal.value)))
    if meaning:
        said["body"].append({"type": "TextualBody", "purpose": "describing", "value": meaning, "format": "text/plain"})
    return said


def _say_reference(reference: Reference) -> Json:
    works = {
        "https://doi.org/": reference.doi,
        "https://pubmed.ncbi.nlm.nih.gov/": reference.pmid,
        "https://www.ncbi.nlm.nih.gov/pmc/articles/": reference.pmcid,
        "https://clinicaltrials.gov/study/": reference.nct,
    }
    said = _say("identifying", "reference")
    said["body"] += [{"id": f"{base}{name}", "purpose": "identifying"} for base, name in works.items() if name]
    return said
