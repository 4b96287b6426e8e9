"""Features of the wording of a block: how a text is made, whatever it is about.

Where a block stands says most; these numbers tell the last paragraph of an article from the biography, the offer or the
legal note that stands below it in the same box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from wellread.extractors.label.features.group import Numbers, feature_group
from wellread.extractors.label.features.page import FeaturePage

# An e-mail address, whose local part has 64 characters at most (RFC 5321, 4.5.3.1.1; without that bound the search
# would run on from each word), and an American telephone number.
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]+\.\w")
# Its first character stands alone: what may be there is looked for faster than what is repeated.
_PHONE = re.compile(r"[0-9][0-9]{2}(?<!\w[0-9]{3})\)?[-. ][0-9]{3}[-. ][0-9]{4}\b")
# That no letter stands before a word is asked last, so that the search is for its first letters.
_PATTERNS: dict[str, re.Pattern[str]] = {
    "bare_url": re.compile(r"https?://|www\.(?<!\wwww\.)|\.(?<=\w{3}\.)(?:com|org|net|edu|gov|io)\b"),
    # "Ada Green, PhD, is a dietitian": how biographies begin.
    "person": re.compile(
        r"\W{0,40}(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:[A-ZÀ-Þ][\w.'’-]+,? ){2,4}"
        r"(?:is|was|has|works|writes|serves|lives|holds|joined|ist|est|es)\b"
    ),
    "citation": re.compile(
        r"et al\b(?<!\wet al)|doi\b(?<!\wdoi)|(?:19|20)\d\d;(?<!\w\d{4};)|\((?:19|20)\d\d\)"
        r"|p\.(?<!\wp\.) ?\d|pp\.(?<!\wpp\.) ?\d|Retrieved\b(?<!\wRetrieved)|Accessed\b(?<!\wAccessed)"
    ),
    "mark": re.compile(r"[*†‡§¹²³\[(]"),
    "request": re.compile(
        r"\W{0,40}(?:subscribe|download|click|learn|sign|join|register|contact|call|book|schedule|request|try|shop|buy|order"
        r"|donate|follow|visit|get|start|explore|discover|read|see|check|watch|listen|share|support|view|find|want|need"
        r"|looking|ready|interested|have)\b",
        re.IGNORECASE,
    ),
}
# These describe how a text begins, the others something anywhere in it.
_AT_START = frozenset(("person", "mark", "request"))
# Of these strings a text must have one for its pattern to be worth a search, which takes many times as long.
_REQUIRED_STRINGS: dict[str, tuple[str, ...]] = {
    "citation": ("et al", "doi", "19", "20", "p.", "Retrieved", "Accessed"),
}


# In lower case.
_PRONOUNS: dict[str, re.Pattern[str]] = {
    "you": re.compile(r"you(?<!\wyou)(?:rs?)?\b"),
    "we": re.compile(r"(?:we(?<!\wwe)|our(?<!\wour)|us(?<!\wus))\b"),
    "i": re.compile(r"(?:i(?<!\wi)|my(?<!\wmy)|me(?<!\wme))\b"),
}
# An author who is named in so many first characters begins the text.
_BEGINNING_CHARS = 80
# Shorter names are words as well.
_MIN_AUTHOR_CHARS, _MIN_BRAND_CHARS = 5, 3


def introduces_person(text: str) -> bool:
    """Whether a text begins as a biography does: "Ada Green, PhD, is a dietitian"."""
    return _PATTERNS["person"].match(text) is not None


@feature_group((
    "has_contact",
    *(f"has_{name}" for name in _PATTERNS),
    *_PRONOUNS,
    *"names_author begins_with_author names_site".split(),
))  # fmt: skip
def wording_features(page: FeaturePage) -> Sequence[Numbers]:
    """What a text has or begins with, pronouns per hundred characters, and whose names stand in it.

    The pronouns address the reader ("you"), or are those of the site ("we") or of a writer ("i").
    """
    authors = [person.name for person in page.metadata.authors if len(person.name) >= _MIN_AUTHOR_CHARS]
    brands = [brand for brand in page.metadata.brands if len(brand) >= _MIN_BRAND_CHARS]
    rows = []
    for block in page.blocks:
        text = block.text
        lower, per_hundred = text.lower(), 100.0 / len(text)
        rows.append((
            *[1.0 if test(text) else 0.0 for test in _TESTS],
            *[len(pattern.findall(lower)) * per_hundred for pattern in _PRONOUNS.values()],
            *_count_names(text, authors, brands),
        ))  # fmt: skip
    return rows


def _count_names(text: str, authors: Iterable[str], brands: Iterable[str]) -> tuple[float, float, float]:
    """Whether an author is named, and in the first words; how often the site is."""
    named = [name for name in authors if name in text]
    beginning = text[:_BEGINNING_CHARS]
    site = 0
    for brand in brands:
        site += text.count(brand)
    return float(bool(named)), float(any(name in beginning for name in named)), float(site)


def _has_contact(text: str) -> bool:
    return ("@" in text and _EMAIL.search(text) is not None) or _PHONE.search(text) is not None


def _test_for(name: str) -> Callable[[str], object]:
    pattern, required = _PATTERNS[name], _REQUIRED_STRINGS.get(name)
    if required is None:
        return pattern.match if name in _AT_START else pattern.search
    return lambda text: any(map(text.__contains__, required)) and pattern.search(text)


_TESTS = (_has_contact, *map(_test_for, _PATTERNS))
