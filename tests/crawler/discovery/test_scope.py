"""The scope of a blog follows from the URL of its start page."""

import pytest

from wellread.crawler.discovery.scope import CrawlScope

BLOG = CrawlScope.for_blog("https://www.example.org/blog")
HOME = CrawlScope.for_blog("https://example.org/")


@pytest.mark.parametrize(
    ("url", "site_url"),
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
    ids=[
        "its-own-spelling",
        "http-without-www",
        "upper-case",
        "other-port",
        "other-subdomain",
        "other-domain",
        "mail",
        "too-long",
    ],
)
def test_a_url_of_the_site_gets_one_spelling_and_others_none(url: str, site_url: str | None) -> None:
    assert BLOG.to_site_url(url) == site_url


@pytest.mark.parametrize(
    ("path", "is_article", "is_visited"),
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
def test_articles_lie_below_the_path_of_the_start_page(path: str, *, is_article: bool, is_visited: bool) -> None:
    url = "https://www.example.org" + path
    assert BLOG.may_hold_article(url) is is_article
    assert BLOG.admit(url) is is_visited


def test_from_the_home_page_everything_but_itself_may_be_an_article() -> None:
    assert HOME.may_hold_article("https://example.org/a/b")
    assert not HOME.may_hold_article("https://example.org/")
    assert not HOME.may_hold_article("https://example.org/?page=2")


def test_a_file_name_is_not_part_of_the_path() -> None:
    assert CrawlScope.for_blog("https://example.org/blog/index.html").may_hold_article("https://example.org/blog/a")


def test_further_paths_widen_the_scope() -> None:
    wider = CrawlScope.for_blog("https://example.org/blog", include=("/post/", "stories"))
    assert wider.may_hold_article("https://example.org/post/a")
    assert wider.may_hold_article("https://example.org/stories/b")
    assert not wider.may_hold_article("https://example.org/shop/c")
