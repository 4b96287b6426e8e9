"""Groups of blocks become typed content: lists nest, quotations name who said it, and no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.extractors.compose.composed import content_of, count_missing_chars
from tests.extractors.markup import bodies, tables
from wellread.extractors.article import Code, Figure, Item, Link, ListBlock, Paragraph, Quote, Video


@given(bodies)
def test_composing_loses_nothing(html: str) -> None:
    assert count_missing_chars(html) == 0


@given(tables())
def test_composing_tables_loses_nothing(html: str) -> None:
    assert count_missing_chars(html) == 0


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
    assert count_missing_chars(f"<table>{inside}{cells}</table>") == 0


def test_items_of_lists_nest_as_in_the_page() -> None:
    html = "<ol><li>a<ul><li>b<ol><li>c</ol></ul>and a</li><li><p>d</p><p>e</p></li></ol>"
    inner = Item("b", items=(Item("c"),))
    assert content_of(html) == (ListBlock(ordered=True, items=(Item("a\nand a", items=(inner,)), Item("d\ne"))),)


def test_two_lists_are_two_blocks() -> None:
    assert [type(block) for block in content_of("<ul><li>a</ul><ol><li>b</ol>")] == [ListBlock, ListBlock]


def test_a_list_around_items_that_are_lists_has_items_all_the_same() -> None:
    assert content_of("<ul><ul><li>a</ul>stray<li>b</ul>") == (
        ListBlock(ordered=False, items=(Item("a"), Item("stray"), Item("b"))),
    )


def depth(items: tuple[Item, ...]) -> int:
    return 1 + max((depth(item.items) for item in items), default=0) if items else 0


@pytest.mark.parametrize("levels", [1, 19, 20, 21, 1000])
def test_lists_nest_at_most_twenty_levels_deep_and_keep_all_text(levels: int) -> None:
    html = "".join(f"<ul><li>level {number}" for number in range(levels))
    (found,) = content_of(html)
    assert isinstance(found, ListBlock)
    assert depth(found.items) == min(levels, 20)
    assert count_missing_chars(html) == 0


@pytest.mark.parametrize(
    ("html", "quote"),
    [
        ("<blockquote>Words.</blockquote>", Quote("Words.")),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", Quote("One.\nTwo.")),
        ("<blockquote><p>Words.</p><p>— Ada Green</p></blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote>Words.<br>– Ada Green</blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote><p>Words.</p><footer>Ada Green</footer></blockquote>", Quote("Words.", "Ada Green")),
        ("<blockquote>— Ada Green</blockquote>", Quote("— Ada Green")),
        ("<blockquote>Words.</blockquote><p>– Ada Green</p>", Quote("Words.", "Ada Green")),
        (
            "<figure><blockquote>Words.</blockquote><figcaption>Ada Green</figcaption></figure>",
            Quote("Words.", "Ada Green"),
        ),
    ],
    ids=[
        "nobody",
        "paragraphs",
        "paragraph with a dash",
        "line with a dash",
        "footer",
        "dash alone",
        "dash behind",
        "caption",
    ],
)
def test_a_quotation_names_who_said_it(html: str, quote: Quote) -> None:
    assert content_of(html) == (quote,)


@pytest.mark.parametrize(
    "line",
    [
        "– he said.",
        "— Nobody believes how loud it is, — he said and laughed",
        "— Maria came in then",
        "—¿Y la insulina?",
        "– Wegen des Knies, antwortete sie.",
        "— Rest, it turns out, is not the opposite of work",
        "— Кто там?",
        "— Замечательно, сказал доктор и закрыл за собой дверь",
    ],
)
def test_a_clause_behind_a_quotation_names_nobody(line: str) -> None:
    assert content_of(f"<blockquote>Words.</blockquote><p>{line}</p>") == (Quote("Words."), Paragraph(line))


def test_a_line_that_another_one_answers_names_nobody() -> None:
    html = "<blockquote>Words.</blockquote><p>– Guten Abend Herr Doktor</p><p>– Guten Abend</p>"
    assert [type(block) for block in content_of(html)] == [Quote, Paragraph, Paragraph]


@pytest.mark.parametrize(
    "name",
    ["Dr. Anna Ruiz, head of the ward", "Maria, nurse in Kiel", "Ludwig van Beethoven", "Lena Park, M.D.", "王芳"],
)
def test_a_name_behind_a_quotation_and_a_dash_says_who_is_quoted(name: str) -> None:
    assert content_of(f"<blockquote>Words.</blockquote><p>— {name}</p>") == (Quote("Words.", name),)


def test_a_cite_in_a_quotation_names_who_said_it() -> None:
    assert content_of("<blockquote><p>Words.</p><cite>Ada Green</cite></blockquote>") == (Quote("Words.", "Ada Green"),)


def test_an_item_that_holds_an_article_is_no_item() -> None:
    paragraphs = "".join(f"<p>Night {night} was better.</p>" for night in range(9))
    assert content_of(f"<ul><li>{paragraphs}</li></ul>") == tuple(
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
    assert content_of(html) == (figure,)


@pytest.mark.parametrize(
    "html",
    ["<img>", "<img src=''>", "<img src='data:image/gif;base64,R0='>", "<img src='http://[x'>"],
    ids=["no src", "empty src", "data URL", "malformed src"],
)
def test_a_picture_without_an_address_is_none(html: str) -> None:
    assert content_of(html) == ()


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
    assert content_of(html) == (video,)


def test_a_player_that_loads_late_is_a_video() -> None:
    html = "<iframe src='about:blank' data-src='https://www.youtube.com/embed/x'></iframe>"
    assert content_of(html) == (Video("youtube", "https://www.youtube.com/embed/x"),)


@pytest.mark.parametrize(
    "source",
    ["https://maps.example/embed", "about:blank", "javascript:x", "", "https://notyoutube.com/embed/x", "http://[x"],
    ids=["map", "about:blank", "javascript", "empty", "host that ends alike", "malformed"],
)
def test_a_frame_that_shows_something_else_is_no_video(source: str) -> None:
    assert content_of(f"<iframe src='{source}'></iframe>") == ()


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
    assert content_of(html) == (Code("x", language),)


@pytest.mark.parametrize(
    "around",
    [
        "<div class='language-python rouge'><div class='box'>{}</div></div>",
        "<figure class='highlight python'><div>{}</div></figure>",
    ],
)
def test_the_box_around_code_names_its_language(around: str) -> None:
    (code,) = content_of(around.format("<pre>print(1)</pre>"))
    assert code == Code("print(1)", "python")


def test_links_stay_with_their_text() -> None:
    assert content_of("<p>See <a href=/a>this</a> and <a href='#x'>that</a>.</p>") == (
        Paragraph("See this and that.", (Link("this", "https://example.org/a"),)),
    )
