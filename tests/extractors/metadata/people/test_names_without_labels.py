"""Authors that no label names: users of forums, lists above the day, and the owner of a blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import PARAGRAPH
from wellread.extractors.metadata import describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


@pytest.mark.parametrize(
    ("below", "author"),
    [
        ('<p><a href="/author/the_owl">The_Owl</a> | 3 May 2024</p>', "The_Owl"),
        ('<div><a href="/user-page/?u=7">SleepyHead</a> 03.05.2024, 15:07</div>', "SleepyHead"),
        ('<ul><li><span>Autor</span> <a href="/members/7/">Sleep more at night</a></li></ul>', "Sleep more at night"),
        ('<p>Author: <a href="/users/7">sleep and rest</a></p>', "sleep and rest"),
    ],
    ids=["underscore", "page of a user", "label and member", "label and user"],
)
def test_users_are_named_as_they_call_themselves(described: Describe, below: str, author: str) -> None:
    assert [person.name for person in described(below).authors] == [author]


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        (
            "<p>Lena Park, Bo M. Lind, Ida Holm</p><div>24 Apr 2024 • 3 min read</div>",
            ["Lena Park", "Bo M. Lind", "Ida Holm"],
        ),
        ("<p>Lena Park</p><p>Senior Writer</p><div>May 3, 2024</div>", ["Lena Park"]),
        ("<div>Lena Park</div><button>Follow</button><div>3 de mayo de 2024</div>", ["Lena Park"]),
        ("<div>Елена Парк</div><div>3 мая 2024</div>", ["Елена Парк"]),
        ("<p>Whole Habit, Whole Body, Same Hour</p><p>May 3, 2024</p>", []),
    ],
    ids=["list", "role between", "button between", "Russian", "words of the text"],
)
def test_the_names_right_above_the_day_are_the_authors(described: Describe, below: str, authors: list[str]) -> None:
    assert [person.name for person in described(below).authors] == authors


def test_the_linked_line_of_a_republished_article_outdoes_the_site(described: Describe) -> None:
    line = '<p><a href="https://x.example/profiles/lena-park-7">Lena Park</a>, <a href="https://x.example/u">Oakdale</a></p>'
    standfirst = f"<p>{'A standfirst says what the article tells. ' * 5}</p>"
    head = '<meta name="author" content="Fernbeck News"><meta property="og:site_name" content="Fernbeck News">'
    assert [person.name for person in described(f"{standfirst}{line}", head=head).authors] == ["Lena Park"]


def test_a_licence_is_nobody(described: Describe) -> None:
    licence = '<p><a href="https://creativecommons.org/licenses/by/3.0">CC BY</a></p>'
    assert described(f"{PARAGRAPH}{licence}").authors == ()


def test_behind_its_sources_a_text_may_say_who_wrote_it(described: Describe) -> None:
    after = f"{PARAGRAPH}<h3>Quellen</h3><p>Bo Lind: Schlaf.</p><div>Von:</div><div>Lena Park</div>"
    assert [person.name for person in described(after=after).authors] == ["Lena Park"]


def test_a_name_that_only_small_screens_show_is_read(described: Describe) -> None:
    byline = '<div class="hidden-desktop"><p class="authorName">Lena Park</p></div>'
    assert [person.name for person in described(byline).authors] == ["Lena Park"]


@pytest.mark.parametrize(
    ("after", "authors"),
    [("<p>© 2019 Lena Park</p>", ["Lena Park"]), ("<p>© Lena Park</p>", ["Lena Park"])],
    ids=["with the year", "without"],
)
def test_the_sign_of_copyright_begins_a_signature(described: Describe, after: str, authors: list[str]) -> None:
    footer = "<footer><p>Oakdale</p></footer>" * 45
    assert [person.name for person in described(after=f"{PARAGRAPH}{after}{footer}").authors] == authors


TOLD = "<p>" + "I went to bed at ten, and my neighbours did not. " * 6 + "</p>"
PLAIN = "<p>" + "Nobody went to bed at ten, and the neighbours did not. " * 6 + "</p>"


@pytest.mark.parametrize(
    ("host", "site", "text", "authors"),
    [
        ("lena.example.org", "Lena Park", TOLD, ["Lena Park"]),
        ("lenapark.example.org", '<a href="https://linkedin.com/in/lpark">me</a> Lena Park', TOLD, ["Lena Park"]),
        ("calm.example.org", "Dr. Lena Park", PLAIN, ["Lena Park"]),
        ("lena.example.org", "Lena Park", PLAIN, []),
        ("calm-roads.example.org", "Calm Roads", TOLD, []),
        ("calm.example.org", "CALM Roads", TOLD, []),
        ("neighbours.example.org", "Sleepy Neighbours", TOLD, []),
    ],
    ids=["host", "profile", "honorific", "told by nobody", "whole name in the host", "capitals", "words of the text"],
)
def test_a_blog_that_has_the_name_of_a_person_is_theirs(host: str, site: str, text: str, authors: list[str]) -> None:
    html = f"<h1>How to Rest</h1>{text}<footer>© 2024 {site.rpartition('</a> ')[2]}</footer><div>{site}</div>"
    document = parse(PageInput(html, f"https://{host}/how-to-rest"))
    assert [person.name for person in describe(document, segment(document)).authors] == authors
