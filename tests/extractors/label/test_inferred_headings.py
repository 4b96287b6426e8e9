"""Headings that only bold type shows."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, labelled
from wellread.extractors.segment import BlockKind


def test_bold_lines_divide_a_text_without_headings() -> None:
    text = "".join(
        f"<p><b>{line}</b></p><p>{number} of the things that help is to walk slowly after dinner, in any weather.</p>"
        for number, line in enumerate(("First the legs", "Then the head"))
    )
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{text}</main>")}
    assert kinds["First the legs"] is kinds["Then the head"] is BlockKind.HEADING


def test_a_single_bold_line_is_no_heading() -> None:
    html = "<p><b>Walk first</b></p><p>All of the things that help begin with a slow walk after dinner.</p>"
    kinds = {item.block.text: item.block.kind for item in labelled(f"<main>{ARTICLE}{html}</main>")}
    assert kinds["Walk first"] is BlockKind.PARAGRAPH


WALK = (
    "<p>{} of the things that help is to walk slowly after dinner, in any weather, and to rest for twice as long.</p>"
)


def headings_of(markup: str) -> list[str]:
    kept = (item for item in labelled(f"<main>{ARTICLE}{markup}</main>") if item.label.is_kept)
    return [item.block.text for item in kept if item.block.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    "line",
    [
        "<p class='article-interline'>{}</p>",
        "<div class='zwischentitel'>{}</div>",
        "<p class='css-1x7q'>{}</p>",
    ],
)
def test_short_lines_with_a_class_of_their_own_divide_a_text(line: str) -> None:
    markup = "".join(line.format(text) + WALK.format(text) for text in ("Zuerst die Beine", "Dann der Kopf"))
    assert headings_of(markup) == ["Zuerst die Beine", "Dann der Kopf"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Advertisement", "Advertisement"],
        ["Walk first.", "Then rest."],
        ["Walk first"],
        [
            "Walk first",
            "A longer text of the same class, which shows that this class is that of paragraphs and not of titles",
        ],
    ],
    ids=["the same words", "sentences", "a single line", "class of texts"],
)
def test_other_short_lines_with_a_class_do_not(lines: list[str]) -> None:
    assert headings_of("".join(f"<p class='line'>{line}</p>{WALK.format(line)}" for line in lines)) == []


def test_a_standfirst_that_is_marked_up_as_a_heading_and_a_heading_behind_them_hide_no_bold_lines() -> None:
    bold = "".join(f"<p><b>{line}</b></p>{WALK.format(line)}" for line in ("First the legs", "Then the head"))
    standfirst = "<h2>She kept a diary of her nights for sixteen years. It says more about warm feet.</h2>"
    page = f"<main><h1>Feet</h1>{standfirst}{ARTICLE}{bold}<h2>Sources</h2>{WALK.format('Some')}</main>"
    kept = [item.block for item in labelled(page) if item.label.is_kept]
    headings = [block.text for block in kept if block.kind is BlockKind.HEADING]
    assert headings == ["First the legs", "Then the head", "Sources"]


@pytest.mark.parametrize("name", ["Key Takeaways", "Das Wichtigste in Kürze", "À retenir", "Puntos clave:", "要点"])
def test_the_label_of_a_list_of_key_points_is_its_heading(name: str) -> None:
    items = "".join(f"<li>Walk slowly after dinner, in any weather, {time} a day.</li>" for time in ("once", "twice"))
    assert headings_of(f"<div class='points'><div>{name}</div><ul>{items}</ul></div>{WALK.format('One')}") == [name]


@pytest.mark.parametrize("name", ["Sources", "Quellen", "Références", "Fonti", "Źródła", "参考文献"])
@pytest.mark.parametrize("line", ["<p><strong>{}</strong></p>", "<div class='x'>{}</div>"])
def test_the_label_of_a_list_of_sources_is_its_heading(line: str, name: str) -> None:
    items = "".join(f"<li>Foss L, Walking slowly after dinner, Journal of Rest, volume {n}, 2011.</li>" for n in (1, 2))
    assert headings_of(f"{line.format(name)}<ol>{items}</ol>{WALK.format('One')}") == [name]
    assert headings_of(f"{line.format(name)}:<ol>{items}</ol>{WALK.format('One')}") == []


@pytest.mark.parametrize("name", ["FAQ", "Häufige Fragen", "Preguntas frecuentes"])
def test_the_label_of_questions_is_their_heading(name: str) -> None:
    questions = "".join(f"<h3>Should one walk {how}?</h3>{WALK.format(how)}" for how in ("slowly", "fast"))
    assert headings_of(f"<p><b>{name}</b></p>{questions}")[0] == name
    assert name not in headings_of(f"<p><b>{name}</b></p>{WALK.format('One')}{questions}")


@pytest.mark.parametrize(
    "line",
    [
        "<p><span style='font-size:22px;font-weight:700'>{}</span></p>",
        "<p><u>{}</u></p>",
        "<p><font size='5'><b>{}</b></font></p>",
        "<p><font size='5'>{}</font></p>",
        "<p><span style='font-size: 1.6em'>{}</span></p>",
        "<div><span class='fs-20'>{}</span></div>",
    ],
)
def test_lines_set_apart_by_their_type_divide_a_text(line: str) -> None:
    markup = "".join(line.format(text) + WALK.format(text) for text in ("Zuerst die Beine", "Dann der Kopf"))
    assert headings_of(markup) == ["Zuerst die Beine", "Dann der Kopf"]


def test_numbered_lines_divide_a_text() -> None:
    texts = ("1) Zuerst die Beine", "2) Dann der Kopf")
    assert headings_of("".join(f"<p>{text}</p>{WALK.format(text)}" for text in texts)) == [*texts]
    assert headings_of("".join(f"<p>{text}</p>{WALK.format(text)}" for text in texts[1:])) == []


def test_bold_lines_may_end_in_a_colon() -> None:
    texts = ("Zuerst die Beine:", "Dann der Kopf:")
    assert headings_of("".join(f"<p><b>{text}</b></p>{WALK.format(text)}" for text in texts)) == [*texts]


def test_lines_in_capitals_divide_a_text() -> None:
    markup = "".join(f"<p>{text}</p>" + WALK.format(text) for text in ("FIRST THE LEGS", "THEN THE HEAD"))
    assert headings_of(markup) == ["FIRST THE LEGS", "THEN THE HEAD"]
    assert headings_of("".join(f"<p>{text}</p>" + WALK.format(text) for text in ("ANN", "BEN"))) == []


@pytest.mark.parametrize(
    "line",
    ["<div style='font-weight:bold'>{}</div>", "<p style='font-size: 20px'>{}</p>"],
)
def test_lines_whose_box_has_a_style_of_its_own_divide_a_text(line: str) -> None:
    markup = "".join(line.format(text) + WALK.format(text) for text in ("Zuerst die Beine", "Dann der Kopf"))
    assert headings_of(markup) == ["Zuerst die Beine", "Dann der Kopf"]


def test_bold_lines_before_a_break_divide_a_text() -> None:
    walk = WALK.removeprefix("<p>")
    markup = "".join(f"<p><b>{text}</b><br>{walk.format(text)}" for text in ("Zuerst die Beine", "Dann der Kopf"))
    assert headings_of(markup) == ["Zuerst die Beine", "Dann der Kopf"]


def test_bold_lines_below_an_empty_one_divide_a_text() -> None:
    walk = WALK.removeprefix("<p>").removesuffix("</p>")
    lines = ("Zuerst die Beine", "Dann der Kopf")
    texts = "<br><br>".join(
        f"{walk.format('One')}<br><br><strong>{text}</strong><br>{walk.format(text)}" for text in lines
    )
    assert headings_of(f"<div>{texts}</div>") == ["Zuerst die Beine", "Dann der Kopf"]


@pytest.mark.parametrize("line", ["<p><span style='font-size:20px'>{}</span></p>", "<p><u>{}</u></p>"])
def test_lines_in_the_type_of_the_text_do_not(line: str) -> None:
    walk = WALK.removeprefix("<p>").removesuffix("</p>")
    texts = ("Serves four hungry people", "Thank you, Grete")
    assert headings_of("".join(line.format(text) + line.format(walk.format(text)) for text in texts)) == []


def test_lines_that_say_who_speaks_do_not() -> None:
    speakers = ("Interviewer:", "Jana Weller:", "Interviewer:", "Weller:")
    assert headings_of("".join(f"<p><b>{name}</b></p>{WALK.format('One')}" for name in speakers)) == []


@pytest.mark.parametrize("tag", ["em", "small", "cite"])
def test_lines_whose_element_says_what_they_are_do_not(tag: str) -> None:
    texts = ("with thanks to Grete", "with thanks to Omar")
    assert headings_of("".join(f"<p><{tag} class='u'>{t}</{tag}></p>{WALK.format(t)}" for t in texts)) == []
