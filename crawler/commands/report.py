"""The work of `wellread report`: review pages of a state folder, of page files or of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import msgspec

from wellread.crawler.commands.crawl_facts import sum_up_runs
from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.page_files import find_page_files, review_file
from wellread.crawler.commands.page_reading import read_pages
from wellread.crawler.commands.page_selection import PageSelection
from wellread.crawler.commands.rating_files import load_ratings
from wellread.crawler.commands.report_options import ReportOptions
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.record import iter_runs
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.annotations.annotation_file import AnnotationFile
from wellread.output.annotations.page_text import MissingParserError, check_parser
from wellread.output.annotations.web_annotations import annotate
from wellread.output.atomic import OutputError
from wellread.output.compression import MAX_RECORD_BYTES, DamagedFileError, read_lines
from wellread.output.ratings.rating_sheets import RatedArticle, write_sheet
from wellread.output.record import ArticleRecord
from wellread.output.record_json import decode_record
from wellread.output.review.article_page import ReviewedPage
from wellread.output.review.blind_report import BlindReportWriter
from wellread.output.review.inert_text import show_controls
from wellread.output.review.methods import CrawlFacts, describe_methods
from wellread.output.review.nights import Night
from wellread.output.review.rating_tables import ReportRatings
from wellread.output.review.report import ReportWriter
from wellread.output.review.report_folder import ANNOTATIONS, INDEX, METHODS, RATINGS, SELECTION
from wellread.output.review.retractions import RetractionList
from wellread.output.review.selection import write_decisions

_RECORD_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")


@dataclass(frozen=True)
class ReviewSource:
    """The pages of a source; what it says itself of what went wrong, and of the runs that made it."""

    pages: Iterator[ReviewedPage]
    alarms: Sequence[str] = ()
    nights: Sequence[Night] = ()
    crawl: CrawlFacts | None = None


def write_report(options: ReportOptions) -> None:
    """Write the review pages of the source into the output folder, a new one or that of an earlier report.

    The source is a state folder, a folder of page files or one of them, or a file of records. Raises CommandError where
    it cannot be read, or the folder cannot be written; if some of it could not be read, after writing the rest.
    """
    progress = ExtractionProgress()
    try:
        _write(options, progress)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except WorkersLostError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise CommandError(f"cannot write {options.output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if progress.written:
        click.echo(f"{progress.written} articles; open {Path(options.output) / INDEX} in a browser", err=True)
    if progress.failed:
        raise progress.failure()


def _write(options: ReportOptions, progress: ExtractionProgress) -> None:
    with (
        closing(PageSelection(options)) as selection,
        _open_report(options) as report,
        _open_annotations(options, report.folder / ANNOTATIONS) as annotations,
        progress.bar,
        page_workers(),
    ):
        source = open_source(options, progress)
        pages, outcome = source.pages, None
        if options.selects:
            outcome, pages = selection.choose(pages)
        rated: list[RatedArticle] = []
        for page in pages:
            report.add(page)
            if annotations:
                _add_annotations(annotations, page)
            progress.written += 1
            if options.rate:
                rated.append(_rated_article(progress.written, page))
        if progress.failed and not progress.written:
            report.discard()
            return
        methods = describe_methods(source.crawl, outcome, progress.written, progress.failed)
        report.finish([*source.alarms, *progress.failures], outcome, source.nights, methods)
        (report.folder / METHODS).write_text(methods.to_markdown(), encoding="utf-8", errors="replace", newline="")
        if outcome:
            with (report.folder / SELECTION).open("w", encoding="utf-8", newline="") as stream:
                write_decisions(stream, outcome)
        _write_sheets(report.folder / RATINGS, options.rate, rated)


def _rated_article(number: int, page: ReviewedPage) -> RatedArticle:
    article = page.article
    article_id = article.article_id if isinstance(article, ArticleRecord) else ""
    url = article.url or article.canonical_url or ""
    return RatedArticle(number, show_controls(article.headline or ""), show_controls(url), show_controls(article_id))


def _write_sheets(folder: Path, instruments: Sequence[str], articles: Sequence[RatedArticle]) -> None:
    for name in instruments:
        folder.mkdir(exist_ok=True)
        # With the mark by which spreadsheets know UTF-8.
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            write_sheet(stream, name, articles)


def _open_report(options: ReportOptions) -> ReportWriter | BlindReportWriter:
    title = _title_of(options)
    if options.blind:
        if options.ratings:
            raise CommandError("--ratings show what others have rated, which --blind hides", ExitCode.USAGE)
        return BlindReportWriter(options.output, title)
    ratings = ReportRatings.group(load_ratings(options.ratings))
    return ReportWriter(options.output, title, retractions=_load_retractions(options.retractions), ratings=ratings)


def _title_of(options: ReportOptions) -> str:
    return options.title or f"Articles of {options.source.name or options.source}"


def _load_retractions(path: Path | None) -> RetractionList | None:
    try:
        return RetractionList.load(path) if path else None
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or _one_line(error)
        raise CommandError(f"{path}: no list of retractions: {problem}", ExitCode.USAGE) from error


@contextmanager
def _open_annotations(options: ReportOptions, path: Path) -> Iterator[AnnotationFile | None]:
    """The file of annotations, where it is wanted; it is complete when the block has ended."""
    if not options.annotations:
        yield None
        return
    if options.blind:
        raise CommandError("--annotations tell what the program found, which --blind hides", ExitCode.USAGE)
    if is_records(options.source):
        message = "--annotations have their places on pages, which a file of records lacks; name the state or the pages"
        raise CommandError(message, ExitCode.USAGE)
    try:
        check_parser()
    except MissingParserError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    with path.open("wb") as stream:
        annotations = AnnotationFile(stream, _title_of(options))
        yield annotations
        annotations.finish()
    left = f"; {annotations.unplaced} more have no place that is certain" if annotations.unplaced else ""
    click.echo(f"{annotations.total} annotations{left}", err=True)


def _add_annotations(annotations: AnnotationFile, page: ReviewedPage) -> None:
    if isinstance(page.article, ArticleRecord) and page.text is not None:
        annotations.add(annotate(page.article, page.blocks or (), page.text))


def is_records(source: Path) -> bool:
    """Whether a file holds records, which lack the text of their pages, by its name."""
    return source.name.endswith(_RECORD_SUFFIXES)


def open_source(options: ReportOptions, progress: ExtractionProgress) -> ReviewSource:
    """The pages of `options.source`, with the texts that annotations count in where these are wanted.

    `progress` counts them, and what could not be read. Needs the workers of `page_workers`. Raises CommandError.
    """
    source = options.source
    if _is_state(StateFolder(source)):
        from wellread.crawler.commands.reviewed_state import describe_last_runs, list_nights, review_state

        folder = StateFolder(source)
        runs = tuple(iter_runs(folder.runs))
        reviewed = review_state(folder, progress, reads_text=options.annotations)
        return ReviewSource(reviewed, tuple(describe_last_runs(runs)), tuple(list_nights(runs)), sum_up_runs(runs))
    if is_records(source):
        return ReviewSource(_review_records(source, progress))
    return ReviewSource(_review_pages(source, progress, reads_text=options.annotations))


def _is_state(folder: StateFolder) -> bool:
    """Whether crawls have been here. That the environment names a database does not make a state of any folder."""
    return folder.has_database and (folder.database_file.is_file() or folder.archive.is_dir())


def _review_pages(source: Path, progress: ExtractionProgress, *, reads_text: bool) -> Iterator[ReviewedPage]:
    paths = find_page_files(source)
    if not paths:
        progress.report_failure(str(source), "no .html, .htm or .xhtml file in it, and it is no state folder")
    yield from read_pages(paths, partial(review_file, reads_text=reads_text), progress, "reading")


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
