"""Kept blocks to sections: levels nest, lists nest, and what belongs together is one block."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extractors.markup import bodies, tables
from wellread.extractors.article import Code, Figure, Item, Link, ListBlock, Paragraph, Quote, Role, Section, Video
from wellread.extractors.compose.sections import build_sections, find_quote_dash, group_blocks
from wellread.extractors.compose.text import count_section_chars, render_plain_text
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment
from wellread.extractors.segment.text import count_chars

URL = "https://example.org/blog/post"


def sections_of(html: str) -> tuple[Section, ...]:
    """The sections of a page of which every block is kept."""
    layout = segment(parse(PageInput(html, URL)))
    return build_sections(layout, group_blocks(layout, layout.blocks), URL)


def blocks_of(html: str) -> tuple[object, ...]:
    (lead,) = sections_of(html)
    return lead.blocks


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.sections)


def outline(sections: tuple[Section, ...]) -> list[object]:
    return [[section.heading, *outline(section.sections)] for section in sections]


def missing(html: str) -> int:
    """How many characters of the blocks of a page are not in its sections, if every block is kept."""
    layout = segment(parse(PageInput(html, URL)))
    groups = group_blocks(layout, layout.blocks)
    dashes = sum(count_chars(find_quote_dash(group)) for group in groups)
    return (
        sum(block.chars for block in layout.blocks) - dashes - count_section_chars(build_sections(layout, groups, URL))
    )


@settings(max_examples=60)
@given(bodies)
def test_composing_loses_nothing(html: str) -> None:
    assert missing(html) == 0


@settings(max_examples=80)
@given(tables())
def test_composing_tables_loses_nothing(html: str) -> None:
    assert missing(html) == 0


@pytest.mark.parametrize(
    "inside",
    [
        "<thead><th>Name</th><th>Price</th></thead>",
        "loose text",
        "<tr>loose text</tr>",
        "<caption>one</caption><caption>two</caption>",
        "<tbody><caption>one</caption></tbody>",
        "<colgroup>a<col></colgroup>",
    ],
    ids=["head without row", "before the first row", "in a row", "two captions", "caption in tbody", "in colgroup"],
)
def test_composing_a_table_with_text_in_odd_places_loses_nothing(inside: str) -> None:
    cells = "<tr><td>One</td><td>Two</td></tr><tr><td>Three</td><td>Four</td></tr>"
    assert missing(f"<table>{inside}{cells}</table>") == 0


@settings(max_examples=60)
@given(bodies)
def test_levels_nest_and_ids_are_unique(html: str) -> None:
    sections = sections_of(html)
    every = list(walk(sections))
    assert (sections[0].heading, sections[0].level, sections[0].id) == (None, 0, "lead")
    assert len({section.id for section in every}) == len(every)
    for section in every:
        assert all(inner.level > section.level for inner in section.sections)
    assert all(section.heading and 1 <= section.level <= 6 for section in every[1:])


@given(st.lists(st.integers(1, 6), max_size=12))
def test_the_outline_is_that_of_the_headings(levels: list[int]) -> None:
    html = "".join(f"<h{level}>Heading {number}</h{level}><p>Text {number}</p>" for number, level in enumerate(levels))
    every = list(walk(sections_of(f"<p>Lead</p>{html}")))[1:]
    assert [(section.level, section.heading) for section in every] == [
        (level, f"Heading {number}") for number, level in enumerate(levels)
    ]
    assert [section.blocks for section in every] == [(Paragraph(f"Text {n}"),) for n in range(len(levels))]


def test_a_skipped_level_is_no_reason_to_nest_deeper() -> None:
    html = "<h2>A</h2><h4>B</h4><h3>C</h3><h2>D</h2>"
    assert outline(sections_of(html))[1:] == [["A", ["B"], ["C"]], ["D"]]


@pytest.mark.parametrize(
    ("html", "level"),
    [
        ("<h5>x</h5>", 5),
        ("<div role=heading aria-level=2><h4>x</h4></div>", 4),
        ("<details><summary>x</summary></details>", 3),
    ],
    ids=["tag", "tag inside aria-level", "summary"],
)
def test_a_heading_has_the_level_of_its_markup(html: str, level: int) -> None:
    assert sections_of(html)[1].level == level


def test_equal_headings_get_ids_of_their_own() -> None:
    html = "<h2>Rest</h2><h2>Rest</h2><h2>rest!</h2><h2>…</h2><h2>朝の光</h2>"
    assert [section.id for section in sections_of(html)] == ["lead", "rest", "rest-2", "rest-3", "section", "朝の光"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Key takeaways", Role.KEY_TAKEAWAYS),
        ("In a nutshell:", Role.KEY_TAKEAWAYS),
        ("TL;DR", Role.KEY_TAKEAWAYS),
        ("Frequently Asked Questions about sleep", Role.FAQ),
        ("Sleep FAQ", Role.FAQ),
        ("References", Role.REFERENCES),
        ("Sources and further reading", Role.REFERENCES),
        ("Quellenangaben", Role.REFERENCES),
        ("Medical disclaimer", Role.DISCLAIMER),
        ("Key takeaways from a year of walking", None),
        ("References in the letters of a nurse", None),
        ("Protein sources", None),
        ("Highlights of the trial", None),
    ],
)
def test_the_role_of_a_section_is_in_its_heading(heading: str, role: Role | None) -> None:
    assert sections_of(f"<h2>{heading}</h2>")[1].role is role


def test_items_of_lists_nest_as_in_the_page() -> None:
    html = "<ol><li>a<ul><li>b<ol><li>c</ol></ul>and a</li><li><p>d</p><p>e</p></li></ol>"
    inner = Item("b", items=(Item("c"),))
    assert blocks_of(html) == (ListBlock(ordered=True, items=(Item("a\nand a", items=(inner,)), Item("d\ne"))),)


def test_two_lists_are_two_blocks() -> None:
    assert [type(block) for block in blocks_of("<ul><li>a</ul><ol><li>b</ol>")] == [ListBlock, ListBlock]


def test_a_list_around_items_that_are_lists_has_items_all_the_same() -> None:
    assert blocks_of("<ul><ul><li>a</ul>stray<li>b</ul>") == (
        ListBlock(ordered=False, items=(Item("a"), Item("stray"), Item("b"))),
    )


def depth(items: tuple[Item, ...]) -> int:
    return 1 + max((depth(item.items) for item in items), default=0) if items else 0


@pytest.mark.parametrize("levels", [1, 19, 20, 21, 1000])
def test_lists_nest_at_most_twenty_levels_deep_and_keep_all_text(levels: int) -> None:
    html = "".join(f"<ul><li>level {number}" for number in range(levels))
    (found,) = blocks_of(html)
    assert isinstance(found, ListBlock)
    assert depth(found.items) == min(levels, 20)
    assert missing(html) == 0


@pytest.mark.parametrize(
    ("html", "quote"),
    [
        ("<blockquote>Words.</blockquote>", Quote("Words.")),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", Quote("One.\nTwo.")),
        ("<blockquote><p>Words.</p><p>— Ada Green</p></blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote>Words.<br>– Ada Green</blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote><p>Words.</p><footer>Ada Green</footer></blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote>— Ada Green</blockquote>", Quote("— Ada Green")),
    ],
    ids=["nobody", "paragraphs", "paragraph with a dash", "line with a dash", "footer", "dash alone"],
)
def test_a_quotation_names_who_said_it(html: str, quote: Quote) -> None:
    assert blocks_of(html) == (quote,)


def test_a_cite_in_a_quotation_names_who_said_it() -> None:
    assert blocks_of("<blockquote><p>Words.</p><cite>Ada Green</cite></blockquote>") == (Quote("Words.", "Ada Green"),)


def test_an_item_that_holds_an_article_is_no_item() -> None:
    paragraphs = "".join(f"<p>Night {night} was better.</p>" for night in range(9))
    assert blocks_of(f"<ul><li>{paragraphs}</li></ul>") == tuple(
        Paragraph(f"Night {night} was better.") for night in range(9)
    )


@pytest.mark.parametrize(
    ("html", "figure"),
    [
        ("<img src=a.jpg alt=' A '>", Figure("https://example.org/blog/a.jpg", "A")),
        (
            "<figure><img src=/a.jpg><figcaption>Told</figcaption></figure>",
            Figure("https://example.org/a.jpg", None, "Told"),
        ),
        (
            "<figure><img src=/a.jpg><img src=/b.jpg><figcaption>One</figcaption><figcaption>Two</figcaption></figure>",
            Figure("https://example.org/a.jpg", None, "One Two"),
        ),
        ("<figure><figcaption>Alone</figcaption></figure>", Figure(None, None, "Alone")),
    ],
    ids=["picture alone", "picture and caption", "two of each", "caption alone"],
)
def test_a_figure_is_a_picture_with_its_caption(html: str, figure: Figure) -> None:
    assert blocks_of(html) == (figure,)


@pytest.mark.parametrize(
    "html",
    ["<img>", "<img src=''>", "<img src='data:image/gif;base64,R0='>", "<img src='http://[x'>"],
    ids=["no src", "empty src", "data URL", "malformed src"],
)
def test_a_picture_without_an_address_is_none(html: str) -> None:
    assert blocks_of(html) == ()


@pytest.mark.parametrize(
    ("html", "video"),
    [
        (
            "<iframe src='//www.youtube.com/embed/x' title=' T '></iframe>",
            Video("youtube", "https://www.youtube.com/embed/x", "T"),
        ),
        (
            "<iframe data-src='https://player.vimeo.com/video/1'></iframe>",
            Video("vimeo", "https://player.vimeo.com/video/1"),
        ),
        ("<video><source src=/v.mp4></video>", Video(None, "https://example.org/v.mp4")),
    ],
    ids=["YouTube", "Vimeo, data-src", "video element"],
)
def test_a_player_is_a_video(html: str, video: Video) -> None:
    assert blocks_of(html) == (video,)


def test_a_player_that_loads_late_is_a_video() -> None:
    html = "<iframe src='about:blank' data-src='https://www.youtube.com/embed/x'></iframe>"
    assert blocks_of(html) == (Video("youtube", "https://www.youtube.com/embed/x"),)


@pytest.mark.parametrize(
    "source",
    ["https://maps.example/embed", "about:blank", "javascript:x", "", "https://notyoutube.com/embed/x", "http://[x"],
    ids=["map", "about:blank", "javascript", "empty", "host that ends alike", "malformed"],
)
def test_a_frame_that_shows_something_else_is_no_video(source: str) -> None:
    assert blocks_of(f"<iframe src='{source}'></iframe>") == ()


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<pre><code class='language-Python'>x</code></pre>", "python"),
        ("<pre class='brush: js'>x</pre>", "js"),
        ("<pre class='highlight lang-c++'>x</pre>", "c++"),
        ("<pre>x</pre>", None),
    ],
    ids=["language- on code", "brush on pre", "lang- on pre", "none"],
)
def test_code_names_its_language(html: str, language: str | None) -> None:
    assert blocks_of(html) == (Code("x", language),)


def test_links_stay_with_their_text() -> None:
    assert blocks_of("<p>See <a href=/a>this</a> and <a href='#x'>that</a>.</p>") == (
        Paragraph("See this and that.", (Link("this", "https://example.org/a"),)),
    )


def test_plain_text_has_a_line_for_each_item_and_row_and_no_captions() -> None:
    html = (
        "<p>Lead</p><h2>Head</h2><ul><li>a<ul><li>b</ul></ul>"
        "<figure><img src=x.jpg><figcaption>No</figcaption></figure>"
        "<table><tr><th>c<th>d<tr><td>e<td></table><blockquote>q<br>— w</blockquote>"
    )
    assert render_plain_text(sections_of(html)) == "Lead\n\nHead\n\n- a\n  - b\n\nc | d\ne\n\nq\nw"
