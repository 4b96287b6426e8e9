"""What statuses, refreshes and articles mean for the URL that was visited. Pure; shared with the replay of archives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus

import msgspec
from scrapy.http import HtmlResponse, Response

from wellread.crawler.discovery.parts import strip_part_number
from wellread.crawler.discovery.scope import canonical_site_url
from wellread.crawler.fetching.error_classification import MAX_ATTEMPTS, FetchFailure, classify_status, is_page_status
from wellread.crawler.fetching.errors import ErrorKind
from wellread.crawler.fetching.meta_refresh import find_meta_refresh
from wellread.crawler.ledger import ArticleCandidate, Lease, Outcome, VisitResult
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.part_collector import CollectedArticle
from wellread.crawler.settings import ROBOTSTXT_USER_AGENT
from wellread.extractors.article import Article, PageType, PageWarning, RightsStatement
from wellread.extractors.rights import describe_reservation, find_reservation, merge_statements
from wellread.output.record import publish

MAX_REFRESH_SECONDS = 5  # a page that refreshes itself later than that is one to be read
NOT_HTML = "not HTML"  # stands beside the page types for what is no page

_MAX_CHARS_FOR_STRANGERS = 1500  # white space not counted
_COOKIE = re.compile("cookie|kuki|куки|クッキー|쿠키", re.IGNORECASE)
_CODING_CONTRADICTED = PageWarning("coding_contradicted", "the body was not compressed as its headers say")
_OUTCOMES_BY_STATUS: Mapping[int, Outcome] = {
    HTTPStatus.PAYMENT_REQUIRED: Outcome.PAYWALLED,
    HTTPStatus.TOO_MANY_REQUESTS: Outcome.BLOCKED,
}
_OUTCOMES_BY_ERROR_KIND = {
    ErrorKind.GONE: Outcome.GONE,
    ErrorKind.BLOCKED: Outcome.BLOCKED,
    ErrorKind.RESERVED: Outcome.RESERVED,
}
# What may have been taken for an article before, and still shows its text.
_TYPES_WITH_TEXT = frozenset((PageType.PRODUCT, PageType.SERVICE, PageType.FORUM, PageType.DOCUMENTATION))
_REPLACEMENTS = {
    PageType.LISTING: "a list",
    PageType.PRODUCT: "a product",
    PageType.SERVICE: "an offer",
    PageType.FORUM: "a forum",
    PageType.DOCUMENTATION: "a manual",
    PageType.OTHER: "a page without one",
    NOT_HTML: "something that is not HTML",
}


def result_of_failure(failure: FetchFailure, status: int | None = None) -> VisitResult:
    """What a visit came to that brought no page. `status` is that of the response, if there was one."""
    outcome = _OUTCOMES_BY_STATUS.get(status or 0) or _OUTCOMES_BY_ERROR_KIND.get(failure.kind, Outcome.FAILED)
    return VisitResult(outcome, failure.reason)


def result_of_reservation(rights: Iterable[RightsStatement]) -> VisitResult | None:
    """What a visit comes to whose page says this of its use; None if that reserves nothing."""
    found = find_reservation(rights, ROBOTSTXT_USER_AGENT)
    return VisitResult(Outcome.RESERVED, describe_reservation(found)) if found else None


def result_of_error_status(response: Response) -> VisitResult | None:
    """What a visit came to whose response is neither a page nor a redirect; None for one that is."""
    if is_page_status(response.status):
        return None
    failure = classify_status(response.status, response.headers, attempt=MAX_ATTEMPTS)
    return result_of_failure(failure, response.status)


def shows_article(lease: Lease, article: Article) -> bool:
    """Whether a page shows an article, or what was taken for one when it was visited before.

    A page that shows its text is not gone, whatever another version takes it for.
    """
    is_known = lease.had_article and article.page_type in _TYPES_WITH_TEXT
    return is_known or article.page_type is PageType.ARTICLE


def result_without_article(lease: Lease, content: str) -> VisitResult:
    """What a visit came to that has shown no article, but `content`: another page type, or NOT_HTML."""
    if lease.had_article:
        return VisitResult(Outcome.REPLACED, f"{_REPLACEMENTS[content]} in place of its article")
    return VisitResult(Outcome.OTHER if content == NOT_HTML else Outcome.PAGE)


def find_refresh_target(response: HtmlResponse, *, or_itself: bool = False) -> str | None:
    """The URL to which a page sends its reader on by itself, within MAX_REFRESH_SECONDS; None if it does not.

    `or_itself`: also if that is the page itself.
    """
    seconds, target = find_meta_refresh(response)
    is_soon = seconds is not None and seconds <= MAX_REFRESH_SECONDS
    return target if target and is_soon and (or_itself or target != response.url) else None


def speaks_of_cookies(page: Article) -> bool:
    """Whether a page says no more than a few lines, and of cookies: what a site tells clients that have none."""
    if page.accounting.visible_chars > _MAX_CHARS_FOR_STRANGERS:
        return False
    return any(_COOKIE.search(text) for text in (page.article_body, *(entry.text for entry in page.dropped)))


def result_with_article(collected: CollectedArticle, page: FetchedPage, url: str) -> VisitResult:
    """What a visit of `url`, which is in the spelling of its site, came to that has shown an article.

    What the first page shows decides whether a further part is published for itself.
    """
    article = collected.article
    if collected.first_url:
        article = msgspec.structs.replace(article, headline=strip_part_number(article.headline))
    if page.is_coding_contradicted:
        article = msgspec.structs.replace(article, warnings=(*article.warnings, _CODING_CONTRADICTED))
    if page.site_rights:
        article = msgspec.structs.replace(article, rights=merge_statements((*article.rights, *page.site_rights)))
    record = publish(article, page.body, first_seen=url, fetch=page.fetch, parts=collected.parts)
    canonical_url = canonical_site_url(url, collected.first_url or article.canonical_url)
    return VisitResult(
        Outcome.ARTICLE,
        candidate=ArticleCandidate(canonical_url, record, paywalled=article.is_accessible_for_free is False),
        part_urls=tuple(canonical_site_url(url, part.url) for part in collected.parts[1:]),
        is_incomplete=collected.is_incomplete,
    )
