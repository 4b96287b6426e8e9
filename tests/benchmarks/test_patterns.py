"""Patterns that take more than proportional time are found by texts made from themselves."""

from __future__ import annotations

import re

import pytest

from benchmarks import patterns


@pytest.mark.parametrize("slow", [r"[\w.+-]+@", r"\d[\d.,]*\s?€", r"\s+$"])
def test_a_pattern_that_begins_anew_at_each_place_is_found(monkeypatch: pytest.MonkeyPatch, slow: str) -> None:
    monkeypatch.setattr(patterns, "find_patterns", lambda: {"module.SLOW": re.compile(slow)})
    assert patterns.find_slow_units("module.SLOW")


@pytest.mark.parametrize("quick", [r"[\w.+-]{1,8}@", r"(?<!\d)\d++\s?€", r"(?:a|b)", r"(?<!\s)\s+$"])
def test_a_pattern_in_proportion_is_not(monkeypatch: pytest.MonkeyPatch, quick: str) -> None:
    monkeypatch.setattr(patterns, "find_patterns", lambda: {"module.QUICK": re.compile(quick)})
    assert not patterns.find_slow_units("module.QUICK")


def test_a_time_that_was_measured_wrongly_once_is_not_held_against_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(_: object, text: str) -> float:
        return 4 * patterns.MIN_SECONDS if len(text) == 2 * patterns.CHARS + 1 else len(text) / 1e6

    monkeypatch.setattr(patterns, "find_patterns", lambda: {"module.QUICK": re.compile("ab")})
    monkeypatch.setattr(patterns, "_ask_everywhere", measure)
    assert not patterns.find_slow_units("module.QUICK")


def test_patterns_of_rules_are_tried_as_well() -> None:
    names = patterns.find_patterns()
    assert any("PHRASE_RULES[" in name for name in names)
    assert any(name.startswith("crawler.discovery.") for name in names)
