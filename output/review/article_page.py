"""The review page of one article: the page block by block beside the article, and the evidence for every field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from markupsafe import Markup

from wellread.extractors import BlockExplanation
from wellread.extractors.article import Article, FieldSource, FieldSources, Signal
from wellread.extractors.page_review import FieldCandidate, describe_decision
from wellread.extractors.signals.catalog import SIGNALS
from wellread.output.annotations.page_text import PageText
from wellread.output.changes import ArticleRevision
from wellread.output.character_counts import count_characters
from wellread.output.record import ArticleRecord
from wellread.output.review.crosswalk import describe_items
from wellread.output.review.field_values import show_values
from wellread.output.review.highlights import Highlight, mark_words
from wellread.output.review.rating_tables import RatingTable
from wellread.output.review.readability_table import COUNTING, measure_readability
from wellread.output.review.retractions import RetractionList
from wellread.output.review.revisions import compare_revisions
from wellread.output.review.templates import render

# Pointers come from records, and records from anywhere: what looks otherwise becomes no id.
_POINTER = re.compile(r"(?:/[A-Za-z]{1,30}|/\d{1,9}){2,60}")
_PROVENANCE = (
    "article_id",
    "revision_id",
    "site_id",
    "url",
    "canonical_url",
    "date_downloaded",
    "http_status",
    "raw_sha256",
    "warc_file",
    "warc_record_id",
    "content_hash",
    "extractor_version",
    "memory_version",
    "schema_version",
    "gone_at",
    "gone_reason",
)
_SOURCE_NAMES = {"json-ld": "JSON-LD", "opengraph": "Open Graph", "dublin-core": "Dublin Core", "rdfa": "RDFa"}


class ReviewedPage(msgspec.Struct, frozen=True):
    """What is known of one page: its article or record; its blocks in page order, or None where only the record is.

    `candidates` are what the page offers for each field, `revisions` the states of the article, the oldest first.
    `text` is what annotations count in, where they are wanted.
    """

    article: Article
    blocks: tuple[BlockExplanation, ...] | None = None
    candidates: tuple[FieldCandidate, ...] = ()
    revisions: tuple[ArticleRevision, ...] = ()
    text: PageText | None = None


@dataclass(frozen=True)
class BlockView:
    """A block of the page as it is shown; `anchor` is the id of where the article has it."""

    number: int
    kind: str
    is_kept: bool
    reason: str | None
    text: Markup
    decided_by: str
    evidence: tuple[str, ...] = ()
    anchor: str | None = None
    xpath: str | None = None


@dataclass(frozen=True)
class OtherValue:
    """What the page offered for a field and the article does not have; `agrees` where it says the same."""

    values: tuple[str, ...]
    source: str
    selector: str | None
    agrees: bool


@dataclass(frozen=True)
class FieldView:
    """A field of the article, its values, where they were read, and what else the page offered."""

    name: str
    values: tuple[str, ...]
    source: str | None
    selector: str | None
    raw: str | None
    others: tuple[OtherValue, ...] = ()


@dataclass(frozen=True)
class SignalView:
    """What an auditor looks for: where it was found, and the items that it is evidence for."""

    id: str
    meaning: str
    state: str
    items: tuple[str, ...]
    found: tuple[tuple[Signal, str | None], ...]


@dataclass(frozen=True)
class ArticleTexts:
    """The texts of the article with their highlights, by their pointers; `blocks` are the numbers of their blocks."""

    highlights: Mapping[str, Sequence[Highlight]] = field(default_factory=dict)
    blocks: Mapping[str, int] = field(default_factory=dict)

    def mark(self, pointer: str, text: str) -> Markup:
        """The text at a pointer as HTML."""
        return mark_words(text, self.highlights.get(pointer, ()))

    @staticmethod
    def anchor(pointer: str) -> str | None:
        """The id of the element that shows the text at a pointer; None for what is no pointer."""
        return "at" + pointer.replace("/", "-") if _POINTER.fullmatch(pointer) else None

    def block(self, pointer: str) -> int | None:
        """The number of the first block of the page that stands there."""
        return self.blocks.get(pointer)


def render_article_page(
    page: ReviewedPage,
    *,
    index_link: str | None = None,
    retractions: RetractionList | None = None,
    ratings: Sequence[RatingTable] = (),
) -> str:
    """The review page of `page` as HTML; `index_link` leads to the list of all articles.

    Works that `retractions` lists are marked among the references; without it none were looked up. `ratings` are shown
    beside the signals that are evidence for the same item.
    """
    article = page.article
    signals = tuple(_view_signals(article.signals))
    texts = ArticleTexts(_find_highlights(article.signals), _number_blocks(page.blocks or ()))
    blocks = tuple(_view_blocks(page, texts))
    return render(
        "article.html",
        "article.js",
        article=article,
        index_link=index_link,
        has_order=page.blocks is not None,
        blocks=blocks,
        reasons=Counter(block.reason for block in blocks if block.reason).most_common(),
        texts=texts,
        fields=tuple(_view_fields(article, page.candidates)),
        readability=measure_readability(article),
        counting=COUNTING,
        notices=[retractions.find(reference) for reference in article.references] if retractions is not None else None,
        comparisons=compare_revisions(page.revisions),
        signals=signals,
        ratings=ratings,
        signals_by_id={signal.id: signal for signal in signals},
        kept_share=share_of(article.accounting.kept_chars, article.accounting.visible_chars),
        text_bars=[
            (name.replace("_", " "), chars, str(chars))
            for name, chars in count_characters(article).most_common()
            if chars
        ],
        provenance=tuple((camel(name), getattr(article, name)) for name in _PROVENANCE if hasattr(article, name)),
        parts=article.parts if isinstance(article, ArticleRecord) else (),
    )


def share_of(part: int, whole: int) -> float:
    """A share from 0 to 1; 0 of nothing."""
    return min(1.0, part / whole) if whole > 0 else 0.0


def camel(name: str) -> str:
    """The name of a field as the JSON of a record has it."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _number_blocks(blocks: Sequence[BlockExplanation]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.kept and block.block_id:
            numbers.setdefault(block.block_id, number)
    return numbers


def _find_highlights(signals: Sequence[Signal]) -> dict[str, list[Highlight]]:
    found: dict[str, list[Highlight]] = {}
    for number, signal in enumerate(signals):
        if signal.block_id is not None and signal.start is not None and signal.end is not None:
            highlight = Highlight(signal.start, signal.end, signal.id, f"signal-{number}")
            found.setdefault(signal.block_id, []).append(highlight)
    return found


def _view_blocks(page: ReviewedPage, texts: ArticleTexts) -> Iterator[BlockView]:
    """The blocks in page order; of a record alone, those that were dropped."""
    if page.blocks is None:
        for number, item in enumerate(page.article.dropped):
            text = texts.mark(f"/dropped/{number}/text", item.text)
            yield BlockView(number, "", False, item.reason, text, f"rule {item.rule}", xpath=item.xpath)  # noqa: FBT003
        return
    for number, block in enumerate(page.blocks):
        pointer = block.block_id or ""
        yield BlockView(
            number=number,
            kind=block.kind,
            is_kept=block.kept,
            reason=block.reason,
            text=texts.mark(pointer if not block.kept else "", block.text),
            decided_by=describe_decision(block),
            evidence=block.evidence,
            anchor=texts.anchor(pointer) if block.kept else None,
            xpath=block.xpath,
        )


def _view_fields(article: Article, candidates: Sequence[FieldCandidate]) -> Iterator[FieldView]:
    for name in FieldSources.__struct_fields__:
        found, key = getattr(article.field_sources, name), camel(name)
        values = tuple(show_values(getattr(article, name)))
        lost = (candidate for candidate in candidates if candidate.field == key and not candidate.is_chosen)
        others = tuple(_view_candidate(candidate, values) for candidate in lost)
        yield FieldView(key, values, _name_source(found), found.selector, found.raw, others)


def _view_candidate(candidate: FieldCandidate, chosen: tuple[str, ...]) -> OtherValue:
    values = tuple(show_values(candidate.value))
    return OtherValue(values, _name_source(candidate.found) or "", candidate.found.selector, agrees=values == chosen)


def _name_source(found: FieldSource) -> str | None:
    return _SOURCE_NAMES.get(found.source, found.source) if found.source else None


def _view_signals(signals: Sequence[Signal]) -> Iterator[SignalView]:
    """All signals in the order of the catalogue, each with where it was found and how to get there."""
    numbered = [(f"#signal-{number}" if _POINTER.fullmatch(signal.block_id or "") else None, signal)
                for number, signal in enumerate(signals)]  # fmt: skip
    for signal_id in sorted({signal.id for signal in signals}, key=_catalogue_place):
        of_id = [(signal, link) for link, signal in numbered if signal.id == signal_id]
        yield SignalView(
            id=signal_id,
            meaning=SIGNALS.get(signal_id, ""),
            state=of_id[0][0].state.replace("_", " "),
            items=describe_items(signal_id),
            found=tuple(pair for pair in of_id if pair[0].state == "present"),
        )


def _catalogue_place(signal_id: str) -> tuple[int, str]:
    names = tuple(SIGNALS)
    return (names.index(signal_id) if signal_id in names else len(names), signal_id)
