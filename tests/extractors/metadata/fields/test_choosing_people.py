from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import codes, json_ld

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def marked_author(inner: str) -> str:
    person = '<div itemprop="author" itemscope itemtype="https://schema.org/Person">'
    article = '<div itemscope itemtype="https://schema.org/Article"><h1>How to Rest Well</h1>'
    return f"{article}{person}{inner}</div></div>"


@pytest.mark.parametrize(
    "author",
    [{"@type": "Person"}, {"@type": "Person", "name": ""}, {}, [None], 7, {"name": {}}, "admin"],
    ids=["no name", "empty name", "empty object", "null", "number", "name that is an object", "admin"],
)
def test_an_author_without_a_name_is_no_author(described: Describe, author: object) -> None:
    assert described(head=json_ld(author=author)).authors == ()


def test_an_author_without_a_name_gives_a_warning(described: Describe) -> None:
    found = described(head=json_ld(author={"@type": "Person"}))
    assert "author_without_name" in codes(found.warnings)


@pytest.mark.parametrize(
    "name", ["lena@example.org", "May 3, 2024", "https://example.org/lena"], ids=["e-mail address", "day", "URL"]
)
def test_what_is_no_name_is_told(described: Describe, name: str) -> None:
    found = described(head=json_ld(author={"@type": "Person", "name": name}))
    assert found.authors == ()
    assert [c.message for c in found.warnings if c.code == "author_without_name"] == [
        f"1 of 1 authors in JSON-LD: {name!r}"
    ]


def test_a_person_in_the_data_has_parts(described: Describe) -> None:
    person = {
        "@type": "Person",
        "givenName": "Lena",
        "familyName": "Park",
        "honorificPrefix": "Dr.",
        "honorificSuffix": "MD, MPH",
        "jobTitle": "Editor",
        "url": "/lena",
    }
    (found,) = described(head=json_ld(author=person)).authors
    assert (found.name, found.honorific, found.credentials) == ("Lena Park", "Dr.", ("MD", "MPH"))
    assert (found.job_title, found.url) == ("Editor", "https://example.org/lena")


def test_four_hundred_authors_in_one_text_are_cut_and_told_as_well(described: Describe) -> None:
    names = ", ".join(f"Lena {chr(65 + n // 26)}{chr(97 + n % 26)}park" for n in range(400))
    found = described(head=json_ld(author=names))
    assert len(found.authors) == 40
    assert "too_many_authors" in codes(found.warnings)


def test_a_list_of_four_hundred_authors_is_cut_and_told(described: Describe) -> None:
    authors = [{"@type": "Person", "name": f"Lena {chr(65 + n // 26)}{chr(97 + n % 26)}park"} for n in range(400)]
    found = described(head=json_ld(author=authors))
    assert 0 < len(found.authors) <= 40
    assert "too_many_authors" in codes(found.warnings)


def test_a_role_in_the_data_stands_for_who_plays_it(described: Describe) -> None:
    role = {"@type": "Role", "roleName": "writer", "author": {"@type": "Person", "name": "Lena Park"}}
    assert [person.name for person in described(head=json_ld(author=role)).authors] == ["Lena Park"]


def test_the_line_above_the_text_outdoes_microdata_that_names_more(described: Describe) -> None:
    more = marked_author("Ida Holm") + marked_author("Lena Park")
    assert [person.name for person in described("<p>By Lena Park</p>", after=more).authors] == ["Lena Park"]


def test_names_that_two_kinds_of_sources_add_are_added(described: Describe) -> None:
    more = '<meta name="author" content="Lena Park, Ida Holm"><meta property="og:author" content="Lena Park, Ida Holm">'
    found = described(head=json_ld(author="Lena Park") + more)
    assert [person.name for person in found.authors] == ["Lena Park", "Ida Holm"]


def test_a_topic_that_nothing_divides_from_the_author_is_none(described: Describe) -> None:
    line = "<div>by <a href='/lena'>Lena Park</a> <a href='/calm'>Quiet Nights</a></div>"
    found = described(line, head='<meta name="author" content="Lena Park">')
    assert [person.name for person in found.authors] == ["Lena Park"]


def test_the_name_of_the_site_before_that_of_the_author_is_left_out(described: Describe) -> None:
    head = '<meta property="og:site_name" content="Calm Days"><meta name="author" content="Calm Days - Lena Park">'
    assert [person.name for person in described(head=head).authors] == ["Lena Park"]


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Geschreven door", ["Lena Park"]),
        ("Napisane przez", ["Lena Park"]),
        ("Автор", ["Lena Park"]),
        ("Ditulis oleh", ["Lena Park"]),
        ("Författare", ["Lena Park"]),
        ("Reading time", []),
        ("Price", []),
    ],
)
def test_a_value_is_the_author_if_its_label_says_so_in_any_language(
    described: Describe, label: str, names: list[str]
) -> None:
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Lena Park">'
    assert [person.name for person in described(head=head).authors] == names
