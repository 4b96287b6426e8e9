"""The work of `wellread extract`: page by page in child processes, with progress, and a word about what is no page."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from wellread.crawler.archive import (
    ArchivedResponse,
    ArchiveError,
    Defect,
    ResponseIndex,
    find_archive_files,
    read_record_headers,
    read_responses,
)
from wellread.crawler.archive.files import has_archive_suffix
from wellread.crawler.commands.page_files import UnreadablePageError, pages_in, record_of
from wellread.crawler.ledger import FetchedResponse, LedgerError, Outcome
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import read_article, readers
from wellread.crawler.pages.worker_pool import BeyondLimitsError, begun_ahead
from wellread.crawler.reextract.archived_visits import ArchivedVisits
from wellread.crawler.reextract.replayed_crawl import ReplayedCrawl
from wellread.crawler.reextract.replayed_response import ReplayedResponse, UnreadableResponseError, replay_response
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.extractors.article import Article
from wellread.output.atomic import STDOUT, OutputError
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@dataclass
class _Tally:
    """What came of the work so far, in pages; `failed` counts what could not be read. Shown on a terminal."""

    pages: int = 0
    written: int = 0
    failed: int = 0
    progress: Progress = field(default_factory=_progress)

    def complain(self, where: str, problem: str) -> None:
        self.failed += 1
        line = f"{escape_unprintable(where)}: {problem}"
        if self.progress.disable:
            click.echo(line, err=True)
        else:  # above the bar, and not into it
            self.progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> CommandError:
        return CommandError(f"{self.failed} of {self.pages + self.failed} could not be read", ExitCode.SOME_FAILED)

    def __str__(self) -> str:
        return f"{self.pages} pages" if self.written == self.pages else f"{self.written} records of {self.pages} pages"


def extract_files(sources: Sequence[Path], output: str, url: str | None, *, all_pages: bool) -> None:
    """Write the record of each page in `sources`.

    Raises CommandError if some could not be read, after writing the others.
    """
    if url is not None and normalise_url(url) is None:
        raise CommandError(f"not a web address: {url}", ExitCode.USAGE)
    if _is_read(Path(output), sources):
        raise CommandError(f"-o {output} would overwrite a file that is to be read", ExitCode.USAGE)
    try:
        lines = JsonLinesWriter(output)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it would say is said below
    began, tally = time.monotonic(), _Tally()
    try:
        with lines:
            _write_all(_records(sources, url, tally, all_pages=all_pages), lines, tally)
            if tally.failed and not tally.pages:
                raise tally.stop()  # out of the block: the file of the run before stays in its place
    except (OutputError, LedgerError) as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    if tally.failed:
        raise tally.stop()
    if output != STDOUT:
        click.echo(f"{tally} in {time.monotonic() - began:.1f} s, written to {output}", err=True)


def _is_read(target: Path, sources: Iterable[Path]) -> bool:
    read = {os.path.realpath(page) for source in sources for page in (*pages_in(source), *find_archive_files(source))}
    return target.is_file() and os.path.realpath(target) in read


def _write_all(records: Iterator[ArticleRecord], lines: JsonLinesWriter, tally: _Tally) -> None:
    with tally.progress, readers():
        for record in records:
            lines.write(record)
            tally.written += 1


def _records(sources: Iterable[Path], url: str | None, tally: _Tally, *, all_pages: bool) -> Iterator[ArticleRecord]:
    for source in sources:
        archives = [path for path in find_archive_files(source) if has_archive_suffix(path)]
        pages = [path for path in pages_in(source) if not has_archive_suffix(path)]
        if not archives and not pages:
            tally.complain(str(source), "no .html, .htm or .xhtml file and no .warc in this directory")
        yield from _records_of_files(pages, url, tally)
        yield from _records_of_archives(archives, tally, all_pages=all_pages)


def _records_of_files(paths: list[Path], url: str | None, tally: _Tally) -> Iterator[ArticleRecord]:
    begun = ((path, readers().submit(partial(record_of, url=url), path)) for path in paths)
    for path, future in tally.progress.track(begun_ahead(begun), len(paths), description="extracting"):
        try:
            yield future.result()
            tally.pages += 1
        except (UnreadablePageError, BeyondLimitsError) as error:
            tally.complain(str(path), str(error))


@dataclass(frozen=True)
class _Begun:
    """A response whose page, if it shows one, is being read."""

    response: ArchivedResponse
    replayed: ReplayedResponse
    future: Future[Article] | None


def _records_of_archives(paths: list[Path], tally: _Tally, *, all_pages: bool) -> Iterator[ArticleRecord]:
    index, visits = ResponseIndex(), ArchivedVisits(all_pages=all_pages)
    for path in paths:
        with suppress(ArchiveError):  # what cannot be read is told when its turn comes
            for header in read_record_headers(path, index):
                visits.add(header)
    with ReplayedCrawl(visits) as crawl:
        for begun in begun_ahead(_begun(paths, index, visits, tally)):
            yield from crawl.finish_visit(begun.response, begun.replayed, _article(begun, tally))
        yield from crawl.end_runs()


def _article(begun: _Begun, tally: _Tally) -> Article | None:
    if begun.future is None:
        return None
    try:
        article = begun.future.result()
    except BeyondLimitsError as error:
        tally.complain(begun.response.url, str(error))
        return None
    tally.pages += 1
    return article


def _begun(paths: list[Path], index: ResponseIndex, visits: ArchivedVisits, tally: _Tally) -> Iterator[_Begun]:
    for path in paths:
        for response in _progressing(path, read_responses(path, index), tally):
            if isinstance(response, Defect):
                tally.complain(f"{path} at byte {response.offset}", response.problem)
            elif visits.is_to_replay(response):
                replayed = _replay(response, tally)
                page = None if replayed.redirect_target else replayed.page
                yield _Begun(response, replayed, readers().submit(read_article, page) if page else None)


def _replay(response: ArchivedResponse, tally: _Tally) -> ReplayedResponse:
    try:
        return replay_response(response)
    except UnreadableResponseError as error:
        tally.complain(response.url, str(error))
        return ReplayedResponse(FetchedResponse(response.status), outcome=Outcome.FAILED)


def _progressing(
    path: Path, found: Iterator[ArchivedResponse | Defect], tally: _Tally
) -> Iterator[ArchivedResponse | Defect]:
    """What is found in an archive, with the progress through its bytes, up to where it can be read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        tally.complain(str(path), error.strerror or str(error))
        return
    if not size:
        tally.complain(str(path), "the file is empty")
    task = tally.progress.add_task(escape_unprintable(path.name), total=size)
    try:
        for one in found:
            yield one
            offset = one.location.offset if isinstance(one, ArchivedResponse) else one.offset
            tally.progress.update(task, completed=offset)
    except ArchiveError as error:
        tally.complain(str(path), str(error).removeprefix(f"{path}: "))
    tally.progress.remove_task(task)
