"""Word lists hold what they seem to hold: nothing twice, nothing that can never be found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from wellread.extractors.label.features.lexicon import LEXICON
from wellread.extractors.platform import Platform
from wellread.extractors.platforms import PLATFORMS
from wellread.extractors.trait_reader import (
    TRAITS_BY_PROPERTY,
    TRAITS_BY_ROLE,
    TRAITS_BY_TAG,
    read_class_names,
)
from wellread.extractors.vocabulary import Trait, trait_names
from wellread.extractors.vocabulary.class_words import _MEANINGS, HIDING_CLASSES, TRAITS_BY_WORD, TRAITS_BY_WORD_PAIR

ENTRIES = [
    (tuple(entry.split()), trait) for trait, entries in _MEANINGS.items() for entry in entries.split(",") if entry
]
BITS = {name: bit for name, bit in vars(Trait).items() if isinstance(bit, int)}
ALL_TRAITS = sum(BITS.values())
PLATFORM_NAMES = [(platform, name) for platform in PLATFORMS for name in platform.class_names]


def test_traits_are_single_bits_of_their_own() -> None:
    bits = [bit for bit in BITS.values() if bit]
    assert all(bit.bit_count() == 1 for bit in bits)
    assert len(set(bits)) == len(bits)


def test_traits_are_named_for_people() -> None:
    assert trait_names(Trait.BODY | Trait.FAQ) == ("body", "faq")
    assert trait_names(Trait.NONE) == ()


def test_no_word_or_pair_is_listed_twice() -> None:
    assert [words for words, count in Counter(words for words, _ in ENTRIES).items() if count > 1] == []


def test_every_entry_is_one_or_two_words_in_lower_case_letters() -> None:
    assert [
        words for words, _ in ENTRIES if len(words) not in (1, 2) or not all(re.fullmatch("[a-z]+", w) for w in words)
    ] == []


def test_no_entry_gets_lost_between_the_list_and_the_tables() -> None:
    assert len(TRAITS_BY_WORD_PAIR) + len(TRAITS_BY_WORD) == len(ENTRIES)


@pytest.mark.parametrize("join", ["-".join, "_".join, "__".join], ids=["dashes", "underlines", "blocks"])
def test_every_entry_is_read_back_with_its_meaning(join: Callable[[Iterable[str]], str]) -> None:
    own = {name for _, name in PLATFORM_NAMES} | HIDING_CLASSES
    assert {
        name: trait_names(read_class_names(name))
        for words, trait in ENTRIES
        if (name := join(words)) not in own and read_class_names(name) != trait
    } == {}


def test_every_entry_is_read_in_camel_case_too() -> None:
    own = {name for _, name in PLATFORM_NAMES} | HIDING_CLASSES
    assert [
        words
        for words, trait in ENTRIES
        if (name := words[0] + "".join(map(str.title, words[1:]))) not in own and read_class_names(name) != trait
    ] == []


@pytest.mark.parametrize(
    ("names", "meaning"),
    [
        ("relatedPosts__list", Trait.RELATED),
        ("no-sidebar", Trait.NONE),
        ("authority", Trait.NONE),
        ("nav NAV", Trait.NAVIGATION),
        ("a1b2c3", Trait.NONE),
        ("", Trait.NONE),
        ("hidden", Trait.HIDDEN),
        ("hidden md:block", Trait.NONE),
        ("d-none d-lg-flex", Trait.NONE),
        ("hide-on-mobile", Trait.NONE),
    ],
)
def test_names_are_read_by_their_words(names: str, meaning: int) -> None:
    assert read_class_names(names) == meaning


def test_names_that_hide_are_single_names() -> None:
    assert [name for name in HIDING_CLASSES if name != name.strip().lower() or not name] == []


@pytest.mark.parametrize(
    "table",
    [TRAITS_BY_TAG, TRAITS_BY_ROLE, TRAITS_BY_PROPERTY, TRAITS_BY_WORD, TRAITS_BY_WORD_PAIR],
    ids=["tags", "roles", "props", "words", "pairs"],
)
def test_tables_speak_of_known_traits_only(table: dict[object, int]) -> None:
    assert [entry for entry, traits in table.items() if traits & ~ALL_TRAITS] == []


@pytest.mark.parametrize("table", [TRAITS_BY_TAG, TRAITS_BY_ROLE, TRAITS_BY_PROPERTY], ids=["tags", "roles", "props"])
def test_tables_are_in_lower_case(table: dict[str, int]) -> None:
    assert [entry for entry in table if entry != entry.lower().strip()] == []


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_a_platform_has_a_name_in_lower_case_and_class_names(platform: Platform) -> None:
    assert platform.name == platform.name.lower()
    assert platform.class_names


def test_every_platform_has_a_name_of_its_own() -> None:
    assert len({platform.name for platform in PLATFORMS}) == len(PLATFORMS) >= 2


def test_no_two_platforms_claim_one_name() -> None:
    assert [name for name, count in Counter(name for _, name in PLATFORM_NAMES).items() if count > 1] == []


@pytest.mark.parametrize(
    ("platform", "name"), [pytest.param(p, name, id=f"{p.name}-{name}") for p, name in PLATFORM_NAMES]
)
def test_a_name_of_a_platform_means_what_it_says(platform: Platform, name: str) -> None:
    assert name
    assert name.split() == [name]
    assert not platform.class_names[name] & ~ALL_TRAITS
    assert read_class_names(name) == platform.class_names[name]


@pytest.mark.parametrize("listed", LEXICON)
def test_words_of_the_lexicon_can_be_found_in_text(listed: str) -> None:
    assert LEXICON[listed]
    assert [word for word in LEXICON[listed] if word.lower().split() != [word]] == []
