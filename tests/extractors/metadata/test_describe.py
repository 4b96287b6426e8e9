from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extractors.metadata.conftest import json_ld

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def test_the_record_says_where_a_value_was_read(described: Describe) -> None:
    found = described(
        "<p>By Lena Park</p>", head='<meta property="article:published_time" content="2024-05-03T15:47:42Z">'
    )
    by, on = found.field_sources.authors, found.field_sources.date_published
    assert (by.source, by.raw, by.selector) == ("byline-text", "By Lena Park", "/html/body/main/p[1]")
    assert (on.source, on.selector) == ("opengraph", 'meta[property="article:published_time"]')


def test_sources_that_contradict_each_other_are_kept(described: Describe) -> None:
    found = described(
        "<p>By Ida Holm</p>",
        head=json_ld(datePublished="2024-05-03", author="Lena Park") + '<meta name="pubdate" content="2023-01-01">',
    )
    messages = [warning.message for warning in found.warnings if warning.code == "contradicted"]
    assert messages == ["authors: json-ld says 'Lena Park'", "datePublished: meta says '2023-01-01'"]


def test_metadata_is_the_same_every_time(described: Describe) -> None:
    assert described("<p>By Lena Park</p>") == described("<p>By Lena Park</p>")
