"""The work of `wellread export`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from wellread.crawler.ledger import LedgerError, UnusableLedgerError
from wellread.crawler.ledger.database import FILE
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.runs.state_folder import open_ledger
from wellread.output.formats.jsonl import STDOUT, JsonLines, OutputError

# A writer takes the records, each as the JSON that is published, and the target; it gives their number.
Writer = Callable[[Iterator[str], str], int]


def export_articles(state: Path, file_format: str, output: str, *, gone: bool) -> None:
    """Write every current article to `output`, and how many they were to standard error."""
    if output != STDOUT and Path(os.path.realpath(output)) == Path(os.path.realpath(state / FILE)):
        raise Stop(f"-o {output} would overwrite the state itself; name another file", ExitCode.USAGE)
    try:
        with open_ledger(state, read_only=True) as ledger:
            count = WRITERS[file_format](ledger.current(gone=gone), output)
    except UnusableLedgerError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    except (LedgerError, OutputError) as error:
        raise Stop(str(error), ExitCode.UNEXPECTED) from error
    if output != STDOUT:
        click.echo(f"{count} articles, written to {output}", err=True)


def _write_jsonl(records: Iterator[str], target: str) -> int:
    count = 0
    with _opened(target) as lines:
        for record in records:
            lines.write_line(record.encode() + b"\n")
            count += 1
    return count


def _opened(target: str) -> JsonLines:
    try:
        return JsonLines(target)
    except OutputError as error:
        raise Stop(str(error), ExitCode.USAGE) from error


WRITERS: Mapping[str, Writer] = {"jsonl": _write_jsonl}
