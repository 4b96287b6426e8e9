"""Captions and credits beside pictures, whatever their markup is."""

from __future__ import annotations

import pytest

from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Block, BlockKind, segment

TEXT = "<p>A bedroom that is two degrees cooler is the cheapest sleep aid there is.</p>"
PICTURE = "<img src='/bed.jpg' alt='A bed below a window'>"


def blocks_of(markup: str) -> list[Block]:
    return [block for block in segment(parse(PageInput(f"{TEXT}{markup}{TEXT}"))).blocks if block.text]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure>{}<p class='x7'>{}</p></figure>",
        "<figure><div>{}</div><figcaption>Licht am Abend</figcaption><small>{}</small></figure>",
        "<div>{}<span class='articleCaption'>{}</span></div>",
        "<div><p>{}</p><em class='photo-caption'>{}</em></div>",
    ],
)
def test_text_in_a_figure_and_lines_called_captions_are_captions(markup: str) -> None:
    blocks = blocks_of(markup.format(PICTURE, "Hafen am Morgen"))
    assert {block.kind for block in blocks[1:-1]} == {BlockKind.CAPTION}
    assert blocks[0].kind is blocks[-1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "Das Fenster bleibt offen (Foto: Hafenbilder)",
        "La fenêtre reste ouverte (Crédit photo Lena Foss)",
        "© Harbour Pictures",
        "Imagen: L. Foss",
        "A bed, below a window.",
        "窓辺の寝台（写真提供 港）",
        "Het raam blijft open. Foto: Lena Foss",
        "Okno zostaje otwarte | fot. Lena Foss",
        "La ventana queda abierta / Imagen: Lena Foss",
        "La finestra resta aperta © Lena Foss",
        "The window stays open. Photo by Lena Foss on Harbour Pictures",
        "窗户开着。图片来源：林晓",
        "열린 창문. 사진=김하늘 기자",
        "النافذة مفتوحة (تصوير: لينا فوس)",
        "La fenêtre reste ouverte. LENA FOSS (AFP)",
        "The window stays open. Lena Foss / AP",
        "窓は開いたままだ（鈴木一郎撮影）",
    ],
)
def test_the_line_right_after_a_picture_is_its_caption_if_it_reads_like_one(line: str) -> None:
    (_, caption, _) = blocks_of(f"<div class='x'><p>{PICTURE}</p><p>{line}</p></div>")
    assert (caption.kind, caption.text) == (BlockKind.CAPTION, line)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='foto-rechts'>{}<div>{}</div></div>",
        "<div class='thumb'>{}<p class='x'>{}</p></div>",
        "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<p>{}</p><p><small>{}. Foto: Lena Foss</small></p>",
        "<div class='bildbox'>{}<div class='bildtext'>{} <span>Foto: Lena Foss</span></div></div>",
    ],
)
def test_the_line_after_a_picture_is_its_caption_if_their_box_is_for_the_two(markup: str) -> None:
    (_, caption, _) = blocks_of(markup.format(PICTURE, "Hafen am Morgen"))
    assert caption.kind is BlockKind.CAPTION


@pytest.mark.parametrize(
    "markup",
    [
        "<div>{}<p>She keeps the window open in the winter.</p></div>",
        "<div>{}<p>Lie on your back and lift one knee.</p></div>",
        "<div class='photo'>{}<p>Hafen am Morgen</p><p>And the text goes on here.</p></div>",
        "<div class='photo'>{}<p><a href='/harbour'>Hafen am Morgen</a></p></div>",
        "<ul><li class='photo'>{}Lift one knee.</li></ul>",
        "{}<p>Von Lena Foss. Fotos: Max Foss</p>",
        "{}<p>There is one thing that all of these pictures have in common: nobody smiles</p>",
        "<div>{}</div><p>The press (see the photo of the week) was late.</p>",
        "<figure>{}<blockquote>Said the nurse</blockquote></figure>",
        "<div>{}<p>Keep it open, says Lena Foss (see below)</p></div>",
        "<div>{}<p>In the end the ward was run by Lena Foss and UNESCO</p></div>",
        "<figure>{}<pre>print(1)</pre></figure>",
    ],
)
def test_other_text_beside_a_picture_is_none(markup: str) -> None:
    assert BlockKind.CAPTION not in {block.kind for block in blocks_of(markup.format(PICTURE))}


def test_a_short_credit_below_a_caption_in_a_box_of_pictures_is_a_caption_too() -> None:
    blocks = blocks_of(
        f"<div class='story-image'>{PICTURE}<div>Hafen am Morgen</div><div>Lena Foss/Hafenbilder</div></div>"
    )
    assert [block.kind for block in blocks[1:-1]] == [BlockKind.CAPTION] * 2


@pytest.mark.parametrize("credit", ["Lena Foss (EFE)", "Lena Foss / AP", "L. Foss | DPA"])
@pytest.mark.parametrize("picture", [PICTURE, f"<picture><source srcset='/bed.webp'>{PICTURE}</picture>"])
def test_lines_that_touch_each_other_below_a_picture_are_its_caption_and_its_credit(picture: str, credit: str) -> None:
    blocks = blocks_of(f"<div class='x7'>{picture}<span>El puerto al amanecer.</span><span>{credit}</span></div>")
    assert [(block.kind, block.text) for block in blocks[1:-1]] == [
        (BlockKind.CAPTION, "El puerto al amanecer."),
        (BlockKind.CAPTION, credit),
    ]
