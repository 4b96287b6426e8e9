"""Which article the pages of an archive show, and what is new about it: the crawl once more, by the same ledger.

The records of our own archives say for which visit they were written (`FetchContext`). So it is known which of several
answers was the one that counted, what was still to come when a page was read, and where one run ends and the next
begins. In the archives of others each response is a visit, and all of a host is one run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from wellread.crawler.archive.model import ArchivedResponse, FetchContext, RecordHeader
from wellread.crawler.discovery.scope import canonical_site_url
from wellread.crawler.ledger import Lease, Ledger, Outcome, Revision, SiteRun, UrlKind, VisitResult
from wellread.crawler.pages.classify import NOT_HTML, candidate_of, without_article
from wellread.crawler.record_location import RecordLocation
from wellread.crawler.reextract.replay import Shown
from wellread.extractors.article import Article, PageType
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord


@dataclass
class Visits:
    """What the heads of an archive say of the visits of which it tells."""

    all_pages: bool = False
    _last: dict[tuple[FetchContext, str], RecordLocation] = field(default_factory=dict)
    _runs: dict[FetchContext, dict[str, bool]] = field(
        default_factory=lambda: defaultdict(dict)
    )  # URL -> was it answered
    _ours: set[str] = field(default_factory=set)  # files

    def note(self, header: RecordHeader) -> None:
        """Take note of a record, in the order in which they were written."""
        context, url = header.fetch_context or _stranger(header.url), _normal(header.url)
        if header.fetch_context:
            self._ours.add(header.location.file)
            self._last[context, url] = header.location
        self._runs[_run_of(context)][url] = header.has_response

    def counts(self, capture: ArchivedResponse) -> bool:
        """Whether an article can be read from a response: it was asked for as a page, and it is the last answer."""
        if capture.fetch_context is None:
            return capture.location.file not in self._ours
        is_wanted = capture.fetch_context.url_kind == UrlKind.PAGE or (
            self.all_pages and capture.fetch_context.url_kind == UrlKind.START
        )
        return is_wanted and self._last.get((capture.fetch_context, _normal(capture.url))) == capture.location

    def of_run(self, context: FetchContext) -> dict[str, bool]:
        """Every URL that is visited in a run, and whether it is answered."""
        return self._runs[_run_of(context)]


class Editions:
    """Gives a record for each article, and another one when its content has changed. A context."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._folder = TemporaryDirectory(prefix="wellread-extract-")
        self._ledger = Ledger.in_folder(Path(self._folder.name))
        self._runs: dict[str, tuple[FetchContext, SiteRun]] = {}  # those under way, by their sites

    def offer(self, capture: ArchivedResponse, shown: Shown, article: Article | None) -> Iterator[ArticleRecord]:
        """What is to be published now that a response was read that counts. `article` is None if it shows none."""
        run, ended = self._run(capture.fetch_context or _stranger(capture.url))
        yield from _records(ended)
        visit = run.queue.lease_url(_normal(capture.url))
        yield from _records(run.visits.finish(visit, self._finding(run, visit, shown, article)).revisions)

    def rest(self) -> Iterator[ArticleRecord]:
        """What is to be published now that all responses were read."""
        for _, run in self._runs.values():
            yield from _records(run.end())
        self._runs.clear()

    def _run(self, context: FetchContext) -> tuple[SiteRun, tuple[Revision, ...]]:
        """The run to which an context belongs, and what the end of the one before it has written."""
        wanted = _run_of(context)
        ended: tuple[Revision, ...] = ()
        if context.start_url in self._runs:
            current, run = self._runs[context.start_url]
            if current == wanted:
                return run, ()
            ended = run.end()
        run = self._ledger.begin_run(context.start_url)
        urls = self._visits.of_run(context)
        run.frontier.enqueue(tuple(urls))
        run.frontier.postpone([url for url, is_answered in urls.items() if not is_answered])
        self._runs[context.start_url] = wanted, run
        return run, ended

    def _finding(self, run: SiteRun, visit: Lease, shown: Shown, article: Article | None) -> VisitResult:
        if shown.moved_to:
            target = canonical_site_url(visit.url, shown.moved_to)
            is_known = target != visit.url and not run.frontier.find_unknown([target])
            return VisitResult(Outcome.REDIRECTED, redirect_target=target if is_known else None, response=shown.answer)
        if shown.outcome:
            return VisitResult(shown.outcome, response=shown.answer)
        if shown.page is None:
            return without_article(visit, NOT_HTML)
        if article is None:
            return VisitResult(Outcome.QUARANTINED)
        if article.page_type is not PageType.ARTICLE and not self._visits.all_pages:
            return without_article(visit, article.page_type)
        candidate = candidate_of(article, shown.page, visit.url)
        return VisitResult(Outcome.ARTICLE, candidate=candidate, response=shown.answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ledger.close()
        self._folder.cleanup()


def _records(revisions: Iterable[Revision]) -> Iterator[ArticleRecord]:
    return (revision.record for revision in revisions)


def _run_of(context: FetchContext) -> FetchContext:
    """All that is visited in one run, of whatever kind."""
    return FetchContext("", context.run_began, context.start_url)


def _stranger(url: str) -> FetchContext:
    """The context of a response that names none."""
    return FetchContext(UrlKind.PAGE, "", urlsplit(_normal(url)).netloc)


def _normal(url: str) -> str:
    return normalise_url(url) or url
