"""The scope of a blog follows from the URL of its start page."""

import pytest

from wellread.crawler.discovery.scope import Scope

BLOG = Scope.of("https://www.example.org/blog")
HOME = Scope.of("https://example.org/")


@pytest.mark.parametrize(
    ("url", "adopted"),
    [
        ("https://www.example.org/blog/a", "https://www.example.org/blog/a"),
        ("http://example.org/blog/a?utm_medium=x#top", "https://www.example.org/blog/a"),
        ("https://EXAMPLE.org:443/blog/a", "https://www.example.org/blog/a"),
        ("https://example.org:8443/blog/a", None),
        ("https://shop.example.org/blog/a", None),
        ("https://example.com/blog/a", None),
        ("mailto:a@example.org", None),
        ("https://example.org/" + "a" * 3000, None),
    ],
)
def test_a_url_is_adopted_when_it_is_on_the_site(url: str, adopted: str | None) -> None:
    assert BLOG.adopt(url) == adopted


@pytest.mark.parametrize(
    ("path", "holds", "leads_on"),
    [
        ("/blog/a", True, True),
        ("/blog/2024/05/a", True, True),
        ("/blog", False, True),
        ("/blog/", False, True),
        ("/blog?page=2", False, True),
        ("/blogger/a", False, False),
        ("/blog-category/sleep", False, True),
        ("/category/sleep", False, True),
        ("/tags", False, True),
        ("/tag-team-wrestling", False, False),
        ("/about", False, False),
        ("/", False, False),
    ],
)
def test_articles_lie_below_the_path_of_the_start_page(path: str, *, holds: bool, leads_on: bool) -> None:
    url = "https://www.example.org" + path
    assert BLOG.holds(url) is holds
    assert BLOG.leads_on(url) is leads_on


def test_from_the_home_page_everything_but_itself_may_be_an_article() -> None:
    assert HOME.holds("https://example.org/a/b")
    assert not HOME.holds("https://example.org/")
    assert not HOME.holds("https://example.org/?page=2")


def test_a_file_name_is_not_part_of_the_path() -> None:
    assert Scope.of("https://example.org/blog/index.html").holds("https://example.org/blog/a")


def test_further_paths_widen_the_scope() -> None:
    wider = Scope.of("https://example.org/blog", also=("/post/", "stories"))
    assert wider.holds("https://example.org/post/a")
    assert wider.holds("https://example.org/stories/b")
    assert not wider.holds("https://example.org/shop/c")
