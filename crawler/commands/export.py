"""The work of `wellread export`."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import click

from wellread.crawler.commands.deliveries import find_cursor
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.commands.overwriting import check_not_in_state
from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.atomic import MANIFEST, STDOUT, AtomicFile, OutputError
from wellread.output.format import AnyRecordWriter, Format
from wellread.output.formats import load_format
from wellread.output.manifest import list_resources, write_manifest


def export_articles(state: Path, format_name: str, output: str, *, since: str | None = None, gone: bool) -> None:
    """Write every current article to `output`, and how many they were to standard error.

    `since` leaves out what has not changed after that, and `gone` adds the articles that have vanished from their site,
    after that or at all. Raises CommandError if the state
    cannot be read, or the output cannot be written.
    """
    folder = StateFolder(state)
    if output != STDOUT:
        check_not_in_state("-o", output, folder)
    try:
        with ledger_errors(), folder.open_ledger(read_only=True) as ledger:
            cursor = find_cursor(folder, ledger, since) if since else 0
            with _open_writer(format_name, output) as writer:
                count = _write_current(ledger, writer, since=cursor, gone=gone)
        _describe_output(format_name, output, count)
    except BrokenPipeError:
        raise
    except OutputError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror or error}", ExitCode.UNEXPECTED) from error
    if output != STDOUT:
        click.echo(f"{count} articles, written to {output}", err=True)


def _open_writer(format_name: str, output: str) -> AnyRecordWriter:
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
        extra = _find_extra(error.name or "")
        remedy = f"; install wellread[{extra}]" if extra else ""
        problem = f"--format {name} needs a library that is not installed: {error.name}{remedy}"
        raise CommandError(problem, ExitCode.USAGE) from error


def _find_extra(library: str) -> str | None:
    """The extra of this package that brings a library."""
    for requirement in metadata.requires("wellread") or ():
        found = re.fullmatch(rf"{re.escape(library)}\b.*\bextra == [\"'](\w+)[\"'].*", requirement)
        if found:
            return found[1]
    return None


def _describe_output(format_name: str, output: str, count: int) -> None:
    """Write the manifest beside an output that is a file or a folder, unless it has one inside."""
    path = Path(output)
    if output == STDOUT or load_format(format_name).has_manifest or not (path.is_file() or path.is_dir()):
        return
    with AtomicFile(f"{path}.{MANIFEST}") as manifest:
        write_manifest(manifest.write, list_resources(path, format_name), count)


def _write_current(ledger: Ledger, writer: AnyRecordWriter, *, since: int, gone: bool) -> int:
    count = 0
    for record in ledger.articles.iter_current(since=since, include_gone=gone):
        writer.write_json(record)
        count += 1
    return count
