"""What a state delivers: the snapshot, and the change feed with the cursor of its consumer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from wellread.crawler.ledger import Ledger
from wellread.crawler.runs.exit_status import CommandError, ExitCode
from wellread.crawler.runs.record import find_run
from wellread.crawler.runs.state_folder import StateFolder
from wellread.crawler.times import parse_time
from wellread.output.atomic import AtomicFile
from wellread.output.changes import CURSOR_OP, decode_line_head, encode_cursor
from wellread.output.compression import MAX_RECORD_BYTES, DamagedFileError, read_lines
from wellread.output.formats.jsonl import JsonLinesWriter


def find_cursor(folder: StateFolder, ledger: Ledger, since: str) -> int:
    """The cursor that `since` names: itself, or the one before the first change from a time on, or of a run.

    A time is a date, an ISO 8601 time, or a duration before now; a run has the name of its folder. Raises CommandError
    for anything else, and for a cursor that this state cannot have given.
    """
    last = ledger.articles.find_last_sequence()
    if re.fullmatch(r"\d+", since, re.ASCII):
        cursor = int(since)
        if cursor > last:
            problem = f"--since {cursor} is of another state: this one has had {last} changes"
            raise CommandError(f"{problem}; empty what you have loaded, and begin with --since 0", ExitCode.USAGE)
        return cursor
    run = find_run(folder.runs, since) if re.fullmatch(r"[\w-]+", since, re.ASCII) else None
    try:
        begin = run.started if run else parse_time(since, datetime.now(UTC))
    except ValueError as error:
        problem = f"--since {since}: a cursor, a date such as 2026-01-31, a duration such as 7d, or a run was expected"
        raise CommandError(problem, ExitCode.USAGE) from error
    return ledger.articles.find_last_sequence(before=begin.timestamp())


def find_unloaded(file: Path) -> int | None:
    """The cursor before the first change of a feed that is still there; None if it is not, or has no change.

    Raises CommandError for a file that is no feed.
    """
    if not file.exists():
        return None
    try:
        first = decode_line_head(next(read_lines(file, MAX_RECORD_BYTES)))
    except (OSError, DamagedFileError, StopIteration, ValueError) as error:
        problem = f"{file} is no file of changes, which --repeat-unloaded would repeat; move it away"
        raise CommandError(problem, ExitCode.USAGE) from error
    return None if first.op == CURSOR_OP else first.sequence - 1


def read_start(ledger: Ledger, consumer: str, file: Path | None = None) -> int:
    """Where the next file of a consumer begins: at its cursor, or before what stands in `file`, which is not loaded.

    Raises CommandError for a file that is no feed.
    """
    cursor = ledger.read_cursor(consumer)  # before the file: another process moves it after the file is in its place
    unloaded = find_unloaded(file) if file else None
    return cursor if unloaded is None else min(cursor, unloaded)


def write_snapshot(
    ledger: Ledger, start_urls: Sequence[str], writer: JsonLinesWriter, *, needs_articles: bool = False
) -> int:
    """Write all current articles of the sites, and commit the file.

    With `needs_articles` no file is made of nothing. Gives how many articles were written, which are none where the
    file has the same ones already. Raises LedgerError, and what the file raises.
    """
    written = 0
    for record in ledger.articles.iter_current(start_urls):
        writer.write_json(record)
        written += 1
    if needs_articles and not written:
        writer.discard()
        return 0
    writer.commit()
    return 0 if writer.output.is_same else written


def write_changes(ledger: Ledger, file: AtomicFile, *, since: int | None = None, consumer: str | None = None) -> int:
    """Write all changes after the sequence `since`, commit the file, and note then that the consumer has them.

    Without `since` it is what the consumer has had, or the beginning. Gives how many changes there were. A process that
    is killed before the end has moved no cursor: the next one writes the same changes again. Raises LedgerError, and
    what the file raises.
    """
    if since is None:
        since = ledger.read_cursor(consumer) if consumer else 0
    last = ledger.articles.find_last_sequence()
    count = 0
    for change in ledger.articles.iter_changes(since, last):
        file.write(change.to_json() + b"\n")
        count += 1
    file.write(encode_cursor(last) + b"\n")
    file.commit()
    if consumer:
        ledger.move_cursor(consumer, last)
    return count
