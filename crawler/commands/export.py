"""The work of `wellread export`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wellread.crawler.ledger import DATABASE_FILE, Ledger, LedgerError, UnusableLedgerError
from wellread.crawler.runs.exit_codes import ExitCode, Stop
from wellread.crawler.runs.state_folder import open_ledger
from wellread.output.atomic import STDOUT, AtomicFile, AtomicFolder, OutputError
from wellread.output.format import Format, RecordWriter
from wellread.output.formats import load_format

_Writer = RecordWriter[AtomicFile] | RecordWriter[AtomicFolder]


def export_articles(state: Path, format_name: str, output: str, *, gone: bool) -> None:
    """Write every current article to `output`, and how many they were to standard error.

    Raises Stop if the state cannot be read, or the output not written.
    """
    if output != STDOUT and Path(os.path.realpath(output)) == Path(os.path.realpath(state / DATABASE_FILE)):
        raise Stop(f"-o {output} would overwrite the state itself; name another file", ExitCode.USAGE)
    try:
        with open_ledger(state, read_only=True) as ledger, _open_writer(format_name, output) as writer:
            count = _write_current(ledger, writer, gone=gone)
    except UnusableLedgerError as error:
        raise Stop(str(error), ExitCode.USAGE) from error
    except BrokenPipeError:
        raise
    except (LedgerError, OutputError) as error:
        raise Stop(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise Stop(f"cannot write {output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if output != STDOUT:
        click.echo(f"{count} articles, written to {output}", err=True)


def _open_writer(format_name: str, output: str) -> _Writer:
    chosen = _load_format(format_name)
    if chosen.writes_folder and output == STDOUT:
        raise Stop(f"--format {format_name} writes a folder; name it with -o", ExitCode.USAGE)
    try:
        return chosen.open_writer(output)
    except OutputError as error:
        raise Stop(str(error), ExitCode.USAGE) from error


def _load_format(name: str) -> Format:
    try:
        return load_format(name)
    except ImportError as error:
        raise Stop(f"--format {name} needs a library that is not installed: {error.name}", ExitCode.USAGE) from error


def _write_current(ledger: Ledger, writer: _Writer, *, gone: bool) -> int:
    count = 0
    for record in ledger.iter_current_records(include_gone=gone):
        writer.write_json(record)
        count += 1
    return count
