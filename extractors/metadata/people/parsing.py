"""People as bylines and data name them: from a text to single people with their titles.

What is no name (a date, a URL, a label, a sentence) gives nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from wellread.extractors.article import Person
from wellread.extractors.metadata.name_key import is_name_of
from wellread.extractors.metadata.people.credentials import divide_credentials, is_credential, split_credentials
from wellread.extractors.metadata.people.names import divide_words, is_name, is_organization, is_role
from wellread.extractors.vocabulary.byline_labels import remove_byline_label
from wellread.extractors.vocabulary.people import (
    CREDENTIAL_WORDS,
    DEPARTMENTS,
    GENERATIONS,
    HONORIFIC_CONTINUATIONS,
    HONORIFICS,
    MARKS_BESIDE_NAMES,
    ROLE_WORDS,
    TITLE_WORDS,
)

People = tuple[Person, ...]

MAX_PEOPLE = 40
MAX_TEXT_CHARS = 4000
# A text has so many pieces for each of the people that are wanted of it: credentials and roles are
# pieces too.
_PIECES_PER_PERSON = 4
# An employer is looked for behind a name of so many words with it.
MIN_WORDS_WITH_EMPLOYER = 4
# A role behind a name has at most so many words.
MAX_ROLE_WORDS = 4
# One before a name is told by fewer, and by the two words of a plain name behind it.
MAX_ROLE_WORDS_BEFORE_NAME, WORDS_OF_A_FULL_NAME = 3, 2
# `Jane Roe (Oslo)`; in the middle, `Jane (Jo) Roe`, it is part of the name.
_PARENTHESES = re.compile(r"\s{0,9}\([^()]*\)(?=\W{0,9}$)|^\s*\([^()]*\)\s*|\s{0,9}（[^（）]*）(?=\W{0,9}$)")
# `Jane Roe @janeroe`
_HANDLE = re.compile(r"(?<=\w)\s+@[\w.]{1,30}\W*$")
_EMPLOYER = re.compile(r"\s(?:for|of)\s(?:the\s)?[A-Z].*$", re.IGNORECASE)
_NAME_DIVIDER = re.compile(
    r"\s{0,9}(?:,\s{0,9}(?:and|und|et|&|y)\s(?=\S)|[\s\x1f]{1,9}(?:and|und(?!\szu\s)|et|og|och|ve|és|și|sowie|with|&|и|та|ja|en|con|mit|avec"
    r"|im gespräch mit)[\s\x1f]+|\x1f[\s\x1f]{0,9}(?:y|e|i|a)[\s\x1f]+|[\s\x1f]{1,9}(?:y|e|i|a)[\s\x1f]*\x1f"
    r"|[;|\n\x1f•·∙⋅,]|\s/\s|＆|、|，)\s*",
    re.IGNORECASE,
)
# One-letter conjunctions divide only full names: `José Ortega y Gasset` is one man. So do strokes
# without spaces.
_SHORT_CONJUNCTION = re.compile(r"\s(?:y|e|i|a)\s|/")
# `par le Dr Jane Roe`, `por la Dra. Jane Roe`
_ARTICLE_BEFORE_HONORIFIC = re.compile(
    r"^(?:le|la|il|el|o|a|de|der|die|den|het|the)\s(?=(?:dr|dra|prof|professor\w*|docteure?|doctora?|dott)\b)",
    re.IGNORECASE,
)
# `reviewed by the Calm Days Medical Board`
_ARTICLE_BEFORE_BODY = re.compile(r"^the\s(?=[A-Z])")
# Holds the words of a name together that divides into several names: WORD JOINER.
_JOINT = "\u2060"
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
# Behind a credential that is known, capitals are a further one.
_UNKNOWN_CREDENTIAL = re.compile(r"[A-Z]{3,8}®?(?:\s\([^()]*\))?")
_EDGES = " \t\n\x1f.,;:-–—|·•∙⋅/／｜：&+\"'“”‘’*→»«›‹>"
_DASHES = (" - ", " – ", " — ")


@lru_cache(maxsize=512)
def parse_people(text: str, *, brands: tuple[str, ...] = (), strict: bool = False) -> People:
    """The people that a byline names, in order and each once. Whatever is no name is left out.

    `strict` is for running text: names are written with capitals, and what follows the first piece
    that is no name is not read. `brands` are names of the site, which are organizations.
    `ELEMENT_DIVIDER` in the text divides names.
    """
    text = _HTML_TAG.sub(" ", text) if "<" in text else text
    if is_name_of(text, brands):
        return (Person(text.strip(_EDGES), type="organization"),)
    found: dict[str, Person] = {}
    for person in _read_pieces(_join_brands(_remove_brand(text, brands), brands), strict=strict):
        name = person.name.replace(_JOINT, " ")
        kind = "organization" if is_organization(name, brands) else person.type
        typed = msgspec.structs.replace(person, name=name, type=kind)
        found.setdefault(typed.name.casefold(), typed)
    return tuple(found.values())


def _remove_brand(text: str, brands: tuple[str, ...]) -> str:
    """`Site - Jane Roe` without the name of the site."""
    head, dash, tail = text.partition(" - ")
    return tail if dash and is_name_of(head, brands) and " " in tail and is_name(tail, strict=True) else text


def _join_brands(text: str, brands: tuple[str, ...]) -> str:
    """A text in which the names of the site are not divided: `The Alder & Oats Team`."""
    for brand in brands:
        if brand in text and _NAME_DIVIDER.search(brand):
            text = text.replace(brand, brand.replace(" ", _JOINT))
    return text


def _divide(text: str) -> list[str]:
    """The pieces of a text that may be names, or what belongs to the name before them."""
    pieces = []
    for piece in _NAME_DIVIDER.split(remove_byline_label(text[:MAX_TEXT_CHARS].strip(_EDGES))):
        halves = _SHORT_CONJUNCTION.split(piece)
        pieces.extend(halves if all(len(half.split()) > 1 for half in halves) else [piece])
    named = (_ARTICLE_BEFORE_HONORIFIC.sub("", piece) for piece in pieces)
    kept = [piece for piece in named if piece.strip(_EDGES) and piece.strip().casefold() not in MARKS_BESIDE_NAMES]
    return kept[: MAX_PEOPLE * _PIECES_PER_PERSON]


def _read_pieces(text: str, *, strict: bool) -> Iterator[Person]:
    pending: Person | None = None
    for piece in _divide(text):
        completed = _complete(pending, piece) if pending else None
        if completed:
            pending = completed
            continue
        person = _parse_person(piece, strict=strict)
        # `Jane Roe, Head of Marketing, Design`: one word behind a role belongs to it.
        if pending and pending.job_title and person and (" " not in person.name or _is_department(person.name)):
            continue
        if strict and (person is None or (pending and _is_affiliation(piece, pending))):
            break
        if pending:
            yield pending
        pending = person
    if pending:
        yield pending


def _complete(person: Person, piece: str) -> Person | None:
    """A person with what a piece says of them: a generation, credentials or a job title.

    None for another person.
    """
    if piece.strip(" .") in GENERATIONS:
        return msgspec.structs.replace(person, name=f"{person.name} {piece.strip()}")
    piece = piece.strip(" ;|")
    bare = _PARENTHESES.sub("", piece)
    if is_credential(bare) or (person.credentials and _UNKNOWN_CREDENTIAL.fullmatch(piece)):
        added = tuple(word.strip(",;") for word in divide_credentials(bare or piece))
        return msgspec.structs.replace(person, credentials=person.credentials + added)
    if is_role(piece) or not CREDENTIAL_WORDS.isdisjoint(divide_words(piece)):
        return msgspec.structs.replace(person, job_title=person.job_title or piece)
    return None


def _is_department(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].casefold() in DEPARTMENTS


def _is_affiliation(piece: str, person: Person) -> bool:
    """`Jane Roe, ABC News`: whether what stands behind a person in running text is a body."""
    return is_organization(piece.strip(_EDGES)) or (piece.isupper() and not person.name.isupper())


def _parse_person(piece: str, *, strict: bool) -> Person | None:
    name = _HANDLE.sub("", _PARENTHESES.sub("", piece)).strip(_EDGES + "()")
    honorific, name = _split_honorific(name)
    name = _EMPLOYER.sub("", name) if len(name.split()) >= MIN_WORDS_WITH_EMPLOYER else name
    name, credentials = split_credentials(name)
    name, job_title = _split_role(name)
    written = _ARTICLE_BEFORE_BODY.sub("", name) if is_organization(name) else name
    if not name or not is_name(written, strict=strict and honorific is None):
        return None
    if strict and name.split()[-1].casefold() in TITLE_WORDS:
        return None
    return Person(name, None, job_title, honorific, credentials)


def _split_honorific(name: str) -> tuple[str | None, str]:
    """The honorifics before a name, and the name: `Prof. Dr. med. Jane Roe`."""
    words = name.split()
    count = 0
    while count < len(words) - 1:
        word = words[count].casefold().rstrip(".,")
        if word not in HONORIFICS and not (count and word in HONORIFIC_CONTINUATIONS):
            break
        count += 1
    if not count:
        return None, name
    return " ".join(words[:count]).rstrip(","), " ".join(words[count:])


def _split_role(name: str) -> tuple[str, str | None]:
    """A name, and the role behind it: `Jane Roe - Staff Writer`, `John Doe Senior Editor`.

    In Chinese and Japanese it stands before the name: `医師 山田太郎`.
    """
    for dash in _DASHES:
        head, found, tail = name.partition(dash)
        if found:
            return head.strip(), tail.strip() or None
    words = name.split()
    if len(words) > 1 and words[0] in ROLE_WORDS and not words[0].isascii() and words[0].upper() == words[0].lower():
        return " ".join(words[1:]), words[0]
    before = _count_words_of_role_before_name(words)
    if before:
        return " ".join(words[before:]), " ".join(words[:before])
    titles = TITLE_WORDS if words and words[0].casefold() not in ROLE_WORDS else frozenset[str]()
    for position in range(2, len(words)):
        if words[position].casefold() in titles and len(words) - position <= MAX_ROLE_WORDS:
            return " ".join(words[:position]), " ".join(words[position:])
    return name, None


def _count_words_of_role_before_name(words: list[str]) -> int:
    """How many words before a full name say what its bearer does: `Health Editor Jane Roe`; otherwise 0."""
    roles = [place for place, word in enumerate(words[:MAX_ROLE_WORDS_BEFORE_NAME]) if word.casefold() in TITLE_WORDS]
    count = roles[-1] + 1 if roles else 0
    rest = words[count:]
    is_name = len(rest) == WORDS_OF_A_FULL_NAME and all(word.istitle() for word in words)
    return count if is_name and count and TITLE_WORDS.isdisjoint(word.casefold() for word in rest) else 0
