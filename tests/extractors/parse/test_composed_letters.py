"""Letters that were taken apart are one character again; addresses keep their spelling."""

from __future__ import annotations

import unicodedata

import pytest

from wellread.extractors import extract
from wellread.extractors.parse.composed_letters import compose_letters


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    "text", ["<p>Über Müdigkeit</p>", "<p>Để ngủ ngon</p>", "<p>Öppna fönstret</p>", "<p>Йога</p>"]
)
def test_letters_are_composed(text: str) -> None:
    assert compose_letters(apart(text).encode()) == text.encode()


def test_a_page_without_marks_is_the_same_object() -> None:
    page = "<p>Über Müdigkeit, 4 °C, Å</p>".encode()
    assert compose_letters(page) is page


@pytest.mark.parametrize(
    "address", ['src="/uploads/Müde.jpg"', 'href="https://calm.example/Schläfrig/Öl-für-Räume"', "href='Müde.html'"]
)
def test_addresses_keep_their_spelling(address: str) -> None:
    page = apart(f"<a {address}>")
    assert compose_letters(page.encode()) == page.encode()


def test_rules_know_the_words_of_such_a_page() -> None:
    text = "Die meisten Menschen wachen nachts auf, und kaum jemand weiß es am Morgen, da der Körper weiterschläft."
    body = "".join(f"<p>{number}: {text}</p>" for number in range(9))
    about = "<h2>Über die Autorin</h2><p>Sie schläft gut und übt jeden Abend.</p>"
    html = apart(f"<html lang='de'><body><article><h1>Müde Köpfe</h1>{body}{about}</article></body></html>")
    article = extract(html.encode(), "https://calm.example/muede")
    assert article.headline == "Müde Köpfe"
    assert "Über die Autorin" not in article.article_body
    assert "Körper" in article.article_body
