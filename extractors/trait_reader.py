"""Reading the traits of an element from its tag and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from lxml import etree

from wellread.extractors.platforms import PLATFORMS
from wellread.extractors.vocabulary.class_words import HIDING_CLASSES, TRAITS_BY_WORD, TRAITS_BY_WORD_PAIR
from wellread.extractors.vocabulary.page_tags import WHOLE_PAGE_TAGS
from wellread.extractors.vocabulary.traits import Trait

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Numbers in base 16, in which a word such as `ad` means nothing; and styles: `[--sidebar-width:18rem]`.
_NO_WORDS = re.compile(r"(?<![A-Za-z0-9])(?=[0-9a-f]*[0-9][a-f])[0-9a-f]{4,}(?![A-Za-z0-9])|\[.*")
_MAY_BE_NUMBER = re.compile("[0-9][a-f]")
# Most names are lower-case letters with marks and digits between them: those are cut there, which is fast.
_NOT_PLAIN = "!"
_PLAIN = bytes(
    code if chr(code) in ascii_lowercase else ord(_NOT_PLAIN) if chr(code) in ascii_uppercase + "[" else ord(" ")
    for code in range(256)
)
# `hidden md:block`, `d-none d-lg-flex`: hidden on a small screen only.
_REVEALED = re.compile(r"(?:sm|md|lg|xl|xxl|desktop|tablet)[:-](?:block|flex|grid|inline|table|visible|contents)")

TRAITS_BY_TAG: dict[str, int] = {
    "nav": Trait.NAVIGATION,
    "aside": Trait.SIDEBAR,
    "footer": Trait.FOOTER,
    "header": Trait.TOP,
    "main": Trait.MAIN,
    "article": Trait.ARTICLE,
    "form": Trait.FORM,
    "fieldset": Trait.FORM,
    "dialog": Trait.POPUP,
    "button": Trait.CONTROL,
    "select": Trait.CONTROL,
    "textarea": Trait.CONTROL,
    "figcaption": Trait.CAPTION,
    "details": Trait.COLLAPSED,
    "blockquote": Trait.QUOTE,
    "time": Trait.DATE,
    "address": Trait.BYLINE,
}
TRAITS_BY_ROLE: dict[str, int] = {
    "navigation": Trait.NAVIGATION,
    "menu": Trait.NAVIGATION,
    "menubar": Trait.NAVIGATION,
    "banner": Trait.HEADER,
    "contentinfo": Trait.FOOTER,
    "complementary": Trait.SIDEBAR,
    "search": Trait.FORM,
    "form": Trait.FORM,
    "dialog": Trait.POPUP,
    "alertdialog": Trait.POPUP,
    "main": Trait.MAIN,
    "article": Trait.ARTICLE,
    "button": Trait.CONTROL,
    "tablist": Trait.CONTROL,
    "tabpanel": Trait.COLLAPSED,
    "region": Trait.COLLAPSED,
    "doc-endnotes": Trait.REFERENCES,
    "doc-bibliography": Trait.REFERENCES,
    "doc-toc": Trait.CONTENTS,
}
TRAITS_BY_PROPERTY: dict[str, int] = {
    "articlebody": Trait.BODY,
    "text": Trait.BODY,
    "headline": Trait.HEADLINE,
    "author": Trait.BYLINE,
    "reviewedby": Trait.REVIEWER,
    "datepublished": Trait.DATE,
    "datemodified": Trait.DATE,
    "comment": Trait.COMMENTS,
    "breadcrumb": Trait.BREADCRUMB,
    "keywords": Trait.TAGS,
    "video": Trait.NONE,
}


_NAMING_ATTRIBUTES = frozenset(("class", "id", "aria-label", "data-testid", "data-component", "data-hook"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# A heading is no menu and no list of topics, whatever its class says: `navigation-heading`.
_NEVER_HEADINGS = Trait.NAVIGATION | Trait.TAGS
# The name of a network on a quotation says where the post stands that is quoted: `twitter-tweet`.
_NEVER_QUOTATIONS = Trait.SHARE | Trait.WIDGET
# What follows is in the box, and not what the box is: `has-sidebar`, `main--with-contextual-nav`.
_CONTAINS = frozenset(("has", "with"))
# A post's own topics, in its author's words, which blogs put among the classes of its box.
_POST_NAMES, _TOPIC_PREFIXES = frozenset(("hentry", "type-post")), ("category-", "tag-")
_IN_SENTENCES = frozenset("a an are at do does for how in is of on the to was what why".split())
_KNOWN_WORDS = frozenset((*TRAITS_BY_WORD, *(first for first, _ in TRAITS_BY_WORD_PAIR)))
_TRAITS_BY_PLATFORM_NAME: dict[str, int] = {
    name: trait for platform in PLATFORMS for name, trait in platform.class_names.items()
}


def read_traits(element: etree._Element) -> int:
    """The traits of an element, as bits of `Trait`, by its tag and attributes."""
    return read_attributes(str(element.tag), dict(element.items()))


def read_attributes(tag: str, attributes: Mapping[str, str]) -> int:
    """The traits that tag and attributes suggest.

    None for the outermost elements, which speak of the page: `has-sidebar`, `single-post`.
    """
    if tag in WHOLE_PAGE_TAGS:
        return Trait.NONE
    # A custom element is named like a class: `amp-sidebar`.
    found = read_class_names(tag) if "-" in tag else TRAITS_BY_TAG.get(tag, Trait.NONE)
    for name, value in attributes.items():
        if name in _NAMING_ATTRIBUTES:
            if name == "id" and (tag in _HEADINGS or _is_sentence(value)):
                continue  # made from the words of a heading
            found |= read_class_names(value)
        elif name == "role":
            found |= TRAITS_BY_ROLE.get(value.lower(), Trait.NONE)
        elif name == "itemprop":
            found |= TRAITS_BY_PROPERTY.get(value.lower(), Trait.NONE)
    if tag == "blockquote":
        return found & ~_NEVER_QUOTATIONS
    return found & ~_NEVER_HEADINGS if tag in _HEADINGS else found


@lru_cache(maxsize=16384)
def read_class_names(names: str) -> int:
    """The traits that a string of class names, ids or labels suggests, each name by itself."""
    split = names.split()
    found = Trait.HIDDEN if _has_hiding_class(split, names) else Trait.NONE
    if not _POST_NAMES.isdisjoint(split):
        split = [name for name in split if not name.startswith(_TOPIC_PREFIXES)]
    for name in split:
        found |= _read_name(name)
    return found


@lru_cache(maxsize=16384)
def _read_name(name: str) -> int:
    meaning = _TRAITS_BY_PLATFORM_NAME.get(name)
    return _read_words(_words_of(name)) if meaning is None else meaning


def _words_of(name: str) -> Sequence[str]:
    plain = name.encode().translate(_PLAIN).decode()
    if _NOT_PLAIN not in plain and _MAY_BE_NUMBER.search(name) is None:
        return plain.split()
    return [word.lower() for word in _WORD.findall(_NO_WORDS.sub("", name))]


def _read_words(words: Sequence[str]) -> int:
    found = Trait.NONE
    if _KNOWN_WORDS.isdisjoint(words):
        return found  # as nearly always
    position, end = 0, len(words)
    while position < end and words[position] not in _CONTAINS:
        pair = TRAITS_BY_WORD_PAIR.get((words[position], words[position + 1])) if position + 1 < end else None
        if pair is None:
            found |= TRAITS_BY_WORD.get(words[position], Trait.NONE)
            position += 1
        else:
            found |= pair
            position += 2
    return found


def _is_sentence(name: str) -> bool:
    return name.count("-") >= 5 and not _IN_SENTENCES.isdisjoint(name.lower().split("-"))


@lru_cache(maxsize=16384)
def is_hiding_name(names: str) -> bool:
    """Whether class names take an element off every screen."""
    return _has_hiding_class(names.split(), names)


def _has_hiding_class(split: Sequence[str], names: str) -> bool:
    return not HIDING_CLASSES.isdisjoint(split) and _REVEALED.search(names) is None
