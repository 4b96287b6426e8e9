"""Bytes to text: what browsers do, and something better where that is plainly wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.extractors.parse import PageInput, parse
from wellread.extractors.parse.encoding import Decoded, decode

TEXT = "<p>Größe: 5 €, „Fuß“ – naïve</p>"
HTML = {"Content-Type": "text/html"}


def meta(label: str) -> str:
    return f"<html><head><meta charset='{label}'></head><body>{TEXT}</body></html>"


def header(label: str) -> dict[str, str]:
    return {"Content-Type": f"text/html; charset={label}"}


def read(html: bytes, headers: dict[str, str] | None = None) -> tuple[str, str, list[str]]:
    decoded = decode(html, headers or {})
    return decoded.utf8.decode("utf-8"), decoded.encoding, [warning.code for warning in decoded.warnings]


@pytest.mark.parametrize(
    ("html", "headers", "encoding"),
    [
        (TEXT.encode(), {}, "utf-8"),
        (TEXT.encode(), header("utf-8"), "utf-8"),
        (TEXT.encode("cp1252"), header("windows-1252"), "cp1252"),
        (TEXT.encode("cp1252"), header("iso-8859-1"), "cp1252"),
        (TEXT.encode("cp1252"), {"content-type": 'text/html;charset="ISO-8859-1"'}, "cp1252"),
        (meta("windows-1252").encode("cp1252"), {}, "cp1252"),
        (meta("latin1").encode("cp1252"), HTML, "cp1252"),
        (codecs.BOM_UTF8 + TEXT.encode(), header("windows-1252"), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), {}, "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), header("utf-8"), "utf-16-be"),
    ],
)
def test_the_encoding_is_that_of_mark_header_or_page(html: bytes, headers: dict[str, str], encoding: str) -> None:
    text, found, warnings = read(html, headers)
    assert TEXT in text
    assert (found, warnings) == (encoding, [])


def test_the_header_is_trusted_before_the_page() -> None:
    text, encoding, _ = read(meta("shift_jis").encode("cp1252"), header("windows-1252"))
    assert TEXT in text
    assert encoding == "cp1252"


@pytest.mark.parametrize(
    ("html", "headers"),
    [
        (TEXT.encode(), header("windows-1252")),
        (meta("iso-8859-1").encode(), {}),
        (meta("windows-1252").encode(), {}),
    ],
)
def test_utf8_that_was_declared_as_something_else_is_read_as_utf8(html: bytes, headers: dict[str, str]) -> None:
    text, encoding, warnings = read(html, headers)
    assert TEXT in text
    assert (encoding, warnings) == ("utf-8", ["encoding_contradicted"])


def test_a_wrong_declaration_of_plain_ascii_is_nothing_to_speak_of() -> None:
    assert read(b"<p>plain</p>", header("windows-1252")) == ("<p>plain</p>", "cp1252", [])


def test_a_page_that_can_be_read_to_say_that_it_is_utf16_is_not() -> None:
    assert read(meta("utf-16").encode())[1:] == ("utf-8", [])


@pytest.mark.parametrize(
    "label", ["", "none", "utf-9", "x-user-defined", "base64", "rot13", "idna", "hex", "é", "a" * 5000]
)
def test_a_label_that_is_no_encoding_is_passed_over(label: str) -> None:
    assert TEXT in read(TEXT.encode(), header(label))[0]
    assert TEXT in read(meta(label).encode())[0]


def test_utf8_with_a_stray_windows_character_loses_nothing() -> None:
    text, encoding, warnings = read("<p>Größe</p>".encode() + b"<p>It\x92s \x93new\x94</p>", header("utf-8"))
    assert text == "<p>Größe</p><p>It’s “new”</p>"
    assert (encoding, warnings) == ("utf-8", [])


def test_windows_bytes_that_were_declared_as_utf8_lose_nothing() -> None:
    assert TEXT in read(TEXT.encode("cp1252"), header("utf-8"))[0]


def test_undeclared_bytes_are_guessed_and_said_to_be() -> None:
    text, _, warnings = read(("<p>Größe, Übung, Fuß und Straße müssen für später genügen.</p>" * 5).encode("cp1252"))
    assert "Größe, Übung, Fuß" in text
    assert warnings == ["encoding_guessed"]


def test_bytes_that_fit_nothing_are_counted() -> None:
    decoded = decode(b"<p>a\x81\x8d</p>", header("windows-1252"))
    assert [(warning.code, warning.message) for warning in decoded.warnings] == [
        ("undecodable", "2 characters could not be decoded")
    ]


@pytest.mark.parametrize("html", [b"<p>a\0b</p>", "<p>a\0b</p>"], ids=["bytes", "text"])
def test_a_null_character_does_not_end_the_page(html: bytes | str) -> None:
    assert parse(PageInput(html)).root.findtext(".//p") == "a\ufffdb"


def test_text_is_taken_as_it_is_whatever_it_declares() -> None:
    assert decode(meta("shift_jis"), header("utf-16")).utf8.decode() == meta("shift_jis")


def test_half_of_a_surrogate_pair_in_text_becomes_a_question_mark() -> None:
    assert decode("<p>a\ud800b</p>", {}).utf8 == b"<p>a?b</p>"


@given(st.binary(), st.sampled_from(["", "utf-8", "utf-16", "windows-1252", "shift_jis", "gb18030", "x-nonsense"]))
def test_any_bytes_under_any_label_become_utf8(html: bytes, label: str) -> None:
    text, encoding, _ = read(html, header(label))
    assert "\0" not in text
    assert codecs.lookup(encoding)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf8_comes_through_unchanged(text: str) -> None:
    assert read(text.encode())[0] == text


RUSSIAN = "<p>Сон состоит из нескольких стадий, которые повторяются за ночь четыре или пять раз.</p>"
JAPANESE = "<p>ぬるめの湯にゆっくりつかると、体の深部の温度が一度上がり、その後ゆるやかに下がります。</p>"
CHINESE = "<p>睡眠由几个阶段组成，一夜重复四到五次。前几个周期较深，后面的周期多梦。</p>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "windows-1252"])
def test_a_wide_encoding_is_seen_without_its_mark(encoding: str, declared: str) -> None:
    text, found, _ = read(f"<!doctype html>{CHINESE}<p>Sleep</p>".encode(encoding), header(declared))
    assert CHINESE in text
    assert found == encoding


@pytest.mark.parametrize(
    ("encoding", "markup"),
    [
        ("koi8-r", RUSSIAN),
        ("windows-1251", RUSSIAN),
        ("iso-8859-5", RUSSIAN),
        ("shift_jis", JAPANESE),
        ("euc-jp", JAPANESE),
        ("gb18030", CHINESE),
    ],
)
@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "utf-8"])
def test_a_declaration_that_is_plainly_wrong_is_not_believed(encoding: str, markup: str, declared: str) -> None:
    text, _, warnings = read(f"<title>A page</title>{markup * 3}".encode(encoding), header(declared))
    assert markup in text
    assert warnings == ["encoding_contradicted"]


UKRAINIAN = "<p>Більшість людей прокидається вночі, і майже ніхто не пам’ятає про це вранці, бо тіло знову засинає.</p>"
BULGARIAN = "<p>Повечето хора се събуждат през нощта и почти никой не помни това сутринта, защото тялото заспива.</p>"


@pytest.mark.parametrize("markup", [RUSSIAN, UKRAINIAN, BULGARIAN])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("koi8-u", "windows-1251"), ("cp1251", "koi8-r"), ("cp1251", "koi8-u"), ("iso-8859-5", "windows-1251")],
)
def test_encodings_of_cyrillic_that_are_confused_are_told_apart(encoding: str, declared: str, markup: str) -> None:
    page = (markup * 3).replace("’", "'")
    if encoding == "iso-8859-5":
        page = page.replace("ґ", "г")
    text, _, warnings = read(page.encode(encoding, "ignore"), header(declared))
    assert "".join(page.split())[:40] in "".join(text.split())
    assert warnings == ["encoding_contradicted"]


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_little_cyrillic_is_read_as_it_is_declared(encoding: str) -> None:
    text, _, warnings = read("<p>ОКНО</p>".encode(encoding), header(encoding))
    assert "ОКНО" in text
    assert warnings == []


def test_utf8_with_a_stray_byte_is_read_as_utf8_whatever_was_declared() -> None:
    text, encoding, warnings = read(RUSSIAN.encode() + b"\x96", header("iso-8859-1"))
    assert RUSSIAN in text
    assert (encoding, warnings) == ("utf-8", ["encoding_contradicted"])


def test_japanese_in_seven_bits_is_seen_by_its_escapes() -> None:
    text, encoding, warnings = read(JAPANESE.encode("iso-2022-jp"))
    assert JAPANESE in text
    assert (encoding, warnings) == ("iso-2022-jp", [])


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "utf-7", "unicode_escape", "cp037", "utf-32", "rot13", "zlib", "undefined"]
)
def test_a_label_that_no_browser_knows_says_nothing(label: str) -> None:
    page = b"<html><body><p>Plain words, read as they are written.</p></body></html>"
    decoded = decode(page, {"Content-Type": f"text/html; charset={label}"})
    assert decoded == Decoded(page, "utf-8")
