"""The tree as a browser completes it: rows around cells, and pictures for browsers without scripts."""

from __future__ import annotations

import pytest
from lxml import etree

from wellread.extractors import extract
from wellread.extractors.article import Figure, Table
from wellread.extractors.parse import PageInput, parse

TEXT = "<p>A bed is for sleeping. Whoever lies awake in it for half an hour does better to get up and read.</p>"
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def blocks_of(markup: str) -> list[object]:
    page = f"<html><body><article><h1>Beds</h1>{TEXT * 2}{markup}{TEXT[::-1]}</article></body></html>"
    return [block for section in extract(page, "https://example.org/beds").sections for block in section.blocks]


def figures_of(markup: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(block.src, block.alt, block.caption) for block in blocks_of(markup) if isinstance(block, Figure)]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><thead><th>Tee</th><th>Minuten</th></thead><tr><td>Minze</td><td>8 min</td></tr></table>",
        "<table><th>Tee</th><th>Minuten</th><tr><td>Minze</td><td>8 min</td></tr></table>",
        "<table><tr><th>Tee</th><th>Minuten</th></tr><tbody><td>Minze</td><td>8 min</td></tbody></table>",
    ],
    ids=["head", "table", "body"],
)
def test_cells_without_a_row_get_one(markup: str) -> None:
    tables = [block for block in blocks_of(markup) if isinstance(block, Table)]
    assert [(table.header, table.rows) for table in tables] == [(("Tee", "Minuten"), (("Minze", "8 min"),))]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><div><div class='box'></div><noscript><img src='/bed.jpg' alt='A bed'></noscript></div>{}</figure>",
        "<figure><noscript><img src='/bed.jpg' alt='A bed'></noscript>{}</figure>",
        f"<figure><img src='{BLANK}'><noscript><img src='/bed.jpg' alt='A bed'></noscript>{{}}</figure>",
        f"<figure><noscript><img src='/bed.jpg' alt='A bed'></noscript><img class='lazy' src='{BLANK}'>{{}}</figure>",
        "<figure><img src='/60/bed.jpg' class='blur'><noscript><img src='/bed.jpg' alt='A bed'></noscript>{}</figure>",
        "<figure><img src='/bed-60x40.jpg'><noscript><img src='/bed.jpg' alt='A bed'></noscript>{}</figure>",
        "<figure><i><img></i><noscript><picture><img src='/bed.jpg' alt='A bed'></picture></noscript>{}</figure>",
        "<noscript><figure><img src='/bed.jpg' alt='A bed'>{}</figure></noscript>",
    ],
    ids=["empty box", "nothing", "blank", "blank after", "blurred", "small", "picture", "whole figure"],
)
def test_a_picture_that_stands_in_noscript_is_shown_once(markup: str) -> None:
    caption = "<figcaption>Ein Bett am Fenster</figcaption>"
    assert figures_of(markup.format(caption)) == [("https://example.org/bed.jpg", "A bed", "Ein Bett am Fenster")]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/bed.jpg' alt='A bed'><noscript><img src='/bed.jpg' alt='A bed'></noscript>",
        "<img src='/blank.gif' data-src='/bed.jpg' alt='A bed'><noscript><img src='/b.jpg' alt='A bed'></noscript>",
        "<img src='/bed.jpg' alt='A bed'><noscript><img src='https://count.example/p.gif' alt='n'></noscript>",
        "<img src='/bed.jpg' alt='A bed'><noscript><img src='/p.png' width='1' height='1'></noscript>",
        "<img src='/bed.jpg' alt='A bed'><noscript>Please allow scripts. <img src='/no.png' alt='no'></noscript>",
    ],
    ids=["shown", "lazy", "pixel", "pixel by size", "words"],
)
def test_what_is_shown_already_or_no_picture_stays_unseen(markup: str) -> None:
    assert [src for src, _, _ in figures_of(f"<p>{markup}</p>")] == ["https://example.org/bed.jpg"]


def test_words_for_browsers_without_scripts_stay_unseen() -> None:
    root = parse(PageInput(f"{TEXT * 3}<noscript><p>Please allow scripts.</p></noscript>")).root
    assert [etree.tostring(element, encoding="unicode", with_tail=False) for element in root.iter("noscript")] == [
        "<noscript><p>Please allow scripts.</p></noscript>"
    ]
