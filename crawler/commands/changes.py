"""The work of `wellread changes`."""

from __future__ import annotations

from pathlib import Path

import click

from wellread.crawler.commands.deliveries import find_cursor, read_start, write_changes
from wellread.crawler.commands.ledger_errors import ledger_errors
from wellread.crawler.commands.overwriting import check_not_in_state
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.state_folder import StateFolder
from wellread.output.atomic import STDOUT, AtomicFile, OutputError
from wellread.output.compression import open_file


def export_changes(
    state: Path, output: str, *, since: str | None, consumer: str | None, repeat_unloaded: bool = False
) -> None:
    """Write the change feed to `output`, and how many changes there were to standard error.

    With `repeat_unloaded` it begins with the changes in the file that is there. Raises CommandError if the state cannot
    be read, or the output cannot be written.
    """
    folder = StateFolder(state)
    if consumer is not None and output == STDOUT:
        problem = "--consumer notes that a file is in its place; name it with -o"
        raise CommandError(problem, ExitCode.USAGE)
    if repeat_unloaded and (consumer is None or since is not None):
        raise CommandError("--repeat-unloaded is for a --consumer, and without --since", ExitCode.USAGE)
    if output != STDOUT:
        check_not_in_state("-o", output, folder)
    try:
        with ledger_errors(), folder.open_ledger(read_only=True) as ledger:
            stored = read_start(ledger, consumer, Path(output) if repeat_unloaded else None) if consumer else 0
            cursor = find_cursor(folder, ledger, str(stored) if since is None else since)
        if consumer and folder.is_read_only:
            problem = f"{state} is read-only, and --consumer notes a cursor there; keep it yourself, for --since"
            raise CommandError(problem, ExitCode.USAGE)
        # Only to note the cursor is the database opened to be written, when it is known to be of this version.
        read_only = consumer is None
        with ledger_errors(), folder.open_ledger(read_only=read_only) as ledger, _open_output(output) as file:
            count = write_changes(ledger, file, since=cursor, consumer=consumer)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.UNEXPECTED) from error
    if output != STDOUT:
        click.echo(f"{count} changes, written to {output}", err=True)


def _open_output(output: str) -> AtomicFile:
    try:
        return open_file(output)
    except OutputError as error:
        raise CommandError(str(error), ExitCode.USAGE) from error
