"""Pictures: which of the URLs that an element names is the picture's."""

from __future__ import annotations

import pytest

from tests.extractors.label.labelling import ARTICLE, URL
from wellread.extractors import extract
from wellread.extractors.compose.media_urls import find_picture_url
from wellread.extractors.parse import PageInput, parse


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ("src=/a.jpg srcset='/b.jpg 2x'", "/a.jpg"),
        ("src=/blank.gif data-src=/a.jpg", "/a.jpg"),
        ("src=/a-small.jpg data-src=/a.jpg", "/a.jpg"),
        ("src=/img/1x1.png srcset='/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w'", "/l.jpg"),
        ("data-srcset='/s.jpg 1x, /l.jpg 1.5x'", "/l.jpg"),
        ("srcset='/only.jpg'", "/only.jpg"),
        ("src=/blur-20.jpg data-hi-res-src=/a.jpg", "/a.jpg"),
        ("src=/img/blank.png data-echo=/a.jpg", "/a.jpg"),
        ("src=/img/loading.gif data-url='/a.webp?w=8'", "/a.webp?w=8"),
    ],
    ids=[
        "src before srcset",
        "placeholder in src",
        "data-src before src",
        "largest width of srcset",
        "largest density of data-srcset",
        "srcset alone",
        "better before blurred",
        "spinner in src",
        "address of a file",
    ],
)
def test_a_picture_that_loads_late_has_its_true_address(attributes: str, address: str) -> None:
    image = parse(PageInput(f"<img {attributes}>")).root.find(".//img")
    assert image is not None
    assert find_picture_url(image, None) == address


def urls_between_texts(markup: str) -> list[str | None]:
    page = f"<article><h1>Sleep</h1>{ARTICLE}{markup}<p>And that is all that there is to be said of it.</p></article>"
    return [image.url for image in extract(page, url=URL).images]


@pytest.mark.parametrize(
    "markup",
    [
        "<picture><source data-srcset='/s.jpg 300w, /l.jpg 1200w'><img src='data:image/gif;base64,R0'></picture>",
        "<picture><source srcset='/l.jpg'></picture>",
        "<picture><source media='(max-width: 9em)' srcset='/s.jpg 1x'><source data-lazy-srcset='/l.jpg 2x'></picture>",
    ],
    ids=["blank image", "no image", "several sources"],
)
def test_a_picture_has_its_address_in_its_sources(markup: str) -> None:
    assert urls_between_texts(markup) == ["https://example.org/l.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        "<img src=/p.gif width=1 height=1>",
        "<img src=/p.png width=0 height=0>",
        "<img src=/icon.svg width=24px height=24px>",
        "<img data-url=https://rest.example/sleep>",
    ],
    ids=["pixel", "nothing", "icon", "address of a page"],
)
def test_what_is_no_picture_has_no_address(image: str) -> None:
    found = parse(PageInput(image)).root.find(".//img")
    assert found is not None
    assert find_picture_url(found, None) is None


def test_a_picture_for_browsers_without_scripts_is_no_second_one() -> None:
    picture = "<amp-img src='/a.jpg' width='8' height='6'><noscript><img src='/a.jpg' alt='Bed'></noscript></amp-img>"
    assert urls_between_texts(picture) == ["https://example.org/a.jpg"]


def test_a_size_that_is_no_number_is_passed_over() -> None:
    image = parse(PageInput("<img srcset='/a.jpg 1.2.3x'>")).root.find(".//img")
    assert image is not None
    assert find_picture_url(image, None) == "/a.jpg"


@pytest.mark.parametrize(
    "style",
    [
        "background-image: url('/bed.jpg')",
        "height:4em;background:#fff url(/bed.jpg) center",
        'background:url("/bed.jpg")',
    ],
)
def test_a_box_that_stands_for_a_picture_has_its_address_in_its_style(style: str) -> None:
    box = parse(
        PageInput(f"<div role='img' style='{style}'></div>".replace("url('", "url(&quot;").replace("')", "&quot;)"))
    )
    image = box.root.find(".//div")
    assert image is not None
    assert find_picture_url(image, None) == "/bed.jpg"
