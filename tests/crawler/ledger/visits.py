"""Visits as a spider reports them, and crawls made of them, in a few words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from wellread.crawler.ledger import (
    ArticleCandidate,
    Change,
    DiscoveredLinks,
    FetchedResponse,
    FinishedVisit,
    Lease,
    Ledger,
    Outcome,
    SiteRun,
    Validators,
    VisitResult,
)
from wellread.extractors.article import Accounting, Article
from wellread.output.changes import ArticleChange
from wellread.output.record import publish
from wellread.output.record_json import decode_record

DAY = 86_400.0  # seconds
SITE = "https://example.org"
START = f"{SITE}/blog"


def url(name: str) -> str:
    return f"{SITE}/blog/{name}"


def links(*names: str, source: str = "listing") -> DiscoveredLinks:
    return DiscoveredLinks(tuple(map(url, names)), source)


def article(
    name: str, text: str = "", *, canonical: str | None = None, headline: str | None = None, paywalled: bool = False
) -> VisitResult:
    """What a visit to an article comes to; `text` stands for its content."""
    headline = headline or "Tea"
    read = Article(
        url=url(name),
        headline=headline,
        content_hash=hashlib.sha256(ascii([headline, text]).encode()).hexdigest(),
        accounting=Accounting(0, 0, 0),
        extractor_version="1",
        article_body=text,
    )
    candidate = ArticleCandidate(url(canonical or name), publish(read, text.encode(errors="replace")), paywalled)
    return VisitResult(Outcome.ARTICLE, candidate=candidate, response=fetched(text))


def fetched(text: str = "", status: int = 200) -> FetchedResponse:
    etag = f'"{text}"' if status == 200 and text.isprintable() else None
    return FetchedResponse(status, len(text), hashlib.sha256(ascii(text).encode()).hexdigest(), Validators(etag))


def listing(*names: str) -> VisitResult:
    return VisitResult(Outcome.PAGE, discovered=(links(*names),), response=fetched("listing"))


def gone() -> VisitResult:
    return VisitResult(Outcome.GONE, "404 Not Found", response=fetched(status=404))


def replaced(*names: str) -> VisitResult:
    """What a spider says of a page that had an article and is a list now."""
    reason = "a list in place of its article"
    return VisitResult(Outcome.REPLACED, reason, discovered=(links(*names),), response=fetched("list"))


def failed() -> VisitResult:
    return VisitResult(Outcome.FAILED, "no answer in time")


def unchanged() -> VisitResult:
    return VisitResult(Outcome.UNCHANGED, response=fetched(status=304))


def moved(target: str | None, status: int = 301) -> VisitResult:
    where = url(target) if target else None
    named = (links(target, source="redirect"),) if target else ()
    return VisitResult(Outcome.REDIRECTED, redirect_target=where, discovered=named, response=fetched(status=status))


def seed(run: SiteRun, *names: str) -> None:
    """Let the run know of pages."""
    run.frontier.discover(links(*names))


def visit_all(
    run: SiteRun, site: Mapping[str, VisitResult], *, order: tuple[str, ...] = ()
) -> dict[str, FinishedVisit]:
    """Visit all that is waiting, in `order` as far as it says, and end the run. What each visit wrote, by name."""
    finished = {}
    while visits := {visit.url.removeprefix(f"{SITE}/blog/"): visit for visit in run.queue.lease(100)}:
        first = [name for name in order if name in visits]
        for name in [*first, *(name for name in visits if name not in first)]:
            finished[name] = run.visits.finish(visits[name], site.get(name, gone()))
    run.end()
    return finished


def lease_one(run: SiteRun) -> Lease:
    (visit,) = run.queue.lease(1)
    return visit


def crawl(ledger: Ledger, site: Mapping[str, VisitResult], *, order: tuple[str, ...] = ()) -> list[tuple[str, Change]]:
    """Crawl a site whose pages are all known beforehand. What was written, in the order in which it was."""
    run = ledger.begin_run(START)
    seed(run, *site)
    finished = visit_all(run, site, order=order)
    written = [revision for each in finished.values() for revision in each.revisions]
    return [(str(revision.record.url).rsplit("/", 1)[-1], revision.change) for revision in written]


def read_articles(ledger: Ledger, *, include_gone: bool = False) -> dict[str, str]:
    """The text of every current article, by the last part of its URL."""
    records = [decode_record(line) for line in ledger.articles.iter_current(include_gone=include_gone)]
    assert len({record.article_id for record in records}) == len(records)
    return {str(record.url).rsplit("/", 1)[-1]: record.article_body for record in records}


def read_changes(ledger: Ledger, since: int = 0) -> list[ArticleChange]:
    """The change feed after a sequence."""
    return list(ledger.articles.iter_changes(since, ledger.articles.find_last_sequence()))


def merge(changes: Iterable[ArticleChange]) -> dict[str, str]:
    """A table of current articles, as somebody has it who loads the feed: id -> record."""
    table: dict[str, str] = {}
    for change in changes:
        if change.article_json is None:
            table.pop(change.article_id, None)
        else:
            table[change.article_id] = change.article_json
    return table
