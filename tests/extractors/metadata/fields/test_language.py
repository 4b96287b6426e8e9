from __future__ import annotations

import pytest

from tests.extractors.metadata.conftest import codes
from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

GERMAN = (
    "<p>Auch auf dem Land weiß man es: Der Körper gibt in der Nacht die Wärme ab, und es sind die Füße, die es tun.</p>"
    * 4
)
NOTICE = "<p>Strict standards: the declaration of this function should be compatible with that of the parent.</p>" * 9


def read(html: str, attributes: str = "", head: str = "") -> Metadata:
    document = parse(PageInput(f"<html {attributes}><head>{head}</head><body><h1>Schlaf</h1>{html}</body></html>"))
    return describe(document, segment(document))


@pytest.mark.parametrize("attributes", ["", 'lang=""', 'lang="{{ locale }}"', 'lang="en-US"'])
def test_the_text_says_its_language_where_the_page_does_not_or_is_surely_wrong(attributes: str) -> None:
    found = read(GERMAN, attributes)
    assert (found.in_language, found.field_sources.in_language.source) == ("de", "text")


def test_a_wrong_declaration_gives_a_warning_and_a_right_one_does_not() -> None:
    assert codes(read(GERMAN, 'lang="en"').warnings) == ["contradicted"]
    assert codes(read(GERMAN, 'lang="de-AT"').warnings) == []


def test_of_several_declarations_the_one_in_the_language_of_the_text_is_the_value() -> None:
    assert read(GERMAN, 'lang="en"', '<meta property="og:locale" content="de_AT">').in_language == "de-AT"


def test_the_longest_paragraphs_are_the_article() -> None:
    assert read(NOTICE + GERMAN.replace("</p><p>", " ")).in_language == "de"
