"""What an auditor looks for, with the place where it stands: found on the whole page, before anything is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from wellread.extractors.label import LabelledBlock
from wellread.extractors.metadata import Metadata
from wellread.extractors.parse import Document
from wellread.extractors.references import References
from wellread.extractors.segment import Kind, Layout, Span
from wellread.extractors.signals import readability
from wellread.extractors.signals.catalog import SIGNALS, can_check
from wellread.extractors.signals.context import Scene
from wellread.extractors.signals.matching import Index, in_links, in_texts
from wellread.extractors.signals.rule import Found, Rule, TextRule
from wellread.extractors.signals.rules.facts import FACT_RULES
from wellread.extractors.signals.rules.links import LINK_RULES
from wellread.extractors.signals.rules.words import TEXT_RULES

__all__ = ["Observation", "observe"]

_MOST_HITS = 200
_READ = frozenset((Kind.PARAGRAPH, Kind.ITEM))
_LINKS = Index(LINK_RULES)
_GRADES_VERSION = "grades/1"


class Observation(msgspec.Struct, frozen=True):
    """One signal: that it is there, or that nothing was found, or that nobody could look.

    `span` is None where nothing is quoted. `note` says what a person should know about the value.
    """

    signal: str
    state: Literal["present", "not_found", "not_checked"]
    rule: str | None = None
    value: str | None = None
    span: Span | None = None
    note: str | None = None


def observe(
    document: Document,
    layout: Layout,
    metadata: Metadata,
    labelled: Sequence[LabelledBlock],
    references: References,
) -> tuple[Observation, ...]:
    """All signals of a page, in the order of the catalogue and then of the page; each of them at least once."""
    scene = Scene(document, layout, metadata, labelled, references)
    found: dict[str, list[Observation]] = {signal: [] for signal in SIGNALS}
    for rule, hit in _hits(scene):
        if len(found[rule.signal]) < _MOST_HITS:
            found[rule.signal].append(Observation(rule.signal, "present", rule.name, hit.value, hit.span))
    for grade in _grades(scene):
        found[grade.signal].append(grade)
    return tuple(one for signal, hits in found.items() for one in _in_page_order(hits) or [_nothing(signal, scene)])


def _hits(scene: Scene) -> Iterator[tuple[Rule, Found]]:
    for rule in FACT_RULES:
        for found in rule.find(scene):
            yield rule, found
    yield from in_texts(scene, _words(scene.language))
    yield from in_links(scene, _LINKS)


@cache
def _words(language: str | None) -> Index[TextRule]:
    """The rules about words for pages in a language; all of them where it is not known."""
    return Index(rule for rule in TEXT_RULES if language is None or language in rule.languages)


def _in_page_order(hits: list[Observation]) -> list[Observation]:
    """By place; what stands nowhere comes first. Two rules that find the same words are one hit."""
    ordered = sorted(hits, key=lambda hit: (hit.span.block, hit.span.start) if hit.span else (-1, 0))
    kept: list[Observation] = []
    for hit in ordered:
        before = kept[-1].span if kept else None
        overlaps = before and hit.span and before.block == hit.span.block and hit.span.start < before.end
        if not overlaps:
            kept.append(hit)
    return kept


def _nothing(signal: str, scene: Scene) -> Observation:
    return Observation(signal, "not_found" if can_check(signal, scene.language) else "not_checked")


def _grades(scene: Scene) -> Iterator[Observation]:
    """The grades of the article, where it is English."""
    if scene.language != "en":
        return
    texts = [
        block.text
        for block in scene.page.running_text
        if block.kind in _READ and block.index not in scene.references.entries
    ]
    counted = readability.measure(texts)
    if counted is None:
        return
    is_short = counted.sentences < readability.SMOG_SENTENCES
    note = f"made for {readability.SMOG_SENTENCES} sentences or more" if is_short else None
    for signal, value, about in (
        ("flesch_kincaid_grade", f"{counted.flesch_kincaid_grade:.1f}", None),
        ("smog_grade", f"{counted.smog_grade:.1f}", note),
        ("words", str(counted.words), None),
        ("sentences", str(counted.sentences), None),
    ):
        yield Observation(signal, "present", _GRADES_VERSION, value, None, about)
