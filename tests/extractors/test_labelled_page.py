"""What the stages after labelling ask of a page: what was kept, where the article stands, where links lead."""

from __future__ import annotations

import pytest

from wellread.extractors.article import Reason
from wellread.extractors.page import LabelledPage
from wellread.extractors.parse import PageInput
from wellread.extractors.pipeline import label_page

URL = "https://www.example.org/blog/post"
PROSE = "".join(
    f"<p>Sentence number {number} says one plain thing about beds, in a row of words that ends with a full stop.</p>"
    for number in range(12)
)


def page_of(body: str, url: str | None = URL) -> LabelledPage:
    return label_page(PageInput(f"<html><body>{body}</body></html>", url))


ARTICLE = page_of(
    f"<nav><a href='/'>Home</a></nav><main><h1>On beds</h1>{PROSE}<pre>sleep()</pre></main><footer>Imprint</footer>"
)


def test_a_block_is_kept_or_has_a_reason() -> None:
    reasons = [(ARTICLE.is_kept(block), ARTICLE.reason_of(block)) for block in ARTICLE.text_blocks]
    assert all(is_kept == (reason is None) for is_kept, reason in reasons)
    assert reasons[0] == (False, Reason.NAVIGATION)


def test_the_body_reaches_from_the_first_kept_text_to_the_last() -> None:
    kept = [block.index for block in ARTICLE.text_blocks if ARTICLE.is_kept(block)]
    assert (ARTICLE.body_start, ARTICLE.body_end) == (kept[0], kept[-1])
    assert ARTICLE.body_range == range(kept[0], kept[-1] + 1)


def test_a_page_without_kept_text_has_an_empty_body() -> None:
    page = page_of("<nav><a href='/'>Home</a></nav>")
    assert (page.body_start, page.body_end, len(page.body_range)) == (0, -1, 0)


def test_running_text_is_what_is_kept_without_code() -> None:
    texts = [block.text for block in ARTICLE.running_text]
    assert len(texts) == 12
    assert "sleep()" not in texts


def test_the_headline_stands_where_it_is_printed() -> None:
    assert ARTICLE.layout.blocks[ARTICLE.headline_index].text == "On beds"


def test_without_a_printed_headline_the_body_stands_for_it() -> None:
    page = page_of(f"<main>{PROSE}</main>")
    assert page.metadata.headline is None
    assert page.headline_index == page.body_start


@pytest.mark.parametrize(
    ("href", "is_external"),
    [
        ("https://other.example/x", True),
        (" //other.example/x", True),
        ("https://example.org/x", False),
        ("https://WWW.example.org/x", False),
        ("/x", False),
        ("#x", False),
        ("mailto:a@other.example", False),
        ("https://[broken", False),
    ],
    ids=[
        "other host",
        "other host without scheme",
        "own host without www",
        "own host in capitals",
        "path",
        "fragment",
        "mailto",
        "malformed",
    ],
)
def test_a_link_is_external_if_it_leads_to_another_host(href: str, is_external: bool) -> None:  # noqa: FBT001
    assert ARTICLE.is_external(href) is is_external


def test_a_page_without_a_url_takes_every_host_for_another_one() -> None:
    page = page_of(f"<main>{PROSE}</main>", None)
    assert page.site == ""
    assert page.is_external("https://example.org/x")


def test_links_are_absolute_by_the_base_of_the_page() -> None:
    page = label_page(PageInput("<head><base href='/files/'></head><p><a href='a'>a</a></p>", URL))
    assert page.absolute_url("a") == "https://www.example.org/files/a"
    assert page.absolute_url("#a") is None


def test_the_blocks_of_an_element_are_those_inside_or_the_one_around() -> None:
    page = page_of("<main><ul id=list><li>One <b id=part>part</b></li><li>Two</li></ul></main>")
    elements = {element.get("id"): element for element in page.document.root.iter("ul", "b")}
    assert [block.text for block in page.blocks_of(elements["list"])] == ["One part", "Two"]
    assert [block.text for block in page.blocks_of(elements["part"])] == ["One part"]
