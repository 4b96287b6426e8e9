"""The work of `wellread extract`: file by file, with progress, and a word about each file that is no page."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from crawler.cli.exit_codes import ExitCode, Stop
from crawler.cli.files import UnreadablePageError, pages_in, read_page
from crawler.logs import printable
from extractors import extract
from output.identity import normalise_url
from output.jsonl import STDOUT, JsonLines, OutputError
from output.record import publish


def extract_files(sources: Iterable[Path], output: str, url: str | None) -> None:
    """Write the record of each page in `sources`. Raises Stop if some could not be read, after writing the others."""
    if url is not None and normalise_url(url) is None:
        raise Stop(f"not a web address: {url}", ExitCode.USAGE)
    try:
        lines = JsonLines(output)
    except OutputError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    began = time.monotonic()
    try:
        with lines:
            done, failed = _extract_all(sources, lines, url)
            if failed and not done:
                raise _some_failed(done, failed)  # out of the block: the file of the run before stays in its place
    except OutputError as error:
        raise Stop(str(error), ExitCode.UNEXPECTED) from error
    if failed:
        raise _some_failed(done, failed)
    if output != STDOUT:
        click.echo(f"{done} pages in {time.monotonic() - began:.1f} s, written to {output}", err=True)


def _extract_all(sources: Iterable[Path], lines: JsonLines, url: str | None) -> tuple[int, int]:
    """How many pages were written, and how many sources held none."""
    done = failed = 0
    paths = []
    for source in sources:
        pages = pages_in(source)
        paths += pages
        if not pages:
            failed += 1
            _complain(source, "no .html, .htm or .xhtml file in this directory")
    with _progress() as progress:
        for path in progress.track(paths, description="extracting"):
            try:
                body = read_page(path)
            except UnreadablePageError as error:
                failed += 1
                _complain(path, str(error))
                continue
            lines.write(publish(extract(body, url=url), body))
            done += 1
    return done, failed


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _complain(path: Path, problem: str) -> None:
    click.echo(f"{printable(str(path))}: {problem}", err=True)


def _some_failed(done: int, failed: int) -> Stop:
    return Stop(f"{failed} of {done + failed} could not be read", ExitCode.SOME_FAILED)
