"""Annotations say what the record says, and their places are those of the page, by whoever looks for them."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.output.annotations.test_anchors import wrong_places
from tests.output.review.hostile import HOSTILE
from tests.output.review.pages import HTML, REVIEWED, URL
from wellread.crawler.browser.chromium import find_chromium, find_missing_requirement
from wellread.extractors import review
from wellread.extractors.parse import decode
from wellread.output.annotations.annotation_file import AnnotationFile
from wellread.output.annotations.block_places import SqueezedText, place_blocks
from wellread.output.annotations.page_text import PageText, read_page_text
from wellread.output.annotations.web_annotations import Annotations, annotate, read_quote
from wellread.output.record import publish

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
PAGES = Path(__file__).parents[2] / "pages"


def annotations_of(html: bytes) -> tuple[Annotations, PageText]:
    read = review(html, url=URL)
    text = read_page_text(html)
    return annotate(publish(read.article, html), read.blocks, text), text


def tags_of(item: dict[str, Any]) -> list[str]:
    return [body["value"] for body in item["body"] if body.get("purpose") == "tagging"]


def exact(item: dict[str, Any]) -> str:
    return read_quote(item).exact


def test_blocks_signals_and_references_are_annotated() -> None:
    annotations, text = annotations_of(HTML)
    assert annotations.unplaced == 0
    items = annotations.items
    assert len({item["id"] for item in items}) == len(items)
    assert REVIEWED.blocks
    blocks = [item for item in items if item["motivation"] == "classifying"]
    assert len(blocks) == sum(bool(block.text.strip()) for block in REVIEWED.blocks)
    (button,) = [item for item in blocks if exact(item) == "Sign up"]
    assert tags_of(button)[0] == "dropped"
    (dosage,) = [item for item in items if tags_of(item) == ["dosage"]]
    assert exact(dosage) == "5 mg"
    (work,) = [item for item in items if item["motivation"] == "identifying"]
    assert work["body"][1] == {"id": "https://doi.org/10.1234/harrow.2020.1", "purpose": "identifying"}
    for item in items:
        quote, position = item["target"]["selector"]
        assert text.text[position["start"] : position["end"]] == quote["exact"]
        assert position["sha256"] == text.sha256
        assert item["target"]["source"] == URL


def test_the_text_of_a_page_is_that_of_its_dom() -> None:
    page = read_page_text(
        b"<title>t</title><body>a<!-- b --><script>if (1 < 2) c</script>d\r\n<template>e</template>&eacute;&nbsp;"
        b"<svg><text>f</text></svg><pre>\n\ng</pre><noscript><p>h</p></noscript></body>i"
    )
    assert page.text == "aif (1 < 2) cd\n\u00e9\u00a0f\nghi"
    assert "".join(page.text[start:end] for start, end in page.seen) == "ad\n\u00e9\u00a0\nghi"


def test_blocks_of_the_same_words_are_told_apart_by_what_stands_between_them() -> None:
    text = "Home Tea News Home Walks and Restless nights Rest Home"
    page = SqueezedText(PageText(text, ((0, len(text)),)))
    blocks = ["Home", "Tea", "News", "Home", "Walks and Restless nights", "Rest", "Home"]
    spans = {number: page.span(*place) for number, place in place_blocks(page, blocks).items()}
    assert [text[slice(*spans[number])] for number in range(7)] == blocks
    assert [spans[number][0] for number in (0, 3, 6)] == [0, 14, 50]


def test_a_block_whose_place_is_not_certain_has_none() -> None:
    text = "Home Home Home"
    page = SqueezedText(PageText(text, ((0, len(text)),)))
    assert place_blocks(page, ["Home", "Home"]) == {}
    assert place_blocks(page, ["10\u2079"]) == {}


def test_the_file_is_json_with_all_annotations() -> None:
    annotations, _ = annotations_of(HTML)
    stream = io.BytesIO()
    file = AnnotationFile(stream, "Walks")
    file.add(annotations)
    file.add(annotations)
    file.finish()
    collection = json.loads(stream.getvalue())
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(collection["first"]["items"]) == 2 * len(annotations.items)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_are_annotated(text: str) -> None:
    said = text.encode("utf-8", "replace").replace(b"\x00", b"")
    html = HTML.replace(b"A slow walk", b"<p>A slow walk, they say: " + said).replace(b"Home", said)
    annotations, page = annotations_of(html)
    for item in annotations.items:
        quote, position = item["target"]["selector"]
        assert page.text[position["start"] : position["end"]] == quote["exact"]


@pytest.mark.parametrize("folder", sorted(path.name for path in PAGES.iterdir() if path.is_dir())[::8])
def test_on_a_shuffled_page_nothing_is_found_in_a_wrong_place(folder: str) -> None:
    annotations, page = annotations_of((PAGES / folder / "page.html").read_bytes())
    quotes = [(item["target"]["selector"][1]["start"], read_quote(item)) for item in annotations.items]
    for seed in range(3):
        assert wrong_places(page.text, quotes, seed)[1] == []


def real_pages() -> list[Path]:
    return [path for corpus in ("wcxb-articles", "fundus")
            for path in sorted((CORPORA / corpus / "html").glob("*.gz"))[:18]]  # fmt: skip


needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="no ../shared/corpora beside the checkout")


@needs_corpora
@pytest.mark.crawls
def test_on_shuffled_real_pages_nothing_is_found_in_a_wrong_place() -> None:
    found = quoted = 0
    for path in real_pages():
        annotations, page = annotations_of(gzip.decompress(path.read_bytes()))
        quotes = [(item["target"]["selector"][1]["start"], read_quote(item)) for item in annotations.items]
        count, wrong = wrong_places(page.text, quotes, seed=len(quotes))
        assert wrong == [], path
        found += count
        quoted += len(quotes)
    assert found > quoted / 2


# Written from the Recommendation alone: quotes by the DOM's own text, positions by its code points.
FIND = """([html, items]) => {
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
  const points = Array.from(text);
  const pointOfUnit = [];
  points.forEach((point, number) => { for (const _ of point.split("")) pointOfUnit.push(number); });
  const lost = [];
  for (const item of items) {
    const quote = item.target.selector.find((one) => one.type === "TextQuoteSelector");
    const position = item.target.selector.find((one) => one.type === "TextPositionSelector");
    const whole = quote.prefix + quote.exact + quote.suffix;
    const at = text.indexOf(whole);
    const start = pointOfUnit[at + quote.prefix.length];
    const isHere = points.slice(position.start, position.end).join("") === quote.exact;
    if (at < 0 || text.indexOf(whole, at + 1) >= 0 || start !== position.start || !isHere) lost.push(quote.exact);
  }
  return lost;
}"""


@pytest.fixture(scope="module")
def blank_page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    if problem := find_missing_requirement():
        pytest.skip(f"no browser: {problem}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium())
        yield chromium.new_page()
        chromium.close()


@pytest.mark.crawls
def test_a_browser_finds_every_annotation_of_the_fixtures(blank_page: Any) -> None:
    for folder in sorted(path for path in PAGES.iterdir() if path.is_dir()):
        html = (folder / "page.html").read_bytes()
        annotations, _ = annotations_of(html)
        found = blank_page.evaluate(FIND, [decode(html, {}).utf8.decode(), list(annotations.items)])
        assert found == [], folder.name


@needs_corpora
@pytest.mark.crawls
def test_a_browser_finds_every_annotation_of_real_pages(blank_page: Any) -> None:
    placed = unplaced = 0
    pages = real_pages()
    for path in pages:
        html = gzip.decompress(path.read_bytes())
        annotations, _ = annotations_of(html)
        placed += len(annotations.items)
        unplaced += annotations.unplaced
        assert blank_page.evaluate(FIND, [decode(html, {}).utf8.decode(), list(annotations.items)]) == [], path.name
    assert len(pages) >= 30
    assert unplaced < placed / 100
