"""Elements without a meaning of their own are what their roles and styles say."""

from __future__ import annotations

import pytest

from wellread.extractors.parse import PageInput, parse

ROWS = (
    "<div role=rowgroup><div role=row><span role=columnheader>Herb</span>"
    "<span role=columnheader>Keeps</span></div></div>"
    "<div role=row><span role=rowheader>Mint</span><span role=cell>one winter</span></div>"
)
STYLED = "<div style='display:table-row'><div style='display:table-cell'>Mint</div></div>"
LINES = (
    "Mint keeps for one winter, and loses its scent in the second.\n\n"
    "Sage keeps for two, as every gardener in the valley will gladly tell you."
)


def tags_of(markup: str) -> list[str]:
    body = parse(PageInput(f"<body>{markup}")).root.find("body")
    return [] if body is None else [str(element.tag) for element in body.iterdescendants()]


@pytest.mark.parametrize(
    ("markup", "tags"),
    [
        (f"<div role=table>{ROWS}</div>", "table tbody tr th th tr th td"),
        (f"<div style='display:table'>{STYLED}</div>", "table tr td"),
        ("<div role=table><div role=row>Mint</div></div>", "div div"),
        ("<div role=list><div role=listitem>Mint</div></div>", "ul li"),
        ("<div role=list><div role=listitem>Mint</div><p>x</p></div>", "div div p"),
        ("<div role=heading aria-level=3>Mint</div>", "h3"),
        ("<span role=heading>Mint</span>", "h2"),
        (f"<pre>{LINES}</pre>", "div p p"),
        ("<pre>sort herbs.txt\n\nwc -l herbs.txt</pre>", "pre"),
        (f"<div style='white-space: pre-wrap'>{LINES}</div>", "div br br"),
        ("<code style='display:block; white-space:pre'>sort</code>", "pre"),
        ("<code style='display:block'>sort</code>", "code"),
    ],
)
def test_roles_and_styles_name_elements(markup: str, tags: str) -> None:
    assert tags_of(markup) == tags.split()


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='white-space:pre-wrap'>\n Still\nwater is <b>best</b> now.\n</p>",
        "<p style='white-space:pre-line'><i>Still\nwater</i> is <b>best</b> now.\n</p>",
        "<p style='white-space:pre-wrap'>Still\nwater is <b>best</b>\n now.</p>",
    ],
)
def test_the_spaces_between_words_stay_where_lines_are_kept(markup: str) -> None:
    text = "".join(parse(PageInput(markup)).root.itertext())
    assert text.split() == ["Stillwater", "is", "best", "now."]


@pytest.mark.parametrize("markup", ["<pre>{}</pre>", "<div style='white-space:pre-line'>{}<b>x</b>y\nz</div>"])
def test_no_text_is_lost_where_lines_become_paragraphs(markup: str) -> None:
    text = "".join(parse(PageInput(markup.format(LINES))).root.itertext())
    assert "".join(text.split()) == "".join(LINES.split()) + ("xyz" if "<b>" in markup else "")
