"""What a style sheet of the page takes off the screen is no part of its text, unless something may show it."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment.visibility import is_hidden

SPAM = "Cheap pills for everybody"


def is_text_hidden(style: str, element: str = f"<p class='zq' id='q1'>{SPAM}</p>") -> bool:
    root = parse(PageInput(f"<html><head>{style}</head><body>{ARTICLE}{element}</body></html>")).root
    found = next(one for one in root.iter("p") if one.text == SPAM)
    return any(is_hidden(one.items()) for one in (found, *found.iterancestors("div")))


@pytest.mark.parametrize(
    "rule",
    [
        ".zq{display:none}",
        "a{color:red}\n.zq { display: none !important; }",
        "#q1{visibility:hidden;height:0}",
        ".zq{position:absolute;left:-9999px}",
        ".zq{color:red;text-indent:-99999px}",
        "/* note */.zq{display:none}",
        "@media print{a{color:red}}.zq{display:none}",
    ],
)
@pytest.mark.parametrize("media", ["", " media='all'", " media='Screen'"])
def test_a_text_that_a_style_sheet_hides_is_hidden(rule: str, media: str) -> None:
    assert is_text_hidden(f"<style{media}>{rule}</style>")


def test_of_rules_without_end_the_first_are_read() -> None:
    rules = "".join(f".b{number}{{display:none}}" for number in range(5000))
    assert is_text_hidden(f"<style>.zq{{display:none}}{rules}</style>")
    assert not is_text_hidden(f"<style>{rules}.zq{{display:none}}</style>")


@pytest.mark.parametrize(
    "style",
    [
        "<style media='print'>.zq{display:none}</style>",
        "<style>@media (max-width: 600px){a{color:red}.zq{display:none}}</style>",
        "<style>.zq{display:none}.zq.open{display:block}</style>",
        "<style>.zq{display:none}</style><style>@media screen{.zq{display:block}}</style>",
        "<style>.menu .zq{display:none}</style>",
        "<style>.zq:empty{display:none}</style>",
        "<style>.zq::before{display:none}</style>",
        "<noscript><style>.zq{display:none}</style></noscript>",
        "<style>.other{display:none}</style>",
        "<style>display:none</style>",
    ],
    ids=[
        "printed",
        "small screen",
        "opened",
        "other sheet",
        "in a menu",
        "empty",
        "before",
        "noscript",
        "other",
        "no rule",
    ],
)
def test_a_text_that_may_be_shown_is_not_hidden(style: str) -> None:
    assert not is_text_hidden(style)


@pytest.mark.parametrize(
    "element",
    [f"<p class='zq active'>{SPAM}</p>", f"<p class='zq' style='display:block'>{SPAM}</p>"],
    ids=["shown by its state", "shown by its style"],
)
def test_what_its_element_shows_is_not_hidden(element: str) -> None:
    assert not is_text_hidden("<style>.zq{display:none}</style>", element)


def test_a_box_with_much_of_the_text_is_shown_by_a_script() -> None:
    box = f"<div class='zq'>{ARTICLE}<p>{SPAM}</p></div>"
    assert not is_text_hidden("<style>.zq{visibility:hidden}</style>", box)
    assert is_text_hidden("<style>.zq{visibility:hidden}</style>", f"<div class='zq'><p>{SPAM}</p></div>")
