"""The visits of an archive, replayed in a ledger: which articles there are, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from wellread.crawler.archive.model import ArchivedResponse, VisitContext
from wellread.crawler.discovery.scope import canonical_site_url
from wellread.crawler.ledger import Lease, Ledger, Outcome, Revision, SiteRun, VisitResult
from wellread.crawler.pages.part_collector import CollectedArticle
from wellread.crawler.pages.visit_results import (
    NOT_HTML,
    result_with_article,
    result_without_article,
    shows_article,
)
from wellread.crawler.reextract.archived_visits import (
    ArchivedVisits,
    fetch_context_or_assumed,
    normalise_or_keep,
)
from wellread.crawler.reextract.replayed_response import ReplayedResponse
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord


class ReplayedCrawl:
    """Gives a record for each article, and another one each time that its content has changed.

    A context manager: the ledger lies in a temporary folder, in `folder` if one is named, which is removed at the end.
    Methods raise LedgerError.
    """

    def __init__(self, visits: ArchivedVisits, folder: Path | None = None) -> None:
        self._visits = visits
        self._folder = TemporaryDirectory(prefix="wellread-extract-", dir=folder)
        self._ledger = Ledger.in_folder(Path(self._folder.name))
        # By start page: when the run was begun, and the run.
        self._open_runs: dict[str, tuple[str, SiteRun]] = {}

    def finish_visit(
        self, archived: ArchivedResponse, replayed: ReplayedResponse, collected: CollectedArticle | None
    ) -> Iterator[ArticleRecord]:
        """The records that are to be published once a response was read.

        Responses are to come in the order in which they were written, and only those that
        `ArchivedVisits` would replay. `collected` is None if the response shows no article.
        """
        context = fetch_context_or_assumed(archived)
        yield from self._end_earlier_run(context)
        run = self._open_run(context)
        lease = run.queue.lease_url(normalise_or_keep(archived.url))
        finished = run.visits.finish(lease, self._visit_result(run, lease, replayed, collected))
        yield from _records_of(finished.revisions)

    def end_runs(self) -> Iterator[ArticleRecord]:
        """The records that are to be published once all responses were read."""
        for _, run in self._open_runs.values():
            yield from _records_of(run.end())
        self._open_runs.clear()

    def _end_earlier_run(self, context: VisitContext) -> Iterator[ArticleRecord]:
        """End the run over the same site that went before that of `context`, if it is still open."""
        began, run = self._open_runs.get(context.start_url, (None, None))
        if run and began != context.run_began:
            del self._open_runs[context.start_url]
            yield from _records_of(run.end())

    def _open_run(self, context: VisitContext) -> SiteRun:
        """The run to which a visit belongs.

        All its URLs wait for their visit, but those that never responded.
        """
        if context.start_url in self._open_runs:
            return self._open_runs[context.start_url][1]
        run = self._ledger.begin_run(context.start_url)
        responded = self._visits.urls_of_run(context)
        run.frontier.enqueue(tuple(responded))
        run.frontier.postpone([url for url, has_responded in responded.items() if not has_responded])
        self._open_runs[context.start_url] = context.run_began, run
        return run

    def _visit_result(
        self, run: SiteRun, lease: Lease, replayed: ReplayedResponse, collected: CollectedArticle | None
    ) -> VisitResult:
        if replayed.redirect_target:
            return _redirect_result(run, lease, replayed, replayed.redirect_target)
        if replayed.outcome:
            return VisitResult(replayed.outcome, response=replayed.fetched_response)
        if replayed.page is None:
            return result_without_article(lease, NOT_HTML)
        if collected is None:
            return VisitResult(Outcome.QUARANTINED)
        if not shows_article(lease, collected.article) and not self._visits.all_pages:
            return result_without_article(lease, collected.article.page_type)
        result = result_with_article(collected, replayed.page, lease.url)
        return replace(result, response=replayed.fetched_response)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ledger.close()
        self._folder.cleanup()


def _records_of(revisions: Iterable[Revision]) -> Iterator[ArticleRecord]:
    return (revision.record for revision in revisions)


def _redirect_result(run: SiteRun, lease: Lease, replayed: ReplayedResponse, location: str) -> VisitResult:
    target = canonical_site_url(lease.url, location)
    if target == normalise_url(location) == lease.url:
        return VisitResult(Outcome.FAILED, "redirects in a circle", response=replayed.fetched_response)
    is_known = target != lease.url and not run.frontier.find_unknown([target])
    redirect_target = target if is_known else None
    return VisitResult(Outcome.REDIRECTED, redirect_target=redirect_target, response=replayed.fetched_response)
