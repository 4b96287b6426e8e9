"""How a text is made, whatever it is about: what the model sees of the wording of a block.

Where a block stands says most; these numbers tell the last paragraph of an article from the biography, the offer or the
legal note that stands below it in the same box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from string import digits

from wellread.extractors.metadata import Metadata

_HAS: dict[str, re.Pattern[str]] = {
    # An e-mail address or an American telephone number.
    "contact": re.compile(r"\b[\w.+-]+@[\w-]+\.\w|\(?\b[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}\b"),
    "bare_url": re.compile(r"https?://|www\.(?<!\wwww\.)|\.(?<=\w{3}\.)(?:com|org|net|edu|gov|io)\b"),
    # "Ada Green, PhD, is a dietitian": how biographies begin.
    "person": re.compile(
        r"\W*(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:[A-ZÀ-Þ][\w.'’-]+,? ){2,4}"
        r"(?:is|was|has|works|writes|serves|lives|holds|joined|ist|est|es)\b"
    ),
    "citation": re.compile(
        r"\bet al\b|\bdoi\b|\b(?:19|20)\d\d;|\((?:19|20)\d\d\)|\bpp?\. ?\d|\bRetrieved\b|\bAccessed\b"
    ),
    "mark": re.compile(r"[*†‡§¹²³\[(]"),
    "quotation": re.compile(r"[\"“„«‘]"),
    "request": re.compile(
        r"\W*(?:subscribe|download|click|learn|sign|join|register|contact|call|book|schedule|request|try|shop|buy|order"
        r"|donate|follow|visit|get|start|explore|discover|read|see|check|watch|listen|share|support|view|find|want|need"
        r"|looking|ready|interested|have)\b",
        re.IGNORECASE,
    ),
    "report": re.compile(r"\b(?:said|says|told|according)\b"),
}
# These describe how a text begins, the others something anywhere in it.
_AT_START = frozenset(("person", "mark", "quotation", "request"))
# Of these a text must have one for its pattern to be worth a search, which takes many times as long.
_NEEDS: dict[str, tuple[str, ...]] = {
    "contact": ("@", *digits),
    "citation": ("et al", "doi", "19", "20", "p.", "Retrieved", "Accessed"),
    "report": ("said", "says", "told", "according"),
}


def _test(name: str) -> Callable[[str], object]:
    pattern, needs = _HAS[name], _NEEDS.get(name)
    if needs is None:
        return pattern.match if name in _AT_START else pattern.search
    return lambda text: any(map(text.__contains__, needs)) and pattern.search(text)


# In small letters. That no letter stands before the word is asked last, so that the search is for its first letters.
_PRONOUNS: dict[str, re.Pattern[str]] = {
    "you": re.compile(r"you(?<!\wyou)(?:rs?)?\b"),
    "we": re.compile(r"(?:we(?<!\wwe)|our(?<!\wour)|us(?<!\wus))\b"),
    "i": re.compile(r"(?:i(?<!\wi)|my(?<!\wmy)|me(?<!\wme))\b"),
}
_LEAD = 80
# Shorter names are words as well.
_SHORTEST_AUTHOR, _SHORTEST_BRAND = 5, 3

NAMES: tuple[str, ...] = (
    *(f"has_{name}" for name in _HAS),
    *"exclaims you we i names_author begins_with_author names_site".split(),
)


def introduces_person(text: str) -> bool:
    """Whether a text begins as a biography does: "Ada Green, PhD, is a dietitian"."""
    return _HAS["person"].match(text) is not None


class Wording:
    """Computes the numbers of one page's blocks, in the order of `NAMES`; flags and counts not `wanted` are 0."""

    def __init__(self, metadata: Metadata, wanted: Collection[str] = NAMES) -> None:
        self._authors = [person.name for person in metadata.authors if len(person.name) >= _SHORTEST_AUTHOR]
        self._brands = [brand for brand in metadata.brands if len(brand) >= _SHORTEST_BRAND]
        self._tests = [_test(name) if f"has_{name}" in wanted else None for name in _HAS]
        self._pronouns = [pattern if name in wanted else None for name, pattern in _PRONOUNS.items()]

    def numbers(self, text: str) -> list[float]:
        """Flags, pronouns per hundred characters, and whose names are there."""
        small, share = text.lower(), 100.0 / len(text)
        return [
            *[1.0 if test and test(text) else 0.0 for test in self._tests],
            float(text.endswith("!")),
            # The reader addressed, the site speaking, a writer speaking.
            *[len(pattern.findall(small)) * share if pattern else 0.0 for pattern in self._pronouns],
            *self._names(text),
        ]

    def _names(self, text: str) -> tuple[float, float, float]:
        """Whether an author is named, and in the first words; how often the site is."""
        authors = [name for name in self._authors if name in text]
        site = 0
        for brand in self._brands:
            site += text.count(brand)
        return float(bool(authors)), float(any(name in text[:_LEAD] for name in authors)), float(site)
