"""URLs are visited that lie in the scope of the blog and in no trap, and earlier runs are not forgotten."""

from __future__ import annotations

import pytest

from tests.crawler.pages.runs import BLOG, SITE, begin_run, lease, visit
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.discovery.traps import MAX_URLS_PER_PATTERN
from wellread.crawler.ledger import DiscoveredLinks, Ledger, Outcome, UrlKind
from wellread.crawler.pages.link_filter import CrawlBounds, LinkFilter

POSTS = tuple(f"{SITE}/post/{name}" for name in ("tea", "sleep", "walking", "water"))


def select(link_filter: LinkFilter, *urls: str, listing_url: str | None = None) -> tuple[str, ...]:
    """The URLs that are selected when an article names them, or the listing at `listing_url`."""
    (selected,) = link_filter.select_pages(urls, LinkSource.ARTICLE, 2, listing_url=listing_url) or (
        DiscoveredLinks((), LinkSource.ARTICLE),
    )
    return selected.urls


def test_nothing_is_selected_before_the_start_page_is_known() -> None:
    run = begin_run(home_url=None)
    link_filter = LinkFilter(run, CrawlBounds())
    assert not link_filter.has_scope
    assert link_filter.select_decided_urls() == ()
    with pytest.raises(RuntimeError, match="before the start page"):
        link_filter.select_pages([BLOG], LinkSource.ARTICLE, 1)
    link_filter.set_home_url(BLOG)
    assert run.home_url == BLOG
    assert select(link_filter, f"{BLOG}/tea") == (f"{BLOG}/tea",)


def test_each_url_is_selected_once_in_the_spelling_of_the_site() -> None:
    link_filter = LinkFilter(begin_run(), CrawlBounds(exclude=("/blog/private",)))
    selected = select(
        link_filter,
        "http://www.example.org/blog/tea?utm_source=x",
        f"{BLOG}/tea#top",
        f"{BLOG}/private/diary",
        "https://elsewhere.example/blog/tea",
        "mailto:tea@example.org",
        f"{BLOG}/sleep",
    )
    assert selected == (f"{BLOG}/tea", f"{BLOG}/sleep")


def test_a_url_that_several_pages_name_before_their_visits_have_ended_counts_once() -> None:
    link_filter = LinkFilter(begin_run(), CrawlBounds())
    for _ in range(3):
        assert select(link_filter, f"{BLOG}?id=0a1b2c3d4e") == (f"{BLOG}?id=0a1b2c3d4e",)
    assert select(link_filter, f"{BLOG}?id=5f6a7b8c9d") == (f"{BLOG}?id=5f6a7b8c9d",)


def test_links_carry_their_source_and_depth() -> None:
    (links,) = LinkFilter(begin_run(), CrawlBounds()).select_pages([f"{BLOG}/tea"], LinkSource.FEED, 3)
    assert links == DiscoveredLinks((f"{BLOG}/tea",), LinkSource.FEED, UrlKind.PAGE, 3)


def test_urls_beside_the_blog_are_undecided_until_articles_lie_there() -> None:
    link_filter = LinkFilter(begin_run(), CrawlBounds())
    assert select(link_filter, *POSTS) == ()
    assert link_filter.pop_new_undecided() == POSTS
    link_filter.select_listing_links(POSTS, lease(f"{BLOG}?page=2", source=LinkSource.START))
    assert select(link_filter, POSTS[0], listing_url=BLOG) == (POSTS[0],)
    link_filter.scope.record_visit(POSTS[0], is_article=True)
    assert set(link_filter.scope.record_visit(POSTS[1], is_article=True)) == set(POSTS)


def test_a_later_run_knows_where_articles_lie_and_what_is_undecided() -> None:
    ledger = Ledger()
    run = begin_run(ledger)
    for url in POSTS[:2]:
        visit(run, url, Outcome.PAGE)
    run.end()
    link_filter = LinkFilter(begin_run(ledger), CrawlBounds())
    assert select(link_filter, POSTS[2], listing_url=BLOG) == (POSTS[2],)
    assert select(link_filter, f"{SITE}/shop/mug", listing_url=BLOG) == ()


def test_a_pattern_without_end_is_bounded_over_all_runs_and_counted_in_this_one() -> None:
    ledger = Ledger()
    run = begin_run(ledger)
    urls = [f"{BLOG}?date=2024-{number}" for number in range(MAX_URLS_PER_PATTERN + 7)]
    selected = LinkFilter(run, CrawlBounds()).select_pages(urls, LinkSource.ARTICLE, 2)
    assert [len(links.urls) for links in selected] == [MAX_URLS_PER_PATTERN]
    for links in selected:
        run.frontier.discover(links)
    later = LinkFilter(begin_run(ledger), CrawlBounds())
    assert later.rejected_by_pattern.total() == 0
    assert select(later, *urls) == tuple(urls[:MAX_URLS_PER_PATTERN])
    assert dict(later.rejected_by_pattern) == {f"{BLOG}?date=#-#": 7}


def test_a_listing_that_names_new_pages_is_no_trap() -> None:
    link_filter = LinkFilter(begin_run(), CrawlBounds())
    names = ["".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(MAX_URLS_PER_PATTERN + 50)]
    for number, name in enumerate(names):
        page = f"{BLOG}?page={number}"
        assert select(link_filter, page) == (page,)
        assert select(link_filter, f"{BLOG}/{name}", listing_url=page)


def test_urls_are_selected_as_they_are_written_also_after_they_were_undecided() -> None:
    link_filter = LinkFilter(begin_run(), CrawlBounds())
    signed = f"{SITE}/post/view?sig=z&id=1"
    assert select(link_filter, f"{BLOG}/view?sig=z&id=1", signed) == (f"{BLOG}/view?sig=z&id=1",)
    assert link_filter.pop_new_undecided() == (signed,)
    link_filter.scope.record_visit(POSTS[0], is_article=True)
    decided = link_filter.scope.record_visit(POSTS[1], is_article=True)
    assert select(link_filter, *decided) == (signed,)
