"""How far `wellread extract` is: counted, shown on a terminal, and reported in the end."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from wellread.crawler.logs import escape_unprintable
from wellread.crawler.pages.worker_pool import TaskError
from wellread.crawler.runs.exit_status import CommandError, ExitCode


def _make_bar() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@dataclass
class ExtractionProgress:
    """How many pages were read and records written so far, and which pages or files could not be read, and why.

    `is_silent`: what could not be read is told by somebody else.
    """

    pages: int = 0
    written: int = 0
    reserved: int = 0
    failures: list[str] = field(default_factory=list)
    bar: Progress = field(default_factory=_make_bar)
    is_silent: bool = False

    @property
    def failed(self) -> int:
        """How many pages or files could not be read."""
        return len(self.failures)

    def report_failure(self, where: str, problem: str) -> None:
        """Note what could not be read, and say so on standard error."""
        self.failures.append(f"{where}: {problem}")
        if self.is_silent:
            return
        line = f"{escape_unprintable(where)}: {problem}"
        if self.bar.disable:
            click.echo(line, err=True)
        else:  # above the bar, and not into it
            self.bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def report_error(self, where: str, error: TaskError) -> None:
        """Count a page that a worker could not read. What the reader has raised is shown if WELLREAD_DEBUG is set."""
        self.report_failure(where, str(error))
        if error.traceback and "WELLREAD_DEBUG" in os.environ:
            click.echo(escape_unprintable(error.traceback), err=True)

    def failure(self) -> CommandError:
        """What the command ends with if something could not be read."""
        return CommandError(f"{self.failed} of {self.pages + self.failed} could not be read", ExitCode.SOME_FAILED)

    def __str__(self) -> str:
        said = f"{self.pages} pages" if self.written == self.pages else f"{self.written} records of {self.pages} pages"
        return f"{said} ({self.reserved} left out, as their sites reserve the rights)" if self.reserved else said
