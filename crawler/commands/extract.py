"""The work of `wellread extract`: the records of files and archives, read in child processes."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import click
from rich.console import Console

from wellread.crawler.archive import find_archive_files
from wellread.crawler.archive.files import has_archive_suffix
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.overwriting import check_not_a_source
from wellread.crawler.commands.page_files import extract_record, find_page_files
from wellread.crawler.commands.page_reading import read_pages
from wellread.crawler.commands.storage_errors import storage_errors
from wellread.crawler.commands.unit_processes import UnitPlan, extract_units
from wellread.crawler.object_storage import check_target, is_address, put_object, scratch_folder, to_path
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.settings import ROBOTSTXT_USER_AGENT
from wellread.extractors.rights import find_reservation
from wellread.output.atomic import STDOUT, OutputError
from wellread.output.formats.jsonl import JsonLinesWriter
from wellread.output.identity import normalise_url
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record


def extract_and_compare(  # noqa: PLR0913  (each is an option)
    sources: Sequence[Path],
    output: str,
    url: str | None,
    known: Path,
    *,
    all_pages: bool,
    skip_reserved: bool = False,
    jobs: int | None = None,
) -> None:
    """Like `extract_files`; show on standard output what differs from the records of `known`, a state or a file.

    Without a file as `output` the records are not written.
    """
    # Loads the ledger, which takes longer than a page does.
    from wellread.crawler.commands.comparison import open_comparison

    with open_comparison(known) as comparison:
        target = os.devnull if output == STDOUT else output
        try:
            options = {"all_pages": all_pages, "skip_reserved": skip_reserved}
            extract_files(sources, target, url, **options, jobs=jobs, also=comparison.add)
        finally:
            console = Console(highlight=False)
            for line in comparison.describe():
                console.print(line, soft_wrap=True)


def extract_files(  # noqa: PLR0913  (each is an option)
    sources: Sequence[Path],
    output: str,
    url: str | None,
    *,
    all_pages: bool,
    skip_reserved: bool = False,
    jobs: int | None = None,
    also: Callable[[ArticleRecord], None] | None = None,
) -> None:
    """Write the records of the pages and archives in `sources`, which are files and folders: first those of the pages.

    `url` is where the page came from, if `sources` is one page. With `skip_reserved` articles whose site reserves the
    rights are left out. `jobs` is how many pages are read at a time, archives of several sites in processes of their
    own; if it is not said, one a processor, and site by site. `also` gets each record as well. Archives and `output`
    may lie in object storage. Raises CommandError if something could not be read, after writing the rest.
    """
    destination = _Destination.find(output)
    writer = _open_writer(sources, destination.file, url)
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # what it would log is reported by the command
    began, progress = time.monotonic(), ExtractionProgress()
    records = _Records(writer, progress, also, skip_reserved)
    page_workers().size = jobs
    try:
        with storage_errors():
            with writer:
                with progress.bar, page_workers():
                    archives = list(_extract_pages_and_find_archives(sources, url, records))
                    if archives:
                        _extract_archives(archives, records, destination.parts, all_pages=all_pages, jobs=jobs)
                if progress.failed and not progress.pages:
                    writer.discard()  # the file of the run before stays in its place
            if writer.is_committed:
                destination.publish()
    except (OutputError, WorkersLostError) as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    finally:
        destination.tidy()
    destination.clear()
    if progress.failed:
        raise progress.failure()
    if output not in {STDOUT, os.devnull}:
        click.echo(f"{progress} in {time.monotonic() - began:.1f} s, written to {output}", err=True)


@dataclass(frozen=True)
class _Records:
    """Where records go, and where they are counted."""

    writer: JsonLinesWriter
    progress: ExtractionProgress
    also: Callable[[ArticleRecord], None] | None
    skip_reserved: bool

    def add(self, record: ArticleRecord) -> None:
        if self.skip_reserved and find_reservation(record.rights, ROBOTSTXT_USER_AGENT):
            self.progress.reserved += 1
            return
        self.writer.write(record)
        self.progress.written += 1
        if self.also:
            self.also(record)

    def add_file(self, path: Path) -> None:
        """Add all records of a file of JSON Lines."""
        is_looked_at = self.skip_reserved or self.also
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if is_looked_at:
                    self.add(decode_record(line))
                else:
                    self.writer.write_json(line.rstrip("\n"))
                    self.progress.written += 1


@dataclass(frozen=True)
class _Destination:
    """Where the records go: a file, and the folder in which those of complete sites wait for the others.

    `address`: where the file is put once it is whole.
    """

    file: str
    parts: Path | None = None
    address: Path | None = None

    @classmethod
    def find(cls, output: str) -> Self:
        """Raises CommandError for an address where nothing can be put."""
        if is_address(output):
            with storage_errors():
                address = to_path(output)
                check_target(address)
            try:
                folder = scratch_folder(address)
            except OutputError as error:
                raise CommandError(str(error), ExitCode.USAGE) from error
            return cls(str(folder / address.name), folder / "parts", address)
        if output == STDOUT or (Path(output).exists() and not Path(output).is_file()):
            return cls(output)
        return cls(output, Path(output).with_name(f".{Path(output).name}.parts"))

    def publish(self) -> None:
        """Put the file at its address, if it has one. Raises StorageError."""
        if self.address:
            put_object(Path(self.file), self.address)

    def tidy(self) -> None:
        """Remove the folder for an address if nothing in it is of use for another attempt."""
        if self.address:
            with suppress(OSError):
                Path(self.file).parent.rmdir()

    def clear(self) -> None:
        """Remove what was kept for another attempt."""
        if self.parts:
            shutil.rmtree(Path(self.file).parent if self.address else self.parts, ignore_errors=True)


def _open_writer(sources: Sequence[Path], output: str, url: str | None) -> JsonLinesWriter:
    if url is not None and normalise_url(url) is None:
        raise CommandError(f"not a web address: {url} (it begins with http:// or https://)", ExitCode.USAGE)
    check_not_a_source("-o", output, sources)
    try:
        return JsonLinesWriter(output)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error


def _extract_pages_and_find_archives(sources: Iterable[Path], url: str | None, records: _Records) -> Iterator[Path]:
    """Add the records of the pages; gives the sources that hold archives."""
    for source in sources:
        archives = [path for path in find_archive_files(source) if has_archive_suffix(path)]
        files = [] if is_address(source) else find_page_files(source)
        pages = [path for path in files if not has_archive_suffix(path)]
        if not archives and not pages:
            kinds = "no .warc" if is_address(source) else "no .html, .htm or .xhtml file and no .warc"
            problem = f"{kinds} in this directory"
            records.progress.report_failure(str(source), problem)
        for record in read_pages(pages, partial(extract_record, url=url), records.progress, "extracting"):
            records.add(record)
        yield from archives


def _extract_archives(
    archives: Sequence[Path], records: _Records, parts: Path | None, *, all_pages: bool, jobs: int | None
) -> None:
    """Add the records of archives, site by site. Those of complete sites are kept in `parts` until all are there."""
    # Loads Scrapy and the ledger, which take longer than a page does.
    from wellread.crawler.commands.extraction_units import units

    found = units(*archives)
    processes = max(min(jobs or 1, len(found)), 1)
    with nullcontext(parts) if parts else TemporaryDirectory(prefix="wellread-extract-") as folder:
        Path(folder).mkdir(exist_ok=True)
        plan = UnitPlan(Path(folder), all_pages, processes, jobs and jobs // processes)
        for path in extract_units(found, plan, records.progress):
            records.add_file(path)
            if parts is None:  # nobody goes on with them, and all of them would lie there twice
                path.unlink()
