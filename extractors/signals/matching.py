"""Rules that are patterns, tried on the texts and the links of a page."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.references.citation_marks import find_anchor
from wellread.extractors.segment import BlockIndex, Span
from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.model import RuleMatch
from wellread.extractors.signals.rule import LinkRule, TextRule
from wellread.extractors.signals.scope import is_about_other_pages, is_in_scope, is_in_teaser
from wellread.extractors.signals.triggers import TriggerIndex

# How far on either side of a match the ends of its sentence are looked for.
_MAX_SENTENCE_CHARS = 400
_SENTENCE_ENDS = (". ", "! ", "? ", "\n")
_MAX_LINKS = 2_000
# How URLs begin that can lead off the site.
_EXTERNAL_STARTS = ("http", "tel:", "sms:")


def match_text_rules(context: SignalContext, index: TriggerIndex[TextRule]) -> Iterator[tuple[TextRule, RuleMatch]]:
    """What rules about words find, block by block."""
    page = context.page
    blocks = [block for block in page.text_blocks if not is_about_other_pages(page, block)]
    for position, rule in index.candidates([block.text for block in blocks], page.vocabulary):
        block = blocks[position]
        is_all_link = rule.quotes_sentence and block.link_chars == block.chars
        if len(block.text) > rule.max_block_chars or is_all_link or not is_in_scope(page, block, rule.scope):
            continue
        end = 0
        for match in rule.pattern.finditer(block.text):
            if match.start() < end or is_in_teaser(page, block):
                continue
            span = Span(block.index, *match.span())
            quoted = _sentence_around(block.text, span) if rule.quotes_sentence else span
            end = quoted.end
            yield rule, RuleMatch(match.groupdict().get("value") or match.group(), quoted)


def match_link_rules(context: SignalContext, index: TriggerIndex[LinkRule]) -> Iterator[tuple[LinkRule, RuleMatch]]:
    """What rules about URLs find, each URL once for each block and signal."""
    page = context.page
    site = page.site or "\0"  # which is in no URL
    links = [
        (block, anchor)
        for block in page.text_blocks
        for anchor in block.anchors
        if anchor.href[:4] in _EXTERNAL_STARTS and site not in anchor.href
    ][:_MAX_LINKS]
    seen: set[tuple[str, BlockIndex, str]] = set()
    for position, rule in index.candidates([anchor.href for _, anchor in links]):
        block, anchor = links[position]
        href = anchor.href.strip()
        key = (rule.signal, block.index, href)
        if key not in seen and rule.pattern.search(href) and is_in_scope(page, block, rule.scope):
            seen.add(key)
            yield rule, RuleMatch(href, find_anchor(block, anchor))


def _sentence_around(text: str, span: Span) -> Span:
    """The sentence around a match, without white space at its ends; cut at a distance."""
    first = max(0, span.start - _MAX_SENTENCE_CHARS)
    before = max(text.rfind(mark, first, span.start) for mark in _SENTENCE_ENDS)
    start = before + 1 if before >= 0 else first
    while start < span.start and text[start].isspace():
        start += 1
    last = min(len(text), span.end + _MAX_SENTENCE_CHARS)
    ends = [at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, span.end, last)) >= 0]
    end = min(ends, default=last)
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(span.block, start, end)
