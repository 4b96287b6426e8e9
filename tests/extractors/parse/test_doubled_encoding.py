from __future__ import annotations

import pytest

from wellread.extractors.parse import PageInput, parse
from wellread.extractors.parse.doubled_encoding import undo_doubled_encoding, undo_in_text
from wellread.extractors.pipeline import extract

TEXTS = {
    "English": "It doesn’t help – “not now”, he said… and the café’s naïve €5 tea™.",
    "German": "Schöne Grüße für die Füße – „Öl“ und Müsli.",
    "French": "À l’été, l’œuf très léger : « ça suffit ».",
    "Spanish": "¿Qué tal el sueño? ¡Mañana será mejor, señor!",
    "Russian": "Сон лечит всё – почти.",
    "Greek": "Ο ύπνος είναι φάρμακο.",
    "Arabic": "النوم نصف الصحة",
    "Chinese": "良好的睡眠有助于身体修复。",
    "Japanese": "よく眠ると体が休まります。",
    "Korean": "잠이 보약이다.",
    "emoji": "Rest 😴 well 🌙 tonight 🛏️",
}


def misread(text: str, codec: str) -> str:
    """A text as a program reads its UTF-8 that takes it for another encoding; undefined bytes become controls."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_page_that_was_encoded_twice_is_turned_back(text: str, codec: str) -> None:
    once = f"<html><body><h1>{text}</h1><p>{text} {text}</p></body></html>"
    assert undo_doubled_encoding(misread(once, codec).encode())[0].decode() == once
    assert undo_doubled_encoding(misread(misread(once, codec), codec).encode())[0].decode() == once


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_true_page_is_left_alone(text: str) -> None:
    page = f"<html><body><p>{text}</p></body></html>".encode()
    assert undo_doubled_encoding(page) == (page, 0)


@pytest.mark.parametrize(
    "text",
    [
        "CAFÉ» CAFÉ» CAFÉ» CAFÉ»",
        "DÉJÀ\u00a0: CAFÉ\u00a0! THÉ\u00a0?",
        "„Ü“ „Ä“ „Ö“ sind Umlaute, schön für Müller.",
        "Why do I see â€™ and Ã© and â€œ? Because ’ and é and “ were read as “Windows-1252” – that’s why.",
        "One â€™ and one Ã©.",
    ],
    ids=["capitals", "spaces in French", "quoted letters", "an article about it", "too few"],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert undo_in_text(text) == (text, 0)


@pytest.mark.parametrize("name", ["German", "French", "Spanish", "Russian", "Chinese"])
def test_an_article_that_was_encoded_twice_is_turned_back_in_a_sound_template(name: str) -> None:
    template = "<nav>Über uns · À propos · Über Größe</nav><main><h1>{}</h1><p>{} {}</p><p>{} {}</p></main><p>© Ö</p>"
    once, twice = template.format(*[TEXTS[name]] * 5), template.format(*[misread(TEXTS[name], "cp1252")] * 5)
    assert undo_doubled_encoding(twice.encode())[0].decode() == once


def test_examples_in_an_article_about_it_are_left_alone() -> None:
    rows = "".join(f"<tr><td>{misread(letter, 'cp1252')}</td><td>{letter}</td></tr>" for letter in "äöüéèà")
    text = "<p>Müller liest oft Ã¼ statt ü, Ã© statt é und Ã¤ statt ä auf seinen Seiten.</p>"
    page = f"{text}<table>{rows}</table>".encode()
    assert undo_doubled_encoding(page) == (page, 0)


def test_runs_with_control_characters_are_turned_back_beside_true_text() -> None:
    good = "© Café Müller – größer, schöner"
    text = f"{good} {misread('don’t, can’t, won’t', 'latin-1')}"
    assert undo_in_text(text)[0] == f"{good} don’t, can’t, won’t"


def test_the_repair_is_told() -> None:
    html = misread("<p>don’t, can’t, won’t</p>", "cp1252").encode()
    warnings = parse(PageInput(html, headers={"Content-Type": "text/html; charset=utf-8"})).warnings
    assert [warning.code for warning in warnings] == ["encoding_doubled"]
    assert parse(PageInput(html.decode())).warnings == warnings


def test_text_and_fields_are_turned_back() -> None:
    paragraph = "<p>" + "It doesn’t tell a doctor much – but it’s where most talks begin. " * 5 + "</p>"
    page = f"<title>What “tired” means</title><h1>What “tired” means</h1>{paragraph * 3}"
    article = extract(misread(page, "latin-1").encode(), "https://calm.example/blog/tired")
    assert article.headline == "What “tired” means"
    assert article.article_body.startswith("It doesn’t tell a doctor much – but")
