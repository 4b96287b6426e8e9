"""The work of `wellread export`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wellread.crawler.ledger import Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.atomic import STDOUT, AtomicFile, AtomicFolder, OutputError
from wellread.output.format import Format, RecordWriter
from wellread.output.formats import load_format

_Writer = RecordWriter[AtomicFile] | RecordWriter[AtomicFolder]


def export_articles(state: Path, format_name: str, output: str, *, gone: bool) -> None:
    """Write every current article to `output`, and how many they were to standard error.

    `gone` adds the articles that have vanished from their site. Raises CommandError if the state
    cannot be read, or the output cannot be written.
    """
    folder = StateFolder(state)
    if output != STDOUT and os.path.realpath(output) == os.path.realpath(folder.database_file):
        raise CommandError(f"-o {output} would overwrite the state itself; name another file", ExitCode.USAGE)
    try:
        with folder.open_ledger(read_only=True) as ledger, _open_writer(format_name, output) as writer:
            count = _write_current(ledger, writer, gone=gone)
    except UnusableLedgerError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
    except BrokenPipeError:
        raise
    except (LedgerError, OutputError) as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if output != STDOUT:
        click.echo(f"{count} articles, written to {output}", err=True)


def _open_writer(format_name: str, output: str) -> _Writer:
    chosen = _load_format(format_name)
    if chosen.writes_folder and output == STDOUT:
        raise CommandError(f"--format {format_name} writes a folder; name it with -o", ExitCode.USAGE)
    try:
        return chosen.open_writer(output)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error


def _load_format(name: str) -> Format:
    try:
        return load_format(name)
    except ImportError as error:
        problem = f"--format {name} needs a library that is not installed: {error.name}"
        raise CommandError(problem, ExitCode.USAGE) from error


def _write_current(ledger: Ledger, writer: _Writer, *, gone: bool) -> int:
    count = 0
    for record in ledger.iter_current_records(include_gone=gone):
        writer.write_json(record)
        count += 1
    return count
