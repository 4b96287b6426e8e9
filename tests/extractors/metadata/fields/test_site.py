from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extractors.metadata.conftest import json_ld
from wellread.extractors.article import Publisher

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


def test_a_publisher_has_no_slogan_and_may_be_known_by_its_host(described: Describe) -> None:
    url = "https://calmdays.example/rest"
    head = '<meta property="og:site_name" content="Calm Days | Meals for Everybody">'
    footer = "<footer><p>© 2024 Calm Days. All rights reserved.</p></footer>"
    assert described(head=head, url=url).publisher == Publisher("Calm Days")
    assert described(after=footer, url=url).publisher == Publisher("Calm Days")
    assert described(after=footer, url="https://other.example/rest").publisher == Publisher()


def test_the_names_of_the_site_are_gathered_from_its_own_evidence(described: Describe) -> None:
    head = '<meta property="og:site_name" content="Calm Days">'
    found = described(head=head, after="<footer><p>© 2024 Calm Days Media Ltd. All rights reserved.</p></footer>")
    assert found.brands == ("Calm Days", "Calm Days Media Ltd")


def test_the_suffix_of_the_title_is_a_name_of_the_site(described: Describe) -> None:
    assert described().brands == ("Calm Days",)


def test_publisher_picture_section_and_access_are_read(described: Describe) -> None:
    publisher = {"@type": "Organization", "name": "Calm Days", "url": "/", "logo": {"url": "/logo.png"}}
    found = described(
        head=json_ld(publisher=publisher, image=["/a.jpg"], articleSection="Sleep", isAccessibleForFree="False")
    )
    assert found.publisher == Publisher("Calm Days", "https://example.org/", "https://example.org/logo.png")
    assert found.main_image.url == "https://example.org/a.jpg"
    assert (found.article_section, found.is_accessible_for_free) == ("Sleep", False)


def test_types_of_the_page_are_listed(described: Describe) -> None:
    assert described(head=json_ld() + '<meta property="og:type" content="article">').schema_types == (
        "Article",
        "og:article",
    )
