"""The text that the page's data declares is evidence against dropping it; boxes that it names are the article's."""

from __future__ import annotations

import json

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
