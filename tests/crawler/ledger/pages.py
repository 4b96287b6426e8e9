"""Visits as a spider reports them, in a few words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from wellread.crawler.ledger import Answer, Candidate, Finding, Finished, Found, Outcome, Run, Validators, Visit
from wellread.extractors.article import Accounting, Article
from wellread.output.record import publish

SITE = "https://example.org"
START = f"{SITE}/blog"


def url(name: str) -> str:
    return f"{SITE}/blog/{name}"


def found(*names: str, source: str = "listing") -> Found:
    return Found(tuple(map(url, names)), source)


def article(
    name: str, text: str = "", *, canonical: str | None = None, headline: str | None = None, paywalled: bool = False
) -> Finding:
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
    candidate = Candidate(url(canonical or name), publish(read, text.encode(errors="replace")), paywalled)
    return Finding(Outcome.ARTICLE, candidate=candidate, answer=answered(text))


def answered(text: str = "", status: int = 200) -> Answer:
    etag = f'"{text}"' if status == 200 and text.isprintable() else None
    return Answer(status, len(text), hashlib.sha256(ascii(text).encode()).hexdigest(), Validators(etag))


def listing(*names: str) -> Finding:
    return Finding(Outcome.PAGE, found=(found(*names),), answer=answered("listing"))


def gone() -> Finding:
    return Finding(Outcome.GONE, "404 Not Found", answer=answered(status=404))


def replaced(*names: str) -> Finding:
    """What a spider says of a page that had an article and is a list now."""
    return Finding(Outcome.REPLACED, "a list in place of its article", found=(found(*names),), answer=answered("list"))


def failed() -> Finding:
    return Finding(Outcome.FAILED, "no answer in time")


def unchanged() -> Finding:
    return Finding(Outcome.UNCHANGED, answer=answered(status=304))


def moved(target: str | None, status: int = 301) -> Finding:
    where = url(target) if target else None
    named = (found(target, source="redirect"),) if target else ()
    return Finding(Outcome.REDIRECTED, target=where, found=named, answer=answered(status=status))


def seed(run: Run, *names: str) -> None:
    """Let the run know of pages."""
    run.discover(found(*names))


def visit_all(run: Run, site: Mapping[str, Finding], *, order: tuple[str, ...] = ()) -> dict[str, Finished]:
    """Visit all that is waiting, in `order` as far as it says, and end the run. What each visit wrote, by name."""
    finished = {}
    while visits := {visit.url.removeprefix(f"{SITE}/blog/"): visit for visit in run.lease(100)}:
        first = [name for name in order if name in visits]
        for name in [*first, *(name for name in visits if name not in first)]:
            finished[name] = run.finish(visits[name], site.get(name, gone()))
    run.end()
    return finished


def lease_one(run: Run) -> Visit:
    (visit,) = run.lease(1)
    return visit
