from __future__ import annotations

import pytest

from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

BODY = "<p>" + "A paragraph that says something about sleep and rest. " * 6 + "</p>"


def read(head: str, body: str, url: str = "https://calmdays.example.org/blog/rest") -> Metadata:
    document = parse(PageInput(f"<html><head>{head}</head><body>{body}{BODY}</body></html>", url))
    return describe(document, segment(document))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>How to Rest | Calm Days</title>", "<h1>How to Rest</h1>"),
        ("<title>Rest well with these tips | Calm Days</title>", "<h1>How to Rest</h1>"),
        ("", "<h1>How to Rest</h1>"),
        ("<title>How to Rest | Calm Days</title>", '<h1><a href="/">Calm Days</a></h1><h2>How to Rest</h2>'),
        (
            '<meta property="og:site_name" content="Calm Days"><title>How to Rest – Calm Days</title>',
            "<h1>Calm Days</h1>",
        ),
        ('<meta property="og:site_name" content="Calm Days"><title>Calm Days: How to Rest</title>', ""),
        ("<title>How to Rest - calmdays.example.org</title>", ""),
        ('<meta property="og:title" content="How to Rest">', '<h1><span class="kicker">Sleep</span> How to Rest</h1>'),
        ('<meta property="og:title" content="How to Rest">', "<h1><span>Sleep</span> <span>How to Rest</span></h1>"),
        ("<title>How to Rest</title>", '<div class="related"><h1>Why We Dream</h1></div><h2>How to Rest</h2>'),
        ("<title>How to Rest</title>", "<h1>How to<br>Rest</h1>"),
        ("<title>A guide to calm, rest and sleep</title>", "<h2>A guide to calm</h2><h1>How to Rest</h1>"),
        (
            '<meta property="og:title" content="How to Rest"><title>Sleep: How to Rest</title>',
            "<h1><span>Sleep</span> <span>How to Rest</span></h1>",
        ),
        ("<title>How to Rest</title>", "<h1>03.05.2024 - How to Rest</h1>"),
        ("<title>How to Rest | Calmdays Example</title>", ""),
        ("<title>How to Rest | Calmdays Children's Hospital</title>", ""),
        (
            '<meta property="og:title" content="Sleep - How to Rest">',
            '<h1><span class="overline">Sleep</span>How to Rest</h1>',
        ),
        (
            '<meta property="og:title" content="Sleep - How to Rest">',
            '<h1><span class="subtitle">Sleep</span> How to Rest</h1>',
        ),
        ("<title>How to Rest » Calmdays e.V.</title>", '<h1><a href="/?lang=de">Calmdays e.V. for rest</a></h1>'),
        ("<title>Days of Calm » How to Rest</title>", '<h1><a href="/">Days of Calm</a></h1>'),
    ],
    ids=[
        "heading and title",
        "other words in the title",
        "heading alone",
        "site as a link",
        "site as the first heading",
        "site before a colon",
        "host behind a dash",
        "kicker by its class",
        "kicker before the title",
        "related heading",
        "break in the heading",
        "heading that is a part of the title",
        "kicker that the title has too",
        "day before the title",
        "site in other words",
        "longer name of the site",
        "overline that the data has",
        "subtitle over the title",
        "name with its kind of body",
        "site before the title",
    ],
)
def test_the_headline_is_the_articles(head: str, body: str) -> None:
    assert read(head, body).headline == "How to Rest"


def test_a_short_heading_that_says_something_else_is_no_title() -> None:
    title = "How to Rest Well Tonight and on Every Other Night"
    head = f'<meta property="og:title" content="{title}"><title>{title}</title>'
    assert read(head, "<h1>Literature</h1>").headline == title
    assert read(head, "<h1>Well</h1>").headline == title


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Rest by the lake - Overview | Calm Days", "Department of Quiet", "Rest by the lake - Overview"),
        ("Lakeside for two", "Lakeside", "Lakeside for two"),
        ("Rest by the lake | Calm Days", "Rest by the lake", "Rest by the lake"),
        ("", "Rest by the lake", "Rest by the lake"),
    ],
)
def test_a_heading_by_its_role_is_the_headline_where_the_page_declares_no_other(
    title: str, heading: str, expected: str
) -> None:
    head = f"<title>{title}</title><meta property='og:site_name' content='Calm Days'>"
    assert read(head, f"<div role='heading' aria-level='1'>{heading}</div><p>Text.</p>").headline == expected


def test_an_h1_whose_role_says_so_again_is_one_by_its_tag() -> None:
    head, heading = "<title>Lakeside for two</title>", "<h1 role='heading'>Lakeside</h1>"
    assert read(head, f"{heading}<p>Text.</p>").headline == "Lakeside"


def test_what_follows_a_dash_stays_without_evidence_that_it_is_the_site() -> None:
    assert read("<title>Rest - a guide</title>", "").headline == "Rest - a guide"


def test_a_line_that_the_data_joins_to_the_title_with_a_colon_stays() -> None:
    head = '<meta property="og:title" content="Sleep: How to Rest">'
    assert read(head, '<h1><span class="overline">Sleep</span> How to Rest</h1>').headline == "Sleep How to Rest"


def test_a_page_without_any_title_has_no_headline() -> None:
    found = read("", "")
    assert (found.headline, found.headline_variants) == (None, ())


def test_every_wording_is_kept_to_recognise_the_printed_title() -> None:
    found = read(
        '<title>How to Rest | Calm Days</title><meta property="og:title" content="Rest Better">', "<h1>How to Rest</h1>"
    )
    assert set(found.headline_variants) >= {"How to Rest", "Rest Better", "How to Rest | Calm Days"}


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        (
            "Why Cool Rooms Help",
            "<i>It begins with the feet</i><b>Why Cool Rooms Help</b>",
            "Why Cool Rooms Help",
        ),
        ("Warum kühle Räume helfen", "<em>„Die Füße“</em><b>Warum kühle Räume helfen</b>", "Warum kühle Räume helfen"),
        ("怎么办", "<span>睡眠</span><span>怎么办</span>", "怎么办"),
        (
            "Ganz anders",
            "<i>Schlaf und Ruhe</i><b>Warum kühle Räume</b>",
            "Schlaf und Ruhe Warum kühle Räume",
        ),
        ("Why Cool Rooms", "<span>W</span>hy Cool <em>Rooms</em>", "Why Cool Rooms"),
        ("Rest on YouTube", "Rest on <b>You</b><b>Tube</b>", "Rest on YouTube"),
        ("Sleep Well: What Helps", "Sleep Well: <span hidden>What Helps</span>", "Sleep Well: What Helps"),
        ("Sleep Well: What Helps", "Sleep Well:", "Sleep Well: What Helps"),
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_the_line_over_a_title_is_no_part_of_it(title: str, heading: str, expected: str, tag: str) -> None:
    found = read(f'<meta property="og:title" content="{title}">', f"<{tag}>{heading}</{tag}>")
    assert found.headline == expected or (tag == "h2" and found.headline == title)


def test_a_line_over_the_title_is_parted_from_it_as_the_page_title_has_it() -> None:
    head, heading = (
        "<title>Herbs: How to Rest – Calm Days</title>",
        "<h1><span>Herbs</span> <span>How to Rest</span></h1>",
    )
    assert read(head, heading).headline == "Herbs: How to Rest"


def test_a_heading_that_was_escaped_twice_is_unescaped() -> None:
    assert read("<title>Salt &amp;amp; Rest</title>", "<h1>Salt &amp;amp; Rest</h1>").headline == "Salt & Rest"
