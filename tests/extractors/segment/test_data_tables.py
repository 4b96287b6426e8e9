"""Tables of data and tables that lay out the page."""

from __future__ import annotations

import pytest
from lxml import etree

from wellread.extractors.segment.tables import is_data_table


def element(html: str) -> etree._Element:
    found = etree.fromstring(html, etree.HTMLParser(huge_tree=True)).find(".//table")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tr><th>a<th>b</table>",
        "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>",
    ],
    ids=["plain", "header row alone", "thead and tbody"],
)
def test_columns_and_rows_of_short_texts_are_data(html: str) -> None:
    assert is_data_table(element(html))


@pytest.mark.parametrize(
    "html",
    [
        "<table></table>",
        "<table><tr><td>one cell</table>",
        "<table><tr><td>a<td>b</table>",
        "<table><tr><td>a<tr><td>b</table>",
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table role=none><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tr><td>a<td><table><tr><td>b</table><tr><td>c<td>d</table>",
        "<table><tr><td>a<td><h1>b</h1><tr><td>c<td>d</table>",
        "<table><thead><th>a</th><th>b</th></thead><tr><td>c<td>d</table>",
        "<table><tbody><td>a</td><td>b</td><tr><td>c<td>d</tbody></table>",
        "<table>loose<tr><td>a<td>b<tr><td>c<td>d</table>",
        f"<table><tr><td>a<td>{'Long text. ' * 70}<tr><td>c<td>d</table>",
    ],
    ids=[
        "empty",
        "one cell",
        "one row",
        "one column",
        "role presentation",
        "role none",
        "table in a cell",
        "heading in a cell",
        "thead without row",
        "tbody without row",
        "loose text",
        "long text",
    ],
)
def test_a_table_that_lays_out_the_page_or_has_text_in_odd_places_is_not_data(html: str) -> None:
    assert not is_data_table(element(html))
