"""How a text is made, whatever it is about: what the model sees of the wording of a block.

Where a block stands says most; these numbers tell the last paragraph of an article from the biography, the offer or the
legal note that stands below it in the same box.
"""

from __future__ import annotations

import re
from string import digits

from extractors.metadata import Metadata

_HAS: dict[str, re.Pattern[str]] = {
    # An e-mail address or an American telephone number.
    "contact": re.compile(r"\b[\w.+-]+@[\w-]+\.\w|\(?\b[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}\b"),
    "bare_url": re.compile(r"https?://|\bwww\.|\b\w{3,}\.(?:com|org|net|edu|gov|io)\b"),
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
    "bare_url": ("http", "www.", ".com", ".org", ".net", ".edu", ".gov", ".io"),
    "citation": ("et al", "doi", "19", "20", "p.", "Retrieved", "Accessed"),
    "report": ("said", "says", "told", "according"),
}
_TESTS = tuple(
    (pattern.match if name in _AT_START else pattern.search, _NEEDS.get(name, ("",))) for name, pattern in _HAS.items()
)
_PRONOUNS = re.compile(r"\b(?:(you|your|yours)|(we|our|us)|(i|my|me))\b")
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
    """Computes the numbers of one page's blocks, in the order of `NAMES`."""

    def __init__(self, metadata: Metadata) -> None:
        self._authors = [person.name for person in metadata.authors if len(person.name) >= _SHORTEST_AUTHOR]
        self._brands = [brand for brand in metadata.brands if len(brand) >= _SHORTEST_BRAND]

    def numbers(self, text: str) -> list[float]:
        """Flags, pronouns per hundred characters, and whose names are there."""
        lead, has = text[:_LEAD], text.__contains__
        you, we, i = _count_pronouns(text)
        return [
            *[1.0 if any(map(has, needs)) and test(text) else 0.0 for test, needs in _TESTS],
            float(text.endswith("!")),
            you,
            we,
            i,
            float(any(name in text for name in self._authors)),
            float(any(name in lead for name in self._authors)),
            float(sum(text.count(name) for name in self._brands)),
        ]


def _count_pronouns(text: str) -> tuple[float, float, float]:
    """Per hundred characters: the reader addressed, the site speaking, a writer speaking."""
    counts = [0, 0, 0, 0]
    for found in _PRONOUNS.finditer(text.lower()):
        counts[found.lastindex or 0] += 1
    share = 100.0 / len(text)
    return counts[1] * share, counts[2] * share, counts[3] * share
