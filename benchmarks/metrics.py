"""What is measured, as pure functions of what was found and what is true. README.md says why each is defined so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["heading", "text"]
Block = tuple[Kind, str]

SHINGLE = 4
WORD = re.compile(r"\w+")
BETWEEN_LISTS = re.compile(r"[;|&/]|\s(?:and|und|et|y|e|og|och|en)\s", re.IGNORECASE)
IN_PARENTHESES = re.compile(r"\s*\([^()]*\)")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
BEFORE_NAME = re.compile(r"(?:(?:by|von|par|por|di|af|door|dr|prof|mr|mrs|ms)\b[.:]?\s+)+", re.IGNORECASE)
CREDENTIAL = r"(?:(?:[A-Z][a-z]?\.?-?){2,6}®?|\d+)"
CREDENTIALS = re.compile(rf"{CREDENTIAL}(?:\s+{CREDENTIAL})*")


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of a multiset of things found against the true one, each in 0..1."""

    precision: float
    recall: float
    f1: float


def words(text: str) -> list[str]:
    """The words of a text, in order and in lower case.

    Where a word may be hyphenated and how its letters are composed of marks is not to be seen, and counts for nothing.
    """
    return WORD.findall(_as_seen(text).lower())


def normal(text: str) -> str:
    """A text as its words joined by one space: punctuation, case and white space never count."""
    return " ".join(words(text))


def overlap(found: Iterable[Hashable], true: Iterable[Hashable]) -> Score:
    """Compares two multisets. Two empty ones agree; an empty one has nothing in common with another."""
    ours, theirs = Counter(found), Counter(true)
    if not ours and not theirs:
        return Score(1.0, 1.0, 1.0)
    common, had, wanted = (ours & theirs).total(), ours.total(), theirs.total()
    return Score(
        precision=common / had if had else 0.0,
        recall=common / wanted if wanted else 0.0,
        f1=2 * common / (had + wanted),
    )


def word_score(found: str, true: str) -> Score:
    """Compares two texts as multisets of words."""
    return overlap(words(found), words(true))


def shingles(text: str, size: int = SHINGLE) -> list[tuple[str, ...]]:
    """Every run of `size` words; a shorter text is one run by itself."""
    all_words = words(text)
    if len(all_words) <= size:
        return [tuple(all_words)] if all_words else []
    return [tuple(all_words[start : start + size]) for start in range(len(all_words) - size + 1)]


def shingle_score(found: str, true: str) -> Score:
    """Compares two texts as multisets of runs of four words, so that order counts."""
    return overlap(shingles(found), shingles(true))


def snippets_found(text: str, snippets: Sequence[str]) -> int:
    """How many snippets occur in the text. Both are compared as `normal`; the first and last word may be cut."""
    inside = normal(text)
    return sum(normal(snippet) in inside for snippet in snippets)


def structure_score(
    found: Sequence[Block], true: Sequence[Block], neutral: Sequence[str] = (), kind: Kind | None = None
) -> Score:
    """Compares two lists of blocks as multisets of kind and text, order aside.

    A found block whose text is one of `neutral` counts only where the truth has it too.
    `kind` limits both sides to one kind.
    """
    wanted = Counter(_keys(true, kind))
    ignored = {normal(text) for text in neutral}
    return overlap((key for key in _keys(found, kind) if key in wanted or key[1] not in ignored), wanted.elements())


def _keys(blocks: Sequence[Block], kind: Kind | None) -> list[tuple[Kind, str]]:
    keys = ((its_kind, normal(text)) for its_kind, text in blocks if kind in {None, its_kind})
    return [key for key in keys if key[1]]


def names(people: Iterable[str]) -> frozenset[str]:
    """The names in a list of authors, comparable: one string may hold several.

    Titles, what stands in parentheses, and degrees behind a comma are no part of a name.
    """
    return frozenset(name for person in people for name in _names(person))


def _names(person: str) -> list[str]:
    lists = [[part.strip() for part in one.split(",")] for one in BETWEEN_LISTS.split(IN_PARENTHESES.sub("", person))]
    full = [name for first, *rest in lists for name in (first, *(p for p in rest if not CREDENTIALS.fullmatch(p)))]
    return list(filter(None, (normal(_without_lead(name)) for name in full)))


def _without_lead(name: str) -> str:
    """A name without the word for "by" and without titles before it."""
    lead = BEFORE_NAME.match(name)
    return name[lead.end() :] if lead else name


def day_of(text: str | None) -> date | None:
    """The day that an ISO date or time starts with, as written there; `None` for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def same_day(found: str | None, true: str) -> bool:
    """Whether two ISO dates fall on the same day as written; a true date without a day asks for the month alone."""
    asked = true[:10]
    return found is not None and found[: len(asked)] == asked


def nearly_same_day(found: str | None, true: str) -> bool:
    """Whether two ISO dates fall on the same day or on neighbouring ones, as another time zone makes of them."""
    ours, theirs = day_of(found), day_of(true)
    return same_day(found, true) or (ours is not None and theirs is not None and abs(ours - theirs).days <= 1)


def same_text(found: str | None, true: str) -> bool:
    """Whether two short texts have the same words in the same order, as a reader sees them."""
    return found is not None and normal(found) == normal(true)


def _as_seen(text: str) -> str:
    """A text without soft hyphens and joiners, and each letter in one form."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))


def shares_text(found: str | None, true: str) -> bool:
    """Whether one of two short texts holds the words of the other."""
    if not found or not words(found):
        return False
    ours, theirs = f" {normal(found)} ", f" {normal(true)} "
    return ours in theirs or theirs in ours
