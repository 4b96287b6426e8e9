"""The work of `wellread extract`: the records of files and archives, read in child processes."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from wellread.crawler.archive import find_archive_files
from wellread.crawler.archive.files import has_archive_suffix
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.page_files import extract_record, find_page_files
from wellread.crawler.commands.page_reading import read_pages
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.settings import ROBOTSTXT_USER_AGENT
from wellread.extractors.rights import find_reservation
from wellread.output.atomic import STDOUT, OutputError
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord


def compare_files(
    sources: Sequence[Path], output: str, url: str | None, known: Path, *, all_pages: bool, skip_reserved: bool = False
) -> None:
    """Like `extract_files`; show on standard output what differs from the records of `known`, a state or a file.

    Without a file as `output` the records are not written.
    """
    # Loads the ledger, which takes longer than a page does.
    from wellread.crawler.commands.comparison import open_comparison

    with open_comparison(known) as comparison:
        target = os.devnull if output == STDOUT else output
        try:
            extract_files(sources, target, url, all_pages=all_pages, skip_reserved=skip_reserved, also=comparison.add)
        finally:
            console = Console(highlight=False)
            for line in comparison.describe():
                console.print(line, soft_wrap=True)


def extract_files(
    sources: Sequence[Path],
    output: str,
    url: str | None,
    *,
    all_pages: bool,
    skip_reserved: bool = False,
    also: Callable[[ArticleRecord], None] | None = None,
) -> None:
    """Write the records of the pages and archives in `sources`, which are files and folders.

    `url` is where the page came from, if `sources` is one page. With `skip_reserved` articles whose site reserves the
    rights are left out. `also` gets each record as well. Raises CommandError if something could not be read, after
    writing the rest.
    """
    writer = _open_writer(sources, output, url)
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it would log is reported by the command
    began, progress = time.monotonic(), ExtractionProgress()
    try:
        with writer:
            with progress.bar, page_workers():
                for record in _extract_sources(sources, url, progress, all_pages=all_pages):
                    if skip_reserved and find_reservation(record.rights, ROBOTSTXT_USER_AGENT):
                        progress.reserved += 1
                        continue
                    writer.write(record)
                    progress.written += 1
                    if also:
                        also(record)
            if progress.failed and not progress.pages:
                writer.discard()  # the file of the run before stays in its place
    except (OutputError, WorkersLostError) as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    if progress.failed:
        raise progress.failure()
    if output not in {STDOUT, os.devnull}:
        click.echo(f"{progress} in {time.monotonic() - began:.1f} s, written to {output}", err=True)


def _open_writer(sources: Sequence[Path], output: str, url: str | None) -> JsonLinesWriter:
    if url is not None and normalise_url(url) is None:
        raise CommandError(f"not a web address: {url} (it begins with http:// or https://)", ExitCode.USAGE)
    if _is_among(Path(output), sources):
        raise CommandError(f"-o {output} would overwrite a file that is to be read; name another", ExitCode.USAGE)
    try:
        return JsonLinesWriter(output)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error


def _is_among(target: Path, sources: Iterable[Path]) -> bool:
    files = (path for source in sources for path in (*find_page_files(source), *find_archive_files(source)))
    return target.is_file() and os.path.realpath(target) in set(map(os.path.realpath, files))


def _extract_sources(
    sources: Iterable[Path], url: str | None, progress: ExtractionProgress, *, all_pages: bool
) -> Iterator[ArticleRecord]:
    for source in sources:
        archives = [path for path in find_archive_files(source) if has_archive_suffix(path)]
        pages = [path for path in find_page_files(source) if not has_archive_suffix(path)]
        if not archives and not pages:
            progress.report_failure(str(source), "no .html, .htm or .xhtml file and no .warc in this directory")
        yield from read_pages(pages, partial(extract_record, url=url), progress, "extracting")
        if archives:
            yield from _extract_archives(archives, progress, all_pages=all_pages)


def _extract_archives(
    paths: Sequence[Path], progress: ExtractionProgress, *, all_pages: bool
) -> Iterator[ArticleRecord]:
    # Loads Scrapy and the ledger, which take longer than a page does.
    from wellread.crawler.commands.archive_records import extract_archives
    from wellread.crawler.ledger import LedgerError

    try:
        yield from extract_archives(paths, progress, all_pages=all_pages)
    except LedgerError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
