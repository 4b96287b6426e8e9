"""Steps, figures, callouts and lists are parts of the text that they stand in, in boxes of their own too."""

from __future__ import annotations

import msgspec
import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, all_kept, layout_of
from wellread.extractors.article import Reason
from wellread.extractors.label import Label
from wellread.extractors.label.steps.boxed_parts import keep_boxed_parts

UNLIKELY = Label(Reason.UNLIKELY, "model", 0.2)


def kept_of(markup: str, dropped: Label = UNLIKELY) -> list[str]:
    """What is kept besides the sentences of an article, of which the classifier has kept nothing else."""
    known = set(SENTENCES)
    state = all_kept(layout_of(markup))
    labels = tuple(
        label if block.text in known else dropped
        for block, label in zip(state.layout.blocks, state.labels, strict=True)
    )
    state = keep_boxed_parts(msgspec.structs.replace(state, labels=labels))
    return [block.text for block in state.kept_blocks() if block.text not in known]


PARTS = {
    "steps": (
        (
            "<div class='s'><div>1</div><div>Begin with two floors.</div></div>"
            "<div class='s'><div>2.</div><div>Take the lift for the rest.</div></div>"
        ),
        ["1", "Begin with two floors.", "2.", "Take the lift for the rest."],
    ),
    "figures in a grid": (
        "<div class='g'><div><p>40</p><p>Freiwillige</p></div><div><p>2 Wochen</p><p>bis zur Wirkung</p></div></div>",
        ["40", "Freiwillige", "2 Wochen", "bis zur Wirkung"],
    ),
    "years": (
        "<section><h4>1911</h4><p>Budowa ratusza.</p></section><section><h4>1954</h4><p>Pierwsza winda.</p></section>",
        ["1911", "Budowa ratusza.", "1954", "Pierwsza winda."],
    ),
    "callout": (
        "<aside><div>💡</div><div>Due piani al giorno bastano.</div></aside>",
        ["Due piani al giorno bastano."],
    ),
    "callout with a title": (
        "<div><span style='display:block'>⚠️</span><b style='display:block'>Achtung</b><p>Nicht rennen.</p></div>",
        ["Achtung", "Nicht rennen."],
    ),
}


@pytest.mark.parametrize(("markup", "texts"), PARTS.values(), ids=PARTS)
def test_a_part_with_a_mark_is_kept_in_the_box_of_the_text(markup: str, texts: list[str]) -> None:
    assert kept_of(f"<main><article>{ARTICLE}{markup}</article></main>") == texts
    assert (
        kept_of(f"<main><article>{ARTICLE}</article>{'<div><b>Shop</b></div>' * 2}<footer>{markup}</footer></main>")
        == []
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p>1</p><p><a href='/a'>One</a></p></div><div><p>2</p><p><a href='/b'>Two</a></p></div>",
        "<div class='s'><p>3</p><p>Third most read</p></div><div class='t'><p>5</p><p>Fifth most read</p></div>",
        "<div class='s'><p>Anna</p><p>Editor</p></div><div class='s'><p>Bela</p><p>Doctor</p></div>",
        "<div class='s'><p>24</p><p>shares</p></div>",
        "<div>👍<button>Like</button></div>",
        f"<div><p>1</p><p>{'A long text. ' * 40}</p></div><div><p>2</p><p>Short.</p></div>",
    ],
    ids=["links", "different boxes", "names", "one figure", "button", "long"],
)
def test_other_boxes_are_not(markup: str) -> None:
    assert kept_of(f"<main><article>{ARTICLE}{markup}</article></main>") == []


def test_what_a_rule_has_dropped_stays_dropped() -> None:
    by_rule = Label(Reason.SHARE, "share-counts")
    assert kept_of(f"<main><article>{ARTICLE}{PARTS['steps'][0]}</article></main>", by_rule) == []


HALVES = ARTICLE[: len(ARTICLE) // 2], ARTICLE[len(ARTICLE) // 2 :]
LIST = "<h2>What you need</h2><ul><li>Shoes</li><li>A rail</li></ul>"


def sections(*contents: str, name: str = "s") -> str:
    return "".join(f"<section class='{name}'><div>{content}</div></section>" for content in contents)


@pytest.mark.parametrize(
    ("middle", "texts"),
    [
        (LIST, ["What you need", "Shoes", "A rail"]),
        ("<blockquote>Nobody runs twice.</blockquote>", ["Nobody runs twice."]),
        ("<h2>Our shop</h2><p>Shoes for everybody.</p>", []),
        ("<h2>More</h2><ul><li><a href='/a'>Shoes</a></li></ul>", []),
    ],
    ids=["list", "quotation", "text", "links"],
)
def test_a_section_between_sections_of_the_text_is_kept_with_its_list(middle: str, texts: list[str]) -> None:
    text = f"<p>{SENTENCES[0]}</p>"
    assert kept_of(sections(text, middle, f"<p>{SENTENCES[1]}</p>")) == texts
    assert kept_of(sections(text, f"<p>{SENTENCES[1]}</p>", middle)) == []
    assert kept_of(sections(text) + sections(middle, name="other") + sections(f"<p>{SENTENCES[1]}</p>")) == []
