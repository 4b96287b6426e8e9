"""What stands in a line of the source and is not seen in it: notes, tools, texts for screen readers, line numbers."""

from __future__ import annotations

import re

import pytest

from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import Block, BlockKind, Layout, count_visible_chars, segment
from wellread.extractors.vocabulary import Trait

NOTE = "Der Arzt wohnt im Torhaus."


def layout_of(markup: str) -> Layout:
    document = parse(PageInput(markup))
    layout = segment(document)
    assert sum(block.chars for block in layout.blocks) == count_visible_chars(document)
    return layout


def with_trait(layout: Layout, trait: int) -> list[str]:
    return [block.text for block in layout.blocks if layout.boxes[block.box].around & trait]


def without_tools(layout: Layout) -> list[Block]:
    unseen = Trait.TOOL | Trait.HIDDEN
    return [block for block in layout.blocks if block.text and not layout.boxes[block.box].around & unseen]


@pytest.mark.parametrize(
    "note",
    [
        f"<span class='sidenote'>{NOTE}</span>",
        f"<small class='margin-note'>{NOTE}</small>",
        f"<aside>{NOTE}</aside>",
        f"<span style='float: right; width: 30%'>{NOTE}</span>",
        f"<label for='n'></label><input type='checkbox' id='n'><span>{NOTE}</span>",
        f"<span class='footnote-content' hidden>{NOTE}</span>",
        f"<span class='x' role='tooltip'>{NOTE}</span>",
        f"<span class='tooltip-content'>{NOTE}</span>",
    ],
    ids=["side note", "margin note", "aside", "floating", "check box", "hidden", "tooltip by role", "tooltip by name"],
)
def test_a_note_is_no_part_of_the_sentence_that_it_stands_in(note: str) -> None:
    layout = layout_of(f"<p>Man darf zu jeder Stunde läuten{note}, und es kostet nichts.</p><p>Danach ruht man.</p>")
    assert [block.text for block in layout.blocks] == [
        "Man darf zu jeder Stunde läuten, und es kostet nichts.",
        NOTE,
        "Danach ruht man.",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Tag und Nacht.<span class='n'>1<span style='display:none'>{}</span></span></p>",
        "<p>Tag und Nacht.<sup data-note='n7'>*</sup></p><aside hidden id='n7'>{}</aside>",
        "<p>Tag und Nacht.<a href='#n7'>[2]</a></p><div class='hidden' id='n7'>{}</div>",
        "<p>Tag und Nacht.<button popovertarget='n7'>2</button></p><div style='display:none' id='n7'>{}</div>",
    ],
    ids=["in its mark", "data-note", "link", "popover"],
)
def test_a_note_that_opens_at_its_mark_is_not_hidden(markup: str) -> None:
    layout = layout_of(markup.format(NOTE))
    assert with_trait(layout, Trait.NOTE) == [NOTE]
    assert with_trait(layout, Trait.HIDDEN) == []


def test_what_no_mark_names_stays_hidden() -> None:
    layout = layout_of(f"<p>Tag und Nacht, <a href='#n7'>wie es heißt</a>.</p><div hidden id='n7'>{NOTE}</div>")
    assert with_trait(layout, Trait.HIDDEN) == [NOTE]


@pytest.mark.parametrize(
    "tool",
    [
        "<a href='#skin'>¶</a>",
        "<a class='x' href='#skin'> Lien vers cette section</a>",
        "<a href='/wiki#skin' aria-hidden='true'>#</a>",
        "<span class='x'>[<a href='/w/index.php?title=Skin&amp;action=edit'>Bearbeiten</a>]</span>",
        "<button>Copier le lien</button>",
    ],
)
@pytest.mark.parametrize("order", ["{0}{1}", "{1}{0}"])
def test_tools_of_a_heading_are_no_part_of_it(tool: str, order: str) -> None:
    layout = layout_of(f"<h2 id='skin'>{order.format('La peau', tool)}</h2><p>Le sang.</p>")
    assert [block.text for block in without_tools(layout)] == ["La peau", "Le sang."]


@pytest.mark.parametrize(
    "heading",
    [
        "<a href='#skin'>The Skin</a>",
        "<a href='#skin'>§ 4</a> The Skin",
        "The Skin<a href='#fn1'>*</a>",
        "<a href='/skin'>The Skin</a> of Bathers",
        "The Skin [abridged]",
    ],
)
def test_a_heading_keeps_its_links_numbers_and_marks(heading: str) -> None:
    layout = layout_of(f"<h2 id='skin'>{heading}</h2><p>Blood.</p>")
    assert len(without_tools(layout)) == 2
    assert with_trait(layout, Trait.TOOL) == []


@pytest.mark.parametrize("arrow", ["↩", "↩︎", "^", "↑", "⤴", "↩<sup>2</sup>"])
def test_the_arrow_from_a_note_to_its_mark_is_a_tool(arrow: str) -> None:
    layout = layout_of(f"<ol><li id='fn1'>{NOTE} <a href='#ref1'>{arrow}</a></li></ol>")
    assert [block.text for block in without_tools(layout)] == [NOTE]


@pytest.mark.parametrize(
    "hint",
    [
        "<span class='sr-only'>(externer Verweis)</span>",
        "<span>(öffnet in neuem Fenster)</span>",
        "<span>, s'ouvre dans un nouvel onglet</span>",
        "<span class='vh'>lien externe</span>",
    ],
)
def test_words_for_screen_readers_do_not_cut_a_sentence(hint: str) -> None:
    style = "<style>.vh:not(:focus){position:absolute;width:1px;clip:rect(0 0 0 0)}</style>"
    layout = layout_of(f"{style}<p>Vom <a href='/h' target='_blank'>Spital{hint}</a> in Harrow Mill.</p>")
    (paragraph,) = without_tools(layout)
    assert paragraph.text == "Vom Spital in Harrow Mill."
    assert [(anchor.text, anchor.href) for anchor in paragraph.anchors] == [("Spital", "/h")]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("/* for screen readers */ .vh { position: absolute; clip: rect(1px 1px 1px 1px) }", "See this."),
        ("@import 'base.css'; .vh, .quiet { clip-path: inset(50%); position: absolute }", "See this."),
        ("@media print { .vh { position: absolute; clip: rect(0 0 0 0) } }", "See thislink."),
        (".menu { & .vh { position: absolute; clip: rect(0 0 0 0) } }", "See thislink."),
        (".vh { position: absolute", "See thislink."),
        ("} .vh { position: absolute; clip: rect(0 0 0 0) }", "See this."),
    ],
)
def test_only_a_rule_that_always_holds_hides_a_text(sheet: str, words: str) -> None:
    style = f"<style>{sheet} /* clip */</style>"
    layout = layout_of(f"{style}<p>See <a href='/h'>this<span class='vh'>link</span></a>.</p>")
    assert [block.text for block in without_tools(layout)] == [words]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span class='dropcap'>\n W\n</span>hat tends", "What tends"),
        ("<b> Q</b>uando a noite", "Quando a noite"),
        ("<span aria-hidden='true'>M</span><span class='sr-only'>M</span>ost people", "Most people"),
        ("<span> L</span>'eau est", "L'eau est"),
        ("<b>A </b>man", "A man"),
    ],
)
def test_a_drop_cap_is_a_part_of_its_word(markup: str, text: str) -> None:
    assert [block.text for block in without_tools(layout_of(f"<p>{markup}</p>"))] == [text]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span>Schlaf</span><span hidden>: </span><span>Was hilft</span>", "Schlaf Was hilft"),
        ("<b>Sommeil</b><span style='display:none'> – </span><b>que faire</b>", "Sommeil que faire"),
        ("die Nacht<span hidden> (siehe unten)</span>.", "die Nacht."),
        ("Torh<span hidden>x</span><b>aus</b>", "Torhaus"),
    ],
)
def test_words_that_a_hidden_space_parts_stay_parted(markup: str, text: str) -> None:
    assert without_tools(layout_of(f"<p>{markup}</p>"))[0].text == text


LINES = ("import csv", "rest = 2", "", "print(rest)")
NUMBERED = "\n".join(f"<span class='ln'>{number}</span>{line}" for number, line in enumerate(LINES, 7))
CODE = "import csv\nrest = 2\n\nprint(rest)"


@pytest.mark.parametrize(
    "markup",
    [
        "<pre><div>import csv</div><div>rest = 2</div><div>\n</div><div>print(rest)</div></pre>",
        "<pre><ol><li>import csv<li>rest = 2<li>\n<li>print(rest)</ol></pre>",
        "<pre><b style='display:flex'>import csv\n</b><b style='display:flex'>rest = 2</b>\nprint(rest)</pre>",
        f"<pre>{NUMBERED}</pre>",
        "<pre><i>1</i>import csv\n<i>2</i>rest = 2\n<i>3</i>\n<i>4</i>print(rest)</pre>",
        f"<table><tr><td><pre>1\n2\n3\n4</pre></td><td><pre>{CODE}</pre></td></tr></table>",
        f"<div><span>1</span><br><span>2</span><br><span>3</span><br><span>4</span></div><pre>{CODE}</pre>",
        f"<pre class='language-python'><div><span>Python</span><button>Kopieren</button></div>{CODE}</pre>",
        f"<b role='button'><pre aria-hidden='true'><textarea>{CODE}</textarea></pre></b><pre>{CODE}</pre>",
    ],
    ids=["boxes", "items", "styled", "numbers", "unnamed", "column", "beside", "header", "copy"],
)
def test_a_listing_is_one_block_without_what_is_drawn_around_it(markup: str) -> None:
    code = [block for block in without_tools(layout_of(markup)) if not block.text.isspace()]
    assert [(block.kind, block.text) for block in code] == [(BlockKind.CODE, CODE)]


@pytest.mark.parametrize("code", ["10 PRINT 1\n20 GOTO 10", "<span>1</span>\n<span>2</span>", "1\n2\n3"])
def test_numbers_that_are_the_code_stay(code: str) -> None:
    layout = layout_of(f"<p>Output:</p><pre>{code}</pre>")
    assert with_trait(layout, Trait.TOOL) == []


def test_text_in_a_listing_that_was_never_closed_stays_in_its_blocks() -> None:
    layout = layout_of("<pre><p>First text.</p><h2>Second</h2><p>Third text.</p>")
    assert [block.text for block in layout.blocks] == ["First text.", "Second", "Third text."]


LONG = "A bedroom that is two degrees cooler than the living room is the cheapest sleep aid there is{}."


@pytest.mark.parametrize("line_end", ["<br>", "<br/>\n", "<span class='x br'></span>", "<i class='line-break'></i>"])
def test_single_breaks_between_long_lines_divide_paragraphs(line_end: str) -> None:
    lines = [LONG.format(number) for number in range(4)]
    layout = layout_of(f"<div>{line_end.join(lines)}</div>")
    assert [block.text for block in layout.blocks] == lines


def test_single_breaks_between_short_lines_do_not() -> None:
    lines = ["Two degrees cooler,", "and the feet in wool:", "so sleeps the mill.", LONG]
    assert len(layout_of(f"<p>{'<br>'.join(lines)}</p>").blocks) == 1


@pytest.mark.parametrize(
    "span",
    ["<span role='paragraph'>{}</span>", "<span style='color:red; display: block'>{}</span>", "<span>{}</span>\n"],
)
def test_spans_that_are_paragraphs(span: str) -> None:
    lines = [LONG.format(number) for number in range(3)]
    layout = layout_of(f"<div>{''.join(map(span.format, lines))}</div>")
    assert [block.text for block in layout.blocks] == lines


def test_spans_inside_a_paragraph_are_none() -> None:
    layout = layout_of(
        f"<p><span>{LONG}</span> <span>{LONG}</span> and more.</p><p><span>One.</span> <span>Two.</span></p>"
    )
    assert len(layout.blocks) == 2


@pytest.mark.parametrize("name", ["subtitle-bold", "article title", "content_heading"])
def test_a_short_line_between_breaks_that_is_called_a_heading_is_one(name: str) -> None:
    layout = layout_of(f"<div>{LONG}<br><span class='{name}'>When to see a doctor</span><br>{LONG}</div>")
    assert [(block.kind, block.text) for block in layout.blocks][1] == (BlockKind.HEADING, "When to see a doctor")


@pytest.mark.parametrize("back", ["(back)", "zurück", "retour au texte", "^"])
def test_a_link_from_a_note_to_its_mark_is_no_text_whatever_it_says(back: str) -> None:
    layout = layout_of(
        "<p>Tag und Nacht.<sup id='m7'><a href='#n7'>7</a></sup></p><p>Nach dem Bad, dem <a href='#m7'>siebten</a>.</p>"
        f"<ol><li id='n7'>{NOTE} <a href='#m7'>{back}</a></li></ol>"
    )
    assert NOTE in [block.text for block in without_tools(layout)]
    assert back in with_trait(layout, Trait.TOOL)


def test_the_number_of_a_note_that_leads_back_is_its_mark() -> None:
    layout = layout_of(f"<p>Tag.<a href='#n7' id='m7'>7</a></p><p id='n7'><a href='#m7'>7</a>{NOTE}</p>")
    assert [block.text for block in layout.blocks] == ["Tag.7", f"7 {NOTE}"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h2><span>02</span><span>Ein Bad am Abend</span></h2>", "02 Ein Bad am Abend"),
        ("<h2><span>3</span><span>D-Bilder</span></h2>", "3D-Bilder"),
        ("<p>1<sup>st</sup> of May</p>", "1st of May"),
        ("<p>20<span>C</span></p>", "20C"),
    ],
)
def test_a_number_in_front_is_parted_from_the_word_behind_it(markup: str, text: str) -> None:
    assert [block.text for block in layout_of(markup).blocks] == [text]


def test_a_button_with_a_mark_does_not_divide_its_sentence() -> None:
    layout = layout_of(
        "<p>Tag und Nacht<button aria-controls='n7'><span>7</span></button>"
        f"<span id='n7' hidden>{NOTE}</span>, ohne Aufpreis.</p>"
    )
    assert [block.text for block in layout.blocks] == ["Tag und Nacht7, ohne Aufpreis.", NOTE]


def test_the_sign_that_opens_a_note_is_a_tool() -> None:
    layout = layout_of(
        "<p>Tag und Nacht<label for='n'>⊕</label><input type='checkbox' id='n'>"
        f"<span class='marginnote'>{NOTE}</span>, ohne Aufpreis.</p>"
    )
    assert [block.text for block in without_tools(layout)] == ["Tag und Nacht, ohne Aufpreis.", NOTE]


@pytest.mark.parametrize(
    "listing",
    [
        "<table>{}</table>".format(
            "".join(
                f"<tr><td class='num' data-line-number='{number}'></td><td>{line}</td></tr>"
                for number, line in enumerate(("read n", "  m=2", "echo $n"), 1)
            )
        ),
        "<ol>{}</ol>".format("".join(f"<li><code>{line}</code></li>" for line in ("read n", "  m=2", "echo $n"))),
        (
            "<table><tr><td class='gutter'><div class='line number1'>1</div><div class='line number2'>2</div>"
            "<div class='line number3'>3</div></td><td><div><code>read n</code></div><div><code>  m=2</code></div>"
            "<div><code>echo $n</code></div></td></tr></table>"
        ),
        (
            "<table><tr><td><div><div>1</div><div>2</div><div>3</div></div></td>"
            "<td><div><div>read n</div><div>  m=2</div><div>echo $n</div></div></td></tr></table>"
        ),
    ],
    ids=["numbered rows", "list", "gutter", "boxes beside numbers"],
)
def test_a_table_or_list_of_lines_of_code_is_one_listing(listing: str) -> None:
    blocks = without_tools(layout_of(f"<div>{listing}</div>"))
    assert [(block.kind, block.text) for block in blocks] == [(BlockKind.CODE, "read n\n  m=2\necho $n")]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><th>1</th><td>read</td></tr><tr><th>2</th><td>m=2</td></tr><tr><th>3</th><td>end</td></tr></table>",
        "<ol><li>Type <code>read n</code></li><li>Then <code>m=2</code></li><li>Then <code>end</code></li></ol>",
        "<ol><li><code>read n</code></li><li><code>m=2</code></li></ol>",
        "<table><tr><td><div>1</div><div>2</div><div>4</div></td><td><div>a</div><div>b</div><div>c</div></td></table>",
    ],
    ids=["table", "steps", "two", "boxes beside other numbers"],
)
def test_other_tables_and_lists_are_none(markup: str) -> None:
    assert BlockKind.CODE not in {block.kind for block in layout_of(markup).blocks}


@pytest.mark.parametrize(
    ("picture", "sign"),
    [
        ("<img class='emoji' alt='😅' src='/1f605.svg'>", "😅"),
        ("<img src='https://cdn.example/emoji/14/1f1eb.png' alt='🇫🇷'>", "🇫🇷"),
        ("<img src='/smilies/icon_wink.gif' alt=';-)'>", ";-)"),
        ("<img class='wp-smiley' src='/heart.png' alt='❤️'>", "❤️"),
    ],
)
def test_a_picture_of_an_emoji_is_that_sign(picture: str, sign: str) -> None:
    layout = layout_of(f"<p>The attendants sleep well {picture}, and never by day.</p>")
    assert [(block.kind, block.text) for block in layout.blocks] == [
        (BlockKind.PARAGRAPH, f"The attendants sleep well {sign}, and never by day.")
    ]


@pytest.mark.parametrize(
    "picture",
    ["<img class='emoji' src='/chart.png' alt='How often each is used'>", "<img src='/bed.jpg' alt='🛏'>"],
    ids=["described", "called otherwise"],
)
def test_other_pictures_with_signs_stay_pictures(picture: str) -> None:
    layout = layout_of(f"<p>The attendants sleep well.</p>{picture}")
    assert [block.kind for block in layout.blocks] == [BlockKind.PARAGRAPH, BlockKind.IMAGE]


def test_a_picture_of_the_first_letter_is_that_letter() -> None:
    layout = layout_of(
        "<p><img src='/t.gif' alt='T'>he attendants never use a thermometer.</p><p><img alt='T'> Text</p>"
    )
    assert [(block.kind, block.text) for block in layout.blocks if block.text] == [
        (BlockKind.PARAGRAPH, "The attendants never use a thermometer."),
        (BlockKind.PARAGRAPH, "Text"),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span style='float: left; font-size: 3em'> T </span> he attendants", "The attendants"),
        ("<span class='drop-cap'> T</span>\nhe attendants", "The attendants"),
        ("<span style='float:left'>A</span> few attendants", "A few attendants"),
        ("<span style='font-size:3em'>T </span>he attendants", "The attendants"),
        ("<span style='font-size:3em'>B</span> vitamins are in bread", "B vitamins are in bread"),
        ("<b style='font-size:300%'>C</b> vitaminer finns i bär", "C vitaminer finns i bär"),
        ("<span style='float:left'>T</span> He attends", "T He attends"),
        ("<span>T</span> he attends", "T he attends"),
    ],
)
def test_a_first_letter_is_joined_to_its_word_where_no_space_is_seen(markup: str, text: str) -> None:
    assert [block.text for block in layout_of(f"<p>{markup}</p>").blocks] == [text]


LETTER = "<div style='font-size:2em'>{}</div><p>{}</p>"


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        (LETTER.format("T", "he attendants"), ["The attendants"]),
        (LETTER.format("C", "calcium – for bones"), ["C", "calcium – for bones"]),
        (
            LETTER.format("B", "esi, of baths") + LETTER.format("D", "ock, the leaf"),
            ["B", "esi, of baths", "D", "ock, the leaf"],
        ),
    ],
    ids=["of a text", "of a glossary", "of many"],
)
def test_a_large_letter_above_a_paragraph_begins_it_where_it_is_the_only_one(markup: str, texts: list[str]) -> None:
    assert [block.text for block in layout_of(markup).blocks if block.text] == texts


@pytest.mark.parametrize(
    "markup",
    [
        "Ei auf Brot <span style='float:right'>360 kcal je Teller</span>",
        "Am besten ist Brei, <span style='float:left'>weil Hafer satt macht</span> bis zum Mittag.",
        "<span style='position:absolute'>Brei macht satt.</span> Er hält bis zum Mittag.",
    ],
    ids=["at the end", "a clause", "at the begin"],
)
def test_what_floats_in_a_line_is_a_part_of_it(markup: str) -> None:
    (block,) = layout_of(f"<p>{markup}</p>").blocks
    assert len(block.text.split()) == len(re.sub("<.*?>", "", markup).split())


def test_a_bullet_that_a_word_processor_has_left_is_no_text() -> None:
    layout = layout_of("<p><span><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>Ein Bad am Abend</p>")
    assert [block.text for block in without_tools(layout)] == ["Ein Bad am Abend"]


def test_a_box_whose_role_is_that_of_a_picture_is_one() -> None:
    layout = layout_of(
        "<div role='img' aria-label='Bad' style='background:url(/b.jpg)'></div><div role='img'>Bad</div>"
    )
    assert [block.kind for block in layout.blocks] == [BlockKind.IMAGE, BlockKind.PARAGRAPH]
