"""Rules about signals prove themselves: each hits its example, leaves its near-miss, and takes no time to say so."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from wellread.extractors import extract
from wellread.extractors.article import Signal
from wellread.extractors.signals.catalog import RULES, SIGNALS
from wellread.extractors.signals.rule import PatternRule, Rule, TextRule
from wellread.extractors.signals.triggers import TriggerIndex

URL = "https://example.org/blog/post"
PROSE = "".join(
    f"<p>Sentence number {number} says one plain thing about beds, in a row of words that ends with a full stop.</p>"
    for number in range(12)
)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
each_pattern = pytest.mark.parametrize(
    "rule", [rule for rule in RULES if isinstance(rule, PatternRule)], ids=lambda rule: rule.id
)
each_text_rule = pytest.mark.parametrize(
    "rule", [rule for rule in RULES if isinstance(rule, TextRule)], ids=lambda rule: rule.id
)


def found(rule: Rule, html: str) -> list[Signal]:
    """What a rule finds on a page with a passage between paragraphs that say nothing."""
    title = "" if "<h1" in html else "<h1>On beds</h1>"
    language = (rule.languages or ("en",))[0]
    head, body = (html, "") if html.startswith("<script") else ("", html)
    page = f'<html lang="{language}"><head>{head}</head><body><main>{title}{body}{PROSE}</main></body></html>'
    return [signal for signal in extract(page, URL).signals if signal.rule == rule.published_id]


def text_of(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>")


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


@each_rule
def test_the_rule_is_for_a_signal_of_the_catalogue(rule: Rule) -> None:
    assert rule.signal in SIGNALS


@each_rule
def test_the_rule_hits_its_example(rule: Rule) -> None:
    assert [signal.id for signal in found(rule, rule.hits)][:1] == [rule.signal]


@each_rule
def test_the_rule_leaves_its_near_miss(rule: Rule) -> None:
    assert found(rule, rule.misses) == []


@each_text_rule
def test_no_rule_of_the_same_signal_hits_the_near_miss(rule: TextRule) -> None:
    others = [other for other in RULES if isinstance(other, TextRule) and other.signal == rule.signal]
    assert [other.id for other in others if other.pattern.search(text_of(rule.misses))] == []


@each_text_rule
def test_the_near_miss_has_a_trigger_so_that_the_pattern_is_tried(rule: TextRule) -> None:
    assert list(TriggerIndex([rule]).candidates([rule.misses]))


@each_pattern
def test_triggers_are_what_the_search_looks_for(rule: PatternRule) -> None:
    for trigger in rule.triggers:
        assert trigger == trigger.lower()
        assert trigger.encode("latin-1")
    assert rule.triggers or rule.trigger_pattern


def hostile_texts(rule: PatternRule) -> list[str]:
    """Long texts that begin as an example does and go on repeating a part of it, without an end of a sentence."""
    example = text_of(rule.hits).rstrip(".")
    parts = [*example.split(), *" -,aA1", "a ", "A. ", "of the ", "not ", "may be ", "1 ", "10.1/"]
    return [(f"{example} " + f"{part} " * 20_000)[:20_000] for part in parts]


@each_pattern
def test_no_text_makes_the_pattern_backtrack_for_long(rule: PatternRule) -> None:
    texts = hostile_texts(rule)
    start = time.process_time()
    hits = [list(rule.pattern.finditer(text)) for text in texts]
    assert time.process_time() - start < 0.5 * len(hits)
