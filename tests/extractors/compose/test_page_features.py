"""Pages that sell, list, offer, discuss and explain are told from articles, in several languages."""

from __future__ import annotations

import pytest

from wellread.extractors import extract
from wellread.extractors.article import PageType
from wellread.extractors.compose.page_features import read_features
from wellread.extractors.parse import PageInput
from wellread.extractors.pipeline import label_page

MENU = "<nav><a href='/shop'>Shop</a><a href='/blog'>Blog</a><a href='/help'>Help</a></nav>"
FOOTER = "<footer><p>© 2024 Calm House</p><a href='/privacy'>Privacy</a></footer>"
SENTENCES = {
    "en": "Most people wake at night, and hardly anybody remembers it in the morning, as the body sleeps on at once.",
    "de": "Die meisten Menschen wachen nachts auf, und kaum jemand weiß es am Morgen, da der Körper weiterschläft.",
    "fr": "La plupart des gens se réveillent la nuit, et presque personne ne s’en souvient, car le corps dort.",
    "es": "Casi todos despiertan de noche, y casi nadie lo recuerda por la mañana, porque el cuerpo vuelve a dormir.",
}


def type_of(path: str, body: str, lang: str = "en", head: str = "") -> PageType:
    html = f"<html lang='{lang}'><head>{head}</head><body>{MENU}<main>{body}</main>{FOOTER}</body></html>"
    return extract(html, f"https://calm.example{path}").page_type


def prose(lang: str, paragraphs: int) -> str:
    text = " ".join([SENTENCES[lang]] * 3)
    return "".join(f"<p>{number}: {text}</p>" for number in range(2, paragraphs + 2))


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize("byline", ["", "<p>By Lena Park, 2024-05-03</p>"])
def test_running_text_below_a_title_is_an_article(lang: str, byline: str) -> None:
    body = f"<article><h1>Why we wake at night</h1>{byline}{prose(lang, 9)}</article>"
    assert type_of("/blog/why-we-wake-at-night", body, lang) is PageType.ARTICLE


@pytest.mark.parametrize(
    ("lang", "button", "price"),
    [("en", "Add to cart", "$29.00"), ("de", "In den Warenkorb", "29,00 €"), ("fr", "Ajouter au panier", "29,00 €")],
)
def test_a_product_with_its_price_is_no_article(lang: str, button: str, price: str) -> None:
    cards = "".join(
        f"<li class='product-card'><a href='/products/p{n}'><img src='{n}.jpg'>Pillow {n}</a><span>{price}</span></li>"
        for n in range(8)
    )
    body = (
        f"<div class='product'><h1>Down Pillow</h1><span class='price'>{price}</span>"
        "<select><option>1</option></select>"
        f"<button>{button}</button><div class='product-description'>{prose(lang, 2)}</div></div>"
        f"<h2>You may also like</h2><ul class='product-grid'>{cards}</ul>"
    )
    assert type_of("/products/down-pillow", body, lang) is not PageType.ARTICLE


def test_a_grid_of_products_is_a_list() -> None:
    cards = "".join(
        f"<div class='product-card'><a href='/products/p{n}'><img src='{n}.jpg'></a>"
        f"<h3><a href='/products/p{n}'>Pillow number {n}</a></h3><span class='price'>$2{n}.00</span></div>"
        for n in range(12)
    )
    assert type_of("/collections/pillows", f"<h1>Pillows</h1>{prose('en', 1)}{cards}") is PageType.LISTING


def features_of(path: str, body: str) -> dict[str, float]:
    return read_features(label_page(PageInput(f"{body}{prose('en', 3)}", f"https://calm.example{path}")))


@pytest.mark.parametrize("href", ["/kurse/yoga", "https://calm.example/kurse/yoga/", "/kurse/yoga?lang=de#top"])
def test_a_page_that_the_menu_of_its_site_names_is_seen(href: str) -> None:
    found = features_of("/kurse/yoga/", f"<nav><a href='{href}'>Yoga</a></nav>")
    assert (found["in menu"], found["folder in menu"]) == (1.0, 0.0)


@pytest.mark.parametrize("href", ["/blog/why-we-wake", "https://other.example/kurse/yoga", "/mehr/kurse/yoga"])
def test_a_link_to_another_page_does_not_name_it(href: str) -> None:
    assert features_of("/kurse/yoga/", f"<nav><a href='{href}'>Yoga</a></nav>")["in menu"] == 0.0


def test_a_link_beside_the_menu_does_not_name_the_page() -> None:
    assert features_of("/kurse/yoga", "<p>See <a href='/kurse/yoga'>this page</a>.</p>")["in menu"] == 0.0


def test_the_menu_may_name_the_folder_of_an_article() -> None:
    assert features_of("/blog/why-we-wake", "<nav><a href='/blog/'>Blog</a></nav>")["folder in menu"] == 1.0


@pytest.mark.parametrize(
    ("names", "feature"),
    [
        ("post-template-default single postid-12", "body single"),
        ("page-id-7 page-template-full", "body page"),
        ("archive category-sleep", "body list"),
        ("template-product theme-x", "body shop"),
    ],
)
def test_what_a_system_calls_the_page_is_seen(names: str, feature: str) -> None:
    assert features_of("/a", f"<body class='{names}'>")[feature] == 1.0


def test_the_same_features_are_read_of_every_page() -> None:
    pages = (PageInput("", None), PageInput(f"<h1>Rest</h1>{prose('en', 3)}", "https://calm.example/a"))
    empty, full = (read_features(label_page(page)) for page in pages)
    assert list(empty) == list(full)
    assert all(isinstance(value, float | int) for value in full.values())
