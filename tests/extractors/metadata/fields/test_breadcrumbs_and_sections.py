from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import json_ld
from wellread.extractors.article import Breadcrumb

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def test_a_sentence_is_no_section(described: Describe) -> None:
    head = json_ld(articleSection="Sleep is a habit of the whole body. " * 3)
    assert described(head=f'{head}<meta property="article:section" content="Sleep">').article_section == "Sleep"


@pytest.mark.parametrize(
    "trail",
    [
        '<h2>You are here:</h2><p><a href="/b">Blog</a></p><p>How to Rest Well</p><a href="/es">Español</a>',
        '<a href="/b">Blog</a> &gt; How to Rest Well',
    ],
    ids=["list with a label", "line"],
)
def test_the_way_to_a_page_ends_with_the_page_and_has_no_label(described: Describe, trail: str) -> None:
    crumbs = described(f'<nav class="breadcrumbs">{trail}</nav>').breadcrumbs
    assert crumbs == (Breadcrumb("Blog", "https://example.org/b"), Breadcrumb("How to Rest Well"))


def test_breadcrumbs_are_read_from_data_and_from_the_page(described: Describe) -> None:
    items = [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "/"},
        {"@type": "ListItem", "item": {"@id": "/b", "name": "Blog"}},
    ]
    expected = (Breadcrumb("Home", "https://example.org/"), Breadcrumb("Blog", "https://example.org/b"))
    assert (
        described(head=json_ld() + json_ld(**{"@type": "BreadcrumbList", "itemListElement": items})).breadcrumbs
        == expected
    )
    printed = '<div class="breadcrumbs"><a href="/">Home</a> / <a href="/b">Blog</a></div>'
    assert described(printed).breadcrumbs == expected
