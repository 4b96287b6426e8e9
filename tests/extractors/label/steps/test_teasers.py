"""Boxes that lead to other pages, each with some sentences, are no part of the article above them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, all_kept, dropped_texts, layout_of
from wellread.extractors.label.steps.teasers import drop_teasers

TEXTS = (
    "A pot of soup asks for an onion, a root and an afternoon in which nobody expects anything from you.",
    "Bread without salt keeps for a day, and after that it is good for nothing but the soup.",
    "Twenty minutes are enough, and never after three, say those who study naps for a living.",
)


def newly_dropped(teaser: Callable[[int, str], str], *, above: str = ARTICLE, below: str = "") -> list[str]:
    row = "".join(teaser(number, text) for number, text in enumerate(TEXTS))
    state = all_kept(layout_of(f"<main><div>{above}</div><div>{row}</div>{below}</main>"))
    return dropped_texts(drop_teasers(state))


TEASERS: dict[str, Callable[[int, str], str]] = {
    "linked heading": lambda n, text: f"<div><h3><a href='/{n}'>Title {n}</a></h3><p>{text}</p></div>",
    "with read more": lambda n, text: (
        f"<article><h2><a href='/{n}'>Title {n}</a></h2><p>{text} <a href='/{n}'>Weiterlesen</a></p></article>"
    ),
    "date above": lambda n, text: f"<li><i>1{n}.3.2024</i><h4><a href='/{n}'>Title {n}</a></h4><p>{text}</p></li>",
    "line of own": lambda n, text: f"<div class='e'><div><a href='../{n}'>Title {n}</a></div><div>{text}</div></div>",
    "role of a link": lambda n, text: f"<div role='link' tabindex='0'><h3>Title {n}</h3><p>{text}</p></div>",
    "script": lambda n, text: f"<section onclick='go({n})'><div><h3>Title {n}</h3></div><p>{text}</p></section>",
    "address as data": lambda n, text: f"<div data-href='/{n}'><h3>Title {n}</h3><p>{text}</p></div>",
}


@pytest.mark.parametrize("teaser", TEASERS.values(), ids=TEASERS)
def test_teasers_below_the_article_are_dropped(teaser: Callable[[int, str], str]) -> None:
    found = "\n".join(newly_dropped(teaser))
    assert all(text in found for text in TEXTS)
    assert not any(sentence in found for sentence in SENTENCES)


@pytest.mark.parametrize("teaser", TEASERS.values(), ids=TEASERS)
def test_boxes_that_present_pages_stay_where_the_article_goes_on_or_is_made_of_them(
    teaser: Callable[[int, str], str],
) -> None:
    assert newly_dropped(teaser, below=f"<p>{SENTENCES[0]}</p>") == []
    assert newly_dropped(teaser, above=f"<p>{SENTENCES[0]}</p>") == []


PARTS_OF_ARTICLES: dict[str, Callable[[int, str], str]] = {
    "headings": lambda n, text: f"<div><h3>Title {n}</h3><p>{text}</p></div>",
    "works on other sites": lambda n, text: (
        f"<div><h3><a href='https://journal.example/{n}'>Title {n}</a></h3><p>{text}</p></div>"
    ),
    "places in the page": lambda n, text: f"<div><h3><a href='#t{n}'>Title {n}</a></h3><p>{text}</p></div>",
    "several links": lambda n, text: (
        f"<div><h3><a href='/{n}'>Title {n}</a></h3><p>{text} See <a href='/salt'>salt</a>.</p></div>"
    ),
    "titles alone": lambda n, text: f"<div><h3><a href='/{n}'>{text}</a></h3></div>",
    "buttons": lambda n, text: f"<div role='button' onclick='open({n})'><h3>Title {n}</h3><p>{text}</p></div>",
}


@pytest.mark.parametrize("part", PARTS_OF_ARTICLES.values(), ids=PARTS_OF_ARTICLES)
def test_last_sections_of_an_article_stay(part: Callable[[int, str], str]) -> None:
    assert newly_dropped(part) == []
