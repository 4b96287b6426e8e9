"""Rules about boxes prove themselves on a page with an article in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from wellread.extractors import BlockExplanation, explain
from wellread.extractors.article import Reason
from wellread.extractors.label.rules.structure import STRUCTURE_RULES, StructureRule

ARTICLE = "".join(
    f"<p>Sentence number {number} of an article whose paragraphs outweigh all that stands around it.</p>"
    for number in range(12)
)
each_rule = pytest.mark.parametrize("rule", STRUCTURE_RULES, ids=lambda rule: rule.id)


def blocks_of(markup: str) -> list[BlockExplanation]:
    """What becomes of the blocks of a piece of markup that stands below an article."""
    page = f"<html><body><main><h1>An article</h1>{ARTICLE}</main>{markup}</body></html>"
    return [block for block in explain(page) if block.text and not block.xpath.startswith("/html/body/main")]


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(rule.id for rule in STRUCTURE_RULES).items() if count > 1] == []


@each_rule
def test_the_rule_drops_every_block_of_its_example(rule: StructureRule) -> None:
    found = {(block.rule, block.reason, block.kept) for block in blocks_of(rule.hits)}
    assert found == {(rule.id, rule.reason, False)}


@each_rule
def test_the_rule_says_which_element_it_went_by(rule: StructureRule) -> None:
    assert all(block.evidence[0].startswith("<") for block in blocks_of(rule.hits))


@each_rule
def test_no_rule_drops_the_near_miss(rule: StructureRule) -> None:
    others = {other.id for other in STRUCTURE_RULES}
    blocks = blocks_of(rule.misses)
    assert blocks
    assert [block.rule for block in blocks if block.rule in others] == []


@each_rule
def test_the_rule_leaves_a_box_that_holds_the_whole_article(rule: StructureRule) -> None:
    """A page may call its article anything."""
    page = f"<html><body><h1>An article</h1>{around(rule.hits)}</body></html>"
    assert [block for block in explain(page) if block.rule == rule.id and "Sentence number" in block.text] == []


def around(markup: str) -> str:
    """The element of a piece of markup, with the article in it in place of its own content."""
    opening = re.match(r"<(\w+)[^>]*>", markup)
    assert opening
    return f"{opening[0]}{ARTICLE}</{opening[1]}>"


@each_rule
def test_the_bounds_are_sensible(rule: StructureRule) -> None:
    assert 0 < rule.max_share < 1
    assert rule.max_running_text > 0
    assert rule.trait
    assert not rule.trait & rule.unless
    assert rule.reason in Reason
