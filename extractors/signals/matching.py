"""One search of the page for the triggers of all rules; patterns are tried only where a trigger stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from wellread.extractors.references.citation_marks import span_of
from wellread.extractors.segment import Block, Span
from wellread.extractors.signals.context import Scene
from wellread.extractors.signals.rule import Found, LinkRule, PatternRule, TextRule

R = TypeVar("R", bound=PatternRule)
# How far on either side of what was found a sentence is looked for.
_LONGEST_SENTENCE = 400
_MOST_LINKS = 2_000
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
# How addresses begin that can lead off the site.
_ELSEWHERE = ("http", "tel:", "sms:")


class Index(Generic[R]):
    """The triggers of rules, each with the rules that it stands for."""

    def __init__(self, rules: Iterable[R]) -> None:
        self._by_trigger: dict[bytes, list[R]] = {}
        self._by_pattern: list[tuple[re.Pattern[bytes], R]] = []
        for rule in rules:
            for trigger in rule.triggers:
                self._by_trigger.setdefault(trigger.encode("latin-1"), []).append(rule)
            if rule.trigger_pattern is not None:
                self._by_pattern.append((rule.trigger_pattern, rule))

    def candidates(self, texts: Sequence[str]) -> Iterator[tuple[int, R]]:
        """The numbers of texts with the rules that may hit them, in order of both."""
        # The one letter whose small form is two characters would move all that follows.
        whole = "\0".join(texts).replace("İ", "I").lower()
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        found: dict[tuple[int, str], R] = {}
        for at, rule in self._triggered(whole):
            place = bisect_right(starts, at) - 1
            found[place, rule.id] = rule
        for place, name in sorted(found):
            yield place, found[place, name]

    def _triggered(self, whole: str) -> Iterator[tuple[int, R]]:
        narrow = narrowed(whole)
        for trigger, rules in self._by_trigger.items():
            at = narrow.find(trigger)
            while at >= 0:
                for rule in rules:
                    yield at, rule
                at = narrow.find(trigger, at + len(trigger))
        for pattern, rule in self._by_pattern:
            for match in pattern.finditer(narrow.translate(_DIGITS)):
                yield match.start(), rule


def narrowed(text: str) -> bytes:
    """One byte a character: as many characters, and searched in a third of the time. What has no byte is `?`."""
    return text.encode("latin-1", "replace")


def in_texts(scene: Scene, index: Index[TextRule]) -> Iterator[tuple[TextRule, Found]]:
    """What rules about words find."""
    blocks = [block for block in scene.blocks if not scene.is_foreign(block)]
    for place, rule in index.candidates([block.text for block in blocks]):
        block = blocks[place]
        is_link = rule.sentence and block.link_chars == block.chars
        if len(block.text) > rule.longest or is_link or not scene.sees(block, rule.where):
            continue
        end = 0
        for match in rule.pattern.finditer(block.text):
            if match.start() < end or scene.is_in_teaser(block):
                continue
            span = _sentence(block, match.span()) if rule.sentence else Span(block.index, *match.span())
            end = span.end
            named = match.groupdict().get("value")
            yield rule, Found(named or match.group(), span)


def in_links(scene: Scene, index: Index[LinkRule]) -> Iterator[tuple[LinkRule, Found]]:
    """What rules about addresses find."""
    links = [
        (block, anchor)
        for block in scene.blocks
        for anchor in block.anchors
        if anchor.href[:4] in _ELSEWHERE and scene.site not in anchor.href
    ][:_MOST_LINKS]
    noted: set[tuple[str, int, str]] = set()
    for place, rule in index.candidates([anchor.href for _, anchor in links]):
        block, anchor = links[place]
        href = anchor.href.strip()
        key = (rule.signal, block.index, href)
        if key not in noted and rule.pattern.search(href) and scene.sees(block, rule.where):
            noted.add(key)
            yield rule, Found(href, span_of(block, anchor))


def _sentence(block: Block, found: tuple[int, int]) -> Span:
    """The sentence around what was found, cut at a distance."""
    start, end = found
    text = block.text
    first = max(0, start - _LONGEST_SENTENCE)
    begin = max(text.rfind(mark, first, start) for mark in (". ", "! ", "? ", "\n"))
    begin = begin + 1 if begin >= 0 else first
    while begin < start and text[begin].isspace():
        begin += 1
    last = min(len(text), end + _LONGEST_SENTENCE)
    stops = [at + 1 for mark in (". ", "! ", "? ", "\n") if (at := text.find(mark, end, last)) >= 0]
    finish = min(stops, default=last)
    while finish > end and text[finish - 1].isspace():
        finish -= 1
    return Span(block.index, begin, finish)
