"""What the wording of a block tells the classifier."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.article import Person
from wellread.extractors.label.features import survey_page
from wellread.extractors.label.features.wording import _PATTERNS, _REQUIRED_STRINGS, wording_features
from wellread.extractors.label.regions import find_regions
from wellread.extractors.metadata import Metadata
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

METADATA = Metadata(authors=(Person(name="Ada Green"),), brands=("Ottermere",))


def told(text: str) -> dict[str, float]:
    """The numbers of a block with this text, by name; the page around it says nothing."""
    layout = segment(parse(PageInput("<p>Any text.</p>")))
    block = msgspec.structs.replace(layout.blocks[0], text=text)
    page = survey_page(layout, find_regions(layout), [block], None, METADATA)
    return dict(zip(wording_features.names, wording_features.describe(page)[0], strict=True))


@pytest.mark.parametrize(
    ("name", "says", "does_not"),
    [
        ("has_contact", "Write to ada@example.org.", "Write to Ada at the office."),
        ("has_contact", "Call (212) 555-0100 today.", "In 2021, 555 of 1,000 slept well."),
        ("has_bare_url", "https://example.org/study", "The study stands on their site."),
        ("has_person", "Dr. Ada Green is a dietitian in Leeds.", "Sleep is a habit."),
        ("has_citation", "Green A, Poole B, et al. Sleep 2019;42:1.", "Green and Poole slept in 2019."),
        ("has_mark", "* Figures are from last year.", "Figures with a * are from last year."),
        ("has_request", "Subscribe for a letter a month.", "They subscribe to a theory."),
        ("names_author", "A talk with Ada Green followed.", "A talk with a green frog followed."),
        ("names_site", "Ottermere is free to try.", "Otters are mere animals."),
    ],
)  # fmt: skip
def test_each_number_tells_one_thing(name: str, says: str, does_not: str) -> None:
    assert told(says)[name] > 0
    assert told(does_not)[name] == 0


def test_pronouns_are_counted_per_hundred_characters() -> None:
    text = "You and we: your bed is ours, or mine. " + "x" * 61
    assert (told(text)["you"], told(text)["we"], told(text)["i"]) == (2.0, 1.0, 0.0)


def test_an_author_who_is_named_late_does_not_begin_the_text() -> None:
    numbers = told("It took many years and a great deal of patience, and in the end it was done, said Ada Green.")
    assert (numbers["names_author"], numbers["begins_with_author"]) == (1.0, 0.0)


@given(st.text(min_size=1))
def test_any_text_gives_one_number_for_each_name(text: str) -> None:
    assert len(told(text)) == len(wording_features.names)


@pytest.mark.parametrize("name", _REQUIRED_STRINGS)
@given(data=st.data())
def test_a_text_that_a_pattern_matches_has_one_of_the_strings_it_needs(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(_PATTERNS[name]))
    assert told(text)[f"has_{name}"] == 1
