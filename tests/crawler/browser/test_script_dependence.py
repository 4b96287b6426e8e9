"""A page that waits for its scripts is told from one that has its text."""

import pytest
from lxml import etree

from tests.crawler.loopback import SENTENCES, article, listing
from wellread.crawler.browser.script_dependence import needs_scripts
from wellread.extractors.parse import PageInput, read_source

SCRIPT = '<script src="/app.js"></script>'
COOKIES = "<div>We use cookies to make this site work, to count visits, and for nothing else at all.</div>"
MENU = "<nav>" + "<a href='/x'>Everything about sleep and rest and tea at night</a>" * 30 + "</nav>"
FOOTER = "<footer><p>" + " ".join(SENTENCES * 4) + "</p></footer>"


def tree(html: str) -> etree._Element:
    return read_source(PageInput(html)).root


def page(body: str, script: str = SCRIPT) -> str:
    return f"<!DOCTYPE html><html><head><title>t</title>{script}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div>',
        f'{MENU}<div id="root"></div>{COOKIES}{FOOTER}',
        f'<div id="root"></div><noscript>{" ".join(SENTENCES * 4)}</noscript>',
        f'<div id="root"></div><script type="application/json">"{" ".join(SENTENCES * 4)}"</script>',
    ],
    ids=["empty", "menu-and-footer", "noscript", "data-in-script"],
)
def test_a_shell_for_scripts_lacks_its_text(body: str) -> None:
    assert needs_scripts(tree(page(body)))


@pytest.mark.parametrize(
    "text",
    [
        article("Tea at night").body.decode().replace("</head>", f"{SCRIPT}</head>"),
        page(f"{MENU}<p>{' '.join(SENTENCES * 2)}</p>{FOOTER}"),
        listing("/blog/a").body.decode(),
        page('<div id="root"></div>', script='<script type="application/ld+json">{}</script>'),
        "",
        "\0",
    ],
    ids=["article", "short-text", "no-script", "no-script-that-runs", "nothing", "null-byte"],
)
def test_a_page_that_has_its_text_or_no_script_does_not(text: str) -> None:
    assert not needs_scripts(tree(text))
