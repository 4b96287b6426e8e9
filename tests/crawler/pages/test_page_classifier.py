"""What a response means for its URL. Pages that are extracted are in the tests of whole crawls."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from tests.crawler.loopback import listing
from tests.crawler.pages import burning_tasks
from tests.crawler.pages.runs import BLOG, SITE, begin_run, lease
from wellread.crawler.discovery.link_source import LinkSource
from wellread.crawler.ledger import DiscoveredLinks, FetchedResponse, Lease, Ledger, Outcome, UrlKind, Validators
from wellread.crawler.pages import extraction, page_classifier
from wellread.crawler.pages.link_filter import CrawlBounds
from wellread.crawler.pages.page_classifier import (
    ON_ANOTHER_SITE,
    ClassifiedResponse,
    PageClassifier,
)
from wellread.crawler.pages.visit_results import NOT_HTML
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.settings import MAX_HOPS
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
    written = f"{target}?{to.partition('?')[2]}" if "?" in to else target  # as it is asked for
    links = (DiscoveredLinks((written,), LinkSource.SITEMAP, UrlKind.PAGE, 2, 1),) if target and written else ()
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


@pytest.mark.parametrize("to", ["/blog/tea", "/blog/tea?utm_source=b", "/blog/tea;jsessionid=A1"])
def test_a_redirect_to_another_spelling_of_the_same_url_goes_on_with_the_visit(to: str) -> None:
    leased = lease(TEA, written=f"{TEA}?utm_source=a")
    classified = classify(redirect(leased.address, to), leased)
    assert (classified.result.outcome, classified.ask_again) == (Outcome.RETRIED, f"{SITE}{to}")


def test_a_redirect_from_spelling_to_spelling_comes_to_an_end() -> None:
    leased = lease(TEA, written=f"{TEA}?utm_source=a", attempt=MAX_HOPS + 1)
    result = classify(redirect(leased.address, TEA), leased).result
    assert (result.outcome, result.reason) == (Outcome.FAILED, "redirects in a circle")


# -- cookies


def answer(leased: Lease, classifier: PageClassifier, response: Response) -> ClassifiedResponse:
    """What a response means that came to the request of a lease, with the cookies that it takes along."""
    cookies = classifier.cookie_chains.cookies_for(leased.url, leased.address)
    response.request = Request(leased.address, headers={"Cookie": cookies} if cookies else {})
    return classify(response, leased, classifier)


def sent(classifier: PageClassifier, url: str) -> bytes:
    return classifier.cookie_chains.cookies_for(url, url)


COOKIE = {"Set-Cookie": "seen=1; Path=/"}


@pytest.mark.parametrize(
    "detour",
    [
        Response(TEA, status=302, headers={"Location": TEA} | COOKIE),
        Response(TEA, status=307, headers={"Location": "?utm_source=x"} | COOKIE),
        HtmlResponse(TEA, headers=COOKIE, body=b'<meta http-equiv="refresh" content="1"><meta http-equiv="refresh" '
                     b'content="0; url=/blog/tea"><p>One moment'),
    ],
    ids=["to-itself", "to-another-spelling", "refresh"],
)  # fmt: skip
def test_a_page_that_sets_a_cookie_and_leads_to_itself_is_asked_again_with_it(detour: Response) -> None:
    run = begin_run()
    classifier = PageClassifier(run, CrawlBounds())
    classified = answer(lease(TEA), classifier, detour)
    assert classified.result.outcome is Outcome.RETRIED
    assert (classified.ask_again or "").startswith(TEA)
    assert sent(classifier, TEA) == b"seen=1"
    answer(lease(TEA, attempt=2), classifier, Response(TEA, status=404))
    assert sent(classifier, TEA) == b""


def test_a_page_that_leads_to_itself_whatever_the_cookies_is_a_circle() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    for attempt, outcome in ((1, Outcome.RETRIED), (2, Outcome.FAILED)):
        again = Response(TEA, status=302, headers={"Location": TEA} | COOKIE)
        assert answer(lease(TEA, attempt=attempt), classifier, again).result.outcome is outcome


def test_a_page_that_sets_another_cookie_each_time_is_a_circle_in_the_end() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    outcomes = []
    for attempt in range(1, MAX_HOPS + 3):
        headers = {"Location": TEA, "Set-Cookie": f"count={attempt}"}
        again = Response(TEA, status=302, headers=headers)
        outcomes.append(answer(lease(TEA, attempt=attempt), classifier, again).result.outcome)
    assert outcomes[0] is Outcome.RETRIED
    assert outcomes[-1] is Outcome.FAILED


@pytest.mark.parametrize("gate", [f"{SITE}/gate?to=tea", f"{BLOG}/gate"], ids=["beside-the-blog", "in-the-blog"])
def test_a_site_may_set_its_cookie_elsewhere_and_come_back(gate: str) -> None:
    run = begin_run()
    run.frontier.discover(DiscoveredLinks((TEA,), LinkSource.SITEMAP))
    classifier = PageClassifier(run, CrawlBounds())
    first = run.queue.lease_url(TEA)
    away = answer(first, classifier, Response(TEA, status=302, headers={"Location": gate} | COOKIE)).result
    assert (away.outcome, away.redirect_target) == (Outcome.REDIRECTED, gate)
    run.visits.finish(first, away)
    second = run.queue.lease_url(gate)
    assert sent(classifier, gate) == b"seen=1"
    passed = Response(gate, status=302, headers={"Location": TEA, "Set-Cookie": "passed=yes"})
    run.visits.finish(second, answer(second, classifier, passed).result)
    leases = [again for again in run.queue.lease(10) if again.url == TEA]
    assert [(again.url, again.kind) for again in leases] == [(TEA, UrlKind.PAGE)]
    assert sorted(sent(classifier, TEA).split(b"; ")) == [b"passed=yes", b"seen=1"]


@pytest.mark.parametrize("kill_after", range(4))
@pytest.mark.parametrize("gate", [f"{SITE}/gate?to=tea", f"{BLOG}/gate"], ids=["beside-the-blog", "in-the-blog"])
@pytest.mark.parametrize("needed", ["seen", "passed", "seen passed"])
def test_cookies_that_died_with_their_process_are_set_anew(gate: str, kill_after: int, needed: str) -> None:
    """The page sets one cookie and leads to a gate, which sets another and leads back."""
    ledger = Ledger()
    run = begin_run(ledger)
    run.frontier.discover(DiscoveredLinks((TEA,), LinkSource.SITEMAP))
    classifier, asked, is_read = PageClassifier(run, CrawlBounds()), 0, False
    while asked < 12 and not is_read:
        if asked == kill_after:
            run.queue.lease(10)  # what was under way
            run = begin_run(ledger)
            classifier = PageClassifier(run, CrawlBounds())
        leases = [leased for leased in run.queue.lease(10) if leased.url in {TEA, gate}]
        if not leases:
            break
        for leased in leases:
            asked += 1
            seen = sent(classifier, leased.url).decode()
            if leased.url == gate:
                response = Response(gate, status=302, headers={"Location": TEA, "Set-Cookie": "passed=1; Path=/"})
            elif all(f"{name}=1" in seen for name in needed.split()):
                response, is_read = Response(TEA, status=404), True
            else:
                response = Response(TEA, status=302, headers={"Location": gate} | COOKIE)
            run.visits.finish(leased, answer(leased, classifier, response).result)
    assert is_read


def test_cookies_of_one_page_are_not_sent_for_another_and_never_to_another_site() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    answer(lease(TEA), classifier, Response(TEA, status=302, headers={"Location": f"{BLOG}/new"} | COOKIE))
    assert sent(classifier, f"{BLOG}/new") == b"seen=1"
    assert sent(classifier, f"{BLOG}/other") == b""
    elsewhere = Response(TEA, status=302, headers={"Location": "https://elsewhere.example/x"} | COOKIE)
    assert answer(lease(TEA), classifier, elsewhere).no_article == ON_ANOTHER_SITE


def test_cookies_are_sent_where_they_belong() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    headers = {"Location": f"{BLOG}/new", "Set-Cookie": "cart=1; Path=/shop"}
    answer(lease(TEA), classifier, Response(TEA, status=302, headers=headers))
    assert sent(classifier, f"{BLOG}/new") == b""


def test_a_flood_of_cookies_is_not_sent_back() -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    flood = Response(TEA, status=302, headers={"Location": TEA, "Set-Cookie": "a=" + "x" * 10_000})
    assert answer(lease(TEA), classifier, flood).result.outcome is Outcome.FAILED


STUBS = [
    "<h1>Cold Feet</h1><p>Your browser does not accept cookies. Please enable cookies and reload this page.</p>",
    "<h1>Einen Moment</h1><p>Bitte erlauben Sie Cookies in Ihrem Browser und laden Sie die Seite neu.</p>",
    "<div><b>Cookies requises</b><p>Activez les cookies de votre navigateur pour lire cet article.</p></div>",
]


@pytest.mark.parametrize("stub", STUBS, ids=["en", "de", "fr"])
def test_a_page_that_speaks_of_nothing_but_cookies_is_asked_again_with_the_one_that_it_sets(stub: str) -> None:
    classifier = PageClassifier(begin_run(), CrawlBounds())
    page = f'<html><head><meta property="og:type" content="article"></head><body><main>{stub}</main></body></html>'
    response = HtmlResponse(TEA, headers=COOKIE, body=page.encode())
    assert answer(lease(TEA), classifier, response).ask_again == TEA
    unmoved = HtmlResponse(TEA, headers=COOKIE, body=page.encode())
    classified = answer(lease(TEA, attempt=2), classifier, unmoved)
    assert (classified.ask_again, classified.result.outcome, classified.article) == (None, Outcome.PAGE, None)


def test_a_page_on_which_the_reader_fails_is_quarantined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "extract_page", burning_tasks.exits)
    result = classify(HtmlResponse(TEA, body=b"<p>Tea", request=Request(TEA)), lease(TEA)).result
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "SystemExit: 0")


@pytest.mark.parametrize("kind", UrlKind)
def test_whatever_a_response_makes_us_raise_is_its_failure_alone(
    kind: UrlKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_classifier, "result_of_error_status", burning_tasks.refused)
    result = classify(HtmlResponse(TEA, body=b"<p>Tea"), lease(TEA, kind)).result
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, f"KeyError: <200 {TEA}>")


def test_a_fault_that_concerns_all_is_no_failure_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise WorkersLostError("no worker could be started")

    monkeypatch.setattr(page_classifier, "extract_in_worker", lost)
    with pytest.raises(WorkersLostError):
        classify(HtmlResponse(TEA, body=b"<p>Tea", request=Request(TEA)), lease(TEA))
