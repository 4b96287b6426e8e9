"""Data tables as grids: every row as wide as the widest, every text once."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import etree

from tests.extractors.markup import tables
from wellread.extractors.article import Table
from wellread.extractors.compose.tables import read_table
from wellread.extractors.segment.text import count_chars


def element(html: str) -> etree._Element:
    found = etree.fromstring(html, etree.HTMLParser(huge_tree=True)).find(".//table")
    assert found is not None
    return found


def table(html: str) -> Table:
    return read_table(element(f"<table>{html}</table>"))


@given(tables())
def test_a_table_is_a_rectangle(html: str) -> None:
    read = read_table(element(html))
    widths = {len(row) for row in (*read.rows, *([read.header] if read.header else []))}
    assert len(widths) <= 1
    assert max(widths, default=0) <= 100 * 5 * 5


@given(tables())
def test_every_text_of_a_table_stands_in_one_place(html: str) -> None:
    read = read_table(element(html))
    cells = [cell for row in (read.header, *read.rows) for cell in row]
    assert sum(map(count_chars, cells)) == sum(count_chars(str(text)) for text in element(html).itertext())


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", (("a", "b"), ("c", "d"))),
        ("<tr><td>a<noscript>x</noscript> y<td>b<tr><td>c<td>d", (("a y", "b"), ("c", "d"))),
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", (("a", "", "b"), ("c", "d", "e"))),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", (("a", "b", "c"), ("d", "", "e"))),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", (("a", "", "b"), ("", "", "c"))),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td>a<tr><td>b<td>c", (("a", ""), ("b", "c"))),
        ("<tr><td colspan=0>a<td rowspan=x>b<td colspan=-1>c", (("a", "b", "c"),)),
        ("<tr><td colspan='²'>a<td colspan=''>b", (("a", "b"),)),
        ("<tr><th>a<td>b<tr><th>c<td>d", (("a", "b"), ("c", "d"))),
        ("<tr><td><p>one<p>two<td>x<br>y", (("one\ntwo", "x\ny"),)),
        ("<tr><td><ul><li>one<li>two</ul><td> ", (("one\ntwo", ""),)),
        ("", ()),
    ],
    ids=[
        "plain",
        "noscript",
        "colspan",
        "rowspan",
        "rowspan in the middle",
        "both spans",
        "rowspan past the end",
        "short row",
        "spans that are no numbers",
        "span of another digit",
        "row headings",
        "paragraphs and br",
        "list in a cell",
        "empty",
    ],
)
def test_spans_and_breaks_are_read_as_html_defines_them(html: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert table(html) == Table(rows=rows)


@pytest.mark.parametrize(
    ("html", "header"),
    [
        ("<tr><th>a<th>b<tr><td>c<td>d", ("a", "b")),
        ("<thead><tr><td>a<td>b</thead><tr><td>c<td>d", ("a", "b")),
        ("<tr><td>a<td>b<tr><td>c<td>d", ()),
        ("<tr><th>a<td>b<tr><th>c<td>d", ()),
    ],
    ids=["th", "thead", "none", "row headings"],
)
def test_the_header_is_the_row_that_says_so(html: str, header: tuple[str, ...]) -> None:
    assert table(html).header == header


def test_a_first_row_in_bold_type_is_the_header_if_no_other_is() -> None:
    head = "<tr><td><b>Bean</b></td><td><strong>Soak</strong></td></tr>"
    assert table(f"<table>{head}<tr><td>White</td><td>12 h</td></tr></table>").header == ("Bean", "Soak")
    assert table(f"<table>{head}{head}</table>").header == ()
    assert table(f"<table><tr><td><b>Bean</b></td><td>Soak</td></tr>{head}</table>").header == ()


def test_the_caption_is_not_a_row() -> None:
    read = table("<caption> Doses <b>by age</b></caption><tr><td>a<td>b")
    assert (read.caption, read.rows) == ("Doses by age", (("a", "b"),))


def test_a_span_without_bounds_asks_for_no_memory() -> None:
    read = table("<tr><td colspan=1000000000 rowspan=1000000000>a" + "<tr>" * 300)
    assert {len(row) for row in read.rows} == {100}
    assert sum(map(len, read.rows)) == 301 * 100
