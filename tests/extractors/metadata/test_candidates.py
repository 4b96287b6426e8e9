from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wellread.extractors.metadata.candidates import (
    MAX_CONTRADICTIONS,
    MAX_RAW_CHARS,
    Candidate,
    find_contradictions,
    to_field_source,
)
from wellread.extractors.parse import XPaths


def candidate(value: str, source: str = "meta") -> Candidate[str]:
    return Candidate(value, source, "meta[name=date]", value)


def differs(one: Candidate[str], other: Candidate[str]) -> bool:
    return one.value != other.value


def test_each_wording_contradicts_once_and_the_chosen_one_never() -> None:
    chosen = candidate("a")
    others = [chosen, candidate("a", "json-ld"), candidate("b"), candidate("b"), candidate("b", "json-ld")]
    warnings = list(find_contradictions("datePublished", chosen, others, differs))
    assert [warning.message for warning in warnings] == [
        "datePublished: meta says 'b'",
        "datePublished: json-ld says 'b'",
    ]


def test_no_more_candidates_are_asked_for_than_contradictions_are_given() -> None:
    asked = []

    def others() -> Iterator[Candidate[str]]:
        for number in range(100):
            asked.append(number)
            yield candidate(str(number))

    assert len(list(find_contradictions("headline", candidate("a"), others(), differs))) == MAX_CONTRADICTIONS
    assert len(asked) == MAX_CONTRADICTIONS


def test_a_long_raw_value_is_published_in_short() -> None:
    raw = to_field_source(candidate("a" * 1000), XPaths(etree.Element("html"))).raw
    assert raw is not None
    assert (len(raw), raw[-2:]) == (MAX_RAW_CHARS, "a…")
