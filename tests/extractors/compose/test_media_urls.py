"""Pictures: which of the URLs that an element names is the picture's."""

from __future__ import annotations

import pytest

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
    ],
    ids=[
        "src before srcset",
        "placeholder in src",
        "data-src before src",
        "largest width of srcset",
        "largest density of data-srcset",
        "srcset alone",
    ],
)
def test_a_picture_that_loads_late_has_its_true_address(attributes: str, address: str) -> None:
    image = parse(PageInput(f"<img {attributes}>")).root.find(".//img")
    assert image is not None
    assert find_picture_url(image, None) == address


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
