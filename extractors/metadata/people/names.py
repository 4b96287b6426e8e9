"""What can be a name, and whose: that of a person, of a team or body, of nobody in particular."""

from __future__ import annotations

import re

from wellread.extractors.metadata.name_key import is_name_of
from wellread.extractors.vocabulary.months import parse_month
from wellread.extractors.vocabulary.people import (
    BODY_ENDING,
    NAME_PARTICLES,
    NOBODY_WORDS,
    OPERATORS,
    QUALIFIERS,
    ROLE_WORDS,
    TEAM_WORDS,
    TITLE_WORDS,
    WORDS_NEVER_IN_NAMES,
)

MAX_NAME_CHARS, MAX_NAME_WORDS = 60, 7
# In running text a longer run of words with capitals is a title.
MAX_STRICT_NAME_WORDS = 6
_MARKUP = re.compile(r"\s/|/\s|[@<>{}\[\]=#%*_\\^~|€$£?!…©®™]|https?:|www\.|\.com\b|[:：]")
_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"\.[A-Za-z]{2,4}$")
# `BBC Sport`, `AAA Travel`
_ABBREVIATION = re.compile(r"[A-Z]{3,}\s")
# `d’Aubray`, `al-Rahman`
_PARTICLE_BEFORE_NAME = re.compile(
    r"(?:[dl]|dell|dall|al|el|ad|an|ar|as|ash|at|az|bar|ben|bin|abu)['’-](?=[^\W\d_a-z])"
)
_WORD_DIVIDER = re.compile(r"[\s/-]+")


def is_name(text: str, *, strict: bool = False) -> bool:
    """Whether a text can be the name of a person or a team.

    `strict`: and is written with capitals, as names are.
    """
    words = text.split()
    # `The_Owl`: one word may be what somebody calls themselves.
    plain = text.replace("_", "") if len(words) == 1 else text
    if not 1 < len(text) <= MAX_NAME_CHARS or _MARKUP.search(plain) or _has_bad_digit(text):
        return False
    lowered = [word.casefold().strip(".,'’") for word in words]
    if len(words) == 1 and parse_month(text):
        return False
    if not 0 < len(words) <= MAX_NAME_WORDS or not WORDS_NEVER_IN_NAMES.isdisjoint(lowered) or is_nobody(text):
        return False
    return _is_written_as_name(words, lowered) if strict else any(map(str.isalpha, text))


def _has_bad_digit(text: str) -> bool:
    """Digits are only in the names that people give themselves: `rest1984`."""
    return _DIGIT.search(text) is not None and (" " in text or not text[:1].isalpha())


def _is_written_as_name(words: list[str], lowered: list[str]) -> bool:
    """Whether all words but particles begin with a capital, or with what has none."""
    if any(map(str.isdigit, "".join(words))):
        return False
    capitals = [
        word[:1].isupper()
        or not word[:1].isalpha()
        or word[:1].lower() == word[:1].upper()
        or low in NAME_PARTICLES
        or _PARTICLE_BEFORE_NAME.match(word) is not None
        for word, low in zip(words, lowered, strict=True)
    ]
    # `Tempo di`, `Temps de`: what is left of a label.
    ends_openly = words[-1] in NAME_PARTICLES
    return all(capitals) and not words[0].islower() and not ends_openly and len(words) <= MAX_STRICT_NAME_WORDS


def is_organization(name: str, brands: tuple[str, ...] = ()) -> bool:
    """Whether a name is that of a team or a body, by its words or as one of the site's `brands`."""
    words = name.casefold().split()
    if len(words) > 1 and not TEAM_WORDS.isdisjoint(words):
        return True
    if words and (words[-1] in TEAM_WORDS or words[0] == "the" or BODY_ENDING.search(name)):
        return True
    if len(words) > 1 and _ABBREVIATION.match(name) and not name.isupper():
        return True
    if len(words) == 1 and (name.isupper() or _DOMAIN.search(name)):
        return len(name) > 1
    return is_name_of(name, brands)


def is_nobody(name: str) -> bool:
    """Whether a name stands for no one in particular: `admin`, `Guest Author`."""
    words = name.casefold().split()
    return bool(words) and (
        all(word in NOBODY_WORDS or word in TITLE_WORDS or word in QUALIFIERS for word in words)
        or words[-1] in OPERATORS
    )


def is_full_name(name: str) -> bool:
    """Whether a name has several words, or is in a script that may do without spaces."""
    return " " in name or not name.isascii()


def is_role(text: str) -> bool:
    """Whether a text names what somebody does: `Senior Writer`."""
    return not ROLE_WORDS.isdisjoint(divide_words(text))


def divide_words(text: str) -> list[str]:
    """The words of a text, case folded, without the spaces, strokes and hyphens between them."""
    return _WORD_DIVIDER.split(text.casefold())
