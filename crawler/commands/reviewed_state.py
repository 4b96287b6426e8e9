"""The current articles of a state folder, each with the blocks of its archived page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path

from wellread.crawler.archive import ArchiveError, ResponseIndex, read_record_headers, read_response_at
from wellread.crawler.archive.files import find_archive_files
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.commands.page_files import review_body
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.worker_pool import TaskError, start_ahead
from wellread.crawler.record_location import RecordLocation
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, replay_response
from wellread.crawler.runs.record import RunRecord, iter_last_runs
from wellread.crawler.runs.state_folder import StateFolder
from wellread.extractors import PageReview
from wellread.output.annotations.page_text import PageText, read_page_text
from wellread.output.changes import ArticleRevision
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.nights import Night

MAX_FAILURES_SHOWN = 50

ReadPage = tuple[PageReview, PageText | None]


def review_state(
    folder: StateFolder, progress: ExtractionProgress, *, reads_text: bool = False
) -> Iterator[ReviewedPage]:
    """The articles of a state in the order of their first URLs; `reads_text` as in `review_file`.

    An article whose archived page cannot be read, or is read otherwise by this version, comes without its blocks.
    Raises CommandError if the state cannot be read.
    """
    locations = _find_records(folder)
    with ledger_errors(), folder.open_ledger(read_only=True) as ledger:
        records = map(decode_record, ledger.articles.iter_current())
        begun = ((record, _begin_review(record, locations, reads_text=reads_text)) for record in records)
        for record, future in progress.bar.track(start_ahead(begun), total=None, description="reading"):
            progress.pages += 1
            revisions = tuple(ledger.articles.iter_revisions(record.article_id))
            yield _put_together(record, future, revisions)


def _find_records(folder: StateFolder) -> dict[str, tuple[Path, RecordLocation]]:
    """Where the responses of the archive lie, by their record ids: the folder, and the place in it."""
    index, locations = ResponseIndex(), {}
    for path in find_archive_files(folder.archive):
        with suppress(ArchiveError):
            for header in read_record_headers(path, index):
                locations[header.location.record_id] = path.parent, header.location
    return locations


def _begin_review(
    record: ArticleRecord, locations: dict[str, tuple[Path, RecordLocation]], *, reads_text: bool
) -> Future[ReadPage]:
    location = locations.get(record.warc_record_id or "")
    page = _read_page(*location) if location else None
    if page is None:
        missing: Future[ReadPage] = Future()
        missing.set_exception(TaskError("its archived page cannot be read"))
        return missing
    return page_workers().submit(partial(review_page, reads_text=reads_text), page)


def _read_page(folder: Path, location: RecordLocation) -> FetchedPage | None:
    try:
        return replay_response(read_response_at(folder, location)).page
    except (ArchiveError, UnreadableResponseError):
        return None


def review_page(page: FetchedPage, *, reads_text: bool = False) -> ReadPage:
    """A page as it was fetched, read for people, and its text where that is wanted. For worker processes."""
    text = read_page_text(page.body, page.headers) if reads_text else None
    return review_body(page.body, page.url, page.headers, page.fetched_at), text


def _put_together(
    record: ArticleRecord, future: Future[ReadPage], revisions: tuple[ArticleRevision, ...]
) -> ReviewedPage:
    """What is known of an article, without the blocks of a page that this version reads otherwise."""
    with suppress(TaskError):
        review, text = future.result()
        if review.article.content_hash == record.content_hash:
            return ReviewedPage(record, review.blocks, review.candidates, revisions, text)
    return ReviewedPage(record, revisions=revisions)


def describe_last_runs(runs: Iterable[RunRecord]) -> Iterator[str]:
    """What the last run of each site found wrong, and the pages that failed in it."""
    for _, site in iter_last_runs(runs):
        if site.status != "done":
            yield f"{site.site}: the last run {site.status}: {site.reason or 'the next one continues'}"
        for finding in site.findings:
            yield f"{site.site}: {finding.message}"
        for page in site.failures[:MAX_FAILURES_SHOWN]:
            yield f"{escape_unprintable(page.url)}: {page.reason}"
        if len(site.failures) > MAX_FAILURES_SHOWN:
            yield f"{site.site}: {len(site.failures) - MAX_FAILURES_SHOWN} more pages failed"


def list_nights(runs: Iterable[RunRecord]) -> Iterator[Night]:
    """The runs over each site that have ended, in the order of `runs`."""
    for run in runs:
        for site in run.sites if run.ended else ():
            if site.is_of_another_run:
                continue
            yield Night(
                site=site.site,
                started=f"{run.started:%Y-%m-%d %H:%M}",
                new=site.new,
                changed=site.changed,
                gone=site.gone + site.replaced,
                articles=site.articles,
                coverage=site.coverage if site.read else {},
                chars=site.characters,
            )
