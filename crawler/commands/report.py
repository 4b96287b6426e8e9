"""The work of `wellread report`: review pages of a state folder, of page files or of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.page_files import find_page_files, review_file
from wellread.crawler.commands.page_reading import read_pages
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.atomic import OutputError
from wellread.output.compression import DamagedFileError, read_lines
from wellread.output.record_json import decode_record
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.report import INDEX, ReportWriter

RECORD_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
MAX_RECORD_BYTES = 256 << 20  # of one line


def write_report(source: Path, output: str, title: str | None) -> None:
    """Write the review pages of `source` into the folder `output`, a new one or that of an earlier report.

    `source` is a state folder, a folder of page files or one of them, or a file of records. Raises CommandError where
    it cannot be read, or the folder cannot be written; if some of it could not be read, after writing the rest.
    """
    progress = ExtractionProgress()
    try:
        with ReportWriter(output, title or f"Articles of {source.name or source}") as report:
            pages, alarms = _open_source(source, progress)
            with progress.bar, page_workers():
                for page in pages:
                    report.add(page)
                    progress.written += 1
            if progress.failed and not progress.written:
                report.discard()
            else:
                report.finish([*alarms, *progress.failures])
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except WorkersLostError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if progress.written:
        click.echo(f"{progress.written} articles; open {Path(output) / INDEX} in a browser", err=True)
    if progress.failed:
        raise progress.failure()


def _open_source(source: Path, progress: ExtractionProgress) -> tuple[Iterator[ReviewedPage], Sequence[str]]:
    """The pages of a source, and what it says itself of what went wrong."""
    if _is_state(StateFolder(source)):
        from wellread.crawler.commands.reviewed_state import describe_last_runs, review_state

        folder = StateFolder(source)
        return review_state(folder, progress), tuple(describe_last_runs(folder))
    if source.name.endswith(RECORD_SUFFIXES):
        return _review_records(source, progress), ()
    return _review_pages(source, progress), ()


def _is_state(folder: StateFolder) -> bool:
    """Whether crawls have been here. That the environment names a database does not make a state of any folder."""
    return folder.has_database and (folder.database_file.is_file() or folder.archive.is_dir())


def _review_pages(source: Path, progress: ExtractionProgress) -> Iterator[ReviewedPage]:
    paths = find_page_files(source)
    if not paths:
        progress.report_failure(str(source), "no .html, .htm or .xhtml file in it, and it is no state folder")
    yield from read_pages(paths, review_file, progress, "reading")


def _review_records(source: Path, progress: ExtractionProgress) -> Iterator[ReviewedPage]:
    """The records of a file, line by line. What follows a place at which the file is damaged is lost."""
    try:
        for number, line in enumerate(read_lines(source, MAX_RECORD_BYTES), 1):
            if line.strip():
                yield from _review_record(line, f"{source} line {number}", progress)
    except DamagedFileError as error:
        progress.report_failure(str(source), f"the file is damaged: {_one_line(error)}")
    except OSError as error:
        progress.report_failure(str(source), error.strerror or _one_line(error))


def _review_record(line: bytes, where: str, progress: ExtractionProgress) -> Iterator[ReviewedPage]:
    try:
        record = decode_record(line.decode())
    except (UnicodeDecodeError, msgspec.MsgspecError) as error:
        progress.report_failure(where, f"it is no record: {_one_line(error)}")
        return
    progress.pages += 1
    yield ReviewedPage(record)


def _one_line(error: Exception) -> str:
    return escape_unprintable(" ".join(str(error).split()))
