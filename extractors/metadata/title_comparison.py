"""Wordings of one title, compared by their words."""

from __future__ import annotations

import re

# Two wordings of one title are at least so alike.
MIN_SAME_TITLE_SIMILARITY = 0.4
# Where one title stands whole in another, they are more alike than this, the more the less the
# other has besides.
_CONTAINED_SIMILARITY = 0.6
_WORD = re.compile(r"\w+")
# Soft hyphens and joiners, which stand inside words.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def remove_invisible(text: str) -> str:
    """A text without the characters that nobody sees and that part words."""
    return _INVISIBLE.sub("", text)


def normalize_title(text: str) -> str:
    """A title as its words only, case folded, with a space between each, for comparison."""
    return " ".join(_WORD.findall(remove_invisible(text).casefold()))


def compare_titles(one: str, other: str) -> float:
    """How alike two normalized titles are, 0 to 1: above 0.6 where one stands whole in the other.

    Otherwise the Jaccard index of their words.
    """
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if shorter and f" {shorter} " in f" {longer} " and (" " in shorter or _is_at_edge(shorter, longer)):
        return _CONTAINED_SIMILARITY + (1 - _CONTAINED_SIMILARITY) * len(shorter) / len(longer)
    ours, theirs = set(one.split()), set(other.split())
    return len(ours & theirs) / (len(ours | theirs) or 1)


def _is_at_edge(word: str, title: str) -> bool:
    """Whether a title begins or ends with a word; one in its midst is no shorter title."""
    return title.startswith(f"{word} ") or title.endswith(f" {word}")
