"""Rules about what the article cites: headings over reference lists, citation marks, research by link or identifier."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.references.citation_marks import find_anchor
from wellread.extractors.references.identifiers import find_identifiers_in_text, find_identifiers_in_url
from wellread.extractors.references.publishers import publishes_research
from wellread.extractors.segment import Block, Span
from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.rule import FactRule


def _find_list_headings(context: SignalContext) -> Iterator[RuleMatch]:
    for span in context.references.list_headings:
        yield RuleMatch(None, span)


def _find_citation_marks(context: SignalContext) -> Iterator[RuleMatch]:
    for mark in context.references.marks:
        yield RuleMatch(mark.value, mark.span)


def _may_cite(context: SignalContext, block: Block) -> bool:
    """Whether a block is part of the article or of its reference lists."""
    return context.page.is_kept(block) or block.index in context.references.entry_blocks


def _find_research_links(context: SignalContext) -> Iterator[RuleMatch]:
    """Links to research; the value is the identifier in the URL, or the URL where it holds none."""
    for block in context.page.text_blocks:
        if not block.anchors or not _may_cite(context, block):
            continue
        start = 0
        for anchor in block.anchors:
            href = anchor.href.strip()
            if context.page.is_external(href) and publishes_research(href):
                span = find_anchor(block, anchor, start)
                start = span.end if span is not None else start
                yield RuleMatch((find_identifiers_in_url(href).with_prefixes() or (href,))[0], span)


def _find_identifiers_in_text(context: SignalContext) -> Iterator[RuleMatch]:
    """Identifiers that are written out and not linked."""
    for block in context.page.text_blocks:
        text = block.text
        # In so many words, as this asks every block of the page.
        if block.anchors or not ("10." in text or "PMID" in text or "PMC" in text or "NCT" in text):
            continue
        if not _may_cite(context, block):
            continue
        for prefixed in find_identifiers_in_text(text).with_prefixes():
            identifier = prefixed.partition(":")[2]
            start = text.lower().find(identifier.lower())
            if start >= 0:
                yield RuleMatch(prefixed, Span(block.index, start, start + len(identifier)))


CITATION_RULES: tuple[FactRule, ...] = (
    FactRule(
        id="heading-over-sources",
        signal="references_heading",
        find=_find_list_headings,
        hits=(
            "<h2>References</h2><ol><li>Green A. Light at night. Journal of Sleep. 2019;4:12.</li><li>Holm K. Rest. "
            "2020.</li></ol>"
        ),
        misses="<h2>Resources</h2><ul><li>Our shop for lamps</li><li>Our newsletter about lamps</li></ul>",
    ),
    FactRule(
        id="link-to-research",
        signal="citation_link",
        find=_find_research_links,
        hits=(
            '<p>Light at night delays sleep, as <a href="https://doi.org/10.1000/xyz.1">a trial of forty people</a> '
            "found in 2019.</p>"
        ),
        misses=(
            '<p>Light at night delays sleep, as <a href="https://news.example.org/doi.org">a report on forty '
            "people</a> said.</p>"
        ),
    ),
    FactRule(
        id="identifier-in-text",
        signal="citation_link",
        find=_find_identifiers_in_text,
        hits=(
            "<p>Green A. Light at night delays sleep in adults. Journal of Sleep. 2019. doi: 10.1000/xyz.1. It is "
            "quoted often.</p>"
        ),
        misses="<p>Version 10.1000 of the catalogue, page 1/2, has been out of print for years, says the library.</p>",
    ),
    FactRule(
        id="mark-of-a-source",
        signal="citation_marker",
        find=_find_citation_marks,
        hits="<p>Light at night delays sleep in most adults who were asked to read from a bright tablet.[1]</p>",
        misses="<p>The lamp stood 2 m<sup>2</sup> of floor away [sic] from the bed, and nobody minded it at all.</p>",
    ),
)
