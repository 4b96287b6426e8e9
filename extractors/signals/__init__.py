"""What an auditor looks for, with the place where it stands: found on the whole page, dropped blocks included."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from wellread.extractors.page import LabelledPage
from wellread.extractors.references import References
from wellread.extractors.segment import BlockKind
from wellread.extractors.signals import readability
from wellread.extractors.signals.catalog import FACT_RULES, SIGNALS, TEXT_RULES, can_check
from wellread.extractors.signals.context import SignalContext
from wellread.extractors.signals.matching import match_link_rules, match_text_rules
from wellread.extractors.signals.model import Detection, RuleMatch
from wellread.extractors.signals.rule import Rule, TextRule
from wellread.extractors.signals.rules.links import LINK_RULES
from wellread.extractors.signals.triggers import TriggerIndex

__all__ = ["Detection", "detect_signals"]

_MAX_DETECTIONS_PER_SIGNAL = 200
_GRADED_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_LINK_TRIGGERS = TriggerIndex(LINK_RULES)
_GRADES_VERSION = "grades/1"


def detect_signals(page: LabelledPage, references: References) -> tuple[Detection, ...]:
    """All signals of a page, in the order of the catalog and then of the page; each of them at least once."""
    context = SignalContext(page, references)
    found: dict[str, list[Detection]] = {signal: [] for signal in SIGNALS}
    for rule, match in _match_rules(context):
        if len(found[rule.signal]) < _MAX_DETECTIONS_PER_SIGNAL:
            found[rule.signal].append(Detection(rule.signal, "present", rule.published_id, match.value, match.span))
    for grade in _grade(context):
        found[grade.signal].append(grade)
    return tuple(
        detection
        for signal, detections in found.items()
        for detection in _without_copies(page, _without_overlaps(detections)) or [_not_found(signal, context.language)]
    )


def _match_rules(context: SignalContext) -> Iterator[tuple[Rule, RuleMatch]]:
    for rule in FACT_RULES:
        for match in rule.find(context):
            yield rule, match
    yield from match_text_rules(context, _text_triggers(context.language))
    yield from match_link_rules(context, _LINK_TRIGGERS)


@cache
def _text_triggers(language: str | None) -> TriggerIndex[TextRule]:
    """The rules about words for pages in a language; all of them where it is not known."""
    return TriggerIndex(rule for rule in TEXT_RULES if language is None or language in rule.languages)


def _without_overlaps(detections: list[Detection]) -> list[Detection]:
    """By place; what stands nowhere comes first. Of two that quote the same words, the first is kept."""
    ordered = sorted(detections, key=lambda each: (each.span.block, each.span.start) if each.span else (-1, 0))
    kept: list[Detection] = []
    for detection in ordered:
        last, span = kept[-1].span if kept else None, detection.span
        if not (last and span and last.block == span.block and span.start < last.end):
            kept.append(detection)
    return kept


def _without_copies(page: LabelledPage, detections: list[Detection]) -> list[Detection]:
    """Each value once for texts that are the same and no part of the article, as a byline for wide and narrow screens.

    What the article itself says twice counts twice.
    """
    if len(detections) < 2:
        return detections
    blocks = {block.index: block for block in page.text_blocks}
    seen: set[tuple[str | None, str]] = set()
    kept: list[Detection] = []
    for detection in detections:
        block = blocks.get(detection.span.block) if detection.span else None
        said = (detection.value, " ".join(block.text.split())) if block else None
        if said in seen and block and not page.is_kept(block):
            continue
        if said:
            seen.add(said)
        kept.append(detection)
    return kept


def _not_found(signal: str, language: str | None) -> Detection:
    return Detection(signal, "not_found" if can_check(signal, language) else "not_checked")


def _grade(context: SignalContext) -> Iterator[Detection]:
    """The readability grades of the article, where it is English and long enough, with what they count."""
    if context.language != "en":
        return
    texts = (
        block.text
        for block in context.page.running_text
        if block.kind in _GRADED_KINDS and block.index not in context.references.entry_blocks
    )
    counts = readability.count_text(texts)
    if counts is None:
        return
    is_short = counts.sentences < readability.SMOG_SENTENCES
    smog_note = f"made for {readability.SMOG_SENTENCES} sentences or more" if is_short else None
    for signal, value, note in (
        ("flesch_kincaid_grade", f"{counts.flesch_kincaid_grade:.1f}", None),
        ("smog_grade", f"{counts.smog_grade:.1f}", smog_note),
        ("words", str(counts.words), None),
        ("sentences", str(counts.sentences), None),
    ):
        yield Detection(signal, "present", _GRADES_VERSION, value, None, note)
