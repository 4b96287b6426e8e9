from __future__ import annotations

import json

import pytest

from wellread.extractors.metadata.structured.json_ld import Node, read_json_ld
from wellread.extractors.metadata.structured.own_nodes import select_own_nodes
from wellread.extractors.parse import DataScript

URL = "https://www.calm.example/blog/rest-well?utm_source=mail"
TITLES = ("How to Rest Well | Calm Days", "How to Rest Well")
OTHER: Node = {"@type": "Article", "headline": "Soup for Slow Days", "author": "Olin Marsh"}
OWN: Node = {"@type": "Article", "headline": "How to Rest Well", "author": "Devi Colder"}


def authors_of(*nodes: Node, url: str = URL, titles: tuple[str, ...] = TITLES) -> list[object]:
    script = DataScript("application/ld+json", None, json.dumps(nodes))
    return [node.get("author") for node in select_own_nodes(read_json_ld((script,)), (url,), titles)]


@pytest.mark.parametrize(
    "address",
    [
        {"url": "https://www.calm.example/blog/rest-well"},
        {"url": "http://calm.example/blog/rest-well/"},
        {"url": "https://calm.example/blog/rest-well/amp/"},
        {"url": "/blog/rest-well"},
        {"@id": "https://calm.example/blog/rest-well#article"},
        {"@id": "#article"},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://calm.example/blog/rest-well.html"}},
        {"mainEntityOfPage": "https://calm.example/blog/rest-well"},
    ],
)
def test_the_node_that_names_this_page_is_its_own(address: Node) -> None:
    own: Node = {"@type": "Article", "headline": "Another wording", "author": "Devi Colder", **address}
    assert authors_of(OTHER, own)[0] == "Devi Colder"
    assert "Olin Marsh" not in authors_of(OTHER, own)


def test_without_an_address_it_is_the_node_with_the_printed_title() -> None:
    assert authors_of(OTHER, OWN) == ["Devi Colder"]


@pytest.mark.parametrize(
    "address",
    [
        {"url": "https://calm.example/blog/slow-soup"},
        {"@id": "https://calm.example/blog/slow-soup#article"},
        {"mainEntityOfPage": {"@id": "/blog/slow-soup"}},
    ],
)
@pytest.mark.parametrize("title", [OTHER, {"@type": "BlogPosting", "author": "Olin Marsh"}])
def test_a_node_of_another_page_is_never_read(address: Node, title: Node) -> None:
    assert authors_of({**title, **address}) == []


def test_parameters_tell_pages_apart() -> None:
    nodes: list[Node] = [
        {**OTHER, "url": "https://calm.example/show.php?id=4"},
        {**OTHER, "author": "Devi Colder", "url": "https://calm.example/show.php?id=5"},
    ]
    assert authors_of(*nodes, url="https://calm.example/show.php?id=5&ref=home") == ["Devi Colder"]


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Article", "author": "Devi Colder"},
        {"@type": "Article", "headline": "Ten ways to better nights", "author": "Devi Colder"},
        {**OWN, "url": "https://calm.example/"},
        {**OWN, "url": "https://staging.example/2019/old-slug"},
        {**OTHER, "author": "Devi Colder", "@id": "urn:uuid:7"},
    ],
    ids=["nothing", "another wording", "address of the site", "another address and the title", "no address of a page"],
)
def test_a_single_node_that_says_nothing_of_another_page_is_read(node: Node) -> None:
    assert authors_of(node) == ["Devi Colder"]


def test_several_nodes_with_other_titles_are_a_list_of_other_pages() -> None:
    assert authors_of(OTHER, {**OTHER, "headline": "Why Stairs Count"}) == []


def test_a_page_without_address_and_title_has_all_its_nodes() -> None:
    assert authors_of(OTHER, url="", titles=()) == ["Olin Marsh"]
