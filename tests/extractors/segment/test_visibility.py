"""What a click shows is text, and the line that one clicks on its heading; a menu's is none."""

from __future__ import annotations

import pytest

from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import BlockKind, Layout, segment
from wellread.extractors.vocabulary import Trait

ANSWER = "<p>As long as you feel rested on most mornings of the week, it is long enough.</p>"
LINKS = "".join(f"<li><a href='/{number}'>One of the topics of this site</a></li>" for number in range(5))

LONG = "Most adults sleep for seven or eight hours, and the rest of the night is spent in bed with open eyes or a book."


def layout_of(markup: str) -> Layout:
    return segment(parse(PageInput(f"<html><body>{markup}</body></html>")))


@pytest.mark.parametrize(
    "markup",
    [
        f"<div aria-expanded='false'>How long?</div><div>{ANSWER}</div>",
        f"<div><button aria-expanded='true'>How long?</button></div><div>{ANSWER}</div>",
        f"<div class='faq_question'><div>How long?</div><div></div></div><div class='faq_answer'>{ANSWER}</div>",
        f"<div class='accordion-title'>How long?</div><div>{ANSWER}</div>",
        f"<div class='elementor-tab-title' role='button'><a>How long?</a></div><div role='region'>{ANSWER}</div>",
        f"<div class='w-dropdown-toggle'><div>How long?</div></div><nav class='w-dropdown-list'>{ANSWER}</nav>",
        f"<button>How long?</button><div hidden='until-found'>{ANSWER}</div>",
        f"<button type='button'>How long?</button><div style='display:none'>{ANSWER}</div>",
        (
            "<div itemscope itemtype='https://schema.org/Question'><p itemprop='name'>How long?</p>"
            f"<div itemprop='acceptedAnswer' style='display:none'>{ANSWER}</div></div>"
        ),
    ],
)
def test_the_line_over_a_panel_is_its_heading(markup: str) -> None:
    kinds = [(block.kind, block.text) for block in layout_of(markup).blocks]
    assert kinds[0] == (BlockKind.HEADING, "How long?")
    assert [kind for kind, _ in kinds[1:]] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "markup",
    [
        f"<div aria-expanded='false'>Topics</div><ul>{LINKS}</ul>",
        "<div aria-expanded='false'>Search</div><form><input></form>",
        f"<div class='accordion-title'><p>How long?</p>{ANSWER}</div><div>{ANSWER}</div>",
        "<div class='faq_question'>How long?</div>",
        f"<div class='question'>How long?</div><div>{ANSWER}</div>",
        f"<button>Topics</button><ul hidden>{LINKS}</ul>",
        f"<button>Print</button><div>{ANSWER}</div>",
    ],
)
def test_other_lines_are_none(markup: str) -> None:
    assert all(block.kind is not BlockKind.HEADING for block in layout_of(markup).blocks)


@pytest.mark.parametrize(
    ("markup", "is_shown"),
    [
        ("<div class='slide'>1</div><div class='slide hidden'>2</div>", True),
        ("<div class='pane active'>1</div><div class='pane' style='display: none'>2</div>", True),
        ("<div aria-expanded='false'>1</div><div hidden>2</div>", True),
        (f"<h3>How long?</h3><div hidden='until-found'>{ANSWER}</div>", True),
        (f"<p>{LONG}</p><div id='m' hidden>{ANSWER}</div><button aria-controls='m'>Weiterlesen</button>", True),
        (f"<p>{LONG} <span style='display:none'>{LONG}</span></p><a href='#'>Lire la suite</a>", True),
        (f"<p>{LONG}</p><label for='c'>More</label><div style='display:none'>{ANSWER}</div>", True),
        (f"<p>{LONG}</p><p><a role='button' onclick='f()'>Ver más</a></p><div class='hide'>{ANSWER}</div>", True),
        (f"<p>{LONG}</p><button aria-controls='menu'>Menu</button><div id='m' hidden>{ANSWER}</div>", False),
        (f"<button>Menu</button><div hidden>{ANSWER}</div>", False),
        (f"<p>{LONG}</p><button>Topics</button><ul hidden>{LINKS}</ul>", False),
        ("<div class='slide hidden'>1</div><div class='slide hidden'>2</div>", False),
        ("<div class='slide'>1</div><div class='copy hidden'>2</div>", False),
        ("<div>1</div><div hidden>2</div>", False),
    ],
)
def test_a_hidden_box_is_a_panel_beside_what_shows_it(markup: str, is_shown: bool) -> None:  # noqa: FBT001
    (box,) = [box for box in layout_of(f"<div>{markup}</div>").boxes if box.traits & Trait.HIDDEN][-1:]
    assert bool(box.traits & Trait.COLLAPSED) is is_shown


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;left:-9999px",
        "text-indent: -9999px",
        "margin-left:-100em",
        "clip: rect(0, 0, 0, 0); position: absolute",
        "clip-path:inset(50%)",
    ],
)
def test_what_a_style_moves_off_every_screen_is_hidden(style: str) -> None:
    (block,) = layout_of(f"<div style='{style}'>{ANSWER}</div>").blocks
    assert layout_of(f"<div style='{style}'>{ANSWER}</div>").boxes[block.box].around & Trait.HIDDEN


@pytest.mark.parametrize("style", ["left:-20px", "margin-top:-1px", "clip-path:inset(5%)", "background-left:-9999px"])
def test_what_a_style_moves_a_little_is_not(style: str) -> None:
    layout = layout_of(f"<div style='{style}'>{ANSWER}</div>")
    assert not layout.boxes[layout.blocks[0].box].around & Trait.HIDDEN
