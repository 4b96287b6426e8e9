from __future__ import annotations

import pytest

from wellread.extractors.article import Person
from wellread.extractors.metadata.people.parsing import parse_people


def person(name: str, honorific: str | None = None, *credentials: str, job: str | None = None) -> Person:
    return Person(name, None, job, honorific, credentials)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Park", [person("Lena Park")]),
        ("By Lena Park", [person("Lena Park")]),
        ("Lena Park and Tomás Rivera", [person("Lena Park"), person("Tomás Rivera")]),
        ("Lena Park, Tomás Rivera, and Ida Holm", [person("Lena Park"), person("Tomás Rivera"), person("Ida Holm")]),
        ("Priya Raman, RD and Marcus Leitner", [person("Priya Raman", None, "RD"), person("Marcus Leitner")]),
        ("Dr. Helena Voss, PsyD", [person("Helena Voss", "Dr.", "PsyD")]),
        ("Samuel Okafor, MD, MPH", [person("Samuel Okafor", None, "MD", "MPH")]),
        ("Samuel Okafor M.D. FACLM", [person("Samuel Okafor", None, "M.D.", "FACLM")]),
        ("Prof. Dr. med. Jens Albers", [person("Jens Albers", "Prof. Dr. med.")]),
        ("Ida Holm, E-RYT 200", [person("Ida Holm", None, "E-RYT 200")]),
        ("Ida Holm, Staff Writer", [person("Ida Holm", job="Staff Writer")]),
        ("Ida Holm - Senior Editor", [person("Ida Holm", job="Senior Editor")]),
        ("Lena Park, BSc (Hons), ANutr", [person("Lena Park", None, "BSc", "ANutr")]),
        ("le Dr Lena Park", [person("Lena Park", "Dr")]),
        ("佐藤健一（医師）", [person("佐藤健一")]),
        ("<a href='/lena'>Lena Park</a>", [person("Lena Park")]),
        ("Lena Park & Co", [person("Lena Park")]),
        ("Lena Park/Ida Holm", [person("Lena Park"), person("Ida Holm")]),
        ("© Lena Park ∙ Ida Holm", [person("Ida Holm")]),
        ("Anke Brandt und Jörg Weiß", [person("Anke Brandt"), person("Jörg Weiß")]),
        ("Marie Dubois et Luc Petit", [person("Marie Dubois"), person("Luc Petit")]),
        ("José Ortega y Gasset", [person("José Ortega y Gasset")]),
        ("Ana Ruiz y Luis López", [person("Ana Ruiz"), person("Luis López")]),
        ("Guido van der Berg", [person("Guido van der Berg")]),
        ("Will Marsh", [person("Will Marsh")]),
        ("松岡大地", [person("松岡大地")]),
    ],
    ids=[
        "name",
        "label",
        "and",
        "list with a comma before and",
        "degree of the first",
        "title and degree",
        "two degrees",
        "degrees without commas",
        "three titles",
        "degree with a number",
        "role behind a comma",
        "role behind a dash",
        "degree with honours",
        "article before a title",
        "role in brackets",
        "markup",
        "company",
        "stroke",
        "sign of copyright",
        "German and",
        "French and",
        "Spanish name with y",
        "Spanish and",
        "particles",
        "first name that is a word",
        "Japanese name",
    ],
)
def test_names_are_split_and_freed_of_what_is_no_part_of_them(text: str, expected: list[Person]) -> None:
    assert list(parse_people(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "Guest Author",
        "lena@example.org",
        "@lenapark",
        "https://example.org/lena",
        "May 3, 2024",
        "Mai",
        "5 min read",
        "Written by",
        "Share this article",
        "von",
        "null",
    ],
    ids=[
        "nothing",
        "admin",
        "guest",
        "e-mail address",
        "handle with at",
        "URL",
        "day",
        "month",
        "reading time",
        "label",
        "share button",
        "von",
        "null",
    ],
)
def test_what_is_no_name_names_nobody(text: str) -> None:
    assert parse_people(text) == ()


@pytest.mark.parametrize(
    "name",
    ["Calm Days Team", "Calm Days Editorial Staff", "The Calm Days", "AFP", "calmdays.example.org"],
    ids=["team", "staff", "the", "abbreviation", "host"],
)
def test_teams_and_bodies_are_organizations(name: str) -> None:
    (found,) = parse_people(name)
    assert (found.name, found.type) == (name, "organization")


def test_the_name_of_the_site_is_an_organization() -> None:
    assert [p.type for p in parse_people("Calm Days", brands=("CalmDays",))] == ["organization"]


def test_nobody_is_named_twice() -> None:
    assert [p.name for p in parse_people("Lena Park, Lena Park and LENA PARK")] == ["Lena Park"]


def test_running_text_ends_where_the_names_end() -> None:
    assert [p.name for p in parse_people("Lena Park, who lives in Oslo, and Ida Holm", strict=True)] == ["Lena Park"]


def test_the_employer_behind_a_name_is_no_author() -> None:
    assert [p.name for p in parse_people("Lena Park, Associated Press", strict=True)] == ["Lena Park"]
