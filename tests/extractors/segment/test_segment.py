"""The cut of a page into boxes and blocks: nothing lost, nothing twice, whatever the tree."""

from __future__ import annotations

import functools
import operator
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.extractors.markup import pages
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Block, BlockKind, Layout, count_visible_chars, segment
from wellread.extractors.segment.text import collapse_white_space, count_chars


def layout_of(html: str) -> Layout:
    return segment(parse(PageInput(html)))


def blocks_of(html: str) -> tuple[Block, ...]:
    return layout_of(html).blocks


def texts_of(html: str) -> list[str]:
    return [block.text for block in blocks_of(html) if block.text]


@given(pages)
def test_every_visible_character_is_in_one_block(html: str) -> None:
    document = parse(PageInput(html))
    assert sum(block.chars for block in segment(document).blocks) == count_visible_chars(document)


@pytest.mark.parametrize(
    "html",
    [
        "<p>One</p><amp-img src=a.jpg><p>Two</p><h2>Three</h2>",
        "<p>One <amp-img src=a.jpg>Two<b>Three</b></p>",
        "<p>One</p><amp-youtube data-videoid=x><div fallback>Two</div></amp-youtube><p>Three</p>",
        "<ul><li>One<amp-img><li><a href=/x>Two<amp-img src=b.jpg><div>Three</div></a></ul>",
    ],
    ids=["picture", "in-a-line", "player", "within-each-other"],
)
def test_what_stands_in_a_picture_or_player_of_amp_is_read(html: str) -> None:
    document = parse(PageInput(html))
    blocks = segment(document).blocks
    assert sum(block.chars for block in blocks) == count_visible_chars(document)
    text = " ".join(block.text for block in blocks)
    assert all(word in text for word in ("One", "Two", "Three"))


def test_a_picture_of_amp_that_is_drawn_ahead_is_one_picture() -> None:
    html = "<p>Tea</p><amp-img src=a.jpg><i-amphtml-sizer></i-amphtml-sizer><img src=a.jpg></amp-img><p>Cup</p>"
    assert [block.kind for block in blocks_of(html)] == [BlockKind.PARAGRAPH, BlockKind.IMAGE, BlockKind.PARAGRAPH]


@given(pages)
def test_boxes_and_blocks_are_numbered_in_page_order(html: str) -> None:
    layout = layout_of(html)
    assert [box.index for box in layout.boxes] == list(range(len(layout.boxes)))
    assert [block.index for block in layout.blocks] == list(range(len(layout.blocks)))
    for box in layout.boxes[1:]:
        assert 0 <= box.parent < box.index
        assert box.depth == layout.boxes[box.parent].depth + 1


@given(pages)
def test_a_box_knows_what_is_around_and_inside_it(html: str) -> None:
    layout = layout_of(html)
    for box in layout.boxes:
        ancestors = layout.ancestors(box.index)
        assert box.around == functools.reduce(operator.or_, (outer.traits for outer in ancestors))
        assert all(box.index in layout.boxes_in(outer.index) for outer in ancestors)
        inside = [other.index for other in layout.boxes if box in layout.ancestors(other.index)]
        assert inside == list(layout.boxes_in(box.index))
        assert box.attributes == dict(box.element.attrib)


@given(st.text(st.sampled_from("a é’\n\t\xa0\x85\u2003\u2028\u200b\u200d\ufeff\u3000😀"), min_size=1))
def test_a_long_text_has_as_many_characters_as_its_parts(text: str) -> None:
    assert count_chars(text * 600) == 600 * count_chars(text) == 600 * sum(map(count_chars, text))


@given(pages)
def test_blocks_hold_squashed_text_and_their_own_count(html: str) -> None:
    for block in blocks_of(html):
        assert block.chars == count_chars(block.text)
        assert (block.kind in (BlockKind.IMAGE, BlockKind.VIDEO)) == (not block.text)
        if block.kind is not BlockKind.CODE:
            assert [collapse_white_space(line) for line in block.text.split("\n")] == block.text.split("\n")


@given(pages)
def test_cutting_changes_nothing_in_the_tree(html: str) -> None:
    document = parse(PageInput(html))
    before = etree.tostring(document.root)
    first, second = segment(document), segment(document)
    assert etree.tostring(document.root) == before
    assert first == second


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<div>before<p>in</p>after</div>", ["before", "in", "after"]),
        ("<p>one <b>bold</b>, <i>slanted</i>.</p>", ["one bold, slanted."]),
        ("one<br>two<br><br>three<br> <br/>four", ["one\ntwo", "three", "four"]),
        ("<a href=/a>Home</a><a href=/b>Blog</a>", ["Home Blog"]),
        ("<a href=/a>sleep</a><a href=/b>stress</a>", ["sleep stress"]),
        ("<p>Eat <a href=/1>b</a><a href=/2>acon</a>", ["Eat bacon"]),
        ("<p>See <a href=/zinc><b>Zin</b></a><a href=/zinc>c lozenges</a>", ["See Zinc lozenges"]),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", ["a", "b", "c"]),
        ("<p>so<wbr>long</p>", ["solong"]),
        ("<p>a<script>no()</script>b<style>x{}</style>c</p>", ["abc"]),
        ("<p>a</p><noscript>hidden</noscript><template>t</template><object>o</object><p>b</p>", ["a", "b"]),
        ("<iframe>old browsers</iframe><video>fallback</video><p>b</p>", ["b"]),
        ("<select><option>One<option>Two</select>", ["One", "Two"]),
        ("<p>open<span hidden>shut</span> again</p>", ["open again", "shut"]),
        ("<p>Fish &amp; chips &lt;hot&gt; &nbsp; &hellip;</p>", ["Fish & chips <hot> …"]),
        ("<!-- no --><?php no ?><p>yes</p>", ["yes"]),
        ("<textarea>typed</textarea>", ["typed"]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["a b c d"]),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", ["a", "b", "c", "d"]),
        ("<pre>  x = 1\n\n  y = 2\n</pre>", ["  x = 1\n\n  y = 2"]),
    ],
)
def test_text_is_cut_where_a_reader_sees_it_end(html: str, texts: list[str]) -> None:
    assert texts_of(html) == texts


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>x</h2>", BlockKind.HEADING),
        ("<h2><div>x</div></h2>", BlockKind.HEADING),
        ("<summary>x</summary>", BlockKind.HEADING),
        ("<p>x</p>", BlockKind.PARAGRAPH),
        ("<li>x</li>", BlockKind.ITEM),
        ("<li><p>x</p></li>", BlockKind.PARAGRAPH),
        ("<dl><dd>x</dd></dl>", BlockKind.ITEM),
        ("<figure><figcaption><p>x</p></figcaption></figure>", BlockKind.CAPTION),
        ("<pre><code>x</code></pre>", BlockKind.CODE),
        ("<button>x</button>", BlockKind.CONTROL),
        ("<img src=a.jpg>", BlockKind.IMAGE),
        ("<iframe src=a></iframe>", BlockKind.VIDEO),
    ],
)
def test_the_kind_of_a_block_is_by_its_markup(html: str, kind: BlockKind) -> None:
    assert [block.kind for block in blocks_of(html)] == [kind]


def test_a_heading_that_was_never_closed_does_not_make_a_heading_of_the_page() -> None:
    html = f"<h2>Title<p>{'Long text. ' * 60}</p><p>Short text.</p>"
    assert [block.kind for block in blocks_of(html)][:2] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("inside", ["p", "div", "li"])
def test_a_heading_that_was_never_closed_is_only_its_own_text(inside: str) -> None:
    html = "<h2>Title" + "".join(f"<{inside}>Text {number}.</{inside}>" for number in range(4))
    assert [block.text for block in blocks_of(html) if block.kind is BlockKind.HEADING] == ["Title"]


def test_a_heading_of_a_few_lines_is_a_heading() -> None:
    blocks = blocks_of("<h2><div>Part one</div><div>Of sleep</div><div>and of rest</div></h2><p>Text.</p>")
    assert [block.kind for block in blocks] == [BlockKind.HEADING] * 3 + [BlockKind.PARAGRAPH]


def test_headings_side_by_side_are_counted_apart() -> None:
    assert {block.kind for block in blocks_of("<h2><div>Title</div></h2>" * 20)} == {BlockKind.HEADING}


def test_links_and_bold_type_are_measured() -> None:
    (block,) = blocks_of("<p>See <a href='/x'>this page</a>, <b>now</b>.</p>")
    assert [(anchor.text, anchor.href) for anchor in block.anchors] == [("this page", "/x")]
    assert (block.link_chars, block.strong_chars) == (8, 3)


def test_a_link_around_several_blocks_belongs_to_each() -> None:
    blocks = blocks_of("<a href='/x'><h3>Title</h3><p>Teaser</p></a><p>free</p>")
    assert [[anchor.text for anchor in block.anchors] for block in blocks] == [["Title"], ["Teaser"], []]


@pytest.mark.parametrize("unseen", ["<noscript>b</noscript>", "<video>b</video>", "<template>b</template>"])
def test_what_is_never_shown_is_not_shown_in_a_table(unseen: str) -> None:
    texts = texts_of(f"<table><tr><td>a{unseen}</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>")
    assert " ".join(texts) == "a c d e"


def test_a_table_of_data_with_something_unseen_in_it_is_one_all_the_same() -> None:
    row = "<tr><td>Oats<noscript><img src=a.jpg></noscript></td><td>12 mg</td></tr>"
    assert [block.kind for block in blocks_of(f"<table>{row}{row}</table>")] == [BlockKind.TABLE]


def test_nested_bold_type_is_measured_once() -> None:
    (block,) = blocks_of("<p><b><strong>Most of it</strong></b></p>")
    assert block.strong_chars == block.chars


def test_nested_links_are_measured_once() -> None:
    blocks = blocks_of("<a href=/a>one <div>two <a href=/b>three</a></div></a>")
    assert all(block.link_chars <= block.chars for block in blocks)


def test_links_of_a_table_of_pictures_stay_in_it() -> None:
    cells = "<td><a href='/x'><img src=a.jpg></a></td><td></td>"
    (block,) = (b for b in blocks_of(f"<table><tr>{cells}</tr><tr>{cells}</tr></table><p>Text</p>") if b.text)
    assert block.anchors == ()


def test_a_break_in_code_is_the_end_of_a_line() -> None:
    assert texts_of("<pre>a<br>b</pre>") == ["a\nb"]


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul", "blockquote", "q", "section", "font"])
def test_a_page_nests_as_deep_as_the_parser_goes(tag: str) -> None:
    html = f"<{tag}>" * 2000 + "deep" + f"</{tag}>" * 2000 + "<p>after</p>"
    assert texts_of(html) == ["deep", "after"]


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul", "table"])
def test_a_page_that_nests_deeper_than_the_parser_goes_is_read_without_its_boxes(tag: str) -> None:
    document = parse(PageInput("<p>before</p>" + f"<{tag}>" * 3000 + "deep<p>after</p>"))
    assert [warning.code for warning in document.warnings] == ["parser_limit"]
    assert [block.text for block in segment(document).blocks] == ["before", "deep", "after"]


@pytest.mark.parametrize(
    "html",
    [
        "<div " + " ".join(f"a{number}='{number}'" for number in range(100_000)) + ">text</div>",
        f"<div class='{' '.join(f'c{number}' for number in range(80_000))}'>text</div>",
        f"<div style='{'display:' * 50_000}'>text</div>",
        f"<p>text</p>{'<br>' * 100_000}",
        f"<p>text{'<b></b>' * 50_000}</p>",
        f"<p>text{'&nbsp;' * 200_000}</p>",
    ],
    ids=["attributes", "classes", "style", "breaks", "spans", "spaces"],
)
def test_heaps_of_nothing_take_little_time(html: str) -> None:
    start = time.process_time()
    assert texts_of(html) == ["text"]
    assert time.process_time() - start < 5
