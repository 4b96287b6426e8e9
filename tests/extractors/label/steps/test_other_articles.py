"""A page has one article: others that stand on it in full are dropped, whatever their markup and language."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled
from wellread.extractors.article import Reason

SOUP = (
    "<p>A pot of soup asks for an onion, a root and an afternoon in which nobody expects anything from you at all.</p>"
    "<p>Start it before noon and leave the lid ajar, since soup that cannot breathe turns sour by the evening.</p>"
)
HEADER = "<header><h1>On sleep</h1><time>4 March 2024</time></header>"
META = "<meta property='og:title' content='On sleep'>"
HEAD = "<title>On sleep – The Quiet Post</title>"


def own(box: str = "article", title: str = "h1") -> str:
    return f"<{box} class='a'><{title}>On sleep</{title}><time>4 March 2024</time>{ARTICLE}</{box}>"


@pytest.mark.parametrize(
    "page",
    [
        f"<main>{own()}<article class='a b'><h1>Soup</h1><p class='byline'>Ines Kolbe</p>{SOUP}</article></main>",
        f"<main>{own('div')}<div class='a'><h1>Suppe</h1><p>9. Januar 2024</p>{SOUP}</div></main>",
        f"<main>{own()}<article><h2>La soupe</h2><div><time>9 janvier 2024</time></div>{SOUP}</article></main>",
        f"<div class='top'><h1>Soup</h1><p>By Ines Kolbe</p>{SOUP}</div><main>{own()}</main>",
        f"<main><h1>On sleep</h1><p>4 March 2024</p>{ARTICLE}<h1>Soup</h1><p>January 9, 2024</p>{SOUP}</main>",
        f"<section>{own('section')}</section><section><section><h1>Sopa</h1><p>09/01/2024</p>{SOUP}</section></section>",
        f"<main>{HEADER}<div><div>{ARTICLE}</div><article><h1>Zupa</h1><time>9.01.24</time>{SOUP}</article></div></main>",
        f"{META}<main>{own('div', 'h2')}<div><h1>Soup</h1><time>9 May 2024</time>{SOUP}</div></main>",
        f"<div class='breadcrumbs'>{HEADER}</div><main>{ARTICLE}<div><h1>Ro</h1><time>9.5.24</time>{SOUP}</div></main>",
    ],
    ids=[
        "next article",
        "next box",
        "smaller title",
        "box above",
        "all in one box",
        "other sections",
        "title apart from its text",
        "own title of the second level",
        "title in a dropped box",
    ],
)
def test_another_article_in_full_is_dropped(page: str) -> None:
    items = labelled(HEAD + page)
    kept = [item.block.text for item in items if item.label.is_kept and item.block.chars]
    assert kept == SENTENCES
    dropped = {item.block.text: item.label for item in items if "soup" in item.block.text}
    assert {(label.reason, label.rule) for label in dropped.values()} == {(Reason.RELATED, "other-article")}


def test_a_standfirst_with_the_byline_below_it_is_no_other_article() -> None:
    head = "<h1>On sleep</h1><h2>Who rests longest</h2><p>By Ines Kolbe</p><time>4 March 2024</time>"
    other = f"<article><h1>Soup</h1><p>By Ada Fenwick, 4 May 2021</p>{SOUP}</article>"
    items = labelled(f"{HEAD}<main><article>{head}{ARTICLE}</article>{other}</main>")
    kept = [item.block.text for item in items if item.label.is_kept and item.block.chars]
    assert [text for text in kept if text in SENTENCES] == SENTENCES
    assert not [text for text in kept if "soup" in text]


@pytest.mark.parametrize(
    "credit",
    ["15 mars 2024", "Par Jean Fabre", "Von Jens Möller · 15. März 2024", "Olin Marsh | 15.03.2024", "2024年3月20日"],
)
def test_a_credit_is_known_in_any_language(credit: str) -> None:
    items = labelled(f"{HEAD}<main>{own('div')}<div><h1>Soup</h1><div>{credit}</div>{SOUP}</div></main>")
    assert [item.block.text for item in items if item.label.is_kept and item.block.chars] == SENTENCES


SMALL_TITLES = {
    "title of the second level": f"<section><h2>Soppa</h2><p>Av Nils Berg</p><time>9 maj 2024</time>{SOUP}</section>",
    "linked title": f"<div data-url='/soup'><h2><a href='/soup'>Zuppa</a></h2><p>9 gennaio 2024</p>{SOUP}</div>",
    "announced title": f"<div><p>Next article</p><h2><a href='../soup'>Soup</a></h2>{SOUP}</div>",
    "credit in touching spans": f"<div><h2>Suppe</h2><p><b>Jens Möller</b><i>9. Mai 2024</i></p>{SOUP}</div>",
    "credit in Japanese": (
        "<div><p>次の記事</p><h2><a href='/s'>麦のスープをゆっくり煮る日</a></h2><p>2024年5月9日</p>"
        "<p>麦のスープは手間が少なく時間がかかるが、昼前に火にかければ夕方には一週間の半分の食事ができている。</p>"
        "<p>粒を乾煎りして香ばしくなってから水を注ぐと、三日たっても形が崩れない。</p></div>"
    ),
}


@pytest.mark.parametrize("below", SMALL_TITLES.values(), ids=SMALL_TITLES)
@pytest.mark.parametrize("where", ["main", "article"])
def test_the_next_article_may_have_a_smaller_title(below: str, where: str) -> None:
    page = f"<{where}><h1>On sleep</h1><div class='text'>{ARTICLE}</div>{below}</{where}>"
    items = labelled(f"{HEAD}{page}")
    assert [item.block.text for item in items if item.label.is_kept and item.block.chars] == SENTENCES


@pytest.mark.parametrize(
    "page",
    [
        f"<main><h1>On sleep</h1>{ARTICLE}<h1>Supper</h1><p>Termin: 21.02.2020, 19 Uhr</p>{SOUP}</main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<h1>Supper</h1>{SOUP}</main>",
        f"<main><article><h1>On sleep</h1>{ARTICLE}<article><h2>Dawn</h2>5:30{SOUP}</article></article></main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<h2>Update</h2><p>9 January 2024</p>{SOUP}</main>",
        f"<main><h1>On sleep</h1><p>4 March 2024</p>{ARTICLE}{SOUP}</main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<div><h2>Supper</h2><p>9 January 2024</p>{SOUP}</div></main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<div><h2>Sleep</h2><p>By Ines Kolbe</p><p>9 May 2024</p>{SOUP}</div></main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<h2><a href='/soup'>Supper</a></h2><p>9 January 2024</p>{SOUP}</main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<div><h2><a href='/soup'>Supper</a></h2>{SOUP}</div></main>",
        f"<main><h1>On sleep</h1>{ARTICLE}<div><h2><a href='#s'>Supper</a></h2><p>9 May 2024</p>{SOUP}</div></main>",
        f"<main><h1>On sleep</h1><div>{ARTICLE}</div>"
        + "".join(f"<div><h2>{n}</h2><p>By Ines Kolbe</p><p>{n} May 2024</p>{SOUP}</div>" for n in range(1, 6))
        + "</main>",
    ],
    ids=[
        "event",
        "section with a large heading",
        "entry of a live blog",
        "dated section",
        "one title",
        "dated section in a box",
        "recipe card",
        "linked heading in the box of the text",
        "linked heading without date",
        "heading linked to itself",
        "entries of a diary",
    ],
)
def test_a_section_of_the_article_stays(page: str) -> None:
    items = labelled(HEAD + page)
    assert all(item.label.rule != "other-article" for item in items)
    assert all(item.label.is_kept for item in items if "soup" in item.block.text)
