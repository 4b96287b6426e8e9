"""Words that tell what kind of text a block is.

The classifier sees which lists a block has a word of; no list decides alone. It was trained with these very words:
they do not change with the vocabulary, where some of them stand as well.
"""

from __future__ import annotations

from collections.abc import Iterable

_LISTS = {
    "action": """
        subscribe download click learn sign signup join register enroll contact call book schedule request try shop buy
        order donate follow visit get start explore discover jetzt hier abonnieren
    """,
    "share": """
        share tweet facebook twitter pinterest linkedin whatsapp reddit instagram youtube tiktok email print copy teilen
    """,
    "credit": """
        photo photo: photograph image image: images picture foto: credit credit: courtesy illustration screenshot
        (photo (image source source: bild: foto photos via
    """,
    "legal": """
        © copyright rights reserved privacy cookie cookies terms disclaimer affiliate commission commissions sponsored
        disclosure informational policy advertisement advertising endorse
    """,
    "newsletter": """
        newsletter newsletters inbox subscribers unsubscribe email e-mail spam signup
    """,
    "biography": """
        writer author editor founder journalist contributor graduate specializes specializing experience phd ph.d. md
    """,
    "address": """
        you your you're you'll yours we our us we're we'll
    """,
    "product": """
        price $ buy msrp pros cons shipping checkout specs cart
    """,
    "function": """
        the of and to in is that for it with as was der die und den von zu das mit la le les des et el los las y que di
        il
    """,
}

LEXICON: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _LISTS.items()}
# For each word the lists that have it, a bit each: a text is read once and not once for each list.
_LISTS_BY_WORD = {
    word: sum(1 << place for place, listed in enumerate(LEXICON.values()) if word in listed)
    for word in frozenset().union(*LEXICON.values())
}
_WORDS = frozenset(_LISTS_BY_WORD)


def find_lists(words: Iterable[str]) -> int:
    """The lists that have one of the words: a bit for each, in the order of `LEXICON`."""
    found = 0
    for word in _WORDS.intersection(words):
        found |= _LISTS_BY_WORD[word]
    return found
