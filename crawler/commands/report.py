"""The work of `wellread report`: review pages of a state folder, of page files or of records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import msgspec

from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.page_files import UnreadablePageError, find_page_files, review_file
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import TaskError, WorkersLostError, start_ahead
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.atomic import OutputError
from wellread.output.compression import DamagedFileError, read_lines
from wellread.output.record_json import decode_record
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.report import INDEX, ReportWriter

RECORD_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
MAX_RECORD_BYTES = 256 << 20  # of one line


@dataclass
class _Findings:
    """What is wrong with the source, as it was read: for the progress, and for the top of the report."""

    progress: ExtractionProgress = field(default_factory=ExtractionProgress)
    alarms: list[str] = field(default_factory=list)

    def report_failure(self, where: str, problem: str) -> None:
        """Count what could not be read, and remember it for the report."""
        self.progress.report_failure(where, problem)
        self.alarms.append(f"{where}: {problem}")


def write_report(source: Path, output: str, title: str | None) -> None:
    """Write the review pages of `source` into the folder `output`, a new one or that of an earlier report.

    `source` is a state folder, a folder of page files or one of them, or a file of records. Raises CommandError where
    it cannot be read, or the folder cannot be written; if some of it could not be read, after writing the rest.
    """
    findings = _Findings()
    try:
        with ReportWriter(output, title or f"Articles of {source.name or source}") as report:
            with findings.progress.bar, page_workers():
                for page in _review_source(source, findings):
                    report.add(page)
                    findings.progress.written += 1
            if findings.progress.failed and not findings.progress.written:
                report.discard()
            else:
                report.finish(findings.alarms)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except WorkersLostError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if findings.progress.written:
        click.echo(f"{findings.progress.written} articles; open {Path(output) / INDEX} in a browser", err=True)
    if findings.progress.failed:
        raise findings.progress.failure()


def _review_source(source: Path, findings: _Findings) -> Iterator[ReviewedPage]:
    if source.is_dir() and StateFolder(source).has_database:
        from wellread.crawler.commands.reviewed_state import review_state

        return review_state(StateFolder(source), findings.progress, findings.alarms)
    if source.name.endswith(RECORD_SUFFIXES):
        return _review_records(source, findings)
    return _review_pages(source, findings)


def _review_pages(source: Path, findings: _Findings) -> Iterator[ReviewedPage]:
    paths = find_page_files(source)
    if not paths:
        findings.report_failure(str(source), "no .html, .htm or .xhtml file in it, and it is no state folder")
    begun = ((path, page_workers().submit(_review_file, path)) for path in paths)
    for path, future in findings.progress.bar.track(start_ahead(begun), len(paths), description="reading"):
        try:
            read = future.result()
        except TaskError as error:
            findings.report_failure(str(path), str(error))
            continue
        if isinstance(read, UnreadablePageError):
            findings.report_failure(str(path), str(read))
            continue
        findings.progress.pages += 1
        yield read


def _review_file(path: Path) -> ReviewedPage | UnreadablePageError:
    """A page, or why there is none: an error as value, which is no reason to try again."""
    try:
        return review_file(path)
    except UnreadablePageError as error:
        return error


def _review_records(source: Path, findings: _Findings) -> Iterator[ReviewedPage]:
    """The records of a file, line by line. What follows a place at which the file is damaged is lost."""
    try:
        for number, line in enumerate(read_lines(source, MAX_RECORD_BYTES), 1):
            if line.strip():
                yield from _review_record(line, f"{source} line {number}", findings)
    except DamagedFileError as error:
        findings.report_failure(str(source), f"the file is damaged: {_one_line(error)}")
    except OSError as error:
        findings.report_failure(str(source), error.strerror or _one_line(error))


def _review_record(line: bytes, where: str, findings: _Findings) -> Iterator[ReviewedPage]:
    try:
        record = decode_record(line.decode())
    except (UnicodeDecodeError, msgspec.MsgspecError) as error:
        findings.report_failure(where, f"it is no record: {_one_line(error)}")
        return
    findings.progress.pages += 1
    yield ReviewedPage(record)


def _one_line(error: Exception) -> str:
    return escape_unprintable(" ".join(str(error).split()))
