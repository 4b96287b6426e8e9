"""What a page's data says of its text: the whole of it, and which boxes hold it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.entities import unescape_entities
from wellread.extractors.metadata.structured.json_ld import Json, list_types, to_list, to_text

_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"\n+|<br ?/?>|</(?:p|li)>")
# A recipe has sections, these have steps, and those have texts.
_MAX_DEPTH = 6
# More lines than any recipe has: each text of a page is held against all of them.
_MAX_RECIPE_LINES = 300


def find_declared_body(page: PageData) -> str:
    """`articleBody` of the node that describes the article, without markup; empty where none has one."""
    bodies = (to_text(node.get("articleBody")) for node in page.article_nodes)
    body = next(filter(None, bodies), "")
    return html.unescape(_TAG.sub(" ", html.unescape(body)))


def list_recipe_lines(page: PageData) -> tuple[str, ...]:
    """The ingredients and steps of the recipes that the article's nodes describe, without markup."""
    recipes = (node for node in page.article_nodes if "Recipe" in list_types(node))
    values = (node.get(name) for node in recipes for name in ("recipeIngredient", "ingredients", "recipeInstructions"))
    lines = islice((line for value in values for line in _list_lines(value)), _MAX_RECIPE_LINES)
    return tuple(dict.fromkeys(filter(None, (unescape_entities(_TAG.sub(" ", line)).strip() for line in lines))))


def _list_lines(value: Json, depth: int = 0) -> Iterator[str]:
    """The strings in a value of schema.org, in lists and the texts of steps and sections."""
    if isinstance(value, str):
        yield from _LINE_END.split(value)
    for item in to_list(value) if depth < _MAX_DEPTH else ():
        if isinstance(item, dict):
            for name in ("text", "itemListElement"):
                yield from _list_lines(item.get(name), depth + 1)
        elif item is not value:
            yield from _list_lines(item, depth + 1)


def list_part_selectors(page: PageData) -> tuple[str, ...]:
    """The CSS selectors by which the article's node names its parts: `hasPart.cssSelector`, for what is not free."""
    return tuple(dict.fromkeys(_selectors(page)))


def _selectors(page: PageData) -> Iterator[str]:
    for node in page.article_nodes:
        for part in to_list(node.get("hasPart")):
            for selector in to_list(part.get("cssSelector")) if isinstance(part, dict) else ():
                if isinstance(selector, str):
                    yield from filter(None, map(str.strip, selector.split(",")))
