"""A blog whose articles do not lie below its list is found whole, and what merely lies beside it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import crawl, records
from tests.crawler.loopback import Site, article, listing, text
from wellread.crawler.discovery.article_directories import (
    MAX_FRUITLESS_PAGES_BELOW_START,
    MAX_FRUITLESS_PAGES_BESIDE_BLOG,
    MAX_UNDECIDED_URLS,
    directory_pattern,
)
from wellread.crawler.discovery.scope import CrawlScope

SITE = "https://example.org"
POSTS = tuple(f"{SITE}/post/{name}" for name in ("tea", "sleep", "walking", "water"))
SHOP = tuple(f"{SITE}/shop/item-{number}" for number in range(9))


@pytest.mark.parametrize(
    ("path", "where"),
    [("/a", ""), ("/a/", ""), ("/post/a", "/post"), ("/2024/05/a", "/#/#"), ("/b2b/x-1/a", "/b#b/x-#"), ("/", "")],
)
def test_a_directory_has_numbers_as_one(path: str, where: str) -> None:
    assert directory_pattern(SITE + path) == where


def test_what_a_list_names_often_is_tried_and_believed_once_it_holds_articles() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/blog")
    scope.note_listing_links(POSTS)
    assert scope.admit(POSTS[0], from_listing=True)
    assert scope.may_hold_article(POSTS[0])
    assert not scope.admit(f"{SITE}/post/late")
    assert scope.record_visit(POSTS[0], is_article=True) == ()
    assert scope.record_visit(POSTS[1], is_article=True) == (f"{SITE}/post/late",)
    assert scope.admit(f"{SITE}/post/other")


def test_what_waits_is_told_once_and_is_bounded() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/blog")
    words = ("".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(MAX_UNDECIDED_URLS + 9))
    many = [f"{SITE}/{word}/item" for word in words]  # each in a directory of its own
    assert not any(map(scope.admit, many + many))
    assert scope.pop_new_undecided() == tuple(many[:MAX_UNDECIDED_URLS])
    assert scope.pop_new_undecided() == ()
    scope.record_visit(many[0], is_article=True)
    assert scope.record_visit(many[0], is_article=True)
    assert not any(map(scope.admit, many[-9:]))
    assert len(scope.pop_new_undecided()) > 0


def test_what_holds_no_articles_is_left() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/blog")
    scope.note_listing_links(SHOP)
    for url in SHOP[:MAX_FRUITLESS_PAGES_BESIDE_BLOG]:
        assert scope.admit(url, from_listing=True)
        scope.record_visit(url, is_article=False)
    assert not scope.admit(SHOP[-1], from_listing=True)


def test_a_few_links_beside_the_blog_are_not_followed() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/blog")
    scope.note_listing_links(
        [f"{SITE}/about", f"{SITE}/contact", f"{SITE}/privacy-policy", f"{SITE}/shop/a", f"{SITE}/shop/b"]
    )
    assert not any(scope.admit(SITE + path, from_listing=True) for path in ("/about", "/contact", "/shop/a"))


def test_a_large_part_of_a_site_without_articles_is_left() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/")
    for number in range(MAX_FRUITLESS_PAGES_BELOW_START):
        assert scope.admit(f"{SITE}/shop/item{number}")
        scope.record_visit(f"{SITE}/shop/item{number}", is_article=False)
    assert not scope.admit(f"{SITE}/shop/another")
    assert scope.admit(f"{SITE}/stories/another")


def test_an_earlier_crawl_is_gone_on_with() -> None:
    scope = CrawlScope.for_blog(f"{SITE}/blog")
    scope.restore(POSTS[0])
    assert scope.may_hold_article(POSTS[1])


# -- on real sites

TITLES = ("how-to-sleep-well", "why-we-drink-tea", "walking-after-supper-helps", "a-glass-of-water", "rest-and-be-well")


def built(site: Site, address: str, *, sitemap_only: int = 2) -> set[str]:
    """A blog with its list at /blog and articles at `address`, of which the list names all but the last few."""
    paths = [address.format(slug=slug, number=number + 1) for number, slug in enumerate(TITLES)]
    shop = [f"/shop/mug-{word}" for word in ("red", "green", "blue", "white")]
    forum = [f"/forum/thread/{number}" for number in range(30)]
    site.pages |= {path: article(f"Article {path}", *shop) for path in paths}
    site.pages |= {path: listing("/shop", *forum) for path in (*shop, "/shop", "/forum", *forum, "/about", "/contact")}
    site.pages["/blog"] = listing(*paths[:-sitemap_only], "/about", "/contact", "/shop", "/forum", *shop)
    named = [*paths, *shop, *forum, *(f"/shop/other-{number}" for number in range(40))]
    site.pages["/sitemap.xml"] = text("\n".join(site.base + path for path in named))
    return set(paths)


@pytest.mark.crawls
@pytest.mark.parametrize(
    "address", ["/{slug}", "/post/{slug}", "/2024/0{number}/{slug}", "/blog/{slug}", "/stories/sleep/{slug}"]
)
def test_a_blog_is_found_whole_wherever_its_articles_lie(tmp_path: Path, site: Site, address: str) -> None:
    articles = built(site, address)
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    assert {str(record["url"]).removeprefix(site.base) for record in records(run.stdout)} == articles, run.stderr
    assert len([path for path in site.asked if path.startswith("/shop/")]) <= MAX_FRUITLESS_PAGES_BESIDE_BLOG
    assert not [path for path in site.asked if path.startswith("/forum/")]
