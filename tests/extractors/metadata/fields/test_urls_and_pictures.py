from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/rest">', "https://example.org/rest"),
        ('<meta property="og:url" content="https://example.org/a">', "https://example.org/a"),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ('<link rel="canonical" href="http://[bad">', None),
        ('<link rel="canonical" href="https://-/rest">', None),
    ],
    ids=["link", "Open Graph", "script", "malformed", "host of signs"],
)
def test_the_canonical_address_is_absolute_or_null(described: Describe, head: str, url: str | None) -> None:
    assert described(head=head).canonical_url == url


def test_the_usual_port_is_no_part_of_an_address(described: Describe) -> None:
    head = '<link rel="canonical" href="https://example.org:443/rest">'
    assert described(head=head).canonical_url == "https://example.org/rest"


def test_a_logo_is_no_picture_of_the_article(described: Describe) -> None:
    head = '<meta property="og:image" content="/img/site-logo.png"><meta name="twitter:image" content="/catalogos.jpg">'
    image = described(head=head).main_image
    assert image.url == "https://example.org/catalogos.jpg"
