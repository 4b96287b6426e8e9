"""What a response means for its URL. Pages that are extracted are in the tests of whole crawls."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from tests.crawler.loopback import listing
from tests.crawler.pages.runs import BLOG, SITE, begin_run, lease
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import DiscoveredLinks, FetchedResponse, Lease, Outcome, UrlKind, Validators
from wellread.crawler.pages.link_filter import CrawlBounds
from wellread.crawler.pages.page_classifier import (
    MAX_HOPS,
    ON_ANOTHER_SITE,
    ClassifiedResponse,
    PageClassifier,
)
from wellread.crawler.pages.visit_results import NOT_HTML
from wellread.extractors.article import PageType

TEA = f"{BLOG}/tea"
TAG = f"{SITE}/tag/sleep"  # a listing by its path


def classify(response: Response, leased: Lease, classifier: PageClassifier | None = None) -> ClassifiedResponse:
    fetched = FetchedResponse(response.status, digest=hashlib.sha256(response.body).hexdigest())
    used = classifier or PageClassifier(begin_run(), CrawlBounds())
    return asyncio.run(used.classify(response, leased, fetched))


def redirect(url: str, to: str) -> Response:
    return Response(url, status=301, headers={"Location": to})


def test_not_modified_means_unchanged_for_who_has_asked() -> None:
    response = Response(TEA, status=304)
    assert classify(response, lease(TEA, validators=Validators('"1"'))).result.outcome is Outcome.UNCHANGED
    unasked = classify(response, lease(TEA)).result
    assert (unasked.outcome, unasked.reason) == (Outcome.FAILED, "304 Not Modified")


def test_the_same_bytes_again_mean_unchanged() -> None:
    digest = hashlib.sha256(b"<p>Tea").hexdigest()
    result = classify(HtmlResponse(TEA, body=b"<p>Tea"), lease(TEA, last_digest=digest)).result
    assert (result.outcome, result.discovered) == (Outcome.UNCHANGED, ())


def test_an_unchanged_start_page_still_leads_to_the_sitemaps_of_robots_txt() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    classifier.list_reader.robots_sitemaps["https://cdn.example/posts.xml"] = None
    leased = lease(BLOG, UrlKind.START, validators=Validators('"1"'))
    (links,) = classify(Response(BLOG, status=304), leased, classifier).result.discovered
    assert links.urls == ("https://cdn.example/posts.xml",)


@pytest.mark.parametrize(
    ("to", "target"),
    [
        ("/blog/green-tea", f"{BLOG}/green-tea"),
        ("http://www.example.org/blog/green-tea?utm_source=x", f"{BLOG}/green-tea"),
        ("https://elsewhere.example/tea", None),
        ("/shop/tea", None),
    ],
    ids=["path", "other-spelling", "other-site", "out-of-scope"],
)
def test_a_page_may_move_within_the_blog(to: str, target: str | None) -> None:
    classified = classify(redirect(TEA, to), lease(TEA, depth=2))
    assert (classified.result.outcome, classified.result.redirect_target) == (Outcome.REDIRECTED, target)
    assert classified.no_article == (None if target else ON_ANOTHER_SITE)
    links = (DiscoveredLinks((target,), LinkSource.SITEMAP, UrlKind.PAGE, 2, 1),) if target else ()
    assert classified.result.discovered == links


def test_a_refresh_is_a_redirect() -> None:
    body = b'<meta http-equiv="refresh" content="0; url=/blog/green-tea">'
    result = classify(HtmlResponse(TEA, body=body), lease(TEA)).result
    assert (result.outcome, result.redirect_target) == (Outcome.REDIRECTED, f"{BLOG}/green-tea")


def test_a_start_page_may_move_anywhere_a_few_times() -> None:
    response = redirect(BLOG, "https://elsewhere.example/journal")
    result = classify(response, lease(BLOG, UrlKind.START, depth=0)).result
    assert result.discovered == (
        DiscoveredLinks(("https://elsewhere.example/journal",), LinkSource.SITEMAP, UrlKind.START, 1, 1),
    )


@pytest.mark.parametrize(
    ("url", "kind", "response"),
    [
        (BLOG, UrlKind.START, redirect(BLOG, "https://elsewhere.example/journal")),
        (TEA, UrlKind.PAGE, redirect(TEA, "/blog/tea-again")),
        (TEA, UrlKind.PAGE, HtmlResponse(TEA, body=b'<meta http-equiv="refresh" content="0; url=/blog/tea-again">')),
        (f"{BLOG}/feed", UrlKind.LIST, redirect(f"{BLOG}/feed", "/feed-again")),
    ],
    ids=["start-page", "page", "refresh", "list"],
)
def test_a_chain_of_redirects_ends_though_each_leads_to_another_url(
    url: str, kind: UrlKind, response: Response
) -> None:
    last = classify(response, lease(url, kind, hops=MAX_HOPS - 1)).result
    assert (last.outcome, last.discovered[0].hops) == (Outcome.REDIRECTED, MAX_HOPS)
    result = classify(response, lease(url, kind, hops=MAX_HOPS)).result
    assert (result.outcome, result.reason, result.discovered) == (Outcome.FAILED, "too many redirects", ())


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/blog/tea", "redirects in a circle"),
        ("file:///etc/passwd", "redirects to what is neither http nor https"),
        ("/" + "a" * 3000, "redirects to an address that is too long"),
    ],
    ids=["itself", "file", "too-long"],
)
def test_a_redirect_that_leads_nowhere_has_failed(to: str, reason: str) -> None:
    result = classify(redirect(TEA, to), lease(TEA)).result
    assert (result.outcome, result.reason) == (Outcome.FAILED, reason)


def test_what_is_not_html_has_failed_only_as_a_start_page() -> None:
    response = Response(TEA, body=b"%PDF")
    page = classify(response, lease(TEA))
    assert (page.result.outcome, page.no_article) == (Outcome.OTHER, NOT_HTML)
    start = classify(response, lease(TEA, UrlKind.START)).result
    assert (start.outcome, start.reason) == (Outcome.FAILED, "not an HTML page")


def test_a_page_that_cannot_hold_an_article_is_read_for_its_links_alone() -> None:
    body = listing("/blog/tea", "/blog/sleep", "https://elsewhere.example/blog/tea", "/about").body
    classified = classify(HtmlResponse(TAG, body=body, request=Request(TAG)), lease(TAG, depth=1))
    links = DiscoveredLinks((f"{BLOG}/tea", f"{BLOG}/sleep"), LinkSource.LISTING, UrlKind.PAGE, 2)
    assert (classified.result.outcome, classified.result.discovered) == (Outcome.PAGE, (links,))
    assert classified.result.undecided_urls == (f"{SITE}/about",)
    assert (classified.no_article, classified.article) == (PageType.LISTING, None)
