"""A blog whose articles do not lie below its list is found whole, and what merely lies beside it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import crawl, records
from tests.crawler.loopback import Site, article, listing, text
from wellread.crawler.discovery.scope import Scope
from wellread.crawler.discovery.sibling_paths import ENOUGH_TO_LEAVE, ENOUGH_TO_LEAVE_BELOW, MAX_WAITING, directory

pytestmark = pytest.mark.crawls

SITE = "https://example.org"
POSTS = tuple(f"{SITE}/post/{name}" for name in ("tea", "sleep", "walking", "water"))
SHOP = tuple(f"{SITE}/shop/item-{number}" for number in range(9))


@pytest.mark.parametrize(
    ("path", "where"),
    [("/a", ""), ("/a/", ""), ("/post/a", "/post"), ("/2024/05/a", "/#/#"), ("/b2b/x-1/a", "/b#b/x-#"), ("/", "")],
)
def test_a_directory_has_numbers_as_one(path: str, where: str) -> None:
    assert directory(SITE + path) == where


def test_what_a_list_names_often_is_tried_and_believed_once_it_holds_articles() -> None:
    scope = Scope.of(f"{SITE}/blog")
    scope.consider(POSTS)
    assert scope.leads_on(POSTS[0], trusted=True)
    assert scope.holds(POSTS[0])
    assert not scope.leads_on(f"{SITE}/post/late")
    assert scope.learn(POSTS[0], is_article=True) == ()
    assert scope.learn(POSTS[1], is_article=True) == (f"{SITE}/post/late",)
    assert scope.leads_on(f"{SITE}/post/other")


def test_what_waits_is_told_once_and_is_bounded() -> None:
    scope = Scope.of(f"{SITE}/blog")
    words = ("".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(MAX_WAITING + 9))
    many = [f"{SITE}/{word}/item" for word in words]  # each in a directory of its own
    assert not any(map(scope.leads_on, many + many))
    assert scope.newly_waiting() == tuple(many[:MAX_WAITING])
    assert scope.newly_waiting() == ()
    scope.learn(many[0], is_article=True)
    assert scope.learn(many[0], is_article=True)
    assert not any(map(scope.leads_on, many[-9:]))
    assert len(scope.newly_waiting()) > 0


def test_what_holds_no_articles_is_left() -> None:
    scope = Scope.of(f"{SITE}/blog")
    scope.consider(SHOP)
    for url in SHOP[:ENOUGH_TO_LEAVE]:
        assert scope.leads_on(url, trusted=True)
        scope.learn(url, is_article=False)
    assert not scope.leads_on(SHOP[-1], trusted=True)


def test_a_few_links_beside_the_blog_are_not_followed() -> None:
    scope = Scope.of(f"{SITE}/blog")
    scope.consider([f"{SITE}/about", f"{SITE}/contact", f"{SITE}/privacy-policy", f"{SITE}/shop/a", f"{SITE}/shop/b"])
    assert not any(scope.leads_on(SITE + path, trusted=True) for path in ("/about", "/contact", "/shop/a"))


def test_a_large_part_of_a_site_without_articles_is_left() -> None:
    scope = Scope.of(f"{SITE}/")
    for number in range(ENOUGH_TO_LEAVE_BELOW):
        assert scope.leads_on(f"{SITE}/shop/item{number}")
        scope.learn(f"{SITE}/shop/item{number}", is_article=False)
    assert not scope.leads_on(f"{SITE}/shop/another")
    assert scope.leads_on(f"{SITE}/stories/another")


def test_an_earlier_crawl_is_gone_on_with() -> None:
    scope = Scope.of(f"{SITE}/blog")
    scope.admit(POSTS[0])
    assert scope.holds(POSTS[1])


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


@pytest.mark.parametrize(
    "address", ["/{slug}", "/post/{slug}", "/2024/0{number}/{slug}", "/blog/{slug}", "/stories/sleep/{slug}"]
)
def test_a_blog_is_found_whole_wherever_its_articles_lie(tmp_path: Path, site: Site, address: str) -> None:
    articles = built(site, address)
    run = crawl(f"{site.base}/blog", "-o", "-", cwd=tmp_path)
    assert {str(record["url"]).removeprefix(site.base) for record in records(run.stdout)} == articles, run.stderr
    assert len([path for path in site.asked if path.startswith("/shop/")]) <= ENOUGH_TO_LEAVE
    assert not [path for path in site.asked if path.startswith("/forum/")]
