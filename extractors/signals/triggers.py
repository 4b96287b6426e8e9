"""One search of many texts for the triggers of all rules, so that patterns are tried only where a trigger stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from wellread.extractors.signals.rule import PatternRule

R = TypeVar("R", bound=PatternRule)
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"0" * 9)


class TriggerIndex(Generic[R]):
    """The triggers of rules, each with the rules that it stands for."""

    def __init__(self, rules: Iterable[R]) -> None:
        self._by_trigger: dict[bytes, list[R]] = {}
        self._longest_words: dict[bytes, bytes] = {}
        self._by_pattern: list[tuple[re.Pattern[bytes], R]] = []
        for rule in rules:
            for trigger in rule.triggers:
                encoded = trigger.encode("latin-1")
                self._by_trigger.setdefault(encoded, []).append(rule)
                self._longest_words[encoded] = max(trigger.split(), key=len).encode()
            if rule.trigger_pattern is not None:
                self._by_pattern.append((rule.trigger_pattern, rule))

    def candidates(self, texts: Sequence[str], vocabulary: bytes | None = None) -> Iterator[tuple[int, R]]:
        """The positions of texts with the rules that may hit them: by position, then by the id of the rule.

        `vocabulary` is that of a page with these texts; the search is faster with it.
        """
        # The one letter whose small form is two characters would move all that follows.
        joined = "\0".join(texts).replace("İ", "I").lower()
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        found: dict[tuple[int, str], R] = {}
        for offset, rule in self._triggered(joined, self._select_triggers(vocabulary)):
            position = bisect_right(starts, offset) - 1
            found[position, rule.id] = rule
        for position, rule_id in sorted(found):
            yield position, found[position, rule_id]

    def _select_triggers(self, vocabulary: bytes | None) -> Iterable[bytes]:
        """The triggers whose longest word is in a vocabulary; all of them without one."""
        if vocabulary is None:
            return self._by_trigger
        return [trigger for trigger, word in self._longest_words.items() if word in vocabulary]

    def _triggered(self, text: str, triggers: Iterable[bytes]) -> Iterator[tuple[int, R]]:
        """The offsets of some triggers, and of all trigger patterns, each with the rules that it stands for."""
        encoded = to_latin1(text)
        for trigger in triggers:
            rules = self._by_trigger[trigger]
            offset = encoded.find(trigger)
            while offset >= 0:
                for rule in rules:
                    yield offset, rule
                offset = encoded.find(trigger, offset + len(trigger))
        for pattern, rule in self._by_pattern:
            for match in pattern.finditer(encoded.translate(_DIGITS_TO_ZERO)):
                yield match.start(), rule


def to_latin1(text: str) -> bytes:
    """One byte for each character, `?` for those outside Latin-1: searched in a third of the time."""
    return text.encode("latin-1", "replace")
