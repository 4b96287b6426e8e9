"""What a visit came to follows from the status, the kind of error, and what the URL showed before."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Response

from tests.crawler.loopback import SENTENCES
from tests.crawler.pages.runs import BLOG, SITE, lease
from wellread.crawler.fetching import meta_refresh
from wellread.crawler.ledger import Outcome
from wellread.crawler.pages.visit_results import (
    NOT_HTML,
    find_refresh_target,
    result_of_error_status,
    result_without_article,
)
from wellread.extractors.article import PageType


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (402, Outcome.PAYWALLED),
        (403, Outcome.BLOCKED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.BLOCKED),
        (451, Outcome.BLOCKED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
        (206, Outcome.FAILED),
    ],
)
def test_a_status_that_is_no_page_decides_the_outcome(status: int, outcome: Outcome) -> None:
    result = result_of_error_status(Response(BLOG, status=status))
    assert result is not None
    assert result.outcome is outcome
    assert result.reason.startswith(str(status))


def test_a_page_has_no_error_status() -> None:
    assert result_of_error_status(Response(BLOG, status=200)) is None


@pytest.mark.parametrize(
    ("content", "outcome", "reason"),
    [
        (PageType.LISTING, Outcome.PAGE, "a list in place of its article"),
        (PageType.OTHER, Outcome.PAGE, "a page without one in place of its article"),
        (PageType.PRODUCT, Outcome.PAGE, "a product in place of its article"),
        (PageType.SERVICE, Outcome.PAGE, "an offer in place of its article"),
        (PageType.FORUM, Outcome.PAGE, "a forum in place of its article"),
        (PageType.DOCUMENTATION, Outcome.PAGE, "a manual in place of its article"),
        (NOT_HTML, Outcome.OTHER, "something that is not HTML in place of its article"),
    ],
)
def test_what_is_no_article_has_replaced_one_only_where_there_was_one(
    content: str, outcome: Outcome, reason: str
) -> None:
    assert result_without_article(lease(), content).outcome is outcome
    replaced = result_without_article(lease(had_article=True), content)
    assert (replaced.outcome, replaced.reason) == (Outcome.REPLACED, reason)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/tea", "https://example.org/tea"),
        ("5; url=/tea", "https://example.org/tea"),
        ("6; url=/tea", None),
        ("0; url=/blog", None),
        ("0", None),
    ],
    ids=["at-once", "soon", "late", "to-itself", "nowhere"],
)
def test_a_page_that_refreshes_itself_soon_leads_on(content: str, target: str | None) -> None:
    body = f'<meta http-equiv="refresh" content="{content}">'.encode()
    assert find_refresh_target(HtmlResponse(BLOG, body=body)) == target


SCRIPT = '<script>location.replace("/blog/new");</script>'
REFRESHES = [
    '<meta http-equiv="refresh" content="0; url=/blog/new">',
    "<META CONTENT='0;URL=/blog/new' HTTP-EQUIV=Refresh>",
    '<meta content="0;url=\n/blog/new" http-equiv="refresh"/>',
    "<meta http-equiv=refresh content=\"3;URL='/blog/new'\">",
]
MOVED = [
    "<p>This page has moved.</p>",
    '<p>Diese Seite ist umgezogen, <a href="/blog/new">hier geht es weiter</a>.</p>',
    '<nav><a href="/">Home</a></nav><header>' + "Wellness for all. " * 40 + "</header><p>Einen Moment …</p>",
    "",
]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "shift_jis", "utf-16", "utf-16-le", "utf-32"])
def test_a_refresh_is_read_in_the_encoding_of_its_page(encoding: str) -> None:
    body = '<html><meta content="0; url=/blog/new" http-equiv="Refresh"><p>One moment'.encode(encoding)
    assert find_refresh_target(HtmlResponse(BLOG, body=body, encoding="utf-8")) == f"{SITE}/blog/new"


def test_a_page_that_only_speaks_of_a_refresh_is_not_decoded_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meta_refresh, "decode", None)
    body = b'<meta charset="utf-8"><title>Sleep</title>' + b"<p>Tea." * 600 + b"<p>A nap can refresh the mind."
    assert find_refresh_target(HtmlResponse(BLOG, body=body)) is None


@pytest.mark.parametrize("refresh", REFRESHES)
@pytest.mark.parametrize("shown", MOVED)
def test_without_scripts_the_refresh_in_noscript_counts(refresh: str, shown: str) -> None:
    in_head = (
        f"<html><head><title>Moved</title>{SCRIPT}<noscript>{refresh}</noscript></head><body>{shown}</body></html>"
    )
    in_body = f"<html><head>{SCRIPT}</head><body>{shown}<noscript><p>Moved.</p>{refresh}</noscript></body></html>"
    for page in (in_head, in_body):
        assert find_refresh_target(HtmlResponse(BLOG, body=page.encode())) == f"{SITE}/blog/new"


def test_an_article_is_read_although_those_without_scripts_are_sent_elsewhere() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES * 2)
    page = f"<html><head><noscript>{REFRESHES[0]}</noscript></head><body><h1>Tea</h1>{text}</body></html>"
    assert find_refresh_target(HtmlResponse(BLOG, body=page.encode())) is None


def test_a_refresh_that_a_script_would_write_counts_for_nothing() -> None:
    page = f"<html><head><script>document.write('{REFRESHES[0]}')</script></head><body></body></html>"
    assert find_refresh_target(HtmlResponse(BLOG, body=page.encode())) is None
