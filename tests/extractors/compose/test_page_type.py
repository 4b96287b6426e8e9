"""Lists, shops and pages about the site are no articles; short and unusual articles are."""

from __future__ import annotations

import pytest

from wellread.extractors import extract
from wellread.extractors.article import PageType

TEXT = "A bed is for sleeping. Whoever lies awake in it for half an hour does better to get up and read for a while."
PROSE = "".join(
    f"<p>{TEXT} It is the {number}th rule of this house, and the one that is kept least.</p>" for number in range(8)
)
CARDS = "".join(
    f"<div class='card'><h3><a href='/{name}'>The {name} of the house</a></h3><p>{TEXT[:80]}</p></div>"
    for name in ("kitchen", "garden", "cellar", "attic", "stairs", "windows")
)
OF_GRAPH = "<meta property='og:type' content='article'>"
DATED = "<meta property='article:published_time' content='2024-03-03T00:00:00Z'>"


def data(kind: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}","name":"x"}}</script>'
    )


def type_of(path: str, headline: str, body: str, head: str = "") -> PageType:
    html = (
        f"<html><head><title>{headline}</title>{head}</head><body><main><h1>{headline}</h1>{body}</main></body></html>"
    )
    return extract(html.encode(), f"https://beds.example{path}").page_type


@pytest.mark.parametrize(
    ("path", "headline", "body", "head"),
    [
        ("/insights", "Insights", CARDS, OF_GRAPH),
        ("/en/", "Beds for all", PROSE, ""),
        ("/gone", "Page not found", PROSE, ""),
        ("/gone", "Oops! That page can’t be found.", PROSE, OF_GRAPH),
        ("/mask", "Silk mask", PROSE, data("Product")),
        ("/who-we-are", "About us", PROSE, OF_GRAPH),
        ("/post/talk", "Get in touch", PROSE, data("ContactPage")),
        ("/a/b", "Search", f"<p>{TEXT[:60]}</p>", ""),
    ],
    ids=[
        "cards",
        "home page of a language",
        "not found",
        "not found, apologetic",
        "product",
        "about us",
        "contact page",
        "search page",
    ],
)
def test_what_is_no_article_is_not_taken_for_one(path: str, headline: str, body: str, head: str) -> None:
    assert type_of(path, headline, body, head) is not PageType.ARTICLE


@pytest.mark.parametrize(
    ("path", "headline", "body", "head"),
    [
        ("/post/brief", "A bed is found", f"<article><p>{TEXT}</p></article>", DATED),
        (
            "/post/recipe",
            "Oat bars",
            "<h2>Method</h2><ol><li>Mash the bananas.</li><li>Bake.</li></ol>",
            data("Recipe"),
        ),
        ("/post/plain", "On beds", PROSE, ""),
        ("/post/cards", "On beds", PROSE + CARDS, DATED),
        ("/contact", "On contact", PROSE, data("BlogPosting")),
        ("/post/404-nights", "404 nights", PROSE.replace("bed", "cot"), DATED + data("Article")),
    ],
    ids=[
        "dated paragraph",
        "recipe",
        "long text without data",
        "text above cards",
        "title like a contact page",
        "title like a missing page",
    ],
)
def test_an_article_is_one_however_short(path: str, headline: str, body: str, head: str) -> None:
    assert type_of(path, headline, body, head) is PageType.ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Your browser does not accept cookies. Please enable cookies and reload this page.",
        "Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu sehen.",
        "Votre navigateur refuse les cookies. Activez les cookies pour lire la suite.",
        "Este sitio necesita cookies. Habilite las cookies de su navegador.",
        "このページを読むには、ブラウザのクッキーを有効にしてください。",
        "Чтобы читать дальше, включите cookies в настройках браузера.",
    ],
)
@pytest.mark.parametrize("head", [OF_GRAPH + DATED, data("BlogPosting")], ids=["dated", "typed"])
def test_what_a_site_says_to_clients_without_cookies_or_scripts_is_no_article(text: str, head: str) -> None:
    assert type_of("/post/dawn", "On beds", f"<article><p>{text}</p></article>", head) is PageType.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Oat cookies for a late hour. Allow the cookies to cool on this tray before you pack them.",
        f"{TEXT} Please enable JavaScript in your browser to see the comments.",
    ],
)
def test_cookies_may_be_baked_and_comments_may_need_scripts(text: str) -> None:
    body = f"<article><p>{TEXT}</p><p>{text}</p><p>{TEXT[:70]}</p></article>"
    assert type_of("/post/dawn", "Oat cookies", body, DATED) is PageType.ARTICLE


def test_an_article_may_be_made_of_pictures() -> None:
    pictures = "".join(f"<figure><img src='{n}.jpg'><figcaption>Morning {n}</figcaption></figure>" for n in range(4))
    assert (
        type_of("/post/dawn", "Dawn", f"<div class='post-content'>{pictures}</div>", data("Article"))
        is PageType.ARTICLE
    )
