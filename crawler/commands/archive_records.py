"""From archives to records: the visits of the crawl replayed, the pages read in child processes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

from wellread.crawler.archive import (
    ArchivedResponse,
    ArchiveError,
    Defect,
    ResponseIndex,
    read_record_headers,
    read_response_at,
    read_responses,
)
from wellread.crawler.archive.files import find_token
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.discovery.scope import canonical_site_url
from wellread.crawler.ledger import FetchedResponse, LedgerError, Outcome
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import ExtractedPage, extract_page, page_workers
from wellread.crawler.pages.fetched_page import FetchedPage
from wellread.crawler.pages.part_collector import CollectedArticle, PartCollector
from wellread.crawler.pages.worker_pool import TaskError, WorkersLostError, describe_error, start_ahead
from wellread.crawler.reextract.archived_site_files import ArchivedSiteFiles
from wellread.crawler.reextract.archived_visits import ArchivedVisits
from wellread.crawler.reextract.replayed_crawl import ReplayedCrawl
from wellread.crawler.reextract.replayed_response import ReplayedResponse, UnreadableResponseError, replay_response
from wellread.output.record import ArticleRecord


def extract_archives(
    archives: Mapping[str, Path], progress: ExtractionProgress, *, all_pages: bool, folder: Path | None = None
) -> Iterator[ArticleRecord]:
    """The records of archives, by the names that messages have for them, in the order of their responses.

    `all_pages` adds those of pages that are no articles. What cannot be read is reported to
    `progress`. Temporary files lie in `folder`, if one is named. Raises LedgerError if the disk is full.
    """
    index, visits = ResponseIndex(), ArchivedVisits(all_pages=all_pages)
    for path in archives.values():
        with suppress(ArchiveError):  # is reported when the responses are read
            for header in read_record_headers(path, index):
                visits.add(header)
    parts = _ArchivedParts({path.name: path.parent for path in archives.values()}, visits)
    with ReplayedCrawl(visits, folder) as crawl:
        for page in start_ahead(_begin_pages(archives, index, visits, progress)):
            yield from _finish_page(page, crawl, parts, progress)
        yield from crawl.end_runs()


@dataclass(frozen=True)
class _PendingPage:
    """A response, and what a child process is reading from it; None if it has no page."""

    response: ArchivedResponse
    replayed: ReplayedResponse
    extracted: Future[ExtractedPage] | None


@dataclass(frozen=True)
class _ArchivedParts:
    """The further pages of articles. `folders` are those of the archives, by the names of their files."""

    folders: Mapping[str, Path]
    visits: ArchivedVisits

    def read(self, response: ArchivedResponse, url: str) -> FetchedPage | None:
        """The part at `url` of the article in a response; None if the archive has none."""
        location = self.visits.find_part(response, canonical_site_url(response.url, url))
        if location is None or location.file not in self.folders:
            return None
        try:
            replayed = replay_response(read_response_at(self.folders[location.file], location))
        except (ArchiveError, UnreadableResponseError):
            return None
        return replayed.page if replayed.page and replayed.page.status == HTTPStatus.OK else None


def _begin_pages(
    archives: Mapping[str, Path], index: ResponseIndex, visits: ArchivedVisits, progress: ExtractionProgress
) -> Iterator[_PendingPage]:
    site_files: dict[tuple[Path, str | None], ArchivedSiteFiles] = defaultdict(ArchivedSiteFiles)
    for name, path in archives.items():
        known = site_files[path.parent, find_token(path)]  # to this crawl: another may have asked for less
        for response in _read_with_progress(name, path, index, progress):
            if isinstance(response, Defect):
                progress.report_failure(f"{name} at byte {response.offset}", response.problem)
                continue
            known.add(response)
            if visits.should_replay(response):
                replayed = _replay(response, progress)
                if replayed.page:
                    rights = known.list_rights(replayed.page.url)
                    replayed = replace(replayed, page=replace(replayed.page, site_rights=rights))
                page = None if replayed.redirect_target else replayed.page
                yield _PendingPage(response, replayed, page_workers().submit(extract_page, page) if page else None)


def _finish_page(
    page: _PendingPage, crawl: ReplayedCrawl, parts: _ArchivedParts, progress: ExtractionProgress
) -> Sequence[ArticleRecord]:
    try:
        collected = _await_article(page, parts, progress)
        return tuple(crawl.finish_visit(page.response, page.replayed, collected))
    except (LedgerError, WorkersLostError):
        raise
    except Exception as error:  # noqa: BLE001  (whatever comes of one page, the others are written)
        progress.report_failure(page.response.url, describe_error(error))
        return ()


def _await_article(page: _PendingPage, parts: _ArchivedParts, progress: ExtractionProgress) -> CollectedArticle | None:
    if page.extracted is None or page.replayed.page is None:
        return None
    try:
        extracted = page.extracted.result()
    except TaskError as error:
        progress.report_error(page.response.url, error)
        return None
    progress.pages += 1
    collector = PartCollector(page.replayed.page, extracted)
    while collector.next_url:
        part = parts.read(page.response, collector.next_url)
        read = _extract_part(part) if part else None
        if part and read:
            collector.add(part, read)
        else:
            collector.fail()
    return collector.join()


def _extract_part(part: FetchedPage) -> ExtractedPage | None:
    try:
        return page_workers().submit(extract_page, part).result()
    except TaskError:
        return None


def _replay(response: ArchivedResponse, progress: ExtractionProgress) -> ReplayedResponse:
    try:
        return replay_response(response)
    except UnreadableResponseError as error:
        progress.report_failure(response.url, str(error))
    except Exception as error:  # noqa: BLE001  (whatever comes of one response, the others are read)
        progress.report_failure(response.url, describe_error(error))
    return ReplayedResponse(FetchedResponse(response.status), outcome=Outcome.FAILED)


def _read_with_progress(
    name: str, path: Path, index: ResponseIndex, progress: ExtractionProgress
) -> Iterator[ArchivedResponse | Defect]:
    """What is found in an archive, up to where it can be read; the bar shows the bytes."""
    try:
        size = path.stat().st_size
    except OSError as error:
        progress.report_failure(name, error.strerror or str(error))
        return
    if not size:
        progress.report_failure(name, "the file is empty")
    task = progress.bar.add_task(escape_unprintable(path.name), total=size)
    try:
        for found in read_responses(path, index):
            yield found
            offset = found.location.offset if isinstance(found, ArchivedResponse) else found.offset
            progress.bar.update(task, completed=offset)
    except ArchiveError as error:
        progress.report_failure(name, str(error).removeprefix(f"{path}: "))
    progress.bar.remove_task(task)
