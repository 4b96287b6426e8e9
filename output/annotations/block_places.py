"""Where the blocks of a page stand in its text: blocks have other white space, so what is not white space is compared.

A block is placed only where its place is certain. Long blocks come first: they are unique, and bound the others.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from wellread.output.annotations.page_text import PageText


class SqueezedText:
    """The text of a page that a reader may see, without white space, and where each character of it stands."""

    def __init__(self, page: PageText) -> None:
        self._text = page.text
        self._places = [
            place for start, end in page.seen for place in range(start, end) if not is_space(page.text[place])
        ]
        self.squeezed = "".join(page.text[place] for place in self._places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the page's text that holds these characters of the squeezed text."""
        return self._places[start], self._places[end - 1] + 1


def is_space(char: str) -> bool:
    """Whether a character has no ink: white space, and what only divides or joins."""
    return char.isspace() or unicodedata.category(char) == "Cf"


def squeeze(text: str) -> str:
    """The text without its white space."""
    return "".join(char for char in text if not is_space(char))


def place_blocks(page: SqueezedText, blocks: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Where the blocks, in page order, stand in the squeezed text, by number. What is not certain is left out."""
    squeezed = [squeeze(text) for text in blocks]
    placed: dict[int, tuple[int, int]] = {}
    order: list[int] = []
    alike: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(squeezed):
        if text:
            alike[text].append(number)
    for text in sorted(alike, key=len, reverse=True):
        for group in _group(alike[text], order):
            low, high = _bounds(group, order, placed, len(page.squeezed))
            found = _find_all(page.squeezed, text, low, high, len(group) + 1)
            if len(found) != len(group):
                continue
            for number, start in zip(group, found, strict=True):
                placed[number] = (start, start + len(text))
                insort(order, number)
    return placed


def _group(numbers: Iterable[int], order: Sequence[int]) -> list[list[int]]:
    """Blocks of one text, divided by the placed blocks between them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        groups[bisect_left(order, number)].append(number)
    return list(groups.values())


def _bounds(
    group: Sequence[int], order: Sequence[int], placed: dict[int, tuple[int, int]], length: int
) -> tuple[int, int]:
    """The stretch between the placed blocks before and behind; the whole text where these do not stand in order."""
    at = bisect_left(order, group[0])
    low = placed[order[at - 1]][1] if at else 0
    high = placed[order[at]][0] if at < len(order) else length
    return (low, high) if low <= high else (0, length)


def _find_all(text: str, words: str, low: int, high: int, most: int) -> list[int]:
    found: list[int] = []
    start = text.find(words, low, high)
    while start >= 0 and len(found) < most:
        found.append(start)
        start = text.find(words, start + len(words), high)
    return found
