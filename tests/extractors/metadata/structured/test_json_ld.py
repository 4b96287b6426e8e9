from __future__ import annotations

import json

import pytest

from wellread.extractors.metadata.structured.json_ld import JsonLd, decode_json, list_types, read_json_ld, to_text
from wellread.extractors.parse import DataScript


def read(*texts: str) -> JsonLd:
    return read_json_ld(tuple(DataScript("application/ld+json", None, text) for text in texts))


ARTICLE = '{"@type": "Article", "headline": "Rest"%s}'


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE % ",",
        ARTICLE % ', "keywords": ["a", "b",],',
        '/* from the theme */ {"@type": "Article", "headline": "Rest"}',
        '{"@type": "Article", // the type\n "headline": "Rest"}',
        '<!-- {"@type": "Article", "headline": "Rest"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Rest"}\n//]]>',
        ARTICLE % ', "articleBody": "two\nlines\tand a tab"',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Rest&quot;}",
        "{'@type': 'Article', 'headline': 'Rest'}",
        "{'@type': 'Article', headline: 'Rest'}",
        '\ufeff{"@type": "Article", "headline": "Rest"}',
        '{"@type": "Article",, "headline": "Rest"}',
        'var article = {"@type": "Article", "headline": "Rest"};',
        '<b>Notice</b>: Undefined index in /srv/a.php on line 3<br>{"@type": "Article", "headline": "Rest"}',
        "{“@type”: “Article”, “headline”: “Rest”}",
        '{"@type": "Article", "headline": "Rest"};',
        ARTICLE % r', "pattern": "\d\(\)"',
        ARTICLE % r', "mood": "\ud83d"',
    ],
    ids=[
        "comma at the end",
        "comma in a list",
        "block comment",
        "line comment",
        "HTML comment",
        "CDATA",
        "line break in a string",
        "entities",
        "single quotes",
        "key without quotes",
        "byte order mark",
        "two commas",
        "assignment",
        "message of a server",
        "curly quotes",
        "semicolon",
        "backslash before a letter",
        "half a character",
    ],
)
def test_broken_json_is_repaired_and_the_repair_is_told(text: str) -> None:
    json_ld = read(text)
    assert [to_text(node["headline"]) for node in json_ld.list_article_nodes()] == ["Rest"]
    assert [warning.code for warning in json_ld.warnings] == ["json_ld_repaired"]


@pytest.mark.parametrize("between", ["", "\n", ",\n", ";"], ids=["nothing", "line break", "comma", "semicolon"])
def test_values_in_a_row_are_all_read(between: str) -> None:
    json_ld = read(f'{{"@type": "WebSite", "name": "Calm Days"}}{between}{{"@type": "Article", "headline": "Rest"}}')
    assert [list_types(node) for node in json_ld.nodes] == [("WebSite",), ("Article",)]


def test_a_value_that_was_encoded_twice_is_read() -> None:
    json_ld = read(json.dumps('{"@type": "Article", "headline": "Rest"}'))
    assert [node["headline"] for node in json_ld.list_article_nodes()] == ["Rest"]


def test_keys_may_have_the_name_of_the_vocabulary_before_them() -> None:
    json_ld = read('{"@type": "schema:Article", "schema:author": {"http://schema.org/name": "Ida Holm"}}')
    assert [node["author"] for node in json_ld.list_article_nodes()] == [{"name": "Ida Holm"}]


def test_elements_in_a_value_are_none_of_its_text() -> None:
    assert to_text("<p>Rest <b class='x'>well</b></p><p>and wake</p>") == "Rest well and wake"
    assert to_text("When to use <b> and when &lt;em&gt;") == "When to use <b> and when <em>"


BEFORE_AND_AFTER = '{"@type": "Article", "headline": "Rest", %s, "datePublished": "2023-03-31"}'


@pytest.mark.parametrize(
    "broken",
    [
        '"description": "She calls it "the hour of the wolf" and\n means dawn."',
        '"articleBody": "Most <a href="/x" class="y">wake</a> at three, "often" or "never"."',
        '"description": "Das heißt „Ruhe" und sonst nichts"',
        '"description": "他说"休息"，然后睡了"',
        '"about": {"@type": "Thing", "name": "the "wolf" hour"}',
        '"keywords": ["rest", "the "wolf" hour", "sleep"]',
        '"description": "She calls it the hour of the wolf,"about": {"@type": "Thing"}',
    ],
)
def test_what_stands_around_a_broken_string_is_read_and_nothing_of_the_string(broken: str) -> None:
    json_ld = read(BEFORE_AND_AFTER % broken)
    node = json_ld.list_article_nodes()[0]
    assert (node["headline"], node["datePublished"]) == ("Rest", "2023-03-31")
    assert not any(key in node for key in ("description", "articleBody"))
    assert node.get("about") in (None, {"@type": "Thing"})
    assert [warning.code for warning in json_ld.warnings] == ["json_ld_repaired"]


@pytest.mark.parametrize(
    "end", [', "descr', ', "description": "Most peo', ', "author": {"@type": "Person"', ', "a": [1, ']
)
def test_what_stands_before_the_missing_end_of_a_script_is_read(end: str) -> None:
    json_ld = read('{"@graph": [{"@type": "Article", "headline": "Rest"' + end)
    assert [node["headline"] for node in json_ld.list_article_nodes()] == ["Rest"]
    assert "description" not in json_ld.list_article_nodes()[0]


def test_broken_strings_are_passed_over_in_linear_time() -> None:
    decode_json('{"a": "' + '"b' * 100_000)
    decode_json('{"a": ' * 50_000)


@pytest.mark.parametrize("text", ['{"headline": "Re', "not json", '{"a": }'], ids=["cut off", "words", "no value"])
def test_what_cannot_be_read_is_told(text: str) -> None:
    json_ld = read(text)
    assert json_ld.nodes == ()
    assert [warning.code for warning in json_ld.warnings] == ["json_ld_unreadable"]


def test_one_broken_script_spoils_no_other() -> None:
    json_ld = read("{broken", ARTICLE % "")
    assert [node["headline"] for node in json_ld.nodes] == ["Rest"]


def test_a_comment_inside_a_string_is_text() -> None:
    value, problem = decode_json('{"url": "https://example.org/a", "note": "/* kept */ // kept",}')
    assert value == {"url": "https://example.org/a", "note": "/* kept */ // kept"}
    assert problem == "json_ld_repaired"


def test_half_a_character_is_none_and_a_whole_one_stays() -> None:
    value, _ = decode_json(r'["\ud83d\ude34", "\ud83d", "\ude34\ud83d"]')
    assert value == ["😴", "\ufffd", "\ufffd\ufffd"]


def test_a_text_has_neither_control_characters_nor_numbers_without_end() -> None:
    assert to_text("Lena\0 Park\x1f") == "Lena Park"
    assert (to_text(float("inf")), to_text(float("nan"))) == (None, None)


def test_a_type_is_known_by_its_last_word() -> None:
    assert list_types({"@type": ["https://schema.org/Article/", "schema:Person"]}) == ("Article", "Person")


def test_references_are_followed_within_the_page() -> None:
    json_ld = read(
        '{"@graph": [{"@type": "Article", "author": {"@id": "#lena"}},'
        ' {"@id": "#lena", "@type": "Person", "name": "Lena Park"}]}'
    )
    (article,) = json_ld.list_article_nodes()
    assert to_text(json_ld.resolve(article["author"])) == "Lena Park"


def test_the_article_comes_before_the_page_that_it_is_on() -> None:
    json_ld = read(
        '[{"@type": "WebPage", "name": "p"}, {"@type": ["Thing", "http://schema.org/NewsArticle"], "name": "a"},'
        ' {"@type": "Person"}]'
    )
    assert [node["name"] for node in json_ld.list_article_nodes()] == ["a", "p"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 50_000, '"' + '\\"' * 200_000, "/*" * 200_000, "," * 400_000],
    ids=["lists", "objects", "quotes", "comments", "commas"],
)
def test_hostile_json_ends_soon_with_a_warning(text: str) -> None:
    assert [warning.code for warning in read(text).warnings] == ["json_ld_unreadable"]
