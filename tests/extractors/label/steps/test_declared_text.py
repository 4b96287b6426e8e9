"""The text that the page's data declares is evidence against dropping it; boxes that it names are the article's."""

from __future__ import annotations

import json

import pytest

from tests.extractors.label.labelling import ARTICLE, SENTENCES, labelled

LAST = "Whoever wants to know more may ask for the second part, which has the tables and the names of all the villages."
BODY = " ".join((*SENTENCES, LAST))


def page(data: dict[str, object], markup: str) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "On sleep"} | data
    script = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    return f"{script}<main><h1>On sleep</h1><article>{ARTICLE}</article></main>{markup}"


def kept(html: str) -> list[str]:
    return [item.block.text for item in labelled(html) if item.label.is_kept and item.block.chars]


def test_a_declared_text_that_the_classifier_dropped_is_kept() -> None:
    aside = f"<div class='links'><a href='/a'>One</a><p>{LAST}</p><a href='/b'>Two</a></div>"
    assert LAST in kept(page({"articleBody": BODY}, aside))
    assert LAST in kept(page({"articleBody": f"&lt;p&gt;{BODY}&lt;/p&gt;"}, aside))


def test_a_declared_line_of_links_is_not_rescued() -> None:
    aside = f"<div class='links'><a href='/a'>One</a><p><a href='/poll'>{LAST}</a></p><a href='/b'>Two</a></div>"
    assert kept(page({"articleBody": BODY}, aside)) == kept(page({}, aside))


def test_the_body_of_another_article_is_no_evidence() -> None:
    aside = f"<div class='links'><a href='/a'>One</a><p>{LAST}</p><a href='/b'>Two</a></div>"
    assert kept(page({"articleBody": LAST}, aside)) == kept(page({}, aside))


def test_a_box_that_the_data_calls_a_part_of_the_article_is_not_dropped_for_its_name() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False}
    box = "<div class='{}' id='abo-wall'>" + f"<p>{LAST}</p></div>"
    for selector in (".tinypass", "#abo-wall", ["div.x", ".tinypass"], ".y, .tinypass"):
        data: dict[str, object] = {"hasPart": [part | {"cssSelector": selector}]}
        labels = {item.block.text: item.label.rule for item in labelled(page(data, box.format("tinypass")))}
        assert labels[LAST] != "paywall"
    labels = {item.block.text: item.label.rule for item in labelled(page({"hasPart": part}, box.format("tinypass")))}
    assert labels[LAST] == "paywall"


INGREDIENTS = ("2 cups of oats", "1 pinch of salt", "250 ml Hafermilch")
STEPS = ("Stir the oats into the milk.", "Let it stand over night.")
RECIPE: dict[str, object] = {
    "@type": "Recipe",
    "name": "On sleep",
    "recipeIngredient": INGREDIENTS,
    "recipeInstructions": [{"@type": "HowToStep", "text": text} for text in STEPS],
}
RECIPES = [
    RECIPE,
    RECIPE | {"recipeInstructions": " ".join(f"<p>{text}</p>" for text in STEPS)},
    RECIPE | {"recipeInstructions": [{"@type": "HowToSection", "itemListElement": RECIPE["recipeInstructions"]}]},
    RECIPE | {"recipeInstructions": list(STEPS)},
]


def card(row: str) -> str:
    rows = "".join(row.format(text) for text in (*INGREDIENTS, *STEPS))
    return (
        f"<div class='sidebar-offers'><a href='/a'>Pans</a><button>Shop now</button>{rows}<a href='/b'>Pots</a></div>"
    )


@pytest.mark.parametrize("recipe", RECIPES, ids=["steps", "markup", "sections", "strings"])
@pytest.mark.parametrize("row", ["<div><span>{}</span></div>", "<p>{}</p>", "<ul><li>{}</li></ul>"])
def test_lines_of_the_declared_recipe_are_kept(recipe: dict[str, object], row: str) -> None:
    assert {*INGREDIENTS, *STEPS} <= set(kept(page(recipe, card(row))))


def test_the_headings_of_a_declared_recipe_are_kept() -> None:
    rows = "".join(f"<li>{text}</li>" for text in INGREDIENTS)
    box = f"<div class='offers'><a href='/a'>Pans</a><h4>Zutaten</h4><ul>{rows}</ul><a href='/b'>Pots</a></div>"
    assert "Zutaten" in kept(page(RECIPE, box))


def test_a_table_of_declared_ingredients_is_kept() -> None:
    rows = "".join(
        f"<tr><td>{text.partition(' ')[0]}</td><td>{text.partition(' ')[2]}</td></tr>" for text in INGREDIENTS
    )
    table = f"<div class='offers'><a href='/a'>Pans</a><table>{rows}</table><a href='/b'>Pots</a></div>"
    assert any(INGREDIENTS[2] in text for text in kept(page(RECIPE, table)))


def test_what_is_marked_as_an_ingredient_is_kept() -> None:
    marked = card("<div itemprop='recipeIngredient'>{}</div>")
    assert set(INGREDIENTS) <= set(kept(page({}, marked)))


def test_a_link_called_like_an_ingredient_is_none() -> None:
    links = card("<p><a href='/topic'>{}</a></p>")
    assert not set(INGREDIENTS) & set(kept(page(RECIPE, links)))
