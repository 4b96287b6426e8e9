"""What a page's data says of its text: the whole of it, and which boxes hold it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from wellread.extractors.metadata.page_data import PageData
from wellread.extractors.metadata.structured.json_ld import to_list, to_text

_TAG = re.compile(r"<[^>]*>")


def find_declared_body(page: PageData) -> str:
    """`articleBody` of the node that describes the article, without markup; empty where none has one."""
    bodies = (to_text(node.get("articleBody")) for node in page.article_nodes)
    body = next(filter(None, bodies), "")
    return html.unescape(_TAG.sub(" ", html.unescape(body)))


def list_part_selectors(page: PageData) -> tuple[str, ...]:
    """The CSS selectors by which the article's node names its parts: `hasPart.cssSelector`, for what is not free."""
    return tuple(dict.fromkeys(_selectors(page)))


def _selectors(page: PageData) -> Iterator[str]:
    for node in page.article_nodes:
        for part in to_list(node.get("hasPart")):
            for selector in to_list(part.get("cssSelector")) if isinstance(part, dict) else ():
                if isinstance(selector, str):
                    yield from filter(None, map(str.strip, selector.split(",")))
