"""Headings and what stands under them become sections: levels nest, ids are unique, headings name roles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.compose.composed import sections_of
from tests.extractors.markup import bodies
from wellread.extractors.article import Paragraph, Role, Section


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.sections)


def outline(sections: tuple[Section, ...]) -> list[object]:
    return [[section.heading, *outline(section.sections)] for section in sections]


@given(bodies)
def test_levels_nest_and_ids_are_unique(html: str) -> None:
    sections = sections_of(html)
    every = list(walk(sections))
    assert (sections[0].heading, sections[0].level, sections[0].id) == (None, 0, "lead")
    assert len({section.id for section in every}) == len(every)
    for section in every:
        assert all(inner.level > section.level for inner in section.sections)
    assert all(section.heading and 1 <= section.level <= 6 for section in every[1:])


@given(st.lists(st.integers(1, 6), max_size=12))
def test_the_outline_is_that_of_the_headings(levels: list[int]) -> None:
    html = "".join(f"<h{level}>Heading {number}</h{level}><p>Text {number}</p>" for number, level in enumerate(levels))
    every = list(walk(sections_of(f"<p>Lead</p>{html}")))[1:]
    assert [(section.level, section.heading) for section in every] == [
        (level, f"Heading {number}") for number, level in enumerate(levels)
    ]
    assert [section.blocks for section in every] == [(Paragraph(f"Text {n}"),) for n in range(len(levels))]


def test_a_skipped_level_is_no_reason_to_nest_deeper() -> None:
    html = "<h2>A</h2><h4>B</h4><h3>C</h3><h2>D</h2>"
    assert outline(sections_of(html))[1:] == [["A", ["B"], ["C"]], ["D"]]


@pytest.mark.parametrize(
    ("html", "level"),
    [
        ("<h5>x</h5>", 5),
        ("<div role=heading aria-level=2><h4>x</h4></div>", 4),
        ("<details><summary>x</summary></details>", 3),
    ],
    ids=["tag", "tag inside aria-level", "summary"],
)
def test_a_heading_has_the_level_of_its_markup(html: str, level: int) -> None:
    assert sections_of(html)[1].level == level


def test_equal_headings_get_ids_of_their_own() -> None:
    html = "<h2>Rest</h2><h2>Rest</h2><h2>rest!</h2><h2>…</h2><h2>朝の光</h2>"
    assert [section.id for section in sections_of(html)] == ["lead", "rest", "rest-2", "rest-3", "section", "朝の光"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Key takeaways", Role.KEY_TAKEAWAYS),
        ("In a nutshell:", Role.KEY_TAKEAWAYS),
        ("TL;DR", Role.KEY_TAKEAWAYS),
        ("Frequently Asked Questions about sleep", Role.FAQ),
        ("Sleep FAQ", Role.FAQ),
        ("References", Role.REFERENCES),
        ("Sources and further reading", Role.REFERENCES),
        ("Quellenangaben", Role.REFERENCES),
        ("Medical disclaimer", Role.DISCLAIMER),
        ("Medizinischer Hinweis", Role.DISCLAIMER),
        ("Wichtiger Hinweis", None),
        ("Avvertenze", None),
        ("Avertissement", None),
        ("Key takeaways from a year of walking", None),
        ("References in the letters of a nurse", None),
        ("Protein sources", None),
        ("Highlights of the trial", None),
    ],
)
def test_the_role_of_a_section_is_in_its_heading(heading: str, role: Role | None) -> None:
    assert sections_of(f"<h2>{heading}</h2>")[1].role is role


def test_a_term_with_paragraphs_heads_a_section() -> None:
    text = "<p>The attendants keep a card for every guest, on which the minutes are written down in pencil{}.</p>"
    body = text.format(" and ink") + text.format("")
    sections = sections_of(f"<dl><dt>Minutes</dt><dd>{body}</dd><dt>Degrees</dt><dd>{body}</dd></dl>")
    assert [section.heading for section in sections if section.heading] == ["Minutes", "Degrees"]
    assert all(len(section.blocks) == 2 for section in sections if section.heading)
    assert not [section for section in sections_of("<dl><dt>Minutes</dt><dd>Twelve</dd></dl>") if section.heading]


LONG = "Some people sleep for six hours and have always needed six, and staying in bed does them no favour. "


@pytest.mark.parametrize(
    ("heading", "below", "role"),
    [
        ("Things Readers Ask", "<h3>Is it harmful?</h3><p>No.</p><h3>Can it be frozen?</h3><p>Yes.</p>", Role.FAQ),
        ("Preguntas y respuestas", "<p><b>¿Es dañina?</b><br>No.</p><p>¿Se congela? Sí, un año.</p>", Role.FAQ),
        ("Questions to Ask Your Doctor", "<ul><li>Is it harmful?</li><li>Can it be frozen?</li></ul>", None),
        ("Questions and Answers", f"<p>{LONG}</p>", None),
        (
            "What This Rests On",
            "<ul><li>Halm K. Herbs. 2014;12:41-52.</li><li>Brun T. Scent. doi:10.1000/182</li></ul>",
            Role.REFERENCES,
        ),
        (
            "What This Rests On",
            "<ul><li>Halm K, Brun T, et al. Herbs. 2014 Mar;12(3):41.</li><li>Tea (2019) 4(2): e12, PMID 12</li></ul>",
            Role.REFERENCES,
        ),
        ("All classes", "<ul><li>12 May 2024, 10:30: slow yoga</li><li>19 May 2024, 18:00: yoga</li></ul>", None),
        ("Termine", "<ul><li>12.05.2024; 10:30 Uhr, Halle</li><li>19.05.2024; 18:00 Uhr, Park</li></ul>", None),
        ("Favourites", "<ul><li>Rest (2021), 240 pp. 30 are good.</li><li>Calm (2019), see p. 12.</li></ul>", None),
        ("What Was Found", "<ul><li>Halm et al. slept longer.</li><li>Brun et al. did not.</li></ul>", None),
        ("Sources", f"<p>{LONG * 8}</p>", None),
        ("Sources", f"<p>{LONG * 8} <a href='https://example.org/a'>The trial</a></p>", Role.REFERENCES),
        ("Highlights", f"<p>{LONG * 8}</p>", None),
        ("Highlights", "<ul><li>Six hours are enough for some.</li></ul>", Role.KEY_TAKEAWAYS),
    ],
)
def test_what_stands_below_a_heading_decides_where_its_words_leave_it_open(
    heading: str, below: str, role: Role | None
) -> None:
    assert sections_of(f"<h2>{heading}</h2>{below}")[1].role is role
