"""The work of `wellread annotations`: the annotations of a file, looked for on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from wellread.crawler.commands.extraction_progress import ExtractionProgress
from wellread.crawler.commands.report import is_records, open_source
from wellread.crawler.commands.report_options import ReportOptions
from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.extraction import page_workers
from wellread.crawler.pages.worker_pool import WorkersLostError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.extractors.article import Article
from wellread.output.annotations.anchors import AnchorState
from wellread.output.annotations.finding import AnnotationError, AnnotationIndex, FoundAnnotation
from wellread.output.annotations.page_text import MissingParserError, check_parser
from wellread.output.record import ArticleRecord

MAX_UNREAD_SHOWN = 10


def find_annotations(file: Path, source: Path, url: str | None) -> None:
    """Print where each annotation in `file` stands on its page in `source`: a state folder, page files or one of them.

    `url` is what the annotations call a single page. Raises CommandError for what cannot be read, and where no
    annotation is about these pages.
    """
    index = _read_index(file)
    _check_source(source, url)
    progress = ExtractionProgress()
    counts: Counter[AnchorState] = Counter()
    try:
        with progress.bar, page_workers():
            for page in open_source(ReportOptions(source=source, annotations=True), progress).pages:
                if page.text is None:
                    continue
                for found in index.find([url] if url else list(_addresses_of(page.article)), page.text):
                    counts[found.place.outcome] += 1
                    click.echo("\t".join(_format_columns(found)))
    except WorkersLostError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    _report(index, counts)
    if progress.failed:
        raise progress.failure()
    if not counts:
        raise CommandError(f"{file}: no annotation in it is about these pages; --url names one", ExitCode.USAGE)


def _read_index(file: Path) -> AnnotationIndex:
    try:
        check_parser()
        return AnnotationIndex.read(file.read_bytes())
    except MissingParserError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except AnnotationError as error:
        raise CommandError(f"{file}: {escape_unprintable(str(error))}", ExitCode.USAGE) from error
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}", ExitCode.USAGE) from error


def _check_source(source: Path, url: str | None) -> None:
    if is_records(source):
        raise CommandError(
            f"{source}: records have no text of their pages; name the state or the pages", ExitCode.USAGE
        )
    if url and source.is_dir():
        raise CommandError("--url names a single page, and the source is a folder", ExitCode.USAGE)


def _addresses_of(article: Article) -> Iterator[str]:
    """What annotations may call a page."""
    yield from filter(None, (article.url, article.canonical_url))
    if isinstance(article, ArticleRecord):
        yield f"urn:sha256:{article.raw_sha256}"


def _format_columns(found: FoundAnnotation) -> Iterator[str]:
    place, annotation = found.place, found.annotation
    start, end = ("" if value is None else str(value) for value in (place.start, place.end))
    for text in (place.outcome, start, end, annotation.source, ", ".join(annotation.tags), found.quote.exact):
        yield escape_unprintable(" ".join(text.split()))


def _report(index: AnnotationIndex, counts: Counter[AnchorState]) -> None:
    if counts:
        click.echo(", ".join(f"{counts[state]} {state}" for state in AnchorState), err=True)
    if index.unusable:
        click.echo(f"{index.unusable} without the words that they are about", err=True)
    for source in index.unread[:MAX_UNREAD_SHOWN] if counts else ():
        click.echo(f"no page here: {escape_unprintable(source)}", err=True)
    if counts and len(index.unread) > MAX_UNREAD_SHOWN:
        click.echo(f"and {len(index.unread) - MAX_UNREAD_SHOWN} more pages", err=True)
