"""The texts of bylines: where the names in them begin and end."""

from __future__ import annotations

import re
from functools import lru_cache

from wellread.extractors.metadata.dates.parsing import find_dates, replace_dates
from wellread.extractors.metadata.people.byline_page import MAX_SHORT_LINE_CHARS
from wellread.extractors.metadata.people.credentials import is_credential
from wellread.extractors.metadata.people.names import is_role
from wellread.extractors.metadata.people.parsing import People, parse_people
from wellread.extractors.metadata.structured.element_texts import ELEMENT_DIVIDER
from wellread.extractors.vocabulary.byline_labels import FURTHER_LABEL
from wellread.extractors.vocabulary.months import ENGLISH_MONTH_ABBREVIATIONS
from wellread.extractors.vocabulary.people import HONORIFIC_CONTINUATIONS, HONORIFICS
from wellread.extractors.vocabulary.relative_dates import replace_relative_dates

DIVIDERS = " \x1f|•·–—-,"
# Of a text that is little else than names, the names are at least a third.
_MIN_SHARE_OF_NAMES = 1 / 3
_MAX_REMEMBERED_LINES = 512
_ABBREVIATIONS = sorted(word for word in HONORIFICS | HONORIFIC_CONTINUATIONS if len(word) > 2)
_NO_ABBREVIATION = "".join(f"(?<!{re.escape(word)})" for word in _ABBREVIATIONS)
# Where the names of a byline end.
_END_OF_NAMES = re.compile(
    r"[|｜•·►»›«\n]|\s[-–—]\s"
    rf"|(?<=[^\W\d_])(?=(?:{'|'.join(ENGLISH_MONTH_ABBREVIATIONS)})[a-z]{{0,6}}\.?\s\d)|(?<!\w)\d"
    # A sentence ends: `By Jane Roe. From the German by ...`, but not `Prof. Jane Roe`.
    rf"|(?<=[^\W\d_]{{3}}){_NO_ABBREVIATION}\.\s(?=[^\W\d_])"
    r"|\b(?:kategorie|categor|erstellt\b|genre:)"
    r"|\s(?:in|on|at|for|under|is|was|has|who|updated|published|posted|last|as\stold\sto"
    rf"|{FURTHER_LABEL})(?=[\s\x1f])"
    # Before a date, but not in `van den Berg`.
    r"|\s(?:am|vom|le|el|il|den)(?=[\s\x1f]+(?:\d|\w{4,14}[.,]?\s\d)|[\s\x1f]*$|\s*\x1f)"
    r"|(?<=\x1f)\s*(?:in|on|at|updated|published|posted|last|share|follow|read|comments?|email|print|listen|save"
    rf"|add|view|more|see|medically|{FURTHER_LABEL}|photo\w*|image|illustration)\b",
    re.IGNORECASE,
)
# The next label of a line, whatever its word: `责编：`, `Photo:`.
_NEXT_LABEL = re.compile(r"(?:^|(?<=[\s\x1f|•·,，、;；/／（(【\[]))[^\s\x1f:：|]{1,20}\s?[:：](?!//)")
# `Jane Roe, Lyon, March 12, 2024`: what stands between a full name and the date.
_WORD_BEFORE_DATE = re.compile(
    r"\w\s[^,\x1f]{0,60}\w[\s\x1f]{0,3}(?P<word>,[\s\x1f]{0,3}[^\W\d_][\w'’-]{0,30})[\s\x1f]{0,3}[,—–|·-]?[\s\x1f]{0,3}"
    r"(?:(?:am|vom|den|le|el|il|on|em|op|dne)[\s\x1f]{0,3})?$",
    re.IGNORECASE,
)
# How a line about a person goes on behind the name.
_BIOGRAPHY = re.compile(
    r"(?:,\s[^.]{2,60},)?"
    r"\s(?:is|was|has|holds|works|writes|lives|joined|brings|ist|hat|arbeitet|schreibt|lebt|est|es|è|är|er)\s"
)


def cut_after_names(text: str) -> str:
    """A text up to where the names of a byline end."""
    end = _END_OF_NAMES.search(text)
    return text[: end.start()] if end else text


# A line has its names read by several rules, and a site has few authors.
@lru_cache(maxsize=_MAX_REMEMBERED_LINES)
def parse_first_names(text: str, brands: tuple[str, ...]) -> People:
    """The people whose names a text begins with, as the value of a label does."""
    # `the<b>Sleep Board</b>`
    names = cut_after_names(_cut_before_place(text.lstrip(DIVIDERS)).replace(f"the{ELEMENT_DIVIDER}", "the ", 1))
    label = _NEXT_LABEL.search(names)
    names = names[: label.start()] if label else names
    return parse_people(names, brands=brands, strict=True) if names else ()


def _cut_before_place(text: str) -> str:
    """A text up to the place where it was written, if one word behind a full name and before a date can be that."""
    mention = next(find_dates(text), None)
    between = _WORD_BEFORE_DATE.search(text, 0, mention.start) if mention else None
    word = between["word"].strip(DIVIDERS) if between else ""
    if between is None or is_credential(word) or is_role(word):
        return text
    return text[: between.start("word")]


def is_little_else(people: People, text: str) -> bool:
    """Whether a text holds little else than the names that were read from it, and a date."""
    mention = next(find_dates(text), None)
    rest = text[: mention.start] if mention else text
    return sum(len(person.name) for person in people) >= _MIN_SHARE_OF_NAMES * len(rest)


@lru_cache(maxsize=_MAX_REMEMBERED_LINES)
def divide_at_dates(text: str) -> str:
    """A line with `ELEMENT_DIVIDER` for each of its dates, also for `3 days ago`."""
    return divide_at_relative_dates(replace_dates(text, ELEMENT_DIVIDER))


def divide_at_relative_dates(text: str) -> str:
    """A line with `ELEMENT_DIVIDER` for all that says how long ago something was."""
    return replace_relative_dates(text, ELEMENT_DIVIDER) if len(text) <= MAX_SHORT_LINE_CHARS else text


def begins_biography(name: str, text: str) -> bool:
    """Whether a text begins as lines about a person do: `Jane Roe is a dietitian in ...`."""
    return text.startswith(name) and _BIOGRAPHY.match(text, len(name)) is not None
